/**
 * The machine's clock, except that polls come when they are asked for, thousands of them in a minute, and that it stands
 * still while one runs: on a busy machine the core would think the device slow and ask less often.
 */

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
  const startedAt = { now: systemClock.now(), uptimeMs: systemClock.uptimeMs() };
  let stoodForMs = 0;
  let standsAtMs: number | undefined;
  const uptimeMs = (): number => standsAtMs ?? systemClock.uptimeMs() - stoodForMs;
  return {
    now: () => startedAt.now + uptimeMs() - startedAt.uptimeMs,
    uptimeMs,
    after(delayMs, callback) {
      if (!isPollWait(delayMs)) return systemClock.after(delayMs, callback);
      if (standsAtMs !== undefined) stoodForMs = systemClock.uptimeMs() - standsAtMs;
      standsAtMs = undefined;
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
      standsAtMs = uptimeMs();
      beginNow?.();
      await over;
    },
  };
}
