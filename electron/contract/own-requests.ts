/** What may be asked about the user's own extension. No request carries an extension's number: the core knows whose it is. */

import { z } from 'zod';
import { ownFields, ownSecretFields } from './own-fields.ts';

const nothing = z.strictObject({});
const field = z.enum(ownFields);
const anyField = z.enum([...ownFields, ...ownSecretFields]);
/** Longer than any limit, so that a value too long is told by its rule and not refused at the border. */
const text = z.string().max(500);
const id = z.string().min(1).max(100);
const time = z.number().int().nonnegative();
const presetName = z.string().trim().min(1).max(100);
/** Save although calls would be lost. */
const anyway = z.boolean().default(false);
/** The change ends by itself at this time, ms since the epoch. */
const until = time.nullable().default(null);

const destination = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('voicemail') }),
  z.strictObject({ kind: z.literal('extension'), extension: text }),
  z.strictObject({ kind: z.literal('mobile'), prefix: text }),
  z.strictObject({ kind: z.literal('number'), number: text, prefix: text }),
]);

const edit = z.discriminatedUnion('field', [
  z.strictObject({
    field: z.enum([
      'doNotDisturb',
      'forward.always.enabled',
      'forward.noAnswer.enabled',
      'forward.busy.enabled',
      'hasVoicemail',
      'mobilityEnabled',
      'ringSimultaneously',
      'allowMonitoring',
      'outboundRestricted',
    ]),
    value: z.boolean(),
  }),
  z.strictObject({
    field: z.enum([
      'voicemailToEmail',
      'mobile',
      'mobilePrefix',
      'name',
      'email',
      'agentId',
      'callerId',
      'registerName',
      'monitorMode',
    ]),
    value: text,
  }),
  z.strictObject({ field: z.enum(['ringTimeoutSeconds', 'maxRegistrations']), value: z.number() }),
  z.strictObject({ field: z.literal('maxDuration'), value: z.union([z.number(), text]) }),
  z.strictObject({
    field: z.enum(['forward.always.destination', 'forward.noAnswer.destination', 'forward.busy.destination']),
    value: destination,
  }),
]);

/** `mine`: write it over theirs; `theirs`: drop my change. */
const choices = z
  .array(z.strictObject({ field, choice: z.enum(['mine', 'theirs']) }))
  .max(ownFields.length)
  .default([]);

/**
 * All of them fail with `extension.unread` until the settings were read once. Those that write resolve when the PBX was read
 * back; they fail with `extension.busy` while another save runs, `extension.not-allowed {field}`, `extension.invalid {field, rule}`,
 * `extension.dead-end` (again with `anyway` saves all the same), `extension.conflict`, `extension.not-applied`, or with what the
 * way to the PBX says: `own.save` in the snapshot has the rest.
 */
export const ownPayloads = {
  /** On opening the panel's page: reads anew. */
  'own.read': nothing,
  /** Any value is taken into the draft; `draft.problems` says what is wrong with it. */
  'own.edit': edit,
  'own.set-secret': z.strictObject({ field: z.enum(ownSecretFields), value: text }),
  'own.reset': z.strictObject({ fields: z.union([z.literal('all'), z.array(anyField).max(100)]) }),
  'own.save': z.strictObject({ anyway, choices, until }),
  'own.undo': nothing,
  /** Puts the outcome of the last save away. A save under way, or one of unknown outcome, stays. */
  'own.dismiss': nothing,
  /** At once, past the draft, with the same safety. */
  'own.set-do-not-disturb': z.strictObject({ on: z.boolean() }),

  /** Brings the previous values back now. */
  'timed.end': z.strictObject({ id }),
  /** The values of now stay. */
  'timed.keep': z.strictObject({ id }),
  /** To a timed change that asks: `mine` brings the previous value back, `theirs` leaves what is there. */
  'timed.answer': z.strictObject({ id, choices }),

  /** The named fields as they are in the draft, else as they are stored. With an id: that preset anew. */
  'own-preset.save': z.strictObject({
    id: id.optional(),
    name: presetName,
    fields: z.array(field).min(1).max(ownFields.length),
  }),
  'own-preset.rename': z.strictObject({ id, name: presetName }),
  'own-preset.remove': z.strictObject({ id }),
  /** Against freshly read settings. */
  'own-preset.preview': z.strictObject({ id }),
  'own-preset.apply': z.strictObject({ id, anyway, until }),

  /** Brings back what was before somebody else's change. */
  'foreign.put-back': nothing,
  'foreign.dismiss': nothing,
  'reminder.answer': z.strictObject({ answer: z.enum(['switch-off', 'leave', 'not-today']) }),
} as const satisfies Record<string, z.ZodType>;

export type OwnRequestName = keyof typeof ownPayloads;
