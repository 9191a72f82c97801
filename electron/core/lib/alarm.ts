/** Calls back when the wall clock reaches an hour. */

import type { Clock } from '../ports.ts';

export interface Alarm {
  /** Replaces the hour that was set before; null sets none. An hour that has passed calls back soon, never within this call. */
  set(atMs: number | null): void;
  stop(): void;
}

/** Somebody may set the wall clock: it is looked at again at least that often. */
const longestWaitMs = 60_000;

/** @param atMs ms since the epoch */
export function createAlarm(clock: Clock, ring: () => void): Alarm {
  let disarm: (() => void) | undefined;

  function arm(atMs: number): void {
    const leftMs = atMs - clock.now();
    disarm = clock.after(Math.max(0, Math.min(leftMs, longestWaitMs)), () => {
      disarm = undefined;
      if (clock.now() >= atMs) ring();
      else arm(atMs);
    });
  }

  function stop(): void {
    disarm?.();
    disarm = undefined;
  }

  return {
    set(atMs) {
      stop();
      if (atMs !== null) arm(atMs);
    },
    stop,
  };
}
