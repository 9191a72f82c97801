/** Who can be reached: the states of an extension and the rows of the list. */

/**
 * The states a lamp can show. The device's words, in any case, map onto them
 * (extension API document, table of `extensionlist/query`, field `status`; PBX notes, "Status words"):
 * Registered, Idle → free · Ringing → ringing · Busy → on-call · Hold → on-hold · Unavailable, Unregistered → offline ·
 * Malfunction → fault · Fxsnoport → no-phone · anything else → unknown.
 */
export const presenceStates = [
  'free',
  'ringing',
  'on-call',
  'on-hold',
  'offline',
  'fault',
  'no-phone',
  'unknown',
] as const;
export type PresenceState = (typeof presenceStates)[number];

/** One extension in the list. Numbers are strings: `007` is not 7. */
export interface Colleague {
  readonly number: string;
  /** May be empty: show the number then. */
  readonly name: string;
  readonly state: PresenceState;
  /** The device's own word, unchanged. */
  readonly rawStatus: string;
  /** SIP, IAX, FXS, or another word from newer firmware. */
  readonly type: string;
  readonly port?: string;
  /** When the state began, ms since the epoch. */
  readonly since: number;
  /** False when the state was already there at first sight: it began at `since` or earlier. */
  readonly sinceExact: boolean;
  /** When the device last reported this row's state; set only where that is older than the roster's `confirmedAt`. */
  readonly confirmedAt?: number;
}

export interface Roster {
  /** When the device last answered, as of this snapshot; unchanged answers make no new snapshot. `null` before the first answer. */
  readonly confirmedAt: number | null;
  /** A row not confirmed for this long is stale (three poll intervals). */
  readonly staleAfterMs: number;
  /** In locale-aware order of name, then number. */
  readonly colleagues: readonly Colleague[];
}

/** One person's change, for notifications. `from` is absent for someone who joined the list, `to` for someone who left it. */
export interface PresenceChange {
  readonly number: string;
  readonly name: string;
  readonly from?: PresenceState;
  readonly to?: PresenceState;
  /** ms since the epoch */
  readonly at: number;
  /** True for the differences found after a pause (sleep, outage): they may be old. */
  readonly afterPause: boolean;
}
