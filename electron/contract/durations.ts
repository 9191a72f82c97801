/** How long a change or a snooze can last: the same choices in the panel and in the tray. */

export const durationChoices = ['half-hour', 'hour', 'end-of-day', 'tomorrow'] as const;
/** "A time…" and "until I change it" need no rule: one is a time, the other has none. */
export type DurationChoice = (typeof durationChoices)[number];
/** For notifications. */
export const snoozeChoices = ['half-hour', 'hour', 'tomorrow'] as const satisfies readonly DurationChoice[];

const minuteMs = 60_000;
/** Local time. */
export const endOfDayHour = 17;
export const morningHour = 8;
/** Anything further ahead is a mistake. */
export const longestDurationMs = 366 * 24 * 60 * minuteMs;

/** When a choice made now ends, in ms since the epoch, by this computer's time zone. */
export function endOfDuration(choice: DurationChoice, nowMs: number): number {
  switch (choice) {
    case 'half-hour':
      return nowMs + 30 * minuteMs;
    case 'hour':
      return nowMs + 60 * minuteMs;
    case 'end-of-day':
      return new Date(nowMs).setHours(endOfDayHour, 0, 0, 0);
    case 'tomorrow': {
      const day = new Date(nowMs);
      day.setDate(day.getDate() + 1);
      return day.setHours(morningHour, 0, 0, 0);
    }
  }
}

/** The choices that make sense now: after five o'clock, "end of the day" has passed. */
export function durationsAt(nowMs: number): readonly DurationChoice[] {
  return durationChoices.filter((choice) => endOfDuration(choice, nowMs) > nowMs);
}
