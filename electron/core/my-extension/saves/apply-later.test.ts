/** What the device has stored and not applied: when it is asked to apply, and when that is given up. */

import { describe, expect, test } from 'vitest';
import { createSteeredClock } from '../../../../test/steered-clock.ts';
import type { ReportedSettings } from '../../../contract/my-extension/settings.ts';
import { AppError } from '../../app-error.ts';
import { createApplyLater } from './apply-later.ts';
import { newChange, type Change } from '../journal/change.ts';
import type { Reading } from '../device/device.ts';
import { openMemoryJournal } from '../../../../test/core/my-extension/memory-journal.ts';
import { nothingTold } from '../view.ts';

const clockStart = createSteeredClock().now();
const minuteMs = 60_000;
const off = { on: false, destination: null } as const;
const toIna = { on: true, destination: { kind: 'extension', extension: '1003' } } as const;

/** Stored by the device as it came: ring time 15 to 30, and nothing applied. */
const stored = (id: string, about: Partial<Change> = {}): Change =>
  newChange({
    id,
    at: clockStart,
    why: 'me',
    state: 'sent',
    sentAt: clockStart,
    needsApply: true,
    settings: { ringTime: { before: 15, after: 30 } },
    ...about,
  });

async function start(changes: readonly Change[], told: Partial<ReportedSettings> = { ringTime: 15 }) {
  const clock = createSteeredClock();
  const journal = await openMemoryJournal(changes);
  const device: { failure: AppError | null; asked: string[] } = { failure: null, asked: [] };
  const concluded: Change[] = [];
  let armed = 0;
  const applyLater = createApplyLater({
    device: {
      async apply() {
        device.asked.push('apply');
        if (device.failure !== null) throw device.failure;
      },
    },
    journal,
    clock,
    async readNow() {
      device.asked.push('read');
      return { told: { ...nothingTold, ...told } } as Reading;
    },
    inTurn: (work) => work(),
    secretsOf: (id) => ({ voicemailPin: `pin of ${id}` }),
    keptOf: (_change, settings, { voicemailPin = '' }) =>
      Object.fromEntries(settings.map((setting) => [setting, voicemailPin])),
    conclude(change) {
      concluded.push(change);
      journal.note({ changes: [change] });
    },
    arm: () => (armed += 1),
  });
  const set = (isLive = true): void => applyLater.set(isLive);
  /** To the end of the first try. */
  const tryOnce = async (): Promise<void> => {
    set();
    await clock.advance(5_000);
    set(false);
  };
  return { clock, journal, device, concluded, set, tryOnce, armed: () => armed };
}

test('a device that has stored a change is asked to apply it, and read before and after', async () => {
  const other = stored('other', { needsApply: false });
  const { journal, device, concluded, tryOnce, armed } = await start([other, stored('one')]);
  await tryOnce();
  expect(device.asked).toEqual(['read', 'apply', 'read']);
  expect(journal.changeOf('one')).toEqual(stored('one', { needsApply: false, state: 'unknown' }));
  expect(journal.changeOf('other')).toEqual(other);
  expect([concluded, armed()]).toEqual([[], 1]);
});

test('what has come of it already stays so once it is applied', async () => {
  const { journal, tryOnce } = await start([stored('one', { state: 'replaced' })]);
  await tryOnce();
  expect(journal.changeOf('one')).toMatchObject({ needsApply: false, state: 'replaced' });
});

test('it is asked nothing while the phone system is away, or nothing is stored', async () => {
  const away = await start([stored('one')]);
  away.set(false);
  const empty = await start([stored('one', { needsApply: false })]);
  empty.set();
  expect([away.clock.pendingTimers, empty.clock.pendingTimers]).toEqual([0, 0]);
});

describe('where someone else has changed the same since', () => {
  test('it is given up, and asks about that; the rest was not taken', async () => {
    const change = stored('one', {
      settings: { ringTime: { before: 15, after: 30 }, name: { before: 'a', after: 'b' } },
      secrets: ['voicemailPin'],
      conflicts: { email: 'theirs' },
      kept: { agentId: 'earlier' },
    });
    const { journal, device, concluded, tryOnce } = await start([change], { ringTime: 60, name: 'a' });
    await tryOnce();
    expect(concluded).toEqual([
      {
        ...change,
        state: 'done',
        needsApply: false,
        conflicts: { email: 'theirs', ringTime: 60 },
        kept: { agentId: 'earlier', name: 'pin of one', voicemailPin: 'pin of one' },
      },
    ]);
    expect(device.asked).toEqual(['read']);
    expect(journal.noted).toHaveLength(1);
  });

  test('another one that is stored is still applied', async () => {
    const name = stored('name', { settings: { name: { before: 'a', after: 'b' } } });
    const { device, concluded, tryOnce } = await start([stored('one'), name], { ringTime: 60, name: 'a' });
    await tryOnce();
    expect(concluded.map(({ id }) => id)).toEqual(['one']);
    expect(device.asked).toEqual(['read', 'apply', 'read']);
  });

  test.each<[string, readonly Change[], Partial<ReportedSettings>]>([
    ['it shows the new value already', [stored('one')], { ringTime: 30 }],
    ['it shows nothing of it', [stored('one')], {}],
    [
      'it shows a part of the new value, and nothing against it',
      [stored('one', { settings: { forwardAll: { before: off, after: toIna } } })],
      { forwardAll: { on: true, destination: null } },
    ],
    ['that asks already', [stored('one', { conflicts: { ringTime: 60 } })], { ringTime: 120 }],
    [
      'it is my own newer change',
      [stored('one'), stored('two', { settings: { ringTime: { before: 30, after: 60 } } })],
      { ringTime: 60 },
    ],
    [
      'it is a change that the device did apply',
      [stored('done', { needsApply: false, state: 'done' }), stored('one', { settings: {} })],
      { ringTime: 60 },
    ],
  ])('and not where %s', async (_, changes, told) => {
    const { device, concluded, tryOnce } = await start(changes, told);
    await tryOnce();
    expect(concluded).toEqual([]);
    expect(device.asked).toEqual(['read', 'apply', 'read']);
  });

  test.each<[string, Partial<Change>]>([
    ['another value', { settings: { ringTime: { before: 30, after: 120 } } }],
    ['another setting', { settings: { name: { before: null, after: 'x' } } }],
    ['their doing', { settings: { ringTime: { before: 15, after: 60 } }, why: 'elsewhere' }],
  ])('also where a newer change is %s', async (_, about) => {
    const newer = stored('two', { needsApply: false, state: 'done', ...about });
    const { concluded, tryOnce } = await start([stored('one'), newer], { ringTime: 60 });
    await tryOnce();
    expect(concluded.map(({ id }) => id)).toEqual(['one']);
  });
});

describe('a device that doesn’t apply', () => {
  test('is asked again and again, and after ten minutes nobody knows what came of it', async () => {
    const { clock, journal, device, set, armed } = await start([
      stored('new', { sentAt: clockStart + 9 * minuteMs }),
      stored('one', { sentAt: clockStart + 5_000 }),
      stored('sent', { needsApply: false }),
    ]);
    device.failure = new AppError('pbx.apply-later');
    set();
    await clock.advance(10 * minuteMs + 4_999);
    expect(journal.noted).toEqual([]);
    expect(armed()).toBe(12);
    await clock.advance(minuteMs);
    expect(journal.noted).toHaveLength(1);
    expect(journal.changeOf('one')).toMatchObject({
      needsApply: false,
      state: 'unknown',
      failure: { code: 'pbx.apply-later' },
    });
    expect(journal.changeOf('new')).toMatchObject({ needsApply: true, state: 'sent' });
    expect(journal.changeOf('sent')).toMatchObject({ state: 'sent', failure: null });
  });

  test('is given ten whole minutes', async () => {
    const { journal, device, tryOnce } = await start([
      stored('whole', { sentAt: clockStart + 5_000 - 10 * minuteMs }),
      stored('over', { sentAt: clockStart + 4_999 - 10 * minuteMs }),
    ]);
    device.failure = new AppError('pbx.apply-later');
    await tryOnce();
    expect(journal.noted.flatMap(({ changes = [] }) => changes.map(({ id }) => id))).toEqual(['over']);
  });

  test('for another reason leaves the reason that was known before', async () => {
    const failure = { code: 'pbx.rejected', detail: {} } as const;
    const { journal, device, tryOnce } = await start([
      stored('one', { sentAt: clockStart - 10 * minuteMs, failure }),
    ]);
    device.failure = new AppError('network.timeout');
    await tryOnce();
    expect(journal.changeOf('one')).toMatchObject({ state: 'unknown', failure });
  });
});
