/** A clock for hundreds of programs at once: time jumps from one timer to the next, in order, out of a heap. */

import { setImmediate } from 'node:timers/promises';
import type { Clock } from '../../../electron/core/ports.ts';

export interface SimClock extends Clock {
  /** Lets time pass until `untilMs` of the uptime clock, running every timer that comes due on the way. */
  runUntil(untilMs: number): Promise<void>;
  readonly pendingTimers: number;
}

interface Timer {
  readonly dueMs: number;
  readonly order: number;
  readonly callback: () => void;
  cancelled: boolean;
}

/** @param startMs the wall clock at the beginning, ms since the epoch; uptime begins at 0 */
export function createSimClock(startMs: number): SimClock {
  const heap: Timer[] = [];
  let nowMs = 0;
  let order = 0;
  let pending = 0;

  const isBefore = (one: Timer, other: Timer): boolean =>
    one.dueMs < other.dueMs || (one.dueMs === other.dueMs && one.order < other.order);

  function push(timer: Timer): void {
    let at = heap.push(timer) - 1;
    while (at > 0) {
      const above = (at - 1) >> 1;
      const parent = heap[above];
      if (parent === undefined || !isBefore(timer, parent)) break;
      heap[at] = parent;
      at = above;
    }
    heap[at] = timer;
  }

  function pop(): Timer | undefined {
    const first = heap[0];
    const last = heap.pop();
    if (first === undefined || last === undefined || heap.length === 0) return first;
    let at = 0;
    for (;;) {
      const left = 2 * at + 1;
      const right = left + 1;
      const leftTimer = heap[left];
      if (leftTimer === undefined) break;
      const rightTimer = heap[right];
      const below = rightTimer !== undefined && isBefore(rightTimer, leftTimer) ? right : left;
      const child = heap[below];
      if (child === undefined || !isBefore(child, last)) break;
      heap[at] = child;
      at = below;
    }
    heap[at] = last;
    return first;
  }

  return {
    now: () => startMs + nowMs,
    uptimeMs: () => nowMs,
    after(delayMs, callback) {
      const timer: Timer = {
        dueMs: nowMs + Math.max(0, delayMs),
        order: order++,
        callback,
        cancelled: false,
      };
      push(timer);
      pending += 1;
      return () => {
        if (timer.cancelled) return;
        timer.cancelled = true;
        pending -= 1;
      };
    },
    get pendingTimers() {
      return pending;
    },
    async runUntil(untilMs) {
      await setImmediate();
      while (heap[0] !== undefined && heap[0].dueMs <= untilMs) {
        const timer = pop();
        if (timer === undefined || timer.cancelled) continue;
        timer.cancelled = true;
        pending -= 1;
        nowMs = Math.max(nowMs, timer.dueMs);
        timer.callback();
        // Everything that waits for promises alone goes on before the next timer.
        await setImmediate();
      }
      nowMs = Math.max(nowMs, untilMs);
    },
  };
}
