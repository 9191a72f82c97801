/** The machine's own time: the one file of the core that reads it. */

import { uptime } from 'node:os';
import { performance } from 'node:perf_hooks';
import type { Clock } from '../ports.ts';

/** Longer timers would overflow and run at once. */
const longestTimerMs = 2 ** 31 - 1;
/** Some systems report their uptime in whole seconds: only a larger difference means a sleep. */
const uptimeResolutionMs = 1_500;
/**
 * Asking the system for its uptime opens a file on Linux and costs as much as reading a small office's list. Between two
 * answers the fine clock goes on; a sleep shows as wall time that it did not see.
 */
const askAgainMs = 60_000;
const sleepShowsMs = 250;

/** Where time comes from; tests put their own in. */
export interface TimeSources {
  readonly now: () => number;
  /** Seconds since the machine started, sleep included, perhaps whole ones. */
  readonly uptimeSeconds: () => number;
  /** Finer, but may stand still while the machine sleeps. ms since any moment. */
  readonly monotonicMs: () => number;
}

const systemSources: TimeSources = {
  now: () => Date.now(),
  uptimeSeconds: uptime,
  monotonicMs: () => performance.now(),
};

export function createSystemClock(sources: TimeSources = systemSources): Clock {
  let baseMs = sources.uptimeSeconds() * 1_000;
  let baseMonotonicMs = sources.monotonicMs();
  let askedMonotonicMs = baseMonotonicMs;
  /** Also moves when someone sets the wall clock: then the system is asked once more than needed. */
  let askedAheadMs = sources.now() - baseMonotonicMs;

  return {
    now: sources.now,
    uptimeMs() {
      const monotonicMs = sources.monotonicMs();
      const fineMs = baseMs + monotonicMs - baseMonotonicMs;
      const aheadMs = sources.now() - monotonicMs;
      if (monotonicMs - askedMonotonicMs < askAgainMs && Math.abs(aheadMs - askedAheadMs) < sleepShowsMs)
        return fineMs;
      askedMonotonicMs = monotonicMs;
      askedAheadMs = aheadMs;
      const toldMs = sources.uptimeSeconds() * 1_000;
      // Ahead by more than its own coarseness: the fine clock slept. It is never turned back, so uptime never decreases.
      if (toldMs - fineMs <= uptimeResolutionMs) return fineMs;
      baseMs = toldMs;
      baseMonotonicMs = monotonicMs;
      return baseMs;
    },
    after(delayMs, callback) {
      let timer: NodeJS.Timeout;
      const arm = (leftMs: number) => {
        const partMs = Math.min(leftMs, longestTimerMs);
        timer = setTimeout(() => (leftMs > partMs ? arm(leftMs - partMs) : callback()), partMs);
      };
      arm(Math.max(0, delayMs));
      return () => clearTimeout(timer);
    },
  };
}

export const systemClock: Clock = createSystemClock();
