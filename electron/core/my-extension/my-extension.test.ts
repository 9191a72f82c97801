/** My extension within the app: which one is followed, what the status menu sets, and whose requests are carried out. */

import { mkdir, readdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { ForwardDestination } from '../../contract/my-extension/settings.ts';
import type { Payload } from '../../contract/requests.ts';
import {
  createOffice,
  hourMs,
  startedAt,
  startMyExtension,
} from '../../../test/core/my-extension/steered-my-extension.ts';

const toMax: ForwardDestination = { kind: 'extension', extension: '1003' };
const setting = (
  status: Payload<'status.set'>['status'],
  about: Partial<Payload<'status.set'>> = {},
): Payload<'status.set'> => ({ status, until: null, anyway: true, ...about });

/** Followed, and read once. */
async function startFollowed(editable: Parameters<typeof startMyExtension>[0] = null) {
  const world = await startMyExtension(editable);
  const office = createOffice();
  await world.follow(office);
  return { ...world, office, handlers: world.mine.handlers };
}

describe('an extension', () => {
  test('is followed where there is a connection, a phone system and a number', async () => {
    const world = await startMyExtension();
    const { mine, settings } = world;
    const office = createOffice();
    await world.follow(undefined);
    settings.current.extension = null;
    await mine.follow(office.connection);
    settings.current.extension = '1002';
    settings.current.pbx = null;
    await mine.follow(office.connection);
    await world.settle();
    expect([mine.view(), mine.calls(), mine.isMine(), office.asked]).toEqual([null, [], true, []]);
    await expect(mine.read()).rejects.toMatchObject({ code: 'extension.unread' });
    await expect(async () => mine.handlers['my-extension.read']({})).rejects.toMatchObject({
      code: 'extension.unread',
    });
  });

  test('is read, and shown with its presets', async () => {
    const { mine, office, settings, drawn } = await startFollowed();
    settings.current.presets = [{ id: 'a', name: 'A', settings: { ringTime: 30 }, endsAfter: null }];
    expect(mine.view()).toMatchObject({
      number: '1002',
      current: { ringTime: 15 },
      calls: [{ with: { number: '1005', name: 'Tom' } }],
      status: { confirmed: true },
      presets: [{ id: 'a' }],
      dialling: { internationalPrefix: '011' },
    });
    expect([mine.calls().map(({ id }) => id), mine.isMine(), office.asked]).toEqual([['7'], true, ['read']]);
    expect(drawn.times).toBeGreaterThan(0);
    await mine.read();
    expect(office.asked).toEqual(['read', 'read']);
  });

  test('is not read while its connection is not live', async () => {
    const { mine, office, settle, clock } = await startFollowed();
    office.changeState('offline');
    await clock.advance(hourMs);
    await settle();
    expect([mine.view()?.status.confirmed, office.asked]).toEqual([false, ['read']]);
    office.changeState('live');
    await settle();
    expect([mine.view()?.status.confirmed, office.asked]).toEqual([true, ['read', 'read']]);
  });

  test('is read soon after its row has changed', async () => {
    const { office, settle, clock } = await startFollowed();
    await clock.advance(10_000);
    office.changeRow('ringing');
    await clock.advance(400);
    await settle();
    expect(office.asked).toEqual(['read', 'read']);
  });

  test('followed again on the same connection goes on as it was', async () => {
    const { mine, office, settle, follow } = await startFollowed();
    await follow(office);
    await settle();
    expect(office.asked).toEqual(['read']);
    expect(mine.view()).not.toBe(null);
  });

  test('on another connection is another one, and the old one asks no more', async () => {
    const { mine, office, clock, settle, follow, notices, handlers } = await startFollowed();
    await handlers['status.set'](setting({ kind: 'do-not-disturb' }, { until: startedAt + hourMs }));
    const next = createOffice();
    await follow(next);
    // What was gathered was sent first, to the old one.
    expect(office.updates).toEqual([{ doNotDisturb: true }]);
    expect(mine.view()?.timed).toHaveLength(1);
    expect([...notices.keys()].filter((id) => id.startsWith('ends-left'))).toEqual([]);
    const { length } = office.asked;
    office.changeState('offline');
    office.changeState('live');
    office.changeRow('ringing');
    await clock.advance(600_000);
    await settle();
    expect(office.asked).toHaveLength(length);
    expect(next.asked.length).toBeGreaterThan(1);
    await follow(undefined);
    expect([mine.view(), clock.pendingTimers]).toEqual([null, 0]);
  });

  test('of which someone was faster to choose another is not followed', async () => {
    const world = await startMyExtension();
    const [slow, fast] = [createOffice(), createOffice()];
    const first = world.mine.follow(slow.connection);
    const second = world.mine.follow(fast.connection);
    await Promise.all([first, second]);
    await world.settle();
    await world.settle();
    expect([slow.asked, fast.asked]).toEqual([[], ['read']]);
  });

  test('with another number says which ends it leaves, and has a journal of its own', async () => {
    const { mine, settings, follow, save, handlers, notices, dataFolder } = await startFollowed();
    await handlers['status.set'](setting({ kind: 'do-not-disturb' }, { until: startedAt + hourMs }));
    await save();
    settings.current.extension = '1003';
    await follow(createOffice('1003'));
    expect(notices.get('ends-left:1002')).toEqual({
      code: 'ends-left',
      detail: { number: '1002', count: 1 },
      dismissible: true,
    });
    expect(mine.view()).toMatchObject({ number: '1003', timed: [] });
    // What was read first is written in its own time.
    const folder = expect.stringMatching(/^[0-9a-f]{16}$/) as string;
    await expect.poll(() => readdir(join(dataFolder, 'my-extension'))).toEqual([folder, folder]);
    settings.current.extension = '1002';
    await follow(createOffice());
    expect(mine.view()?.timed).toHaveLength(1);
    expect(notices.has('ends-left:1003')).toBe(false);
  });

  test('whose journal is broken says so, with the copy of it', async () => {
    const { mine, dataFolder, notices, follow, save, handlers } = await startFollowed();
    await handlers['status.set'](setting({ kind: 'do-not-disturb' }));
    await save();
    await follow(undefined);
    const [owner = ''] = await readdir(join(dataFolder, 'my-extension'));
    const file = join(dataFolder, 'my-extension', owner, 'changes.jsonl');
    expect([...notices.keys()]).toEqual([]);
    await writeFile(file, 'nonsense\n');
    await follow(createOffice());
    expect(notices.get('broken:changes.jsonl')).toMatchObject({
      code: 'settings-corrupt',
      detail: { file: 'changes.jsonl', keptAs: expect.stringMatching(/^changes\.corrupt-/) },
      dismissible: true,
    });
    await follow(undefined);
    await rm(file);
    await mkdir(file);
    await follow(createOffice());
    expect(notices.get('broken:changes.jsonl')?.detail).toEqual({ file: 'changes.jsonl', keptAs: '' });
    expect(mine.view()).not.toBe(null);
  });
});

describe('what is told', () => {
  test('is a line above the list and a notification, taken back when it is over', async () => {
    const { mine, office, notices, news, handlers } = await startFollowed();
    office.detail = {
      ...office.detail,
      forward: { ...office.detail.forward, always: { enabled: true, destination: toMax } },
    };
    await mine.read();
    expect([...notices.keys()]).toEqual(['changed-elsewhere']);
    expect(news).toMatchObject([{ kind: 'notice', body: { params: { lines: 'All calls: Max (1003)' } } }]);
    const changeId = mine.view()?.rows.forwardAll?.changeId ?? '';
    await handlers['change.keep']({ changeId });
    expect([notices.size, news[1]]).toEqual([0, `notice:foreign:${changeId}`]);
  });

  test('of a mobile that is called needs what is told of forwarding', async () => {
    const { mine, office, news } = await startFollowed();
    const busy = { enabled: true, destination: { kind: 'mobile', prefix: '' } } as const;
    office.detail = { ...office.detail, mobile: '0151', forward: { ...office.detail.forward, busy } };
    await mine.read();
    news.length = 0;
    office.detail = { ...office.detail, mobile: '0152' };
    await mine.read();
    expect(news.filter((one) => typeof one === 'object')).toHaveLength(1);
  });
});

describe('the status menu', () => {
  test('forwards, with the number as it is dialled, and is back to normal', async () => {
    const { mine, office, save, handlers } = await startFollowed();
    const destination = { kind: 'number', number: '+49 (0)151 23', prefix: '' } as const;
    const reply = await handlers['status.set'](setting({ kind: 'forward', destination }));
    await save();
    expect(mine.view()?.status).toMatchObject({ kind: 'forwarding', changeId: reply.changeId });
    const dialled = { ...destination, number: '0114915123' };
    expect(office.updates).toEqual([{ forward: { always: { enabled: true, destination: dialled } } }]);
    await handlers['status.set'](setting({ kind: 'normal' }));
    await save();
    expect(mine.view()?.status.kind).toBe('normal');
  });

  test('says before it saves it that calls would be lost: only where the list is known', async () => {
    const { office, handlers, mine } = await startFollowed();
    const toTom = setting(
      { kind: 'forward', destination: { kind: 'extension', extension: '1005' } },
      { anyway: false },
    );
    await expect(async () => handlers['status.set'](toTom)).rejects.toMatchObject({
      code: 'extension.dead-end',
    });
    office.isListKnown = false;
    await handlers['status.set'](toTom);
    expect(mine.view()?.rows.forwardAll?.kind).toBe('saving');
  });

  test('leaves alone what is so already and this person may not change', async () => {
    const { office, save, handlers } = await startFollowed(['doNotDisturb']);
    await handlers['status.set'](setting({ kind: 'do-not-disturb' }));
    await save();
    await handlers['status.set'](setting({ kind: 'normal' }));
    await save();
    expect(office.updates).toEqual([{ doNotDisturb: true }, { doNotDisturb: false }]);
    office.detail = {
      ...office.detail,
      forward: { ...office.detail.forward, always: { enabled: true, destination: toMax } },
    };
    await handlers['my-extension.read']({});
    await expect(async () => handlers['status.set'](setting({ kind: 'normal' }))).rejects.toMatchObject({
      code: 'extension.not-allowed',
      detail: { field: 'forwardAll' },
    });
  });

  test('goes by what is on its way: do not disturb ends forwarding that is just being set', async () => {
    const { office, save, handlers } = await startFollowed();
    await handlers['status.set'](setting({ kind: 'forward', destination: toMax }));
    await handlers['status.set'](setting({ kind: 'do-not-disturb' }));
    await save();
    expect(office.updates).toEqual([{ doNotDisturb: true }]);
  });

  test('sets a preset, named by it', async () => {
    const { mine, settings, save, handlers, office } = await startFollowed();
    settings.current.presets = [{ id: 'a', name: 'Lunch', settings: { ringTime: 30 }, endsAfter: null }];
    await handlers['status.set'](setting({ kind: 'preset', id: 'a' }, { until: startedAt + hourMs }));
    await save();
    expect(office.updates).toEqual([{ ringTimeoutSeconds: 30 }]);
    expect(mine.view()?.timed).toMatchObject([{ presetName: 'Lunch', until: startedAt + hourMs }]);
    expect(mine.view()?.recent).toMatchObject([{ why: 'preset', presetName: 'Lunch' }]);
  });

  test('in the tray tells with a notification what was refused', async () => {
    const { mine, news } = await startFollowed();
    mine.chooseStatus(setting({ kind: 'do-not-disturb' }));
    expect([news, mine.view()?.status.kind]).toEqual([[], 'do-not-disturb']);
    mine.chooseStatus(setting({ kind: 'preset', id: 'gone' }));
    expect(news).toMatchObject([{ kind: 'notice', id: 'status' }]);
  });
});

describe('turning a state off', () => {
  test('takes back what was not sent yet', async () => {
    const { mine, office, save, handlers } = await startFollowed();
    await handlers['status.set'](setting({ kind: 'do-not-disturb' }));
    await handlers['status.turn-off']({});
    await save();
    expect([mine.view()?.status.kind, office.updates]).toEqual(['normal', []]);
  });

  test('brings its end forward, and what was before comes back', async () => {
    const { mine, office, save, handlers } = await startFollowed();
    await handlers['status.set'](setting({ kind: 'forward', destination: toMax }));
    await save();
    const toVoicemail = setting(
      { kind: 'forward', destination: { kind: 'voicemail' } },
      { until: startedAt + hourMs },
    );
    await handlers['status.set'](toVoicemail);
    await save();
    await handlers['status.turn-off']({});
    await save();
    expect(office.updates.at(-1)).toEqual({ forward: { always: { enabled: true, destination: toMax } } });
    expect(mine.view()?.timed).toEqual([]);
  });

  test.each([
    ['doNotDisturb', { doNotDisturb: true }, { doNotDisturb: false }],
    [
      'forwardAll',
      { forward: { always: { enabled: true, destination: toMax }, noAnswer: {}, busy: {} } },
      { forward: { always: { enabled: false } } },
    ],
  ])('switches %s off where nobody here has made it', async (_, held, update) => {
    const { mine, office, save, handlers } = await startFollowed();
    office.detail = { ...office.detail, ...held };
    await mine.read();
    await handlers['status.turn-off']({});
    await save();
    expect(office.updates).toEqual([update]);
  });

  test('changes nothing where it is off', async () => {
    const { office, save, handlers } = await startFollowed();
    await handlers['status.turn-off']({});
    await save();
    expect(office.updates).toEqual([]);
  });

  test('leaves another change that is to end alone', async () => {
    const { mine, office, save, handlers } = await startFollowed();
    await handlers['my-extension.set']({
      changes: [{ setting: 'ringTime', value: 30 }],
      until: startedAt + hourMs,
      anyway: false,
    });
    await save();
    await handlers['status.set'](setting({ kind: 'do-not-disturb' }));
    await save();
    await handlers['status.turn-off']({});
    await save();
    expect(office.detail).toMatchObject({ doNotDisturb: false, ringTimeoutSeconds: 30 });
    expect(mine.view()?.timed).toHaveLength(1);
  });
});

test('a change is checked, saved, given an end, ended and undone by its id', async () => {
  const { mine, office, save, handlers } = await startFollowed();
  const edit = (value: number) =>
    handlers['my-extension.set']({ changes: [{ setting: 'ringTime', value }], until: null, anyway: false });
  await expect(async () => edit(31)).rejects.toMatchObject({
    code: 'extension.invalid',
    detail: { field: 'ringTime', rule: 'option' },
  });
  const { changeId } = await edit(30);
  await save();
  await handlers['change.set-end']({ changeId, until: startedAt + hourMs });
  expect(mine.view()?.timed).toMatchObject([{ changeId }]);
  await handlers['change.end-now']({ changeId });
  await save();
  const next = await edit(60);
  await save();
  await handlers['change.undo']({ changeId: next.changeId });
  await save();
  expect(office.updates).toEqual([30, 15, 60, 15].map((ringTimeoutSeconds) => ({ ringTimeoutSeconds })));
});

test('a PIN is set while the request waits, and a conflict is answered', async () => {
  const { mine, office, save, handlers } = await startFollowed();
  await handlers['my-extension.set-secret']({ setting: 'voicemailPin', value: '4711' });
  expect(office.updates).toEqual([{ voicemailPin: '4711' }]);
  await handlers['my-extension.set']({
    changes: [{ setting: 'ringTime', value: 30 }],
    until: null,
    anyway: false,
  });
  office.detail = { ...office.detail, ringTimeoutSeconds: 60 };
  await save();
  const row = mine.view()?.rows.ringTime;
  expect(row).toMatchObject({ kind: 'conflict', mine: 30, theirs: 60 });
  await handlers['change.answer']({ changeId: row?.changeId ?? '', setting: 'ringTime', choice: 'mine' });
  await save();
  expect(office.updates.at(-1)).toEqual({ ringTimeoutSeconds: 30 });
});

test('a reminder is answered, and a new name is confirmed to be mine', async () => {
  const { mine, office, clock, settle, handlers } = await startFollowed();
  office.detail = { ...office.detail, doNotDisturb: true };
  await mine.read();
  await clock.advance(24 * hourMs);
  await settle();
  expect(mine.view()?.reminder).toMatchObject({ kind: 'do-not-disturb' });
  await handlers['reminder.answer']({ answer: 'leave' });
  expect(mine.view()?.reminder).toBe(null);
  office.detail = { ...office.detail, name: 'Max' };
  await expect(mine.read()).rejects.toMatchObject({ code: 'extension.not-mine' });
  expect(mine.isMine()).toBe(false);
  await handlers['my-extension.confirm-mine']({});
  expect([mine.isMine(), mine.view()?.current.name]).toEqual([true, 'Max']);
});
