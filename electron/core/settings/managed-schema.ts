/** What an administrator may write into the managed file. Strict: a misspelt key is an error, not a setting that silently does nothing. */

import { z } from 'zod';
import { isObject, renamed } from './settings-migration.ts';
import {
  forwardSettings,
  secretSettings,
  settingNames,
  type AnySetting,
} from '../../contract/my-extension/setting-facts.ts';
import { groupSchema, lockableKeys, pbxShape, strictPatchSchema } from './settings-schema.ts';

/** The earlier names of parts of settings: each opens the setting that it belongs to now. */
const earlierNames = {
  hasVoicemail: ['voicemail'],
  voicemailToEmail: ['voicemail'],
  mobilityEnabled: ['mobile'],
  ringSimultaneously: ['mobile'],
  mobilePrefix: ['mobile'],
  ringTimeoutSeconds: ['ringTime'],
  allowMonitoring: ['monitoring'],
  monitorMode: ['monitoring'],
  /** All three rules at once. */
  forward: forwardSettings,
} as const satisfies Record<string, readonly AnySetting[]>;

const settingName = z.enum([...settingNames, ...secretSettings]).transform((name) => [name]);
const earlierName = z
  .enum(Object.keys(earlierNames) as [keyof typeof earlierNames])
  .transform((name): readonly AnySetting[] => earlierNames[name]);

/** The settings of the person's own extension that are open to them. */
const editable = z
  .array(z.union([settingName, earlierName]))
  .transform((lists): readonly AnySetting[] => [...new Set(lists.flat())]);

export const fingerprintSchema = z
  .string()
  .transform((text) => text.replaceAll(/[\s:]/g, '').toLowerCase())
  .refine(
    (text) => /^[0-9a-f]{64}$/.test(text),
    'expected a SHA-256 fingerprint: 64 hex digits, colons and spaces allowed',
  );

const pbx = z
  .strictObject({
    ...pbxShape,
    password: z.string().min(1).max(256),
    fingerprint: fingerprintSchema,
  })
  .partial()
  .refine(({ password, username }) => password === undefined || username !== undefined, {
    path: ['password'],
    message: 'expected a username beside the password',
  })
  .refine(({ fingerprint: pin, url }) => pin === undefined || url !== undefined, {
    path: ['fingerprint'],
    message: 'expected a url beside the fingerprint',
  });

const group = z.strictObject({ ...groupSchema.shape, id: groupSchema.shape.id.optional() });

const presentFileSchema = z
  .strictObject({
    pbx,
    extension: strictPatchSchema.shape.extension,
    /** Dotted names of settings that people cannot change. */
    locked: z.array(
      z.string().refine((key) => lockableKeys.has(key), {
        error: 'expected the name of a setting, such as pbx.url or theme',
      }),
    ),
    settings: strictPatchSchema.omit({ extension: true, groups: true }),
    editable,
    groups: z
      .array(group)
      .max(500)
      .refine(
        (groups) => new Set(groups.map(({ name }) => name)).size === groups.length,
        'expected each name once',
      ),
    /** False: the product never looks for updates; true: always. */
    updates: z.boolean(),
  })
  .partial();

export type ManagedFile = z.output<typeof presentFileSchema>;

const newNames: ReadonlyMap<unknown, string> = new Map([
  ['watches', 'alerts'],
  ['poll.watchedMs', 'poll.alertsMs'],
]);

/** Files that were written for an earlier version go on: two settings had another name. */
export const managedFileSchema: z.ZodType<ManagedFile> = z.preprocess((json) => {
  if (!isObject(json)) return json;
  const { settings, locked } = json;
  const present = isObject(settings) ? renamed(settings, 'watches', 'alerts') : settings;
  const poll = isObject(present) ? present['poll'] : undefined;
  return {
    ...json,
    ...(isObject(present) && {
      settings: isObject(poll) ? { ...present, poll: renamed(poll, 'watchedMs', 'alertsMs') } : present,
    }),
    ...(Array.isArray(locked) && { locked: locked.map((key: unknown) => newNames.get(key) ?? key) }),
  };
}, presentFileSchema);
