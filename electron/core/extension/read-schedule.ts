/** When the own extension is read without anybody asking: as soon as the PBX is there, then at a slow pace, and after a failure a little sooner. */

import type { Clock } from '../ports.ts';

/** Other people's changes show within this time; the device is slow and has better things to do. */
const everyMs = 5 * 60_000;
const firstRetryMs = 5_000;
const longestRetryMs = 60_000;

export interface ReadSchedule {
  /** Whether the PBX answers; nothing is asked while it does not. */
  setLive(live: boolean): void;
  /** A reading was made for another reason: the next one is due that much later. */
  noteRead(): void;
  /** The next reading cannot wait for its usual time. */
  hurry(): void;
  stop(): void;
}

export function createReadSchedule({
  clock,
  work,
}: {
  readonly clock: Clock;
  readonly work: () => Promise<unknown>;
}): ReadSchedule {
  let live = false;
  let working = false;
  /** On the uptime clock, which passes while the machine sleeps. */
  let dueMs = 0;
  let retryMs = firstRetryMs;
  let cancel: (() => void) | undefined;

  function arm(): void {
    cancel?.();
    cancel = undefined;
    if (!live || working) return;
    cancel = clock.after(Math.max(0, dueMs - clock.uptimeMs()), () => void run());
  }

  function dueIn(ms: number): void {
    dueMs = clock.uptimeMs() + ms;
    arm();
  }

  async function run(): Promise<void> {
    working = true;
    let nextMs = everyMs;
    try {
      await work();
      retryMs = firstRetryMs;
    } catch {
      // Whoever did the work has kept the reason.
      nextMs = retryMs;
      retryMs = Math.min(2 * retryMs, longestRetryMs);
    }
    working = false;
    dueIn(nextMs);
  }

  return {
    setLive(next) {
      if (next === live) return;
      live = next;
      arm();
    },
    noteRead: () => dueIn(everyMs),
    hurry() {
      retryMs = firstRetryMs;
      dueIn(firstRetryMs);
    },
    stop() {
      live = false;
      cancel?.();
    },
  };
}
