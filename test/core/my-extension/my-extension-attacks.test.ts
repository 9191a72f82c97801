/** What may come in between: presets, other people, a PIN, an extension that is gone, firmware and numbers of every kind. */

import { afterEach, expect, test } from 'vitest';
import type { ForwardDestination, SettingChange } from '../../../electron/contract/my-extension/settings.ts';
import { atNext, done, me, openWorld, refused, type Cleanups, type World } from './my-extension-world.ts';

const cleanups: Cleanups = [];
afterEach(async () => {
  for (const clean of cleanups.splice(0).reverse()) await clean();
});

const minuteMs = 60_000;
const dnd = (value: boolean): SettingChange => ({ setting: 'doNotDisturb', value });
const ring = (value: number): SettingChange => ({ setting: 'ringTime', value });
const to = (destination: ForwardDestination): SettingChange => ({
  setting: 'forwardAll',
  value: { on: true, destination },
});
const toNumber = (number: string): SettingChange => to({ kind: 'number', number, prefix: '' });
const until = (world: World, minutes: number) => ({ until: world.clock.now() + minutes * minuteMs });

async function savePreset(world: World, settings: readonly SettingChange['setting'][]): Promise<string> {
  const reply = await world.request('preset.save', {
    name: 'Away',
    settings: [...settings],
    endsAfter: null,
  });
  if (!reply.ok) throw new Error(reply.failure.code);
  return reply.value.id;
}

async function pass(world: World, minutes: number, fits: () => boolean): Promise<void> {
  world.clock.travel(minutes * minuteMs);
  await world.until(fits);
  await world.settled();
}

test('a preset that ends inside a longer do not disturb takes only its own part with it', async () => {
  const world = await openWorld(cleanups);
  await world.set([dnd(true), ring(60)]);
  const id = await savePreset(world, ['doNotDisturb', 'ringTime']);
  await world.set([dnd(false), ring(30)]);
  await world.status({ kind: 'do-not-disturb' }, world.clock.now() + 60 * minuteMs);
  await world.status({ kind: 'preset', id }, world.clock.now() + 20 * minuteMs);
  expect(world.held('dnd', 'ringtimeout')).toEqual({ dnd: 'on', ringtimeout: '60' });
  await pass(world, 21, () => world.held('ringtimeout')['ringtimeout'] === '30');
  expect(world.held('ringtimeout')).toEqual({ ringtimeout: '30' });
  expect(Object.values(world.mine().rows).filter(({ kind }) => kind === 'end-asks')).toEqual([]);
});

test('a preset that outlasts the forwarding it was laid over brings back what was before both', async () => {
  const world = await openWorld(cleanups);
  await world.set([to({ kind: 'extension', extension: '1004' })]);
  const id = await savePreset(world, ['forwardAll']);
  await world.set([{ setting: 'forwardAll', value: { on: false, destination: null } }]);
  await world.set([to({ kind: 'extension', extension: '1003' })], until(world, 10));
  await world.status({ kind: 'preset', id }, world.clock.now() + 30 * minuteMs);
  const updates = world.updates().length;
  await pass(world, 11, () => world.mine().timed.length === 1);
  expect(world.updates()).toHaveLength(updates);
  expect(world.held('alwaysforward', 'atransferext')).toEqual({ alwaysforward: 'on', atransferext: '1004' });
  await pass(world, 20, () => world.held('alwaysforward')['alwaysforward'] === 'off');
  expect(world.mine()).toMatchObject({ timed: [], status: { kind: 'normal', until: null } });
});

test('what someone switches off and on again during a timed change still ends with it', async () => {
  const world = await openWorld(cleanups);
  await world.status({ kind: 'do-not-disturb' }, world.clock.now() + 60 * minuteMs);
  for (const value of ['off', 'on']) {
    world.pbx.extensions.set(me, { dnd: value });
    await world.request('my-extension.read', {});
  }
  expect(world.mine().rows.doNotDisturb?.kind).toBe('saved');
  await pass(world, 61, () => world.held('dnd')['dnd'] === 'off');
  expect(world.mine().timed).toEqual([]);
});

test('someone forwards to a colleague in the middle of a preset with an end: one question, and their rule stays', async () => {
  const world = await openWorld(cleanups);
  await world.set([to({ kind: 'voicemail' }), ring(60)]);
  const id = await savePreset(world, ['forwardAll', 'ringTime']);
  await world.set([{ setting: 'forwardAll', value: { on: false, destination: null } }, ring(15)]);
  await world.status({ kind: 'preset', id }, world.clock.now() + 30 * minuteMs);
  world.pbx.extensions.set(me, { atransferto: 'Extension', atransferext: '1005' });
  await pass(world, 31, () => world.mine().rows.forwardAll?.kind === 'end-asks');
  expect(world.held('alwaysforward', 'atransferext', 'ringtimeout')).toEqual({
    alwaysforward: 'on',
    atransferext: '1005',
    ringtimeout: '15',
  });
  const { rows } = world.mine();
  expect(Object.values(rows).filter(({ kind }) => kind === 'end-asks')).toHaveLength(1);
});

test('a PIN set during a timed change never ends with it, and undoing the change leaves the PIN', async () => {
  const world = await openWorld(cleanups);
  const change = await world.set([dnd(true)], until(world, 30));
  expect(
    await world.request('my-extension.set-secret', { setting: 'voicemailPin', value: '482913' }),
  ).toEqual(done);
  expect(await world.request('change.undo', { changeId: change.id })).toEqual(done);
  await world.until(() => world.held('dnd')['dnd'] === 'off');
  world.clock.travel(60 * minuteMs);
  await world.settled();
  expect(world.pbx.extensions.get(me)?.fields.vmsecret).toBe('482913');
  for (const value of ['', '12 34', '48a913', '１２３４', '4'.repeat(300)])
    expect(await world.request('my-extension.set-secret', { setting: 'voicemailPin', value })).toMatchObject(
      refused('extension.invalid'),
    );
});

test('an extension that is renumbered and given to no one: nothing is written, and what was told stays', async () => {
  const world = await openWorld(cleanups);
  await world.status({ kind: 'do-not-disturb' }, world.clock.now() + 30 * minuteMs);
  const updates = world.updates().length;
  world.pbx.extensions.set(me, { extnumber: '1102' });
  expect(await world.request('my-extension.read', {})).toMatchObject({ ok: false });
  world.clock.travel(60 * minuteMs);
  await world.settled();
  expect(world.updates()).toHaveLength(updates);
  expect(world.pbx.extensions.get('1102')?.fields.dnd).toBe('on');
  expect(world.mine()).toMatchObject({
    status: { confirmed: false },
    readFailure: { code: expect.any(String) },
  });
  // It comes back, and ends what is over by now.
  world.pbx.extensions.set('1102', { extnumber: me });
  await world.request('my-extension.read', {});
  await world.until(({ timed, readFailure }) => timed.length === 0 && readFailure === null);
  expect(world.held('dnd')).toEqual({ dnd: 'off' });
});

test.each([
  ['+49 (0) 151 / 234-56', '004915123456'],
  ['0049 (0)151 23456', '004915123456'],
  ['(030) 123.45', '03012345'],
])('%s is sent as it is dialled, %s', async (typed, dialled) => {
  const world = await openWorld(cleanups, { ports: { locale: 'de-DE' } });
  await world.set([toNumber(typed)]);
  expect(world.held('alwaysforward', 'atransfernum')).toEqual({
    alwaysforward: 'on',
    atransfernum: dialled,
  });
});

test('codes, letters, extensions behind a number and very long ones are refused before anything is sent', async () => {
  const world = await openWorld(cleanups);
  for (const typed of ['*97', '#31#0151', '0800-FLOWERS', '0151 ext. 12', '++49', '', ' ', '1'.repeat(64)])
    expect(
      await world.request('my-extension.set', { changes: [toNumber(typed)], until: null, anyway: true }),
    ).toMatchObject(refused('extension.invalid'));
  expect(world.updates()).toEqual([]);
});

test('firmware before 30.11.0.7 gathers for longer, and a timed change still ends', async () => {
  const world = await openWorld(cleanups, { pbx: { firmware: '30.11.0.6' } });
  expect(world.mine()).toMatchObject({ slowFirmware: true });
  expect(world.mine().gatherMs).toBeGreaterThan(1_500);
  const edit = (change: SettingChange) =>
    world.request('my-extension.set', { changes: [change], ...end, anyway: false });
  const end = until(world, 30);
  expect(await edit(dnd(true))).toMatchObject({ ok: true });
  world.clock.travel(2_000);
  expect(await edit(ring(60))).toMatchObject({ ok: true });
  expect(world.updates()).toEqual([]);
  world.clock.travel(world.mine().gatherMs);
  await world.until(() => world.held('dnd')['dnd'] === 'on');
  await world.settled();
  expect(world.held('dnd', 'ringtimeout')).toEqual({ dnd: 'on', ringtimeout: '60' });
  await pass(world, 31, () => world.held('dnd')['dnd'] === 'off');
  await world.until(() => world.held('ringtimeout')['ringtimeout'] === '15');
});

test('a timed change that the device took only half of ends only that half', async () => {
  const world = await openWorld(cleanups);
  world.pbx.faults.set(
    { kind: 'not-applied', fields: ['ringtimeout'] },
    { path: 'extension/update', times: 1 },
  );
  const change = await world.set([dnd(true), ring(60)], until(world, 30));
  expect(change.outcome).toBe('partly');
  expect(world.mine().rows).toMatchObject({ ringTime: { kind: 'partly', kept: 15 } });
  const updates = world.updates().length;
  await pass(world, 31, () => world.held('dnd')['dnd'] === 'off');
  expect(world.held('dnd', 'ringtimeout')).toEqual({ dnd: 'off', ringtimeout: '15' });
  expect(world.updates().slice(updates)).toHaveLength(1);
  expect(JSON.stringify(world.updates().at(-1))).not.toContain('ringtimeout');
});

test('someone changes the same while the answer to my change is lost: theirs is not called mine', async () => {
  const world = await openWorld(cleanups);
  world.pbx.faults.set('answer-lost', { path: 'extension/update', times: 1 });
  atNext(world.pbx, 'extension/update', () => world.pbx.extensions.set(me, { ringtimeout: '120' }));
  await world.request('my-extension.set', { changes: [ring(60)], until: null, anyway: false });
  world.clock.travel(world.mine().gatherMs);
  await world.until(({ current }) => current.ringTime !== 15);
  await world.settled();
  expect(world.held('ringtimeout')).toEqual({ ringtimeout: '120' });
  expect(world.mine()).toMatchObject({
    rows: { ringTime: { kind: 'refused', wanted: 60, kept: 120 } },
    recent: [{ why: 'elsewhere' }, { why: 'me', outcome: 'refused' }],
  });
});
