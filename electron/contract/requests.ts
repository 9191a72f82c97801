/** What the renderer may ask of the core: one line per request, with its payload's schema and its result's type. */

import { z } from 'zod';
import { timeSchema } from './time.ts';
import { callWays } from './calls.ts';
import type { Failure } from './failure.ts';
import type { PresetPreview } from './my-extension/my-extension.ts';
import { myExtensionPayloads } from './my-extension/requests.ts';
import type { PresenceChange } from './presence.ts';
import { setUpLineLimit } from './set-up-line.ts';
import { alertModes, alertStates, type AlertState, type Snapshot } from './snapshot.ts';
import { apiVersions, languages, sortOrders, themes } from './visible-settings.ts';

const nothing = z.strictObject({});
export const extensionNumber = z.string().trim().min(1).max(31);
export const sha256Schema = z.string().regex(/^[0-9a-f]{64}$/);
/** Long enough for any documented password, short enough to refuse a mistake. */
const password = z.string().min(1).max(256);
export const groupId = z.string().min(1).max(64);
export const groupName = z.string().trim().min(1).max(100);
/** What is dialled for a leading `+`. */
export const internationalPrefix = z.string().regex(/^[0-9]{1,7}$/);
const calledNumber = z.string().trim().min(1).max(60);
const minuteOfDay = z.number().int().min(0).max(1439);
/** Weekdays 0 (Sunday) to 6; minutes since local midnight; `toMinute` before `fromMinute` runs past midnight. */
export const quietHoursFields = {
  days: z.array(z.number().int().min(0).max(6)).max(7),
  fromMinute: minuteOfDay,
  toMinute: minuteOfDay,
};

export const requestPayloads = {
  'snapshot.get': nothing,
  /** The same, asked before the page's code is read, so that its first frame has the list; tells nobody that it listens. */
  'snapshot.first': nothing,
  'panel.close': nothing,
  /** A pinned panel stays open without focus, and on top with a place and size of its own where the desktop lets it. */
  'panel.pin': z.strictObject({ pinned: z.boolean() }),

  'connection.retry': nothing,
  'certificate.decide': z.strictObject({ sha256: sha256Schema, decision: z.enum(['trust', 'refuse']) }),
  'account.sign-in': z.strictObject({ username: z.string().trim().min(1).max(64), password }),
  /** Four passwords in a row may have been refused: the person has checked theirs and knows what a fifth may cost. */
  'account.allow-one-more-try': nothing,
  'account.sign-out': nothing,
  'keychain.retry': nothing,
  'keychain.keep-for-this-run': nothing,

  'setup.open': z.strictObject({ at: z.enum(['address', 'extension']) }),
  'setup.address': z.strictObject({ address: z.string().trim().max(300), plainHttpConfirmed: z.boolean() }),
  'setup.certificate': z.strictObject({ sha256: sha256Schema, decision: z.enum(['trust', 'refuse']) }),
  /** Without a version: those that devices answer on are tried in order. */
  'setup.account': z.strictObject({
    username: z.string().trim().min(1).max(64),
    password,
    version: z.enum(apiVersions).optional(),
  }),
  'setup.allow-one-more-try': nothing,
  'setup.extension': z.strictObject({ number: extensionNumber }),
  /** Reads a pasted line, a dropped file or an opened link, and shows it; nothing is sent yet. */
  'setup.line': z.strictObject({ text: z.string().max(setUpLineLimit) }),
  /** Carries out the line that is shown, as far as its contents go. */
  'setup.use-line': nothing,
  'setup.back': nothing,
  'setup.cancel': nothing,
  'setup.demo': nothing,

  'favourite.set': z.strictObject({ number: extensionNumber, on: z.boolean() }),
  'favourite.order': z.strictObject({ numbers: z.array(extensionNumber).max(1000) }),
  /** Without an id: a new group of the person's own, at the end. With one: replaces that group, in its place. */
  'group.set': z.strictObject({
    id: groupId.optional(),
    name: groupName,
    numbers: z.array(extensionNumber).max(5_000),
  }),
  /** Ends the alerts of that group as well. */
  'group.remove': z.strictObject({ id: groupId }),
  'group.order': z.strictObject({ ids: z.array(groupId).max(500) }),
  'alert.set': z.strictObject({
    target: z.discriminatedUnion('kind', [
      z.strictObject({ kind: z.literal('person'), number: extensionNumber }),
      z.strictObject({ kind: z.literal('group'), groupId }),
    ]),
    mode: z.enum(alertModes),
    states: z.array(z.enum(alertStates)).min(1),
    expiresAt: timeSchema.nullable(),
    /** Waits for the next time, because the user already knows about this one. */
    next: z.boolean().optional(),
  }),
  'alert.remove': z.strictObject({ id: z.string().min(1).max(100) }),
  'snooze.set': z.strictObject({ until: timeSchema.nullable() }),
  /** Downloads the version that was announced, then restarts into it. */
  'update.install': nothing,
  'notice.dismiss': z.strictObject({ id: z.string().min(1).max(200) }),

  /** The changes of someone's state that this run has seen since midnight. */
  'colleague.today': z.strictObject({ number: extensionNumber }),

  'settings.change': z.strictObject({
    sortBy: z.enum(sortOrders).optional(),
    theme: z.enum(themes).optional(),
    language: z.enum(languages).optional(),
    startAtLogin: z.boolean().optional(),
    shortcut: z.string().max(100).nullable().optional(),
    callWith: z.enum(callWays).optional(),
    internationalPrefix: internationalPrefix.nullable().optional(),
    signOutOnQuit: z.boolean().optional(),
    checkForUpdates: z.boolean().optional(),
    notifications: z
      .strictObject({
        silentOnCall: z.boolean(),
        silentOnDoNotDisturb: z.boolean(),
        settleMs: z.number().int().min(0).max(60_000),
        quietHours: z.array(z.strictObject(quietHoursFields)).max(50),
      })
      .partial()
      .optional(),
  }),
  'diagnosis.get': nothing,

  /** Calls a colleague or an outside number. `snapshot.calling` shows the progress. */
  'call.dial': z.strictObject({ number: calledNumber }),
  /** Transfers `calling.transferable` to that colleague. */
  'call.transfer': z.strictObject({ number: calledNumber }),
  /** Ends the call that `isEndable` means. */
  'call.hang-up': nothing,
  /** Removes the message about a call that has ended. */
  'call.dismiss': nothing,

  ...myExtensionPayloads,
} as const satisfies Record<string, z.ZodType>;

export type RequestName = keyof typeof requestPayloads;
/** As the handler gets it. */
export type Payload<N extends RequestName> = z.output<(typeof requestPayloads)[N]>;

/** The result of setting an alert. A one-time alert whose state already holds has done its job and isn't kept. */
export interface AlertSetResult {
  readonly id: string;
  readonly kept: boolean;
  /** Someone who is already in one of the alert's states; a notification was shown as well. */
  readonly already: {
    readonly number: string;
    readonly name: string;
    readonly state: AlertState;
  } | null;
}

/** One change of someone's state; `from` is absent for someone who joined the list, `to` for someone who left it. `at` in ms since the epoch. */
export type ChangeToday = Pick<PresenceChange, 'at' | 'from' | 'to'>;

/** What a request that succeeds returns; those not named here return nothing. */
interface Results {
  'snapshot.get': Snapshot;
  'snapshot.first': Snapshot;
  'diagnosis.get': { readonly text: string };
  'group.set': { readonly id: string };
  'alert.set': AlertSetResult;
  'preset.save': { readonly id: string };
  'my-extension.set': { readonly changeId: string };
  'status.set': { readonly changeId: string };
  'preset.preview': PresetPreview;
  /** Newest first, at most 20. */
  'colleague.today': { readonly changes: readonly ChangeToday[] };
}
export type Result<N extends RequestName> = N extends keyof Results ? Results[N] : null;

/** Replies are values: a request never throws across the border. */
export type Reply<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly failure: Failure };

type MaybePromise<T> = T | Promise<T>;
type Answer<N extends RequestName> = N extends keyof Results ? MaybePromise<Results[N]> : MaybePromise<void>;
/** One handler for every request; a missing one doesn't compile, nor does one that returns what the renderer isn't to get. */
export type Handlers = {
  readonly [N in RequestName]: (payload: Payload<N>) => Answer<N>;
};

/** Events that the core sends to the renderer. */
export interface Events {
  snapshot: Snapshot;
  /** The panel was opened to show something: the person of a notification, or the settings from the tray. */
  show: ShowTarget;
}
export type EventName = keyof Events;

export type ShowTarget =
  | { readonly view: 'list' }
  | { readonly view: 'colleague'; readonly number: string }
  | { readonly view: 'my-calls' }
  | { readonly view: 'settings' }
  | { readonly view: 'alerts' };
