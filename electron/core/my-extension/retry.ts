/** Work that is tried again until it is no longer wanted. */

import { doubledMs } from '../lib/backoff.ts';
import type { Clock } from '../ports.ts';

const firstRetryMs = 5_000;
const longestRetryMs = 60_000;

/** Tries again with growing pauses for as long as it is set, whatever else happens meanwhile. */
export function createRetry(clock: Clock, work: () => Promise<void>): { set(on: boolean): void } {
  let tries = 0;
  let isOn = false;
  let isWorking = false;
  let cancel: (() => void) | undefined;

  function schedule(): void {
    if (!isOn || isWorking || cancel !== undefined) return;
    cancel = clock.after(doubledMs(tries + 1, firstRetryMs, longestRetryMs), () => {
      cancel = undefined;
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
      if (!on) {
        cancel?.();
        cancel = undefined;
      }
      schedule();
    },
  };
}
