/** The machine's clock, except that polls come when they are asked for: thousands of them in a minute. */

import type { Clock } from '../../electron/core/ports.ts';
import { systemClock } from '../../electron/core/lib/system-clock.ts';

export interface PacedClock extends Clock {
  /** Lets the next poll begin at once; resolves when it is over and the one after it is waited for. */
  nextPoll(): Promise<void>;
}

/** The wait between two polls while the panel is open, jitter included; no other timer of the core is that long. */
const isPollWait = (delayMs: number): boolean => delayMs > 1_500 && delayMs <= 2_200;

export function createPacedClock(): PacedClock {
  let begin: (() => void) | undefined;
  let onWait: (() => void) | undefined;
  return {
    now: () => systemClock.now(),
    uptimeMs: () => systemClock.uptimeMs(),
    after(delayMs, callback) {
      if (!isPollWait(delayMs)) return systemClock.after(delayMs, callback);
      begin = callback;
      onWait?.();
      return () => {
        if (begin === callback) begin = undefined;
      };
    },
    async nextPoll() {
      const waited = (): Promise<void> => new Promise((resolve) => (onWait = resolve));
      if (begin === undefined) await waited();
      const over = waited();
      const beginNow = begin;
      begin = undefined;
      beginNow?.();
      await over;
    },
  };
}
