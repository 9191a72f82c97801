/** How long I have been on calls, one after the other. */

import type { PresenceState } from '../../contract/presence.ts';

/** Between two calls of one row of them. */
const gapMs = 2 * 60_000;

export interface CallSpell {
  /** To be told of each state of my phone; `null` while nobody knows it. All times on the uptime clock. */
  look(state: PresenceState | null, nowMs: number): void;
  /** 0 when I am on no call. */
  forMs(nowMs: number): number;
}

export function createCallSpell(): CallSpell {
  let beganMs: number | null = null;
  let endedMs: number | null = null;

  return {
    look(state, nowMs) {
      if (state === 'on-call' || state === 'on-hold') {
        if (endedMs !== null && nowMs - endedMs > gapMs) beganMs = null;
        beganMs ??= nowMs;
        endedMs = null;
      } else if (beganMs !== null) endedMs ??= nowMs;
    },
    forMs: (nowMs) => (beganMs === null || endedMs !== null ? 0 : nowMs - beganMs),
  };
}
