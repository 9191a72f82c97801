/** The machine's own time, as the core's clock port; the one file of the core that touches it. */

import { uptime } from 'node:os';
import type { Clock } from './ports.ts';

/** Node runs a timer with a longer delay at once. */
const longestDelayMs = 2 ** 31 - 1;

export const systemClock: Clock = {
  now: () => Date.now(),
  uptimeMs: () => Math.round(uptime() * 1000),
  after(delayMs, callback) {
    const timer = setTimeout(callback, Math.min(delayMs, longestDelayMs));
    return () => {
      clearTimeout(timer);
    };
  },
};
