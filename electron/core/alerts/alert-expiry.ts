/** Ends alerts when their time is up. */

import { createTimer } from '../lib/timer.ts';
import type { Clock } from '../ports.ts';

interface Expiring {
  readonly id: string;
  /** ms since the epoch; null: never */
  readonly expiresAt: number | null;
}

export interface AlertExpiryPorts {
  readonly clock: Clock;
  readonly alerts: () => readonly Expiring[];
  /** May be called with none. */
  readonly onExpired: (ids: readonly string[]) => void;
}

export interface AlertExpiry {
  isOver(alert: Expiring): boolean;
  /** Ends what has expired and plans the next check; call it whenever the alerts change. */
  arm(): void;
  stop(): void;
}

/** Expiry follows the wall clock, which may be set: check at least this often. */
const longestWaitMs = 60_000;

export function createAlertExpiry({ clock, alerts, onExpired }: AlertExpiryPorts): AlertExpiry {
  const timer = createTimer(clock);

  function isOver({ expiresAt }: Expiring): boolean {
    return expiresAt !== null && expiresAt <= clock.now();
  }

  function arm(): void {
    timer.cancel();
    const leftMs = alerts().flatMap((alert) =>
      alert.expiresAt === null || isOver(alert) ? [] : [alert.expiresAt - clock.now()],
    );
    if (leftMs.length > 0) timer.set(Math.min(longestWaitMs, ...leftMs), arm);
    // Last, because it may change the alerts, and that arms it again.
    onExpired(
      alerts()
        .filter(isOver)
        .map(({ id }) => id),
    );
  }

  return { isOver, arm, stop: () => timer.cancel() };
}
