/** Snoozes notifications for a while, and knows when that is over. */

import { createTimer } from '../lib/timer.ts';
import type { NotifierPorts } from './notifier.ts';

export interface Snooze {
  /** ms since the epoch; null ends it. */
  set(until: number | null): Promise<void>;
  stop(): void;
}

/** The end follows the wall clock, which may be set: check at least this often. */
const longestWaitMs = 60_000;

export function createSnooze({
  clock,
  settings,
  log,
}: Pick<NotifierPorts, 'clock' | 'settings' | 'log'>): Snooze {
  const timer = createTimer(clock);

  function arm(): void {
    timer.cancel();
    const { snoozedUntil } = settings.current;
    if (snoozedUntil === null) return;
    const waitMs = snoozedUntil - clock.now();
    if (waitMs > 0) timer.set(Math.min(waitMs, longestWaitMs), arm);
    else void end(snoozedUntil);
  }

  /** Unless the person has snoozed again since. */
  async function end(over: number): Promise<void> {
    try {
      await settings.change(({ snoozedUntil }) => (snoozedUntil === over ? { snoozedUntil: null } : {}));
    } catch {
      // It counts as over anyway.
      log.warn('snooze.not-ended');
    }
  }

  const stopListening = settings.subscribe(arm);
  arm();

  return {
    async set(until) {
      await settings.change({ snoozedUntil: until });
    },
    stop() {
      timer.cancel();
      stopListening();
    },
  };
}
