/** How long to wait before asking the PBX again: pure arithmetic on who is looking, on failures and on chance. */

import { doubledMs } from '../lib/backoff.ts';
import type { Random } from '../ports.ts';

/** In ms, all settable. */
export interface PollIntervals {
  readonly openMs: number;
  readonly alertsMs: number;
  readonly idleMs: number;
}

export interface Audience {
  readonly panelOpen: boolean;
  /** An alert waits for someone. */
  readonly hasAlerts: boolean;
}

/** The shortest interval that anyone looking asks for. */
export function intervalFor(audience: Audience, intervals: PollIntervals): number {
  if (audience.panelOpen) return intervals.openMs;
  if (audience.hasAlerts) return intervals.alertsMs;
  return intervals.idleMs;
}

/** While the screen is locked, or no network is said to be there. */
export function pausedInterval({ panelOpen }: Audience): number {
  return panelOpen ? 15_000 : 60_000;
}

/** Three polls without an answer are no coincidence: a state that wasn't confirmed for longer isn't to be believed. */
export function staleAfter(intervalMs: number): number {
  return 3 * intervalMs;
}

/** ±10 %, so that the programs of a whole office do not ask in step. */
export function jitter(intervalMs: number, random: Random): number {
  return intervalMs * (0.9 + 0.2 * random());
}

/**
 * Anything from 1 s to a ceiling that doubles with each failure in a row, from 2 s up to 60 s: after a restart of the PBX
 * the programs of an office come back spread over a minute.
 */
export function backoff(failuresInARow: number, random: Random): number {
  const floorMs = 1_000;
  const ceilingMs = doubledMs(failuresInARow, 2_000, 60_000);
  return floorMs + (ceilingMs - floorMs) * random();
}

/** Until something around the program is looked at again: more often at first, from 15 s up to five minutes. */
export function recheckPause(failuresInARow: number, random: Random): number {
  return jitter(doubledMs(failuresInARow, 15_000, 5 * 60_000), random);
}
