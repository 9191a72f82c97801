/** Notices that another program uses the same account, and slows our logins down so that both can work. */

import { createTimer } from '../lib/timer.ts';
import type { Clock } from '../ports.ts';

/** This many renewals within this time are no coincidence (PBX notes, "Seen in the field": knocking each other out). */
const suspiciousRenewals = 3;
export const calmAfterMs = 5 * 60_000;
const firstSpacingMs = 5_000;
export const longestSpacingMs = 60_000;

export interface RenewalPace {
  readonly contended: boolean;
  /** How long the next renewal has to wait for the sake of the other program; 0 in calm times. */
  waitMs(): number;
  /** A token ended before its time and a new login is about to be sent. */
  renewed(): void;
  /** Forgets everything. */
  reset(): void;
}

/** @param onChange `contended` has changed */
export function createRenewalPace(clock: Clock, onChange: () => void): RenewalPace {
  let renewals: number[] = [];
  let spacingMs = 0;
  const calmTimer = createTimer(clock);

  function reset() {
    calmTimer.cancel();
    renewals = [];
    spacingMs = 0;
  }

  function calm() {
    const changed = spacingMs > 0;
    reset();
    if (changed) onChange();
  }

  return {
    get contended() {
      return spacingMs > 0;
    },
    waitMs() {
      const last = renewals.at(-1);
      return last === undefined ? 0 : Math.max(0, spacingMs - (clock.uptimeMs() - last));
    },
    renewed() {
      const nowMs = clock.uptimeMs();
      renewals = [...renewals.filter((atMs) => nowMs - atMs < calmAfterMs), nowMs];
      const before = spacingMs;
      if (spacingMs > 0) spacingMs = Math.min(longestSpacingMs, spacingMs * 2);
      else if (renewals.length >= suspiciousRenewals) spacingMs = firstSpacingMs;
      // Only when nothing was knocked out for a while is the other program gone.
      calmTimer.set(calmAfterMs, calm);
      if (before === 0 && spacingMs > 0) onChange();
    },
    reset,
  };
}
