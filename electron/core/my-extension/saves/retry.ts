/** Work that is tried again until it is no longer wanted. */

import { doubledMs } from '../../lib/backoff.ts';
import { createTimer } from '../../lib/timer.ts';
import type { Clock } from '../../ports.ts';

const firstRetryMs = 5_000;
const longestRetryMs = 60_000;

/** Tries again with growing pauses for as long as it is set, whatever else happens. */
export function createRetry(clock: Clock, work: () => Promise<void>): { set(on: boolean): void } {
  let tries = 0;
  let isOn = false;
  let isWorking = false;
  const timer = createTimer(clock);

  function schedule(): void {
    if (!isOn || isWorking || timer.isSet) return;
    timer.set(doubledMs(tries + 1, firstRetryMs, longestRetryMs), () => {
      isWorking = true;
      tries += 1;
      work()
        // The work keeps the reason itself.
        .catch(() => undefined)
        .finally(() => {
          isWorking = false;
          schedule();
        });
    });
  }

  return {
    set(on) {
      if (on !== isOn) tries = 0;
      isOn = on;
      if (!on) timer.cancel();
      schedule();
    },
  };
}
