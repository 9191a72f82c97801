/** When a person is asked whether do not disturb or forwarding is still wanted, and when not. */

import { describe, expect, test } from 'vitest';
import type { ReportedSettings } from '../../../contract/my-extension/settings.ts';
import {
  answeredReminder,
  askedAbout,
  createCallTimer,
  dayOf,
  noReminderPeriods,
  openReminder,
  reminderPeriodsAfter,
  type ReminderPeriods,
} from './reminders.ts';
import { nothingTold } from '../view.ts';

const minute = 60_000;
/** A day in November, in this computer's time zone. */
const at = (day: number, hour: number, minutes = 0): number =>
  new Date(2026, 10, day, hour, minutes).getTime();

type Period = NonNullable<ReminderPeriods['forwarding']>;
const period = (since: number, about: Partial<Period> = {}): Period => ({
  since,
  asked: null,
  isWanted: false,
  quietOn: null,
  ...about,
});
const dnd = (one: Period | null): ReminderPeriods => ({ ...noReminderPeriods, 'do-not-disturb': one });
const told = (about: Partial<ReportedSettings>): ReportedSettings => ({ ...nothingTold, ...about });

test('a day goes from five to five', () => {
  expect([at(24, 4, 59), at(24, 5), at(25, 4, 59), at(25, 5)].map(dayOf)).toEqual([
    '2026-11-23',
    '2026-11-24',
    '2026-11-24',
    '2026-11-25',
  ]);
});

describe('a period', () => {
  const now = at(24, 9);

  test('begins when a reading shows it on, and ends when one shows it off', () => {
    const on = reminderPeriodsAfter(
      noReminderPeriods,
      told({ doNotDisturb: true, forwardAll: { on: true, destination: null } }),
      now,
    );
    expect(on).toEqual({ 'do-not-disturb': period(now), forwarding: period(now) });
    const off = told({ doNotDisturb: false, forwardAll: { on: false, destination: null } });
    expect(reminderPeriodsAfter(on, off, now + minute)).toEqual(noReminderPeriods);
  });

  test('goes on while nothing else is told', () => {
    const periods = dnd(period(now, { isWanted: true }));
    for (const reading of [
      told({}),
      told({ doNotDisturb: true }),
      told({ forwardAll: { on: false, destination: null } }),
    ])
      expect(reminderPeriodsAfter(periods, reading, now + minute)).toBe(periods);
  });
});

describe('a person is asked', () => {
  const ask = (periods: ReminderPeriods, nowMs: number, onCallsForMs = 0, spared: readonly string[] = []) =>
    askedAbout(periods, { nowMs, onCallsForMs, isSpared: (kind) => spared.includes(kind) });

  test('on another day, once, and says since when', () => {
    const since = at(23, 17);
    const asked = ask(dnd(period(since)), at(24, 9));
    expect(openReminder(asked)).toEqual({ kind: 'do-not-disturb', why: 'since-another-day', since });
    expect(ask(asked, at(25, 9))).toBe(asked);
  });

  test('about one at a time, do not disturb first', () => {
    const both: ReminderPeriods = { 'do-not-disturb': period(at(23, 17)), forwarding: period(at(22, 17)) };
    expect(openReminder(ask(both, at(24, 9)))?.kind).toBe('do-not-disturb');
    const forwardingAsked = {
      ...both,
      forwarding: period(at(22, 17), { asked: 'since-another-day' }),
    } as const;
    expect(ask(forwardingAsked, at(24, 9))).toBe(forwardingAsked);
    expect(openReminder(ask(both, at(24, 9), 0, ['do-not-disturb']))?.kind).toBe('forwarding');
  });

  test('after twenty minutes of calls, if it was on all that time', () => {
    const since = at(24, 9);
    const now = since + 20 * minute;
    expect(openReminder(ask(dnd(period(since)), now, 20 * minute))).toMatchObject({ why: 'on-calls' });
    for (const [periods, nowMs, callsMs] of [
      [dnd(period(since)), now, 20 * minute - 1],
      [dnd(period(since + 1)), now, 20 * minute],
    ] as const)
      expect(ask(periods, nowMs, callsMs)).toBe(periods);
  });

  test.each<[string, ReminderPeriods, number]>([
    ['nothing is on', noReminderPeriods, at(24, 9)],
    ['it is the same day', dnd(period(at(24, 6))), at(24, 23)],
    ['it is only past midnight', dnd(period(at(23, 22))), at(24, 4)],
    ['it is wanted', dnd(period(at(22, 9), { isWanted: true })), at(24, 9)],
    ['it was asked today', dnd(period(at(22, 9), { quietOn: dayOf(at(24, 9)) })), at(24, 17)],
    ['the clock was set back', dnd(period(at(25, 9))), at(24, 9)],
  ])('not where %s', (_, periods, nowMs) => {
    expect(ask(periods, nowMs)).toBe(periods);
  });

  test('not where it ends by itself', () => {
    const periods = dnd(period(at(23, 17)));
    expect(ask(periods, at(24, 9), 0, ['do-not-disturb'])).toBe(periods);
  });

  test('again on the day after “not today”, and never after “leave it”', () => {
    const asked = ask(dnd(period(at(23, 17))), at(24, 9));
    const notToday = answeredReminder(asked, 'not-today', at(24, 9));
    expect(notToday).toEqual(dnd(period(at(23, 17), { quietOn: '2026-11-24' })));
    expect(ask(notToday, at(24, 17))).toBe(notToday);
    expect(openReminder(ask(notToday, at(25, 9)))).not.toBe(null);
    const left = answeredReminder(asked, 'leave', at(24, 9));
    expect(left).toEqual(dnd(period(at(23, 17), { isWanted: true })));
    expect(ask(left, at(25, 9))).toBe(left);
  });

  test('and an answer to nothing is none', () => {
    const periods = dnd(period(at(23, 17)));
    expect(answeredReminder(periods, 'leave', at(24, 9))).toBe(periods);
  });
});

describe('time on calls', () => {
  test('counts from the first of a row of them, while on one', () => {
    const timer = createCallTimer();
    expect(timer.forMs(0)).toBe(0);
    timer.follow('ringing', 0);
    timer.follow('on-call', 1_000);
    expect(timer.forMs(5_000)).toBe(4_000);
    timer.follow('on-hold', 5_000);
    timer.follow('free', 10_000);
    expect(timer.forMs(11_000)).toBe(0);
    timer.follow('free', 60_000);
    timer.follow('on-call', 10_000 + 2 * minute);
    expect(timer.forMs(10_000 + 2 * minute)).toBe(9_000 + 2 * minute);
    timer.follow('on-call', 20_000 + 2 * minute);
    expect(timer.forMs(20_000 + 2 * minute)).toBe(19_000 + 2 * minute);
  });

  test('starts over after more than two minutes without one, even if the phone’s state was unknown meanwhile', () => {
    const timer = createCallTimer();
    timer.follow('on-call', 0);
    timer.follow(null, 10_000);
    expect(timer.forMs(10_000)).toBe(0);
    timer.follow('on-call', 10_001 + 2 * minute);
    expect(timer.forMs(10_001 + 2 * minute)).toBe(0);
    expect(timer.forMs(11_001 + 2 * minute)).toBe(1_000);
  });
});
