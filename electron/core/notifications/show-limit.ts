/** How often notifications may be shown: at most one a second and three a minute. */

export interface ShowLimit {
  /** The earliest moment from `nowMs` on at which one may be shown. All times on the uptime clock. */
  nextAllowedMs(nowMs: number): number;
  /** How many more may be shown within the minute that ends now. */
  leftThisMinute(nowMs: number): number;
  noteShown(nowMs: number): void;
}

const shownPerMinute = 3;
const shortestGapMs = 1_000;
export const minuteMs = 60_000;

export function createShowLimit(): ShowLimit {
  /** When the latest ones were shown, oldest first; never more than a minute allows. */
  let times: readonly number[] = [];

  return {
    nextAllowedMs(nowMs) {
      const afterLast = (times.at(-1) ?? -Infinity) + shortestGapMs;
      const afterMinute = (times.at(-shownPerMinute) ?? -Infinity) + minuteMs;
      return Math.max(nowMs, afterLast, afterMinute);
    },
    leftThisMinute: (nowMs) => shownPerMinute - times.filter((time) => time + minuteMs > nowMs).length,
    noteShown(nowMs) {
      times = [...times, nowMs].slice(-shownPerMinute);
    },
  };
}
