/** How long notifications can be snoozed: the same choices in the panel and in the tray. */

export const snoozeChoices = ['half-hour', 'hour', 'tomorrow'] as const;
export type SnoozeChoice = (typeof snoozeChoices)[number];

const minuteMs = 60_000;
/** Local time; "tomorrow" ends then. */
export const morningHour = 8;

/** ms since the epoch */
export function snoozeUntil(choice: SnoozeChoice, nowMs: number): number {
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
  }
}
