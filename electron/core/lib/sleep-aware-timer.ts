/** One timer that notices a sleep or a set clock, when it fires or when asked. */

import type { Clock } from '../ports.ts';
import { isFarTooLate, markClocks, wallJumpMs, type ClockMark } from './clock-mark.ts';
import { createTimer } from './timer.ts';

export interface MissedTime {
  /** Far more time has passed than the timer takes: the machine slept. */
  readonly slept: boolean;
  /** By how much someone set the wall clock, ms either way; 0 if nobody did. */
  readonly jumpMs: number;
}

export interface SleepAwareTimer {
  /** Replaces what was armed before. */
  arm(delayMs: number, callback: () => void): void;
  /** Also checks the clocks a last time. */
  disarm(): void;
  /** Checks the clocks now. */
  check(): void;
}

/** `onMissed` is called before the callback runs, and once for each stretch of time. */
export function createSleepAwareTimer(clock: Clock, onMissed: (missed: MissedTime) => void): SleepAwareTimer {
  const timer = createTimer(clock);
  let armed: { mark: ClockMark; readonly delayMs: number } | undefined;

  function check() {
    if (!armed) return;
    const slept = isFarTooLate(armed.mark, clock, armed.delayMs);
    const jumpMs = wallJumpMs(armed.mark, markClocks(clock));
    if (!slept && jumpMs === 0) return;
    armed.mark = markClocks(clock);
    onMissed({ slept, jumpMs });
  }

  function disarm() {
    check();
    timer.cancel();
    armed = undefined;
  }

  return {
    arm(delayMs, callback) {
      disarm();
      timer.set(delayMs, () => {
        check();
        armed = undefined;
        callback();
      });
      armed = { mark: markClocks(clock), delayMs };
    },
    disarm,
    check,
  };
}
