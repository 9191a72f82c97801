/** When notifications are held back, and why; quiet hours by weekday, in the machine's own time zone. */

import { describe, expect, it } from 'vitest';
import { reasonForSilence, type Circumstances, type SilenceReason } from './silence.ts';

const usual: Omit<Circumstances, 'nowMs' | 'settings'> = {
  snoozedUntil: null,
  myState: 'free',
  doNotDisturb: false,
  systemDoNotDisturb: false,
};

/** January 2026: the 4th is a Sunday. */
function at(day: number, hour: number, minute = 0): number {
  return new Date(2026, 0, 4 + day, hour, minute).getTime();
}

function quiet(days: readonly number[], from: number, to: number, nowMs: number): boolean {
  const quietHours = [{ days, fromMinute: from * 60, toMinute: to * 60 }];
  return (
    reasonForSilence({
      ...usual,
      nowMs,
      settings: { silentOnCall: false, silentOnDoNotDisturb: false, quietHours },
    }) === 'quiet-hours'
  );
}

describe('quiet hours', () => {
  it.each([
    ['begin with their first minute', [1], 12, 13, at(1, 12), true],
    ['are not before', [1], 12, 13, at(1, 11, 59), false],
    ['last through their last minute', [1], 12, 13, at(1, 12, 59), true],
    ['end then', [1], 12, 13, at(1, 13), false],
    ['are of their weekday', [1], 12, 13, at(2, 12, 30), false],
    ['run past midnight', [5], 18, 8, at(6, 7, 59), true],
    ['end in the morning', [5], 18, 8, at(6, 8), false],
    ['belong to the day on which they begin', [5], 18, 8, at(5, 7), false],
    ['go from Saturday into Sunday', [6], 18, 8, at(7, 7), true],
    ['that end as they begin last a whole day', [0], 9, 9, at(1, 8, 59), true],
    ['of no day are none', [], 0, 0, at(1, 12), false],
  ])('%s', (_, days, from, to, nowMs, expected) => {
    expect(quiet(days, from, to, nowMs)).toBe(expected);
  });
});

describe('it is silent', () => {
  const settings = { silentOnCall: false, silentOnDoNotDisturb: false, quietHours: [] };
  const nowMs = at(1, 12);

  it.each<[Partial<Circumstances>, SilenceReason | null]>([
    [{}, null],
    [{ systemDoNotDisturb: true, snoozedUntil: nowMs + 1 }, 'system'],
    [{ snoozedUntil: nowMs + 1 }, 'snoozed'],
    [{ snoozedUntil: nowMs }, null],
    [{ doNotDisturb: true }, null],
    [{ settings: { ...settings, silentOnDoNotDisturb: true } }, null],
    [{ settings: { ...settings, silentOnDoNotDisturb: true }, doNotDisturb: true }, 'do-not-disturb'],
    [{ myState: 'on-call' }, null],
    [{ settings: { ...settings, silentOnCall: true }, myState: 'on-call' }, 'on-call'],
    [{ settings: { ...settings, silentOnCall: true }, myState: 'on-hold' }, 'on-call'],
    [{ settings: { ...settings, silentOnCall: true }, myState: 'ringing' }, null],
    [{ settings: { ...settings, silentOnCall: true }, myState: null }, null],
  ])('%#: %j', (circumstances, expected) => {
    expect(reasonForSilence({ ...usual, nowMs, settings, ...circumstances })).toBe(expected);
  });
});
