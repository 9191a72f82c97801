/** The tray's choices for holding notifications back. */

import { endOfDuration, morningHour, snoozeChoices } from '../../contract/durations.ts';
import type { MenuItem } from '../../contract/desktop-model.ts';
import type { Snapshot } from '../../contract/snapshot.ts';
import { createTimeWords } from '../../contract/text/time-words.ts';
import type { Translate } from '../../contract/text/translate.ts';
import { actionItem } from './menu-labels.ts';

/** What a chosen item means: ms since the epoch, null for the end of the snooze; undefined for no such choice. */
export function snoozeOfItem(id: string, nowMs: number): number | null | undefined {
  if (id === 'end') return null;
  const choice = snoozeChoices.find((one) => one === id);
  return choice && endOfDuration(choice, nowMs);
}

/** Shows nothing that changes by the minute: the tray is redrawn only when something happens. */
export function snoozeItem({ snoozedUntil, locale }: Snapshot, t: Translate): MenuItem {
  const times = createTimeWords(t, locale);
  const choice = (id: string, text: string): MenuItem => actionItem(`snooze:${id}`, text);
  if (snoozedUntil !== null) {
    const end = new Date(snoozedUntil);
    return choice('end', t('tray.endSnooze', { time: times.ofDay(end.getHours() * 60 + end.getMinutes()) }));
  }
  return {
    kind: 'submenu',
    text: t('tray.snooze'),
    items: [
      choice('half-hour', t('tray.snoozeHalfHour')),
      choice('hour', t('tray.snoozeHour')),
      choice('tomorrow', t('tray.snoozeTomorrow', { time: times.ofDay(morningHour * 60) })),
    ],
  };
}
