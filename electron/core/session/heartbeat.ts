/** Keeps the session alive while nobody polls. */

import { createTimer } from '../lib/timer.ts';
import type { Clock } from '../ports.ts';

/** A third of a token's life: two may fail. */
const heartbeatIntervalMs = 10 * 60_000;

export interface Heartbeat {
  start(): void;
  stop(): void;
}

/** @param beat sends one; must not reject */
export function createHeartbeat(clock: Clock, beat: () => Promise<void>): Heartbeat {
  const timer = createTimer(clock);
  /** Rises with each stop: a beat under way then must not plan another. */
  let run = 0;

  function plan(): void {
    const mine = run;
    timer.set(heartbeatIntervalMs, () => {
      void beat().then(() => {
        if (run === mine) plan();
      });
    });
  }

  function stop(): void {
    run += 1;
    timer.cancel();
  }

  return {
    start() {
      stop();
      plan();
    },
    stop,
  };
}
