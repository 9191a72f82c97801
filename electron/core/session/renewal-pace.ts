/** Notices that another program uses the same account, and slows our logins down so that both can work. */

import { createTimer } from '../lib/timer.ts';
import type { Clock, Random } from '../ports.ts';

/** So that programs that were knocked out together don't come back together. */
const delayMs = { shortest: 200, longest: 2_000 };
/** This many renewals within this time are no coincidence (PBX notes, "Seen in the field": knocking each other out). */
const suspiciousRenewals = 3;
const calmAfterMs = 5 * 60_000;
const firstSpacingMs = 5_000;
const longestSpacingMs = 60_000;

export interface RenewalPace {
  readonly contended: boolean;
  /** How long the next renewal waits: by chance, and longer for the sake of another program. */
  waitMs(): number;
  /** A token ended before its time and a new login is about to be sent. */
  renewed(): void;
  /** Forgets everything. */
  reset(): void;
}

/** @param onChange `contended` has changed */
export function createRenewalPace(
  { clock, random }: { readonly clock: Clock; readonly random: Random },
  onChange: () => void,
): RenewalPace {
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
      const { shortest, longest } = delayMs;
      const chanceMs = shortest + random() * (longest - shortest);
      const last = renewals.at(-1);
      return last === undefined ? chanceMs : Math.max(chanceMs, spacingMs - (clock.uptimeMs() - last));
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
