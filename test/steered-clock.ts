/** A clock that a test steers: time stands still until the test says how it passes. */

import { setImmediate } from 'node:timers/promises';
import type { Clock } from '../electron/core/ports.ts';

export interface SteeredClock extends Clock {
  /** Timers that have not run yet: zero after a clean stop. */
  readonly pendingTimers: number;
  /** Lets `ms` pass on all clocks, running due timers in order, each with the promises that it settles. */
  advance(ms: number): Promise<void>;
  /** Lets everything that waits for promises alone go on; no time passes. */
  settle(): Promise<void>;
  /** Someone (or NTP) sets the wall clock by `ms`, either way. Timers and uptime do not notice. */
  jump(ms: number): void;
  /**
   * The machine sleeps: both clocks pass and nothing runs. Afterwards, with the next `advance` (0 will do), timers are
   * `overdue` and run late (as on Windows), or `frozen` with the rest of their delay still before them (as on Linux and macOS).
   */
  sleep(ms: number, timers?: 'overdue' | 'frozen'): void;
  /** The program dies: its timers are gone, the clocks go on. */
  crash(): void;
  /** The machine restarts: timers are gone, `offMs` pass on the wall clock, uptime begins at 0. */
  reboot(offMs?: number): void;
}

interface Timer {
  dueAt: number;
  readonly order: number;
  readonly callback: () => void;
}

/** Timers that may run without time passing before the clock takes it for an endless loop. */
const endlessLoop = 10_000;

/** Defaults: a Monday morning, on a machine that started an hour ago. */
export function createSteeredClock(start: { now?: number; uptimeMs?: number } = {}): SteeredClock {
  let wallMs = start.now ?? Date.UTC(2026, 0, 5, 9);
  let uptimeMs = start.uptimeMs ?? 3_600_000;
  /** What timers go by: passes with both clocks, but nobody sets it. */
  let timerMs = 0;
  let created = 0;
  const timers = new Set<Timer>();

  function pass(ms: number) {
    wallMs += ms;
    uptimeMs += ms;
    timerMs += ms;
  }

  function earliest(untilMs: number): Timer | undefined {
    let found: Timer | undefined;
    for (const timer of timers) {
      if (timer.dueAt > untilMs) continue;
      if (!found || timer.dueAt < found.dueAt || (timer.dueAt === found.dueAt && timer.order < found.order))
        found = timer;
    }
    return found;
  }

  /** A turn of the event loop drains every microtask before it. */
  const settle = () => setImmediate();

  async function advance(ms: number) {
    if (!(ms >= 0)) throw new RangeError(`expected a time to pass of 0 ms or more, got ${ms}`);
    const untilMs = timerMs + ms;
    let ranWithoutTime = 0;
    await settle();
    for (let timer = earliest(untilMs); timer; timer = earliest(untilMs)) {
      const waitMs = Math.max(0, timer.dueAt - timerMs);
      ranWithoutTime = waitMs === 0 ? ranWithoutTime + 1 : 0;
      if (ranWithoutTime > endlessLoop)
        throw new Error(`more than ${endlessLoop} timers ran without time passing`);
      pass(waitMs);
      timers.delete(timer);
      timer.callback();
      await settle();
    }
    // Someone else may have steered meanwhile; time is never turned back.
    pass(Math.max(0, untilMs - timerMs));
  }

  return {
    now: () => wallMs,
    uptimeMs: () => uptimeMs,
    after(delayMs, callback) {
      const timer: Timer = { dueAt: timerMs + Math.max(0, delayMs), order: created++, callback };
      timers.add(timer);
      return () => void timers.delete(timer);
    },
    get pendingTimers() {
      return timers.size;
    },
    advance,
    settle,
    jump(ms) {
      wallMs += ms;
    },
    sleep(ms, kind = 'overdue') {
      pass(ms);
      if (kind === 'frozen') for (const timer of timers) timer.dueAt += ms;
    },
    crash() {
      timers.clear();
    },
    reboot(offMs = 60_000) {
      timers.clear();
      wallMs += offMs;
      uptimeMs = 0;
    },
  };
}
