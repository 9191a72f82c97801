/** What a reading says about changes made elsewhere that nobody has answered yet. */

import { expect, test } from 'vitest';
import { newChange, type Change } from './change.ts';
import { reconcileReading } from './reconcile-reading.ts';
import { nothingTold } from './view.ts';

const ring = (id: string, why: Change['why'], before: number, after: number): Change =>
  newChange({ id, at: 0, why, state: 'done', sentAt: 0, settings: { ringTime: { before, after } } });

function findRingTime(now: number, last: number, changes: readonly Change[]) {
  return reconcileReading(
    { told: { ...nothingTold, ringTime: now }, secrets: {} },
    {
      changes,
      told: { ringTime: last },
      secretsTold: {},
      sentSecrets: new Map(),
      nowMs: 60 * 60_000,
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
