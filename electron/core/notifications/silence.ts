/** Whether notifications are held back now, and why. */

import type { NotificationSettings } from '../../contract/visible-settings.ts';
import type { PresenceState } from '../../contract/presence.ts';

export interface Circumstances {
  readonly nowMs: number;
  /** ms since the epoch */
  readonly snoozedUntil: number | null;
  readonly settings: Pick<NotificationSettings, 'silentOnCall' | 'silentOnDoNotDisturb' | 'quietHours'>;
  /** My own phone's state; null before it is known. */
  readonly myState: PresenceState | null;
  readonly doNotDisturb: boolean;
  /** The operating system's. */
  readonly systemDoNotDisturb: boolean;
}

export type SilenceReason = 'system' | 'snoozed' | 'quiet-hours' | 'do-not-disturb' | 'on-call';

export function reasonForSilence(about: Circumstances): SilenceReason | null {
  const { nowMs, snoozedUntil, settings, myState, doNotDisturb, systemDoNotDisturb } = about;
  if (systemDoNotDisturb) return 'system';
  if (snoozedUntil !== null && snoozedUntil > nowMs) return 'snoozed';
  if (settings.quietHours.some((hours) => isWithin(hours, nowMs))) return 'quiet-hours';
  if (settings.silentOnDoNotDisturb && doNotDisturb) return 'do-not-disturb';
  if (settings.silentOnCall && (myState === 'on-call' || myState === 'on-hold')) return 'on-call';
  return null;
}

/** Hours that run past midnight belong to the day on which they begin; those that end as they begin last the whole day. */
function isWithin(
  { days, fromMinute, toMinute }: NotificationSettings['quietHours'][number],
  nowMs: number,
): boolean {
  const now = new Date(nowMs);
  const day = now.getDay();
  const minute = now.getHours() * 60 + now.getMinutes();
  const runsPastMidnight = toMinute <= fromMinute;
  const hasBegun = days.includes(day) && minute >= fromMinute && (runsPastMidnight || minute < toMinute);
  return hasBegun || (runsPastMidnight && days.includes((day + 6) % 7) && minute < toMinute);
}
