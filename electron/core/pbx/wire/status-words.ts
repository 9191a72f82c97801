/** The device's words for an extension's state, as the states that a lamp can show, and those for a call. */

import type { PresenceState } from '../../../contract/presence.ts';
import type { CurrentCall } from '../extension-detail.ts';

/**
 * Extension API document, table of `extensionlist/query`, field `status`; `Unregistered` is from the PBX notes, "Status
 * words". A phone that is free says `Registered` (SIP, IAX) or `Idle` (FXS).
 */
const stateOfWord = new Map<string, PresenceState>([
  ['registered', 'free'],
  ['idle', 'free'],
  ['ringing', 'ringing'],
  ['busy', 'on-call'],
  ['hold', 'on-hold'],
  ['unavailable', 'offline'],
  ['unregistered', 'offline'],
  ['malfunction', 'fault'],
  ['fxsnoport', 'no-phone'],
]);

/** What the device meant, whatever its case and the blanks around it. */
export function normaliseStatus(rawStatus: string): string {
  return rawStatus.trim().toLowerCase();
}

/** `unknown` for a word that no document lists: show the word itself then. */
export function toPresenceState(rawStatus: string): PresenceState {
  return stateOfWord.get(normaliseStatus(rawStatus)) ?? 'unknown';
}

/** PBX notes, "Calls inside an `extension/query` answer"; the document itself explains `Talking` alone. */
const phaseOfWord = new Map<string, NonNullable<CurrentCall['phase']>>([
  ['talking', 'talking'],
  ['progress', 'in-progress'],
  ['wait', 'waiting'],
]);

export function toCallPhase(rawStatus: string): CurrentCall['phase'] {
  return phaseOfWord.get(normaliseStatus(rawStatus));
}
