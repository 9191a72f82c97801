/** The tray's choices for holding notifications back. */

import { morningHour, snoozeChoices, snoozeUntil } from '../../contract/snooze-choice.ts';
import type { MenuItem } from '../../contract/desktop-model.ts';
import type { Snapshot } from '../../contract/snapshot.ts';
import type { Translate } from '../../contract/text/translate.ts';

/** What a chosen item means: ms since the epoch, null for the end of the snooze; undefined for no such choice. */
export function snoozeOfItem(id: string, nowMs: number): number | null | undefined {
  if (id === 'end') return null;
  const choice = snoozeChoices.find((one) => one === id);
  return choice && snoozeUntil(choice, nowMs);
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
