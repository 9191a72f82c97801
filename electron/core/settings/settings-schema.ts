/** Every setting that is kept on disk: its shape, its limits, its default. */

import { z } from 'zod';
import {
  extensionNumber,
  groupId,
  groupName,
  internationalPrefix,
  quietHoursFields,
} from '../../contract/requests.ts';
import { alertModes, alertStates } from '../../contract/snapshot.ts';
import { timeSchema } from '../../contract/time.ts';
import { apiVersions, languages, sortOrders, themes } from '../../contract/visible-settings.ts';
import { callWays } from '../../contract/calls.ts';
import { normalPbxUrl } from '../trust/read-address.ts';

/** The version of the file's shape; a change that an older file would not fit raises it and adds a step to the migration. */
export const schemaVersion = 2;

/** Unknown keys are what a newer version has written: they are carried along, and no code here can see them. */
function carrying<Shape extends z.ZodRawShape>(shape: Shape): z.ZodObject<Shape> {
  return z.looseObject(shape);
}

const flag = z.boolean();

/** One spelling for one address. */
const pbxUrlSchema = z.string().transform((text, context) => {
  const url = normalPbxUrl(text);
  if (url !== undefined) return url;
  context.issues.push({
    code: 'custom',
    message: 'expected an address such as https://pbx.example.com:8088',
    input: '',
  });
  return z.NEVER;
});

/** What a PBX is asked with until a person or an administrator names another. */
export const defaultApiVersion = apiVersions[0];

const pbx = carrying({
  url: pbxUrlSchema,
  version: z.enum(apiVersions),
  username: z.string().trim().max(64),
});

/** Milliseconds between two polls. The device is slow: nothing below one second. */
const poll = carrying({
  openMs: z.number().int().min(1_000).max(60_000),
  alertsMs: z.number().int().min(1_000).max(120_000),
  idleMs: z.number().int().min(5_000).max(600_000),
});

const notifications = carrying({
  silentOnCall: flag,
  silentOnDoNotDisturb: flag,
  /** A state counts after it has lasted this long, ms. */
  settleMs: z.number().int().min(0).max(60_000),
  quietHours: z.array(carrying(quietHoursFields)).max(50),
});

export const groupSchema = carrying({
  id: groupId,
  name: groupName,
  numbers: z.array(extensionNumber).max(5_000),
});

export const alertSchema = carrying({
  id: z.string().min(1).max(100),
  target: z.discriminatedUnion('kind', [
    z.object({ kind: z.literal('person'), number: extensionNumber }),
    z.object({ kind: z.literal('group'), groupId }),
  ]),
  mode: z.enum(alertModes),
  states: z.array(z.enum(alertStates)).min(1),
  expiresAt: timeSchema.nullable(),
  /** It doesn't fire for the state that holds now: someone has seen that and is waiting for the next time. */
  waitsForNext: flag.optional(),
});

/** Settings that stand alone, and lists; each is replaced whole. */
const singles = {
  /** The address for which the person has confirmed the warning about plain HTTP. */
  plainHttpConfirmedFor: pbxUrlSchema.nullable(),
  /** The person's own extension. */
  extension: extensionNumber.nullable(),
  /** In the person's order. */
  favourites: z.array(extensionNumber).max(1_000),
  groups: z.array(groupSchema).max(500),
  alerts: z.array(alertSchema).max(1_000),
  /** Notifications are held back until then. */
  snoozedUntil: timeSchema.nullable(),
  sortBy: z.enum(sortOrders),
  theme: z.enum(themes),
  language: z.enum(languages),
  /** The panel stays on top. */
  pinned: flag,
  startAtLogin: flag,
  /** Electron's accelerator syntax. */
  shortcut: z.string().min(1).max(100).nullable(),
  callWith: z.enum(callWays),
  /** What is dialled for a leading `+`; null: the usual one of the country. */
  internationalPrefix: internationalPrefix.nullable(),
  signOutOnQuit: flag,
  checkForUpdates: flag,
  /** Checked by the part that applies them. */
  presets: z.array(z.record(z.string(), z.unknown())).max(100),
};

/** Settings that are merged field by field, and can be locked field by field. */
const sections = {
  pbx: pbx.partial().nullable(),
  poll: poll.partial(),
  notifications: notifications.partial(),
};
export type SectionName = keyof typeof sections;

export type Settings = Readonly<z.output<z.ZodObject<typeof singles>>> & {
  /** Null until there is an address. */
  readonly pbx: z.output<typeof pbx> | null;
  readonly poll: z.output<typeof poll>;
  readonly notifications: z.output<typeof notifications>;
};

const patch = carrying({ ...sections, ...singles }).partial();
/** A change, or what one layer says: only what is present counts; `pbx: null` takes the address away. */
export type SettingsPatch = z.output<typeof patch>;
export const settingsPatchSchema: z.ZodType<SettingsPatch> = patch;

/** The same for the managed file, where a typo must be an error; the PBX has its own place there. */
export const strictPatchSchema = z
  .strictObject({
    ...singles,
    poll: z.strictObject(poll.shape).partial(),
    notifications: z.strictObject(notifications.shape).partial(),
  })
  .partial();

export const pbxShape = pbx.shape;

/** What the file holds: the person's own choices and nothing else, so that a better default reaches them too. */
export const settingsFileSchema = carrying({
  ...patch.shape,
  schemaVersion: z.number().int().min(schemaVersion),
});
export type SettingsFile = z.output<typeof settingsFileSchema>;

export const defaultSettings: Settings = {
  pbx: null,
  plainHttpConfirmedFor: null,
  extension: null,
  poll: { openMs: 2_000, alertsMs: 5_000, idleMs: 15_000 },
  favourites: [],
  groups: [],
  alerts: [],
  notifications: { silentOnCall: false, silentOnDoNotDisturb: false, settleMs: 3_000, quietHours: [] },
  snoozedUntil: null,
  sortBy: 'name',
  theme: 'system',
  language: 'system',
  pinned: false,
  startAtLogin: false,
  shortcut: null,
  callWith: 'desk-phone',
  internationalPrefix: null,
  signOutOnQuit: false,
  checkForUpdates: true,
  presets: [],
};

const sectionFields: Record<SectionName, readonly string[]> = {
  pbx: Object.keys(pbx.shape),
  poll: Object.keys(poll.shape),
  notifications: Object.keys(notifications.shape),
};

/** Every name that can be locked, each with the single settings that it stands for: `pbx` for `pbx.url` and so on. */
export const lockableKeys: ReadonlyMap<string, readonly string[]> = new Map([
  ...Object.keys(singles).map((key): [string, string[]] => [key, [key]]),
  ...Object.entries(sectionFields).flatMap(([section, names]): [string, string[]][] => {
    const keys = names.map((name) => `${section}.${name}`);
    return [[section, keys], ...keys.map((key): [string, string[]] => [key, [key]])];
  }),
]);
