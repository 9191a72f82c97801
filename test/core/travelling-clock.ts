/** Real time for what really happens on a network, and jumps over hours for what waits for them. */

import type { Clock } from '../../electron/core/ports.ts';
import { systemClock } from '../../electron/core/lib/system-clock.ts';

export interface TravellingClock extends Clock {
  /** So much time passes at once on both clocks; what has come due runs then, in its order. */
  travel(ms: number): void;
  /** The machine sleeps: both clocks pass, nothing runs, and every timer has the rest of its delay still before it. */
  sleep(ms: number): void;
  /** Someone sets the wall clock. */
  jump(ms: number): void;
  /** The program dies: its timers are gone. */
  crash(): void;
  /** Until the next timer comes due, ms; undefined when there is none. */
  untilNextMs(): number | undefined;
  readonly pendingTimers: number;
}

interface Timer {
  readonly callback: () => void;
  dueMs: number;
  cancel: () => void;
}

/** @param start the wall clock's beginning, ms since the epoch; now by default */
export function createTravellingClock(start: number = systemClock.now()): TravellingClock {
  let wallAheadMs = start - systemClock.now();
  let uptimeAheadMs = 0;
  const timers = new Set<Timer>();
  const uptimeMs = (): number => systemClock.uptimeMs() + uptimeAheadMs;

  function run(timer: Timer): void {
    timer.cancel();
    if (timers.delete(timer)) timer.callback();
  }

  function arm(timer: Timer): void {
    timer.cancel();
    timer.cancel = systemClock.after(Math.max(0, timer.dueMs - uptimeMs()), () => run(timer));
  }

  function pass(ms: number): void {
    wallAheadMs += ms;
    uptimeAheadMs += ms;
  }

  return {
    now: () => systemClock.now() + wallAheadMs,
    uptimeMs,
    after(delayMs, callback) {
      const timer: Timer = { callback, dueMs: uptimeMs() + delayMs, cancel: () => undefined };
      timers.add(timer);
      arm(timer);
      return () => {
        timer.cancel();
        timers.delete(timer);
      };
    },
    travel(ms) {
      pass(ms);
      for (const timer of [...timers].sort((one, other) => one.dueMs - other.dueMs)) arm(timer);
    },
    sleep(ms) {
      pass(ms);
      for (const timer of timers) timer.dueMs += ms;
    },
    jump(ms) {
      wallAheadMs += ms;
    },
    crash() {
      for (const timer of timers) timer.cancel();
      timers.clear();
    },
    untilNextMs() {
      if (timers.size === 0) return undefined;
      return Math.max(0, Math.min(...[...timers].map(({ dueMs }) => dueMs)) - uptimeMs());
    },
    get pendingTimers() {
      return timers.size;
    },
  };
}
