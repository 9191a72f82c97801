/** Ends when their hour comes, in vain or not: when they are tried, what asks, and what is over without a word. */

import { describe, expect, test } from 'vitest';
import { createSteeredClock } from '../../../../test/steered-clock.ts';
import type { Failure } from '../../../contract/failure.ts';
import { newChange, type Change } from '../journal/change.ts';
import type { UnsentChange } from '../device/compare-with-device.ts';
import type { Known } from '../journal/journal.ts';
import { openMemoryJournal } from '../../../../test/core/my-extension/memory-journal.ts';
import { consequences } from '../device/reconcile-reading.ts';
import { noReminderPeriods } from '../reminders/reminders.ts';
import { createTimedEnds } from './timed-ends.ts';

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

const hourMs = 3_600_000;
const startedAt = createSteeredClock().now();

/** Changes whose ends come after an hour, and a device that does with an end as it is told to. */
async function start(
  outcome: Partial<Change>,
  changes: readonly Change[] = [ring('1', startedAt + hourMs, 15, 30)],
  known: Known | null = null,
) {
  const clock = createSteeredClock();
  const startMs = clock.uptimeMs();
  const journal = await openMemoryJournal(changes, known);
  const tries: number[] = [];
  const saved: UnsentChange[] = [];
  const asks: string[] = [];
  const device = { isReady: true, answered: Promise.resolve() };
  let drawn = 0;
  const ends = createTimedEnds({
    clock,
    journal,
    saves: {
      async save(unsent) {
        saved.push(unsent);
        tries.push((clock.uptimeMs() - startMs) / 1_000 - 3_600);
        await device.answered;
        const done: Change = { ...unsent.change, state: 'done', ...outcome };
        if (Object.keys({ ...done.kept, ...done.conflicts }).length === 0)
          journal.note({ changes: [done, ...consequences(done, journal.state.changes)] });
        return done;
      },
    },
    newId: () => `end-${String(tries.length)}`,
    isReady: () => device.isReady,
    tellAsks: (id) => asks.push(id),
    changed: () => (drawn += 1),
  });
  ends.endWhatIsDue();
  return { clock, journal, ends, tries, saved, asks, device, drawn: () => drawn };
}

describe('when its hour comes', () => {
  test('it is ended, over what it had set, and shown while that lasts', async () => {
    const { clock, ends, saved, device, drawn } = await start({});
    let answer: () => void = () => undefined;
    device.answered = new Promise((resolve) => (answer = resolve));
    await clock.advance(hourMs - 1);
    expect([saved, drawn()]).toEqual([[], 0]);
    await clock.advance(1);
    expect(saved).toEqual([
      {
        change: newChange({
          id: 'end-0',
          at: startedAt + hourMs,
          why: 'timed-end',
          settings: { ringTime: { before: 30, after: 15 } },
          lifts: ['1'],
        }),
        seen: { ringTime: [30] },
        secrets: {},
        secretsSeen: {},
      },
    ]);
    expect([ends.isEnding('1'), ends.isEnding('2'), drawn()]).toEqual([true, false, 1]);
    ends.endWhatIsDue();
    ends.comeBack();
    expect(saved).toHaveLength(1);
    answer();
    await clock.settle();
    expect([ends.isEnding('1'), drawn(), clock.pendingTimers]).toEqual([false, 2, 0]);
  });

  test('it is noticed within a minute where someone sets the clock', async () => {
    const { clock, tries } = await start({});
    clock.jump(2 * hourMs);
    await clock.advance(59_999);
    expect(tries).toEqual([]);
    await clock.advance(1);
    expect(tries).toHaveLength(1);
  });

  test('it waits for the phone system, and is ended when that is back', async () => {
    const { clock, ends, tries, device } = await start({});
    device.isReady = false;
    await clock.advance(hourMs + 5_000);
    expect([tries, clock.pendingTimers]).toEqual([[], 1]);
    device.isReady = true;
    ends.comeBack();
    expect(tries).toEqual([5]);
  });

  test('it waits while nobody knows what came of the last try', async () => {
    const end = ring('end', null, 30, 15, { why: 'timed-end', state: 'unknown', lifts: ['1'] });
    const mine = ring('2', null, 30, 60, { state: 'unknown' });
    const { clock, tries } = await start({}, [ring('1', startedAt + hourMs, 15, 30), end, mine]);
    await clock.advance(hourMs);
    expect(tries).toEqual([]);
    const other = await start({}, [ring('1', startedAt + hourMs, 15, 30), mine]);
    await other.clock.advance(hourMs);
    expect(other.tries).toEqual([0]);
  });

  test('it overwrites nothing that someone else has changed and nobody has answered', async () => {
    const theirs = ring('theirs', null, 30, 60, { why: 'elsewhere' });
    const { clock, saved } = await start({}, [ring('1', startedAt + hourMs, 15, 30), theirs]);
    await clock.advance(hourMs);
    expect(saved[0]?.seen).toEqual({ ringTime: [] });
  });

  test('the value from before all changes comes back', async () => {
    const known = { told: {}, bottom: { ringTime: 120 }, reminderPeriods: noReminderPeriods };
    const { clock, saved } = await start({}, [ring('1', startedAt + hourMs, 15, 30)], known);
    await clock.advance(hourMs);
    expect(saved[0]?.change.settings).toEqual({ ringTime: { before: 30, after: 120 } });
  });

  test('what someone else has changed is asked about, once for each setting, by the change on top', async () => {
    const { clock, journal, asks, tries } = await start({ conflicts: { ringTime: 60 } }, [
      ring('1', startedAt + hourMs - 1, 15, 30),
      ring('2', startedAt + hourMs, 30, 60, { refusals: 2 }),
    ]);
    // Both are over when the program looks.
    clock.sleep(hourMs);
    await clock.advance(60_000);
    expect(asks).toEqual(['2']);
    expect(tries).toHaveLength(1);
    expect(journal.changeOf('2')).toMatchObject({ endAsks: { ringTime: 60 }, refusals: 0 });
    expect(journal.changeOf('1')?.endAsks).toEqual({});
    // There is nothing left to wait for.
    expect(clock.pendingTimers).toBe(0);
  });
});

describe('what is over and lies under another', () => {
  test('is over without a word, and no other is', async () => {
    const { journal, saved } = await start({}, [
      ring('1', startedAt, 15, 30, { endAsks: { ringTime: 60, name: 'x' } }),
      ring('2', startedAt + 1, 30, 60),
      ring('3', startedAt + hourMs, 60, 120),
    ]);
    expect(journal.noted).toHaveLength(1);
    expect(journal.changeOf('1')?.ended).toEqual(['ringTime']);
    expect(journal.changeOf('1')?.endAsks).toEqual({ name: 'x' });
    expect(journal.changeOf('2')?.ended).toEqual([]);
    expect(saved).toEqual([]);
  });

  test('of one that asks is over too, and that one is not', async () => {
    const { journal } = await start({}, [
      ring('1', startedAt, 15, 30),
      ring('2', startedAt, 30, 60, { endAsks: { ringTime: 15 } }),
    ]);
    expect(journal.changeOf('1')).toMatchObject({ ended: ['ringTime'] });
    expect(journal.changeOf('2')).toMatchObject({ ended: [], endAsks: { ringTime: 15 } });
  });

  test('ends with it where both are over at once', async () => {
    const { journal, saved } = await start({}, [ring('1', startedAt, 15, 30), ring('2', startedAt, 30, 60)]);
    expect(journal.noted.map(({ changes = [] }) => changes.map(({ id }) => id))).toEqual([
      ['end-0', '1', '2'],
    ]);
    expect(saved[0]?.change.lifts).toEqual(['1', '2']);
  });
});

test('nothing is looked at where nothing ends, or all that has ended asks', async () => {
  const none = await start({}, [ring('1', null, 15, 30)]);
  const settings = {
    ringTime: { before: 15, after: 30 },
    doNotDisturb: { before: false, after: true },
  };
  const asking = (endAsks: Change['endAsks']) =>
    start({}, [ring('1', startedAt + hourMs, 15, 30, { settings, endAsks })]);
  const asksAll = await asking({ ringTime: 60, doNotDisturb: false });
  const asksOne = await asking({ ringTime: 60 });
  expect([none, asksAll, asksOne].map(({ clock }) => clock.pendingTimers)).toEqual([0, 0, 1]);
  expect([none, asksAll, asksOne].map(({ journal }) => journal.noted)).toEqual([[], [], []]);
});

test('it looks once, however often it is told to', async () => {
  const { clock, ends } = await start({});
  for (let n = 0; n < 3; n += 1) ends.endWhatIsDue();
  expect(clock.pendingTimers).toBe(1);
});

describe('an end that could not be brought about', () => {
  const kept = { ringTime: 30 };
  const failing = (failure: Failure | null) => start({ failure, kept });

  test('because the phone system is away is tried with growing pauses, and at once when it is back', async () => {
    const { clock, ends, tries, asks } = await failing({ code: 'network.timeout', detail: {} });
    await clock.advance(hourMs + 50_000);
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
    const { clock, ends, tries, asks } = await failing({ code: 'pbx.rejected', detail: { errno: '10001' } });
    await clock.advance(hourMs);
    ends.comeBack();
    await clock.advance(14_999);
    expect(tries).toEqual([0]);
    await clock.advance(300_000);
    expect(tries).toEqual([0, 15, 45]);
    expect(asks).toEqual(['1']);
  });

  test.each<[string, Failure | null]>([
    ['takes it and does not do it', null],
    ['doesn’t take the value', { code: 'extension.invalid', detail: { field: 'ringTime', rule: 'x' } }],
  ])('because the device %s asks after three times, with what it kept', async (_, failure) => {
    const { clock, journal, tries, asks } = await failing(failure);
    await clock.advance(hourMs);
    expect(journal.changeOf('1')).toMatchObject({ refusals: 1 });
    await clock.advance(hourMs);
    expect([tries, asks]).toEqual([[0, 15, 45], ['1']]);
    expect(journal.changeOf('1')).toMatchObject({ refusals: 0, endAsks: kept });
  });

  test('waits for no longer than five minutes', async () => {
    const { clock, tries } = await failing({ code: 'network.timeout', detail: {} });
    await clock.advance(hourMs + 1_100_000);
    expect(tries).toEqual([0, 15, 45, 105, 225, 465, 765, 1_065]);
  });

  test('counts the refusals of what ends with it', async () => {
    const { clock, journal, asks } = await start({ kept }, [
      ring('1', startedAt + hourMs, 15, 30, { refusals: 1 }),
      ring('2', startedAt + hourMs, 30, 60),
      ring('other', null, 60, 120, { settings: { name: { before: 'a', after: 'b' } } }),
    ]);
    await clock.advance(hourMs);
    expect(journal.state.changes.map(({ id, refusals }) => [id, refusals])).toEqual([
      ['1', 2],
      ['2', 2],
      ['other', 0],
    ]);
    await clock.advance(15_000);
    expect(asks).toEqual(['2']);
  });

  test('is not tried once the program has ended', async () => {
    const { clock, ends, tries } = await failing({ code: 'network.timeout', detail: {} });
    await clock.advance(hourMs);
    ends.stop();
    expect(clock.pendingTimers).toBe(0);
    ends.comeBack();
    await clock.advance(60_000);
    expect(tries).toEqual([0]);
  });
});
