/** One extension on one connection: what it shows, when it reads, whose it is, and how it ends. */

import { describe, expect, test } from 'vitest';
import { createSteeredClock } from '../../../test/steered-clock.ts';
import type { AnySetting } from '../../contract/my-extension/setting-facts.ts';
import type { PresenceState } from '../../contract/presence.ts';
import { AppError } from '../app-error.ts';
import { withoutUndefined } from '../lib/without-undefined.ts';
import type { ExtensionDetail, ExtensionUpdate } from '../pbx/extension-detail.ts';
import { newChange, type Change } from './journal/change.ts';
import type { Known } from './journal/journal.ts';
import { createLiveExtension, type LivePorts } from './live-extension.ts';
import { openMemoryJournal } from '../../../test/core/my-extension/memory-journal.ts';
import { noReminderPeriods } from './reminders/reminders.ts';
import { nothingTold } from './view.ts';

const startedAt = createSteeredClock().now();
const hourMs = 3_600_000;
const ina = { name: 'Ina', registerName: 'ina-reg', email: 'ina@example.com' };
const max = { name: 'Max', registerName: 'max-reg', email: 'max@example.com' };
const known: Known = { told: ina, bottom: {}, reminderPeriods: noReminderPeriods };
const call = { key: 'k', direction: 'inbound', id: '7', from: '1005', to: '1002', phase: 'talking' } as const;

const ringing = (about: Partial<Change> = {}): Change =>
  newChange({
    id: 'c',
    at: startedAt,
    why: 'me',
    state: 'done',
    sentAt: startedAt,
    settings: { ringTime: { before: 15, after: 30 } },
    ...about,
  });

interface DeviceState {
  answers: Promise<void>;
  detail: ExtensionDetail;
  failure: AppError | null;
  firmware: string | null;
}

interface World {
  readonly changes?: readonly Change[];
  readonly known?: Known | null;
  readonly firmware?: string;
  readonly editable?: readonly AnySetting[];
}

async function start({ changes = [], known: before = null, firmware = '30.20.0.1', editable }: World = {}) {
  const clock = createSteeredClock();
  const journal = await openMemoryJournal(changes, before);
  const device: DeviceState = {
    answers: Promise.resolve(),
    detail: {
      rawStatus: 'Registered',
      number: '1002',
      type: 'SIP',
      forward: { always: { enabled: false }, noAnswer: {}, busy: {} },
      ringTimeoutSeconds: 30,
      doNotDisturb: false,
      calls: [call],
      secrets: {},
      ...ina,
    },
    failure: null,
    firmware,
  };
  const asked: string[] = [];
  const updates: Partial<ExtensionUpdate>[] = [];
  const phone: { state: PresenceState | null } = { state: 'on-call' };
  const told: string[] = [];
  const logged: string[] = [];
  let drawn = 0;
  const client = {
    async extensions() {
      asked.push('read');
      await device.answers;
      if (device.failure !== null) throw device.failure;
      return [device.detail];
    },
    async update(_token: string, { ringTimeoutSeconds, doNotDisturb }: ExtensionUpdate) {
      asked.push('update');
      const update = withoutUndefined({ ringTimeoutSeconds, doNotDisturb });
      updates.push(update);
      device.detail = { ...device.detail, ...update };
    },
    async deviceInfo() {
      asked.push('firmware');
      if (device.firmware === null) throw new AppError('network.timeout');
      return { firmware: device.firmware };
    },
  };
  let ids = 0;
  const live = createLiveExtension({
    number: '1002',
    call: ((work: (...args: unknown[]) => unknown) => work(client, 'token')) as unknown as LivePorts['call'],
    journal,
    clock,
    log: { info() {}, error() {}, warn: (event) => void logged.push(event) },
    newId: () => `new-${String((ids += 1))}`,
    editable: editable ?? ['ringTime', 'doNotDisturb', 'name', 'forwardAll'],
    dialling: () => ({ internationalPrefix: '00' }),
    nameOf: (number) => (number === '1005' ? 'Tom' : ''),
    deadEnds: () => [],
    myState: () => phone.state,
    tell: {
      foreign: ({ id }) => void told.push(`foreign ${id}`),
      endAsks: (id) => void told.push(`asks ${id}`),
      reminder: (reminder) => void told.push(`reminder ${reminder?.kind ?? 'none'}`),
    },
    changed: () => (drawn += 1),
  });
  const goLive = async (): Promise<void> => {
    live.setLive(true);
    await clock.advance(0);
  };
  return { clock, journal, device, asked, updates, phone, told, logged, live, goLive, drawn: () => drawn };
}

describe('what it shows', () => {
  test('is nothing before the first reading, and nothing can be asked of it', async () => {
    const { live } = await start();
    expect([live.view(), live.calls(), live.isMine()]).toEqual([null, [], true]);
    expect(() => live.told()).toThrow(expect.objectContaining({ code: 'extension.unread' }));
  });

  test('is what the device told, with the facts that can’t be changed and my calls', async () => {
    const { live, goLive, device, asked } = await start();
    device.detail = { ...device.detail, port: '1-2', language: 'en' };
    await goLive();
    expect(asked).toEqual(['firmware', 'read']);
    expect(live.view()).toMatchObject({
      number: '1002',
      readAt: startedAt,
      reading: false,
      readFailure: null,
      current: { ringTime: 30, name: 'Ina' },
      facts: { type: 'SIP', port: '1-2', language: 'en' },
      calls: [{ key: 'k', with: { number: '1005', name: 'Tom' }, state: 'talking' }],
      editable: ['ringTime', 'doNotDisturb', 'name', 'forwardAll'],
      rows: {},
      status: { kind: 'normal', confirmed: true, experience: { kind: 'on-call' } },
      undo: null,
      recent: [],
      timed: [],
      reminder: null,
      gatherMs: 1_500,
      slowFirmware: false,
      dialling: { internationalPrefix: '00' },
      stranger: null,
    });
    expect(live.calls()).toEqual([call]);
    expect(live.told().ringTime).toBe(30);
  });

  test('has blank facts where the device tells none', async () => {
    const { live, goLive } = await start();
    await goLive();
    expect(live.view()?.facts).toEqual({ type: 'SIP', port: '', language: '' });
  });

  test('is not confirmed once a reading has failed, or the phone system is away', async () => {
    const { live, goLive, device } = await start();
    await goLive();
    live.setLive(false);
    expect(live.view()?.status.confirmed).toBe(false);
    live.setLive(true);
    expect(live.view()?.status.confirmed).toBe(true);
    device.failure = new AppError('network.timeout');
    await expect(live.read()).rejects.toMatchObject({ code: 'network.timeout' });
    expect(live.view()).toMatchObject({
      status: { confirmed: false },
      readFailure: { code: 'network.timeout' },
      current: { ringTime: 30 },
    });
  });

  test('goes by the phone’s usual state while nobody knows it', async () => {
    const { live, goLive, phone } = await start();
    phone.state = null;
    await goLive();
    expect(live.view()?.status.experience.kind).toBe('rings');
  });

  test('says for ten seconds that it was saved', async () => {
    const { live, goLive, clock, drawn } = await start();
    await goLive();
    live.edits.decide({
      changes: [{ setting: 'ringTime', value: 60 }],
      why: 'me',
      until: null,
      anyway: false,
    });
    await clock.advance(1_500);
    expect(live.view()?.rows.ringTime).toMatchObject({ kind: 'saved' });
    expect(live.view()?.undo).toMatchObject({ what: ['ringTime'] });
    await clock.advance(9_999);
    expect(live.view()?.rows.ringTime).toMatchObject({ kind: 'saved' });
    const before = drawn();
    await clock.advance(1);
    expect(drawn()).toBe(before + 1);
    expect([live.view()?.rows, live.view()?.undo]).toEqual([{}, null]);
  });

  test('says that it was saved where only this run has found out', async () => {
    const { live, goLive } = await start({ changes: [ringing({ state: 'unknown' })] });
    await goLive();
    expect(live.view()?.rows.ringTime).toMatchObject({ kind: 'saved', at: startedAt });
  });

  test('says nothing of what was saved in an earlier run', async () => {
    const { live, goLive } = await start({ changes: [ringing()] });
    await goLive();
    expect([live.view()?.rows, live.view()?.undo]).toEqual([{}, null]);
    expect(live.view()?.recent).toMatchObject([{ id: 'c', undoable: true }]);
  });
});

test('what was being sent when the last run ended is unknown', async () => {
  const { journal } = await start({ changes: [ringing({ id: 'old' }), ringing({ state: 'sent' })] });
  expect(journal.noted).toEqual([{ changes: [ringing({ state: 'unknown' })] }]);
  expect((await start({ changes: [ringing()] })).journal.noted).toEqual([]);
});

describe('firmware', () => {
  const edit = { why: 'me', until: null, anyway: false } as const;

  test('that applies roughly is edited less often', async () => {
    const { live, goLive, clock, updates } = await start({ firmware: '30.11.0.6' });
    await goLive();
    expect(live.view()).toMatchObject({ gatherMs: 8_000, slowFirmware: true });
    live.edits.decide({ ...edit, changes: [{ setting: 'ringTime', value: 60 }] });
    await clock.advance(7_999);
    expect(updates).toEqual([]);
    await clock.advance(1);
    expect(updates).toEqual([{ ringTimeoutSeconds: 60 }]);
  });

  test('is asked for until it is known, and then no more', async () => {
    const { goLive, clock, asked, device } = await start();
    device.firmware = null;
    await goLive();
    expect(asked).toEqual(['firmware', 'read']);
    device.firmware = '30.20.0.1';
    await clock.advance(600_000);
    expect(asked).toEqual(['firmware', 'read', 'firmware', 'read', 'read']);
  });
});

describe('a reading', () => {
  test('comes soon after my phone has done something, and not because its state is known or unknown', async () => {
    const { live, goLive, clock, asked, phone } = await start();
    await goLive();
    live.followRow();
    phone.state = null;
    live.followRow();
    phone.state = 'on-call';
    live.followRow();
    await clock.advance(60_000);
    expect(asked).toEqual(['firmware', 'read']);
    phone.state = 'free';
    live.followRow();
    await clock.advance(400);
    expect(asked).toEqual(['firmware', 'read', 'read']);
  });

  test('asked for puts the next one off', async () => {
    const { live, goLive, clock, asked } = await start();
    await goLive();
    await clock.advance(200_000);
    await live.read();
    await clock.advance(299_999);
    expect(asked).toEqual(['firmware', 'read', 'read']);
    await clock.advance(1);
    expect(asked).toHaveLength(4);
  });

  test('tells what someone else has changed', async () => {
    const { goLive, told } = await start({ known: { ...known, told: { ...ina, ringTime: 15 } } });
    await goLive();
    expect(told).toEqual(['foreign new-1']);
  });
});

describe('an end', () => {
  const timed = ringing({ until: startedAt + hourMs });

  test('comes at its hour, and is shown until then', async () => {
    const { live, goLive, clock, updates } = await start({ changes: [timed] });
    await goLive();
    expect(live.view()?.timed).toMatchObject([{ changeId: 'c', state: 'pending' }]);
    await clock.advance(hourMs);
    expect(updates).toEqual([{ ringTimeoutSeconds: 15 }]);
    expect(live.view()?.timed).toEqual([]);
  });

  test('is not brought about while the phone system is away, before a reading, or for someone else', async () => {
    const over = { ...timed, until: startedAt };
    const unread = await start({ changes: [over] });
    unread.device.failure = new AppError('network.timeout');
    await unread.goLive();
    await unread.clock.advance(hourMs);
    expect(unread.updates).toEqual([]);
    unread.device.failure = null;
    await unread.clock.advance(60_000);
    expect(unread.updates).toEqual([{ ringTimeoutSeconds: 15 }]);
    const away = await start({ changes: [timed] });
    await away.goLive();
    away.live.setLive(false);
    await away.clock.advance(2 * hourMs);
    expect(away.updates).toEqual([]);
    away.live.setLive(true);
    await away.clock.settle();
    expect(away.updates).toEqual([{ ringTimeoutSeconds: 15 }]);
    const strange = await start({ changes: [over], known });
    strange.device.detail = { ...strange.device.detail, ...max };
    await strange.goLive();
    await strange.clock.advance(hourMs);
    expect(strange.updates).toEqual([]);
  });

  test('that asks is told', async () => {
    const { goLive, device, told } = await start({
      changes: [{ ...timed, until: startedAt }],
      known: { ...known, told: { ...ina, ringTime: 60 } },
    });
    device.detail = { ...device.detail, ringTimeoutSeconds: 60 };
    await goLive();
    expect(told).toEqual(['asks c']);
  });
});

describe('a number that seems to be someone else’s', () => {
  async function startStrange() {
    const world = await start({ known });
    await world.goLive();
    world.device.detail = { ...world.device.detail, ...max };
    await expect(world.live.read()).rejects.toMatchObject({ code: 'extension.not-mine' });
    return world;
  }

  test('shows only the new owner’s name, and takes no change', async () => {
    const { live, logged } = await startStrange();
    expect([live.isMine(), live.calls(), logged]).toEqual([false, [], ['my-extension.not-mine']]);
    expect(() => live.told()).toThrow(expect.objectContaining({ code: 'extension.not-mine' }));
    expect(live.view()).toMatchObject({
      stranger: { name: 'Max', nameBefore: 'Ina' },
      current: nothingTold,
      facts: { type: '', port: '', language: '' },
      status: { confirmed: false },
    });
    expect(live.view()?.calls).toEqual([]);
  });

  test('is mine again once I say so: the new name is mine', async () => {
    const { live, journal } = await startStrange();
    await live.confirmMine();
    expect([live.isMine(), live.told().name, live.view()?.stranger]).toEqual([true, 'Max', null]);
    expect(journal.state.known).toMatchObject({ told: max, reminderPeriods: noReminderPeriods });
    expect(journal.state.changes).toEqual([]);
  });

  test('is mine again when a reading says so', async () => {
    const { live, device } = await startStrange();
    device.detail = { ...device.detail, ...ina };
    await live.read();
    expect([live.isMine(), live.told().name]).toEqual([true, 'Ina']);
  });

  test('is nothing to confirm where it is mine', async () => {
    const { live, goLive, journal, asked } = await start();
    await goLive();
    const before = [journal.noted.length, asked.length];
    await live.confirmMine();
    expect([journal.noted.length, asked.length]).toEqual(before);
  });
});

test('a reminder is told, and switching off is a change of mine', async () => {
  const since = startedAt - 48 * hourMs;
  const { live, goLive, device, told, clock, updates } = await start({
    known: {
      ...known,
      reminderPeriods: {
        ...noReminderPeriods,
        'do-not-disturb': { since, asked: null, isWanted: false, quietOn: null },
      },
    },
  });
  device.detail = { ...device.detail, doNotDisturb: true };
  await goLive();
  expect(live.view()?.reminder).toMatchObject({ kind: 'do-not-disturb', since });
  live.answerReminder('switch-off');
  expect(live.edits.gathered?.settings.doNotDisturb).toMatchObject({ before: true, after: false });
  await clock.advance(1_500);
  expect(updates).toEqual([{ doNotDisturb: false }]);
  expect(told).toEqual(['reminder do-not-disturb', 'reminder none']);
  live.answerReminder('switch-off');
  expect(live.edits.gathered).toBe(null);
});

describe('stopping', () => {
  test('leaves no timer behind, and nothing is asked afterwards', async () => {
    const { live, goLive, clock, asked } = await start({ changes: [ringing({ until: startedAt + hourMs })] });
    await goLive();
    await live.stop();
    expect(clock.pendingTimers).toBe(0);
    await expect(live.read()).rejects.toMatchObject({ code: 'network.cancelled' });
    expect(asked).toEqual(['firmware', 'read']);
  });

  test('sends what was gathered first', async () => {
    const { live, goLive, journal, updates } = await start();
    await goLive();
    const id = live.edits.decide({
      changes: [{ setting: 'ringTime', value: 60 }],
      why: 'me',
      until: null,
      anyway: false,
    });
    await live.stop();
    expect(updates).toEqual([{ ringTimeoutSeconds: 60 }]);
    expect(journal.changeOf(id)?.state).toBe('done');
  });

  test('waits four seconds for that and no longer', async () => {
    const { live, goLive, clock, device } = await start();
    await goLive();
    live.edits.decide({
      changes: [{ setting: 'ringTime', value: 60 }],
      why: 'me',
      until: null,
      anyway: false,
    });
    let isStopped = false;
    device.answers = new Promise(() => undefined);
    const stopping = live.stop().then(() => (isStopped = true));
    await clock.advance(3_999);
    expect(isStopped).toBe(false);
    await clock.advance(1);
    await stopping;
    expect(isStopped).toBe(true);
  });
});
