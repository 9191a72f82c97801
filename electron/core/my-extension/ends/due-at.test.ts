/** What is due at an hour: all that is over and on top, as one change that brings back what lies under it. */

import { expect, test } from 'vitest';
import { newChange, type Change } from '../journal/change.ts';
import { dueAt } from './timed-ends.ts';

const ring = (
  id: string,
  until: number | null,
  before: number | null,
  after: number,
  about: Partial<Change> = {},
): Change =>
  newChange({
    id,
    at: 0,
    why: 'me',
    state: 'done',
    until,
    settings: { ringTime: { before, after } },
    ...about,
  });

const due = (changes: readonly Change[], nowMs: number) => {
  const found = dueAt(changes, {}, nowMs, 'end');
  return found && { ending: found.ending.map(({ id }) => id), settings: found.change.settings };
};

test('nothing is due before its hour, and at it the value before comes back', () => {
  const change = ring('1', 100, 15, 30);
  expect(due([change], 99)).toBe(null);
  expect(dueAt([change], {}, 100, 'end')).toEqual({
    ending: [change],
    change: newChange({
      id: 'end',
      at: 100,
      why: 'timed-end',
      settings: { ringTime: { before: 30, after: 15 } },
      lifts: ['1'],
    }),
  });
});

test('ends that are over together end in one change, over what is under all of them', () => {
  const changes = [ring('1', 90, 15, 30), ring('2', 100, 30, 60)];
  expect(due(changes, 100)).toEqual({
    ending: ['1', '2'],
    settings: { ringTime: { before: 60, after: 15 } },
  });
  expect(due([ring('1', 200, 15, 30), ring('2', 100, 30, 60)], 100)).toEqual({
    ending: ['2'],
    settings: { ringTime: { before: 60, after: 30 } },
  });
});

test('nothing is due where a longer or endless change lies on top', () => {
  expect(due([ring('1', 100, 15, 30), ring('2', 200, 30, 60)], 100)).toBe(null);
  expect(due([ring('1', 100, 15, 30), ring('2', null, 30, 60)], 100)).toBe(null);
});

test('nothing is due that asks, or that nothing is known to lie under', () => {
  expect(due([ring('1', 100, 15, 30, { endAsks: { ringTime: 60 } })], 100)).toBe(null);
  expect(due([ring('1', 100, null, 30)], 100)).toBe(null);
  expect(due([], 100)).toBe(null);
});

test('a rule that was off goes off, wherever it leads by now', () => {
  const destination = { kind: 'voicemail' } as const;
  const change = newChange({
    ...ring('1', 100, 15, 30),
    settings: { forwardAll: { before: { on: false, destination }, after: { on: true, destination } } },
  });
  expect(due([change], 100)?.settings).toEqual({
    forwardAll: { before: { on: true, destination }, after: { on: false, destination: null } },
  });
});

test('several settings of several changes come back in one', () => {
  const dnd = newChange({
    ...ring('2', 100, 0, 0),
    settings: { doNotDisturb: { before: false, after: true } },
  });
  expect(due([ring('1', 100, 15, 30), dnd], 100)).toEqual({
    ending: ['1', '2'],
    settings: { ringTime: { before: 30, after: 15 }, doNotDisturb: { before: true, after: false } },
  });
});
