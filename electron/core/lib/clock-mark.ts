/** Compares two clocks to notice a wall clock that was set, or a sleep that wasn't announced. */

import type { Clock } from '../ports.ts';

export interface ClockMark {
  readonly wallMs: number;
  readonly uptimeMs: number;
}

/** Anything less is a busy machine, NTP or a whole-second clock; nothing shown to a person is that exact. */
const toleranceMs = 5_000;

export function markClocks(clock: Clock): ClockMark {
  return { wallMs: clock.now(), uptimeMs: clock.uptimeMs() };
}

/** By how much someone set the wall clock since the mark, in ms, either way; 0 within the tolerance. */
export function wallJumpMs(mark: ClockMark, now: ClockMark): number {
  const jumpMs = now.wallMs - mark.wallMs - (now.uptimeMs - mark.uptimeMs);
  return Math.abs(jumpMs) > toleranceMs ? jumpMs : 0;
}

/** True when far more time has passed since the mark than a timer of `expectedMs` takes: the machine slept. */
export function isFarTooLate(mark: ClockMark, clock: Clock, expectedMs: number): boolean {
  return clock.uptimeMs() - mark.uptimeMs > expectedMs + toleranceMs;
}
