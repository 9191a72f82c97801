/**
 * Requests about my own extension. None of them carries my extension's number: the core knows it.
 *
 * Requests that change something resolve once the change is accepted; its outcome arrives with the snapshot. Only `my-extension.set-secret`
 * waits for the outcome, because a dialog does. They fail at once with `extension.unread` before the first reading,
 * `extension.not-allowed {field}`, `extension.invalid {field, part?, rule, limit?}`, `extension.dead-end {count}` (again with
 * `anyway` saves it), or `extension.not-mine` while the number may be someone else's.
 */

import { z } from 'zod';
import { durationChoices } from '../durations.ts';
import { secretSettings, settingNames } from './setting-facts.ts';
import { destinationSchema, settingChangeSchema } from './settings.ts';

const nothing = z.strictObject({});
const id = z.string().min(1).max(100);
/** ms since the epoch; a Date holds no later one. */
const time = z.number().int().nonnegative().max(8_640_000_000_000_000);
const name = z.string().trim().min(1).max(100);
/** Save even if calls would be lost. */
const anyway = z.boolean().default(false);
/** When the change ends by itself; null: it stays until it is changed. */
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
  /** Resolves when the value has been read back; fails with `extension.not-applied`, or with a failure of the connection. */
  'my-extension.set-secret': z.strictObject({ setting: z.enum(secretSettings), value: z.string().max(500) }),

  /** Restores the value from before a change, mine or someone else's. */
  'change.undo': change,
  /** Accepts someone else's change, dismisses a row's message, or keeps a timed change for good. */
  'change.keep': change,
  /** Answers a row's question. */
  'change.answer': z.strictObject({ changeId: id, setting: anySetting, choice: z.enum(['mine', 'theirs']) }),
  'change.set-end': z.strictObject({ changeId: id, until: time.nullable() }),
  'change.end-now': change,

  'status.set': z.strictObject({ status, until, anyway }),
  /** Ends the state that the header shows. */
  'status.turn-off': nothing,

  /** Saves the present settings. With an id: replaces that preset, in its place. */
  'preset.save': z.strictObject({
    id: id.optional(),
    name,
    settings: z.array(setting).min(1).max(settingNames.length),
    endsAfter: z.enum(durationChoices).nullable().default(null),
  }),
  'preset.rename': z.strictObject({ id, name }),
  'preset.remove': z.strictObject({ id }),
  /** Sends nothing to the device. */
  'preset.preview': z.strictObject({ id }),

  'reminder.answer': z.strictObject({ answer: z.enum(['switch-off', 'leave', 'not-today']) }),
  /** Confirms that the extension is still mine although name, registration name and e-mail have changed. */
  'my-extension.confirm-mine': nothing,
} as const satisfies Record<string, z.ZodType>;

export type MyExtensionRequest = keyof typeof myExtensionPayloads;
