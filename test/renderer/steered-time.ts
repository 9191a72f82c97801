/** A time source that moves only when a test says so. */
import type { TimeSource } from '../../renderer/state/clock.svelte.ts';

export interface SteeredTime extends TimeSource {
  advance(ms: number): void;
}

export function createSteeredTime(start: number): SteeredTime {
  let now = start;
  const ticks = new Set<{ everyMs: number; next: number; callback: () => void }>();
  return {
    now: () => now,
    tick(everyMs, callback) {
      const tick = { everyMs, next: now + everyMs, callback };
      ticks.add(tick);
      return () => ticks.delete(tick);
    },
    advance(ms) {
      const end = now + ms;
      for (;;) {
        const due = [...ticks].sort((a, b) => a.next - b.next)[0];
        if (due === undefined || due.next > end) break;
        now = due.next;
        due.next += due.everyMs;
        due.callback();
      }
      now = end;
    },
  };
}
