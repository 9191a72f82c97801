/** The tray's choices for holding notifications back. */

import type { MenuItem } from '../../contract/shell-model.ts';
import type { Snapshot } from '../../contract/snapshot.ts';
import type { Translate } from '../../contract/text/translate.ts';

const minuteMs = 60_000;
const morningHour = 8;

/** What a chosen item means: ms since the epoch, null for the end of the snooze; undefined for no such choice. */
export function snoozeUntil(choice: string, nowMs: number): number | null | undefined {
  switch (choice) {
    case 'half-hour':
      return nowMs + 30 * minuteMs;
    case 'hour':
      return nowMs + 60 * minuteMs;
    case 'tomorrow': {
      const morning = new Date(nowMs);
      morning.setDate(morning.getDate() + 1);
      return morning.setHours(morningHour, 0, 0, 0);
    }
    case 'end':
      return null;
    default:
      return undefined;
  }
}

/** Says nothing that changes with the minute: the tray is drawn anew only when something happens. */
export function snoozeItem({ snoozedUntil, language }: Snapshot, t: Translate): MenuItem {
  const time = (at: Date | number): string =>
    new Intl.DateTimeFormat(language, { hour: '2-digit', minute: '2-digit' }).format(at);
  const choice = (id: string, text: string): MenuItem => ({
    kind: 'action',
    id: `snooze:${id}`,
    text,
    enabled: true,
  });
  if (snoozedUntil !== null) return choice('end', t('tray.endSnooze', { time: time(snoozedUntil) }));
  const morning = new Date(2_000, 0, 1, morningHour);
  return {
    kind: 'submenu',
    text: t('tray.snooze'),
    items: [
      choice('half-hour', t('tray.snoozeHalfHour')),
      choice('hour', t('tray.snoozeHour')),
      choice('tomorrow', t('tray.snoozeTomorrow', { time: time(morning) })),
    ],
  };
}
