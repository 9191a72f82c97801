/**
 * What may be asked about my own extension. No request carries an extension's number of mine: the core knows which one it is.
 *
 * Those that change something resolve once the change is accepted, and its outcome comes with the snapshot; `my-extension.set-secret`
 * alone waits for the outcome, because a dialog does. They fail at once with `extension.unread` before the first reading,
 * `extension.not-allowed {field}`, `extension.invalid {field, part?, rule, limit?}`, `extension.dead-end {count}` (again with
 * `anyway` saves it), or `extension.not-mine` while the number may be someone else's.
 */

import { z } from 'zod';
import { durationChoices } from './durations.ts';
import { destinationSchema, secretSettings, settingChangeSchema, settingNames } from './settings.ts';

const nothing = z.strictObject({});
const id = z.string().min(1).max(100);
/** ms since the epoch; a Date holds no later one. */
const time = z.number().int().nonnegative().max(8_640_000_000_000_000);
const name = z.string().trim().min(1).max(100);
/** Save although calls would be lost. */
const anyway = z.boolean().default(false);
/** The change ends by itself then; null: it stays until it is changed. */
const until = time.nullable().default(null);
const setting = z.enum(settingNames);
const anySetting = z.enum([...settingNames, ...secretSettings]);
const change = z.strictObject({ changeId: id });

const status = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('normal') }),
  z.strictObject({ kind: z.literal('do-not-disturb') }),
  z.strictObject({ kind: z.literal('forward'), destination: destinationSchema }),
  z.strictObject({ kind: z.literal('preset'), id }),
]);

export const myExtensionPayloads = {
  'my-extension.read': nothing,
  'my-extension.set': z.strictObject({
    changes: z.array(settingChangeSchema).min(1).max(settingNames.length),
    until,
    anyway,
  }),
  /** Resolves when the device was read back; fails with `extension.not-applied`, or with what the way to the PBX says. */
  'my-extension.set-secret': z.strictObject({ setting: z.enum(secretSettings), value: z.string().max(500) }),

  /** Brings back what was before a change of mine, or of someone else's. */
  'change.undo': change,
  /** Someone else's change is fine; a row's message has been read; a timed change stays without an end. */
  'change.keep': change,
  /** To a row that asks. */
  'change.answer': z.strictObject({ changeId: id, setting: anySetting, choice: z.enum(['mine', 'theirs']) }),
  'change.set-end': z.strictObject({ changeId: id, until: time.nullable() }),
  'change.end-now': change,

  'status.set': z.strictObject({ status, until, anyway }),
  /** Ends the state that the header shows. */
  'status.turn-off': nothing,

  /** The settings as they are now. With an id: that preset again, in its place. */
  'preset.save': z.strictObject({
    id: id.optional(),
    name,
    settings: z.array(setting).min(1).max(settingNames.length),
    endsAfter: z.enum(durationChoices).nullable().default(null),
  }),
  'preset.rename': z.strictObject({ id, name }),
  'preset.remove': z.strictObject({ id }),
  /** Asks the device nothing. */
  'preset.preview': z.strictObject({ id }),

  'reminder.answer': z.strictObject({ answer: z.enum(['switch-off', 'leave', 'not-today']) }),
  /** Although its name, registration name and e-mail have changed, the extension is still mine. */
  'my-extension.confirm-mine': nothing,
} as const satisfies Record<string, z.ZodType>;

export type MyExtensionRequest = keyof typeof myExtensionPayloads;
