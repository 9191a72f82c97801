/** When my extension is read without anyone asking: once the PBX is there, at a slow pace, and soon after my phone has done something. */

import { createTimer } from '../../lib/timer.ts';
import type { Clock } from '../../ports.ts';

/** Other people's changes show within this time; the device is slow and has better things to do. */
const everyMs = 5 * 60_000;
const firstRetryMs = 5_000;
const longestRetryMs = 60_000;
/** My row changes several times when a call comes in: a reading a moment later sees them all. */
const soonMs = 400;
/** Each reading is a connection of its own, and the device counts packets. */
const restMs = 5_000;

export interface ReadSchedule {
  /** Whether the PBX answers; nothing is asked while it does not. */
  setLive(live: boolean): void;
  /** A reading has succeeded for another reason: the next one is due that much later. */
  noteRead(): void;
  /** Something has happened that a reading would show. */
  hurry(): void;
  stop(): void;
}

/** @param work rejects where the reading failed; then it is tried again a little sooner */
export function createReadSchedule(clock: Clock, work: () => Promise<void>): ReadSchedule {
  let isLive = false;
  let isWorking = false;
  /** All on the uptime clock, which passes while the machine sleeps. */
  let dueMs = 0;
  let readMs = -restMs;
  let retryMs = firstRetryMs;
  const timer = createTimer(clock);

  function arm(): void {
    timer.cancel();
    if (!isLive || isWorking) return;
    timer.set(Math.max(0, dueMs - clock.uptimeMs()), () => void run());
  }

  async function run(): Promise<void> {
    isWorking = true;
    dueMs = clock.uptimeMs() + everyMs;
    try {
      await work();
      retryMs = firstRetryMs;
    } catch {
      // The work itself keeps the reason.
      dueMs = clock.uptimeMs() + retryMs;
      retryMs = Math.min(2 * retryMs, longestRetryMs);
    }
    isWorking = false;
    arm();
  }

  return {
    setLive(live) {
      isLive = live;
      arm();
    },
    noteRead() {
      readMs = clock.uptimeMs();
      if (!isWorking) dueMs = readMs + everyMs;
      arm();
    },
    hurry() {
      dueMs = Math.min(dueMs, Math.max(clock.uptimeMs() + soonMs, readMs + restMs));
      arm();
    },
    stop() {
      isLive = false;
      timer.cancel();
    },
  };
}
