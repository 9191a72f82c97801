/** Keeps the session alive while nobody polls. */

import type { Clock } from '../ports.ts';

/** A third of a token's life: two may fail. */
export const heartbeatIntervalMs = 10 * 60_000;

export interface Heartbeat {
  start(): void;
  stop(): void;
}

/** @param beat sends one; must not reject */
export function createHeartbeat(clock: Clock, beat: () => Promise<void>): Heartbeat {
  /** Of the current run: a beat under way when it was stopped must not plan another. */
  let run: { cancel: () => void } | undefined;

  function plan(mine: { cancel: () => void }) {
    mine.cancel = clock.after(heartbeatIntervalMs, () => {
      void beat().then(() => {
        if (run === mine) plan(mine);
      });
    });
  }

  function stop() {
    run?.cancel();
    run = undefined;
  }

  return {
    start() {
      stop();
      run = { cancel: () => undefined };
      plan(run);
    },
    stop,
  };
}
