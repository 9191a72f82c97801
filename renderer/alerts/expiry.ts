/** Until when an alert lasts: the choices that a person has. */

export const expiries = ['never', 'hour', 'four-hours', 'today', 'week'] as const;
export type Expiry = (typeof expiries)[number];

const HOUR_MS = 3_600_000;

/** ms since the epoch; null for an alert that a person ends. */
export function expiresAt(expiry: Expiry, nowMs: number): number | null {
  switch (expiry) {
    case 'never':
      return null;
    case 'hour':
      return nowMs + HOUR_MS;
    case 'four-hours':
      return nowMs + 4 * HOUR_MS;
    case 'today': {
      const midnight = new Date(nowMs);
      midnight.setDate(midnight.getDate() + 1);
      return midnight.setHours(0, 0, 0, 0);
    }
    case 'week': {
      const then = new Date(nowMs);
      return then.setDate(then.getDate() + 7);
    }
  }
}
