/** The token in use, and when the device last heard of it. */

import type { Clock } from '../ports.ts';
import type { StoredToken } from '../keychain/secret-shelf.ts';

/** A token dies after so long without a request (PBX notes, "Session"). */
const tokenLifetimeMs = 30 * 60_000;
/** A stored last use may lie this far ahead: clocks are corrected by a little all the time. */
const clockCorrectionMs = 60_000;

export interface HeldToken {
  /** Undefined when there is none, or when it must have expired by now. */
  readonly value: string | undefined;
  readonly stored: StoredToken | undefined;
  hold(token: string): void;
  /** Goes on with a token of an earlier run; false when it is too old. */
  adopt(stored: StoredToken): boolean;
  /** The device has just answered a request with it. */
  used(token: string): void;
  drop(): void;
}

export function createHeldToken(clock: Clock): HeldToken {
  let held: { readonly token: string; usedUptimeMs: number; usedAt: number } | undefined;

  function living() {
    return held && clock.uptimeMs() - held.usedUptimeMs < tokenLifetimeMs ? held : undefined;
  }

  return {
    get value() {
      return living()?.token;
    },
    get stored() {
      const token = living();
      return token && { token: token.token, lastUsedAt: token.usedAt };
    },
    hold(token) {
      held = { token, usedUptimeMs: clock.uptimeMs(), usedAt: clock.now() };
    },
    adopt({ token, lastUsedAt }) {
      const ageMs = clock.now() - lastUsedAt;
      if (ageMs < -clockCorrectionMs || ageMs >= tokenLifetimeMs) return false;
      held = { token, usedUptimeMs: clock.uptimeMs() - Math.max(0, ageMs), usedAt: lastUsedAt };
      return true;
    },
    used(token) {
      if (held?.token !== token) return;
      held.usedUptimeMs = clock.uptimeMs();
      held.usedAt = clock.now();
    },
    drop() {
      held = undefined;
    },
  };
}
