/** A change: which settings, from what to what, why, when, until when, and what came of it. Everything here goes by changes. */

import { z } from 'zod';
import type { Failure } from '../../../contract/failure.ts';
import { changeReasons, type ChangeView } from '../../../contract/my-extension/my-extension.ts';
import {
  secretSettings,
  settingNames,
  type AnySetting,
  type SecretSetting,
} from '../../../contract/my-extension/setting-facts.ts';
import {
  settingSchemas,
  type SettingName,
  type SettingValue,
  type SomeSettings,
} from '../../../contract/my-extension/settings.ts';
import { isFailureCode } from '../../polling/poll-failure-policy.ts';

type SettingSchemas = typeof settingSchemas;

/** An object with a key for each setting, made from its schema. */
function forEachSetting<T extends z.ZodType>(make: (schema: SettingSchemas[SettingName]) => T) {
  const shape = Object.fromEntries(settingNames.map((name) => [name, make(settingSchemas[name])]));
  return z.partialRecord(z.enum(settingNames), z.unknown()).pipe(z.strictObject(shape).partial());
}

const anySetting = z.enum([...settingNames, ...secretSettings]);
const value = z.union(settingNames.map((name) => settingSchemas[name]));
/** A value that the device told instead; null for a secret, and where it told none. */
const told = z.partialRecord(anySetting, value.nullable());

const facts = z.record(z.string(), z.union([z.string(), z.number(), z.boolean()]));
/** As it was written down; one that a newer version knows and this one does not is no failure to us. */
const failure = z.custom<Failure>((from) => {
  const parsed = z.object({ code: z.string(), detail: facts }).safeParse(from);
  return parsed.success && isFailureCode(parsed.data.code);
});

/** How a change looks on disk and in memory. No secret has a place here. */
export const changeSchema = z.object({
  id: z.string().min(1),
  /** ms since the epoch, as all times here. */
  at: z.number(),
  why: z.enum(changeReasons),
  presetName: z.string().nullable(),
  settings: forEachSetting((schema) =>
    z.object({
      /** As it was shown when the change was made; null: not told. */
      before: schema.nullable(),
      after: schema,
      /** What its end brings back where nothing else is known: a switch that was on all along goes off. */
      back: schema.optional(),
    }),
  ),
  secrets: z.array(z.enum(secretSettings)),
  /**
   * `waiting`: not sent yet. `sent`: being carried out. `unknown`: nobody knows what came of it. `done`: it is known, see `kept` and
   * `conflicts`. `replaced`: a newer decision took its place before it was in force.
   */
  state: z.enum(['waiting', 'sent', 'unknown', 'done', 'replaced']),
  sentAt: z.number().nullable(),
  /** The device has stored it and wants to be asked to apply it (10025). */
  needsApply: z.boolean(),
  failure: failure.nullable(),
  /** What was not taken, and what the device holds instead. */
  kept: told,
  /** What was changed elsewhere between the screen and the saving, and to what. */
  conflicts: told,
  /** When it ends. */
  until: z.number().nullable(),
  /** Settings whose timed end needs the person's answer, each with the device's value. */
  endAsks: told,
  /** How often the device refused to bring back what was before. */
  refusals: z.number(),
  /** Its end has come. */
  ended: z.array(anySetting),
  /** As if it had never been; of a change made elsewhere: put back. */
  undone: z.array(anySetting),
  /** The person has seen what came of it; for a change made elsewhere: it may stay. */
  answered: z.array(anySetting),
  /** Of an end or an undo: the changes that it ends or undoes. */
  lifts: z.array(z.string()),
  /** The questions and the news that were on the screen when it was decided: it answers them. */
  answers: z.array(z.string()),
});

export interface Entry {
  readonly before: SettingValue | null;
  readonly after: SettingValue;
  readonly back?: SettingValue | undefined;
}
export type Entries = { readonly [S in SettingName]?: Entry };
type Told = { readonly [S in AnySetting]?: SettingValue | null };

export type Change = Readonly<
  Omit<z.output<typeof changeSchema>, 'settings' | 'kept' | 'conflicts' | 'endAsks'>
> & {
  readonly settings: Entries;
  readonly kept: Told;
  readonly conflicts: Told;
  readonly endAsks: Told;
};

export function newChange(about: Pick<Change, 'id' | 'at' | 'why'> & Partial<Change>): Change {
  return {
    presetName: null,
    settings: {},
    secrets: [],
    state: 'waiting',
    sentAt: null,
    needsApply: false,
    failure: null,
    kept: {},
    conflicts: {},
    until: null,
    endAsks: {},
    refusals: 0,
    ended: [],
    undone: [],
    answered: [],
    lifts: [],
    answers: [],
    ...about,
  };
}

export function settingsIn(of: Entries | SomeSettings | Told): readonly SettingName[] {
  return settingNames.filter((setting) => of[setting] !== undefined);
}

export function entriesIn(of: Entries): readonly (readonly [SettingName, Entry])[] {
  return settingNames.flatMap((setting) => {
    const entry = of[setting];
    return entry === undefined ? [] : [[setting, entry] as const];
  });
}

export function everythingIn(change: Change): readonly AnySetting[] {
  return [...settingsIn(change.settings), ...change.secrets];
}

/** In force, as far as this change goes. */
export function isApplied(change: Change, setting: AnySetting): boolean {
  const names = setting in change.settings || change.secrets.some((secret) => secret === setting);
  return names && change.state === 'done' && !(setting in change.kept) && !(setting in change.conflicts);
}

export function isOver(change: Change, setting: AnySetting): boolean {
  return change.ended.includes(setting) || change.undone.includes(setting);
}

/** It was sent, and may still come into force. */
export function isOut({ state }: Change): boolean {
  return state === 'sent' || state === 'unknown';
}

export function outcomeOf(change: Change): ChangeView['outcome'] {
  if (change.state === 'waiting' || change.needsApply) return 'pending';
  if (change.state === 'sent') return 'pending';
  if (change.state === 'unknown') return 'unknown';
  const all = everythingIn(change);
  const applied = all.filter((setting) => isApplied(change, setting));
  if (applied.length === all.length) return 'applied';
  return applied.length === 0 ? 'refused' : 'partly';
}

/** The values that a change wants, checked by their schemas. */
const someSchema = forEachSetting((schema) => schema);
export function wantedBy(entries: Entries, only: readonly SettingName[]): SomeSettings {
  return someSchema.parse(Object.fromEntries(only.map((setting) => [setting, entries[setting]?.after])));
}

export function without<T extends object>(of: T, keys: readonly string[]): T {
  return Object.fromEntries(Object.entries(of).filter(([key]) => !keys.includes(key))) as T;
}

export function withoutSettings(change: Change, gone: readonly AnySetting[]): Change {
  return {
    ...change,
    settings: without(change.settings, gone),
    secrets: change.secrets.filter((secret: SecretSetting) => !gone.includes(secret)),
    kept: without(change.kept, gone),
    conflicts: without(change.conflicts, gone),
    endAsks: without(change.endAsks, gone),
  };
}

export function added<T extends string>(list: readonly T[], more: readonly T[]): T[] {
  return [...new Set([...list, ...more])];
}
