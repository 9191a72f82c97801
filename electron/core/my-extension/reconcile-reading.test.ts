/** What a reading says about changes made elsewhere that nobody has answered yet. */

import { describe, expect, test } from 'vitest';
import { newChange, type Change } from './change.ts';
import { reconcileReading } from './reconcile-reading.ts';
import { nothingTold } from './view.ts';

const ring = (id: string, why: Change['why'], before: number, after: number): Change =>
  newChange({ id, at: 0, why, state: 'done', sentAt: 0, settings: { ringTime: { before, after } } });

const minuteMs = 60_000;

function findRingTime(
  now: number | null,
  last: number | null,
  changes: readonly Change[],
  nowMs = 60 * minuteMs,
) {
  return reconcileReading(
    { told: { ...nothingTold, ringTime: now }, secrets: {} },
    {
      changes,
      told: last === null ? {} : { ringTime: last },
      secretsTold: {},
      sentSecrets: new Map(),
      nowMs,
      newId: () => 'new',
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

test('a PIN that the device has refused is kept as not taken, without a value', () => {
  const sent = newChange({
    id: 'pin',
    at: 0,
    why: 'me',
    state: 'sent',
    sentAt: 0,
    secrets: ['voicemailPin'],
  });
  const found = reconcileReading(
    { told: nothingTold, secrets: {} },
    {
      changes: [sent],
      told: {},
      secretsTold: {},
      sentSecrets: new Map(),
      nowMs: 60 * minuteMs,
      newId: () => 'new',
    },
  );
  expect(found.changes).toMatchObject([{ id: 'pin', state: 'done', kept: { voicemailPin: null } }]);
});
