/** What a reading says of changes that are on their way, came late, or were made elsewhere; and what one change settles of others. */

import { describe, expect, test } from 'vitest';
import type { ReportedSettings } from '../../../contract/my-extension/settings.ts';
import { newChange, type Change } from '../journal/change.ts';
import type { SecretsTold } from './device.ts';
import type { Bottom } from '../journal/layers.ts';
import {
  consequences,
  isOpenElsewhere,
  openAbout,
  reconcileReading,
  type Facts,
} from './reconcile-reading.ts';
import { nothingTold } from '../view.ts';

const ring = (id: string, why: Change['why'], before: number, after: number): Change =>
  newChange({ id, at: 0, why, state: 'done', sentAt: 0, settings: { ringTime: { before, after } } });

const minuteMs = 60_000;

function findRingTime(
  now: number | null,
  last: number | null,
  changes: readonly Change[],
  nowMs = 60 * minuteMs,
) {
  return find(changes, { ringTime: now }, last === null ? {} : { ringTime: last }, { nowMs });
}

function find(
  changes: readonly Change[],
  now: Partial<ReportedSettings>,
  last: Bottom = {},
  { secrets = {}, ...about }: Partial<Facts> & { readonly secrets?: SecretsTold } = {},
) {
  return reconcileReading(
    { told: { ...nothingTold, ...now }, secrets },
    {
      changes,
      told: last,
      secretsTold: {},
      sentSecrets: new Map(),
      nowMs: 60 * minuteMs,
      newId: () => 'new',
      ...about,
    },
  );
}

test('what came back by itself is no question any longer', () => {
  const found = findRingTime(15, 120, [ring('theirs', 'elsewhere', 15, 120)]);
  expect(found).toMatchObject({ foreign: null, dropped: ['theirs'] });
});

test('a question grows with what they change next, from what the person saw last', () => {
  const found = findRingTime(30, 120, [ring('theirs', 'elsewhere', 15, 120)]);
  expect(found.foreign?.settings).toEqual({ ringTime: { before: 15, after: 30 } });
});

test('where a change of mine came late over theirs, the value from before it is not back by itself', () => {
  const changes = [ring('mine', 'me', 15, 60), ring('theirs', 'elsewhere', 15, 120)];
  const found = findRingTime(15, 60, changes);
  expect(found.foreign?.settings).toEqual({ ringTime: { before: 60, after: 15 } });
});

describe('a change of mine that the device had not taken', () => {
  const notTaken: Change = { ...ring('mine', 'me', 15, 60), kept: { ringTime: 15 } };
  const replaced: Change = { ...ring('mine', 'me', 15, 60), state: 'replaced' };

  test.each([
    ['kept the old value', notTaken],
    ['was replaced by a newer one', replaced],
  ])('and that %s is done when its value comes within a quarter of an hour', (_what, change) => {
    const found = findRingTime(60, 15, [change], 15 * minuteMs);
    expect(found.changes).toEqual([{ ...change, state: 'done', kept: {} }]);
    expect(found.foreign).toBeNull();
  });

  test('stays so later than that: the value is someone else’s', () => {
    const found = findRingTime(60, 15, [notTaken], 15 * minuteMs + 1);
    expect(found.changes).toEqual([found.foreign]);
    expect(found.foreign?.settings).toEqual({ ringTime: { before: 15, after: 60 } });
  });

  test.each([
    ['another value comes', 30, 15],
    ['its value was there before', 60, 60],
    ['nobody knows what was there before', 60, null],
    ['nothing is told of it', null, 15],
  ])('stays so where %s', (_what, now, last) => {
    const { changes } = findRingTime(now, last, [notTaken], 5 * minuteMs);
    expect(changes.filter(({ id }) => id === 'mine')).toEqual([]);
  });

  test('and still waits to be sent is not done by a value that is there', () => {
    const waiting: Change = { ...notTaken, state: 'waiting' };
    expect(findRingTime(60, 15, [waiting], minuteMs).changes.filter(({ id }) => id === 'mine')).toEqual([]);
  });
});

test('a late change of mine pushes out my newer one, whose row says so again', () => {
  const late: Change = { ...ring('late', 'me', 15, 60), state: 'replaced' };
  const newer: Change = { ...ring('newer', 'me', 15, 30), answered: ['ringTime', 'name'] };
  const others = [
    ring('older', 'me', 120, 15),
    late,
    ring('theirs', 'elsewhere', 15, 120),
    { ...ring('undone', 'me', 15, 120), undone: ['ringTime' as const] },
    ring('same', 'me', 15, 60),
    { ...newer, id: 'name', settings: { name: { before: 'a', after: 'b' } } },
    newer,
  ];
  const found = find(others, { ringTime: 60, name: 'c' }, { ringTime: 30 }, { nowMs: minuteMs });
  expect(found.changes).toEqual([
    { ...late, state: 'done' },
    { ...newer, kept: { ringTime: 60 }, answered: ['name'] },
  ]);
});

describe('a change that is on its way', () => {
  const sent = (about: Partial<Change> = {}): Change =>
    newChange({
      id: 'sent',
      at: 0,
      why: 'me',
      state: 'sent',
      sentAt: 0,
      settings: { ringTime: { before: 15, after: 60 }, name: { before: 'a', after: 'b' } },
      ...about,
    });
  const before = { ringTime: 15, name: 'a' };
  const foundOf = (change: Change, now: Partial<ReportedSettings>, nowMs = minuteMs) =>
    find([change], now, before, { nowMs });

  test.each(['sent', 'unknown'] as const)('(%s) is done when all of it is there', (state) => {
    const found = foundOf(sent({ state }), { ringTime: 60, name: 'b' });
    expect(found.changes).toEqual([sent({ state: 'done' })]);
    expect(found.foreign).toBe(null);
  });

  test('stays so while a part of it may still come, and what came is nobody else’s', () => {
    expect(foundOf(sent(), { ringTime: 60, name: 'a' })).toMatchObject({ changes: [], foreign: null });
    expect(foundOf(sent(), { ringTime: 60 })).toMatchObject({ changes: [], foreign: null });
    expect(foundOf(sent(), { ringTime: 60, name: 'a' }, 10 * minuteMs - 1).changes).toEqual([]);
  });

  test('is done after ten minutes, with what the device kept instead', () => {
    expect(foundOf(sent(), { ringTime: 60, name: 'a' }, 10 * minuteMs).changes).toEqual([
      sent({ state: 'done', kept: { name: 'a' } }),
    ]);
  });

  test('is done when someone else has changed it: what is theirs was not taken', () => {
    const found = foundOf(sent(), { ringTime: 60, name: 'theirs' });
    expect(found.changes).toEqual([
      sent({ state: 'done', kept: { name: 'theirs' } }),
      newChange({
        id: 'new',
        at: minuteMs,
        why: 'elsewhere',
        state: 'done',
        settings: { name: { before: 'a', after: 'theirs' } },
      }),
    ]);
  });

  test('is not waited for where it had a conflict: that was not sent', () => {
    const change = sent({ conflicts: { ringTime: 120 } });
    expect(find([change], { ringTime: 120, name: 'b' }, { ringTime: 120 }, { nowMs: 0 }).changes).toEqual([
      { ...change, state: 'done' },
    ]);
  });

  test('and stored for later is done when it shows, and not by the time that has passed', () => {
    const stored = sent({ needsApply: true });
    expect(foundOf(stored, { ringTime: 60, name: 'b' }).changes).toEqual([sent({ state: 'done' })]);
    expect(foundOf(stored, before).changes).toEqual([]);
    expect(foundOf(stored, before, 60 * minuteMs).changes).toEqual([]);
  });

  test('and stored, with a part that changes nothing, waits for the device’s word', () => {
    const settings = { ...sent().settings, name: { before: 'b', after: 'b' } };
    const now = { ringTime: 60, name: 'b' };
    expect(find([sent({ settings, needsApply: true })], now, now).changes).toEqual([]);
    expect(find([sent({ settings })], now, now).changes).toEqual([sent({ settings, state: 'done' })]);
  });

  test('answers and undoes what it was to', () => {
    const theirs = ring('theirs', 'elsewhere', 120, 15);
    const undo = sent({ why: 'undo', lifts: ['theirs'], settings: { ringTime: { before: 15, after: 60 } } });
    expect(find([theirs, undo], { ringTime: 60 }, { ringTime: 15 }, { nowMs: minuteMs }).changes).toEqual([
      { ...theirs, undone: ['ringTime'] },
      { ...undo, state: 'done' },
    ]);
  });

  describe('with a PIN', () => {
    const pin = sent({ settings: {}, secrets: ['voicemailPin'] });
    const foundWith = (secrets: SecretsTold, value: string | null, nowMs = minuteMs) =>
      find(
        [pin],
        {},
        {},
        {
          secrets,
          nowMs,
          sentSecrets: value === null ? new Map() : new Map([['sent', { voicemailPin: value }]]),
        },
      ).changes;

    test('is done when the device holds it, or tells none', () => {
      expect(foundWith({ voicemailPin: '1234' }, '1234')).toEqual([{ ...pin, state: 'done' }]);
      expect(foundWith({}, '1234')).toEqual([{ ...pin, state: 'done' }]);
    });

    test('is waited for where it holds another, or another run sent it, and then not taken, without a value', () => {
      expect(foundWith({ voicemailPin: '0000' }, '1234')).toEqual([]);
      expect(foundWith({ voicemailPin: '1234' }, null)).toEqual([]);
      for (const found of [
        foundWith({ voicemailPin: '0000' }, '1234', 10 * minuteMs),
        foundWith({}, null, 10 * minuteMs),
      ])
        expect(found).toEqual([{ ...pin, state: 'done', kept: { voicemailPin: null } }]);
    });
  });
});

test('a reading that says nothing new leaves every change as it is', () => {
  const lifted = { ...ring('lifted', 'me', 15, 30), ended: ['ringTime' as const] };
  const end = { ...ring('end', 'timed-end', 30, 15), lifts: ['lifted'] };
  const found = find([lifted, end], { ringTime: 15 }, { ringTime: 15 }, { nowMs: minuteMs });
  expect(found).toMatchObject({ changes: [], dropped: [], foreign: null });
});

test('an unanswered change of several settings keeps those that the next one is not about', () => {
  const theirs = newChange({
    ...ring('theirs', 'elsewhere', 15, 120),
    settings: { ringTime: { before: 15, after: 120 }, name: { before: 'a', after: 'b' } },
  });
  const found = find([theirs], { ringTime: 30, name: 'b' }, { ringTime: 120, name: 'b' });
  expect(found.changes.map(({ id, settings }) => [id, settings])).toEqual([
    ['theirs', { name: { before: 'a', after: 'b' } }],
    ['new', { ringTime: { before: 15, after: 30 } }],
  ]);
});

describe('a change that is in force', () => {
  const timed: Change = { ...ring('timed', 'me', 15, 30), until: 5, endAsks: { ringTime: 60, name: 'x' } };
  const deciding = (about: Partial<Change>): Change => ({ ...ring('new', 'me', 30, 15), ...about });

  test('ends or undoes what it lifts, for the settings that it is about', () => {
    expect(consequences(deciding({ why: 'timed-end', lifts: ['timed'] }), [timed])).toEqual([
      { ...timed, ended: ['ringTime'], endAsks: { name: 'x' } },
    ]);
    expect(consequences(deciding({ why: 'undo', lifts: ['timed'] }), [timed])).toEqual([
      { ...timed, undone: ['ringTime'], endAsks: { name: 'x' } },
    ]);
  });

  test('answers what was on the screen, and nothing that came to light since', () => {
    const since = ring('since', 'elsewhere', 15, 60);
    expect(consequences(deciding({ answers: ['timed'] }), [timed, since])).toEqual([
      { ...timed, answered: ['ringTime'], endAsks: { name: 'x' } },
    ]);
  });

  test.each<[string, Partial<Change>]>([
    ['is about something else', { settings: { name: { before: 'a', after: 'b' } } }],
    ['is not done', { state: 'sent' }],
    ['was not taken', { kept: { ringTime: 30 } }],
    ['neither lifts nor answers it', { lifts: [], answers: [] }],
  ])('settles nothing where it %s', (_, about) => {
    const decision = deciding({ lifts: ['timed'], answers: ['timed'], ...about });
    expect(consequences(decision, [timed])).toEqual([]);
  });
});

describe('what a decision about ring time answers', () => {
  test.each<[string, Partial<Change>, boolean]>([
    ['an end that asks', { endAsks: { ringTime: 60 }, answered: ['ringTime'] }, true],
    ['what was not taken', { kept: { ringTime: 15 } }, true],
    ['a conflict', { conflicts: { ringTime: 60 } }, true],
    ['what someone else did', { why: 'elsewhere' }, true],
    ['an end that asks about another setting', { endAsks: { name: 'x' } }, false],
    ['what was not taken, and was answered', { kept: { ringTime: 15 }, answered: ['ringTime'] }, false],
    ['a conflict that was answered', { conflicts: { ringTime: 60 }, answered: ['ringTime'] }, false],
    ['what someone else did, and was answered', { why: 'elsewhere', answered: ['ringTime'] }, false],
    ['what someone else did, and was put back', { why: 'elsewhere', undone: ['ringTime'] }, false],
    ['what is in force', {}, false],
  ])('%s: %#', (_, about, expected) => {
    const change: Change = {
      ...ring('1', 'me', 15, 30),
      settings: { ringTime: { before: 15, after: 30 }, email: { before: 'a', after: 'b' } },
      ...about,
    };
    expect(openAbout(['ringTime', 'voicemailPin'], [change])).toEqual(expected ? ['1'] : []);
    expect(openAbout(['agentId'], [change])).toEqual([]);
  });

  test('someone else’s change is open while one of its settings is', () => {
    const theirs: Change = {
      ...ring('1', 'elsewhere', 15, 30),
      secrets: ['voicemailPin'],
      answered: ['ringTime'],
    };
    expect(isOpenElsewhere(theirs, ['ringTime', 'voicemailPin'])).toBe(true);
    expect(isOpenElsewhere(theirs, ['ringTime', 'name'])).toBe(false);
    expect(isOpenElsewhere({ ...theirs, why: 'me' }, ['voicemailPin'])).toBe(false);
  });
});
