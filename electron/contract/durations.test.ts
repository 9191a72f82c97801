/** When the choices for how long end, on ordinary days and on those when the clocks change. */

import { describe, expect, test } from 'vitest';
import { durationsAt, endOfDuration } from './durations.ts';

/** Local time, whatever the zone of this computer. */
const at = (day: number, hour: number, minute = 0): number => new Date(2026, 10, day, hour, minute).getTime();

describe('a choice made now', () => {
  const now = at(25, 14, 40);

  test.each([
    ['half-hour', at(25, 15, 10)],
    ['hour', at(25, 15, 40)],
    ['end-of-day', at(25, 17)],
    ['tomorrow', at(26, 8)],
  ] as const)('%s', (choice, end) => {
    expect(endOfDuration(choice, now)).toBe(end);
  });

  test('until tomorrow is the next calendar day, also shortly after midnight and at the end of a month', () => {
    expect(endOfDuration('tomorrow', at(25, 0, 5))).toBe(at(26, 8));
    expect(endOfDuration('tomorrow', at(30, 23, 59))).toBe(new Date(2026, 11, 1, 8).getTime());
  });

  test('an hour is sixty minutes, and tomorrow at eight is eight, on every night of the year', () => {
    for (let day = 1; day <= 366; day += 1) {
      const evening = new Date(2026, 0, day, 23, 30);
      expect(endOfDuration('hour', evening.getTime()) - evening.getTime()).toBe(60 * 60_000);
      const morning = new Date(endOfDuration('tomorrow', evening.getTime()));
      expect([morning.getHours(), morning.getMinutes(), morning.getDate()]).toEqual([
        8,
        0,
        new Date(2026, 0, day + 1).getDate(),
      ]);
    }
  });
});

test('the end of the office day is offered until it has come', () => {
  expect(durationsAt(at(25, 16, 59))).toEqual(['half-hour', 'hour', 'end-of-day', 'tomorrow']);
  expect(durationsAt(at(25, 17))).toEqual(['half-hour', 'hour', 'tomorrow']);
  expect(durationsAt(at(25, 23, 30))).toEqual(['half-hour', 'hour', 'tomorrow']);
});
