/** What is due at an hour: all that is over and on top, what comes back, and when it is tried again. */

import { describe, expect, test } from 'vitest';
import { createSteeredClock } from '../../../test/steered-clock.ts';
import type { Failure } from '../../contract/failure.ts';
import { newChange, type Change } from './change.ts';
import type { Journal } from './journal.ts';
import { createTimedEnds, dueAt } from './timed-ends.ts';

const ring = (
  id: string,
  until: number | null,
  before: number | null,
  after: number,
  about: Partial<Change> = {},
): Change =>
  newChange({
    id,
    at: Number(id),
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

describe('an end that could not be brought about', () => {
  /** A device that does nothing, for that reason; one change is over after an hour. */
  function start(failure: Failure) {
    const clock = createSteeredClock();
    const startMs = clock.uptimeMs();
    let changes: readonly Change[] = [ring('1', clock.now() + 3_600_000, 15, 30)];
    const journal: Journal = {
      get state() {
        return { changes, known: null };
      },
      write: () => Promise.resolve(),
      note(entry) {
        changes = changes.map((one) => entry.changes?.find(({ id }) => id === one.id) ?? one);
      },
      stop: () => Promise.resolve(),
    };
    const tries: number[] = [];
    const asks: string[] = [];
    const ends = createTimedEnds({
      clock,
      journal,
      saves: {
        async save({ change }) {
          tries.push((clock.uptimeMs() - startMs) / 1_000 - 3_600);
          return { ...change, state: 'done', failure, kept: { ringTime: 30 } };
        },
      },
      newId: () => `end-${String(tries.length)}`,
      isReady: () => true,
      tellAsks: (id) => asks.push(id),
      changed: () => undefined,
    });
    ends.endWhatIsDue();
    return { clock, ends, tries, asks };
  }

  test('because the phone system is away is tried with growing pauses, and at once when it is back', async () => {
    const { clock, ends, tries, asks } = start({ code: 'network.timeout', detail: {} });
    await clock.advance(3_600_000 + 50_000);
    expect(tries).toEqual([0, 15, 45]);
    ends.endWhatIsDue();
    await clock.settle();
    expect(tries).toHaveLength(3);
    ends.comeBack();
    await clock.settle();
    expect(tries).toEqual([0, 15, 45, 50]);
    await clock.advance(15_000);
    expect(tries).toEqual([0, 15, 45, 50, 65]);
    expect(asks).toEqual([]);
  });

  test('because the device refuses is not tried sooner by that, and asks after three times', async () => {
    const { clock, ends, tries, asks } = start({ code: 'pbx.rejected', detail: { errno: '10001' } });
    await clock.advance(3_600_000);
    ends.comeBack();
    await clock.advance(14_999);
    expect(tries).toEqual([0]);
    await clock.advance(300_000);
    expect(tries).toEqual([0, 15, 45]);
    expect(asks).toEqual(['1']);
  });

  test('is not tried once the program has ended', async () => {
    const { clock, ends, tries } = start({ code: 'network.timeout', detail: {} });
    await clock.advance(3_600_000);
    ends.stop();
    expect(clock.pendingTimers).toBe(0);
    ends.comeBack();
    await clock.advance(60_000);
    expect(tries).toEqual([0]);
  });
});
