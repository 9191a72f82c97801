/** Changes with an end: what comes back is what lies under them, through restarts and absences, and never over someone else's change. */

import { afterEach, expect, test } from 'vitest';
import type { ForwardDestination, SettingChange } from '../../../electron/contract/my-extension/settings.ts';
import { done, me, openWorld, refused, type Cleanups, type World } from './my-extension-world.ts';

const cleanups: Cleanups = [];
afterEach(async () => {
  for (const clean of cleanups.splice(0).reverse()) await clean();
});

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;
const dnd = (value: boolean): SettingChange => ({ setting: 'doNotDisturb', value });
const person = (extension: string): ForwardDestination => ({ kind: 'extension', extension });
const to = (extension: string): SettingChange => ({
  setting: 'forwardAll',
  value: { on: true, destination: person(extension) },
});

/** Sends all my calls to a colleague until then. */
const forward = (world: World, extension: string, inMs: number) =>
  world.status({ kind: 'forward', destination: person(extension) }, world.clock.now() + inMs);

async function later(world: World, ms: number): Promise<void> {
  world.clock.travel(ms);
  await world.until(({ timed }) =>
    timed.every(({ until, state }) => until > world.clock.now() || state === 'asks'),
  );
  await world.settled();
}
const goesTo = (world: World) => {
  const { alwaysforward, atransferext } = world.held('alwaysforward', 'atransferext');
  return alwaysforward === 'on' ? atransferext : 'nobody';
};

test('nested: inside "to 1003 until three" comes "to 1005 until half past two", each gives way to what is under it', async () => {
  const world = await openWorld(cleanups);
  await forward(world, '1003', 60 * minuteMs);
  await forward(world, '1005', 30 * minuteMs);
  expect(goesTo(world)).toBe('1005');
  expect(world.mine().status).toMatchObject({ kind: 'forwarding', confirmed: true });
  await later(world, 31 * minuteMs);
  expect(goesTo(world)).toBe('1003');
  await later(world, 30 * minuteMs);
  expect(goesTo(world)).toBe('nobody');
  expect(world.mine()).toMatchObject({ timed: [], status: { kind: 'normal', until: null } });
});

test('overlapping: the outer one ends first and sends nothing, and the inner one goes back to the beginning', async () => {
  const world = await openWorld(cleanups);
  await forward(world, '1003', 30 * minuteMs);
  await forward(world, '1005', 60 * minuteMs);
  const updates = world.updates().length;
  await later(world, 31 * minuteMs);
  expect(goesTo(world)).toBe('1005');
  expect(world.updates()).toHaveLength(updates);
  await later(world, 30 * minuteMs);
  expect(goesTo(world)).toBe('nobody');
});

test('both over while the program was not running: one update brings the beginning back', async () => {
  const world = await openWorld(cleanups);
  await forward(world, '1003', 30 * minuteMs);
  await forward(world, '1005', 60 * minuteMs);
  await world.running.core.stop();
  world.clock.travel(2 * hourMs);
  const before = world.updates().length;
  const again = await world.restart('crash');
  await again.until(({ timed }) => timed.length === 0);
  await again.settled();
  expect(goesTo(again)).toBe('nobody');
  expect(again.updates()).toHaveLength(before + 1);
});

test('a newer decision without an end, preset included, beats an older end, even where it changes nothing', async () => {
  const world = await openWorld(cleanups);
  await world.set([dnd(true), { setting: 'ringTime', value: 60 }]);
  const { value } = (await world.request('preset.save', {
    name: 'Away',
    settings: ['doNotDisturb', 'ringTime'],
    endsAfter: null,
  })) as { value: { id: string } };
  await world.set([dnd(false), { setting: 'ringTime', value: 15 }]);
  await world.status({ kind: 'do-not-disturb' }, world.clock.now() + 30 * minuteMs);
  await world.status({ kind: 'preset', id: value.id });
  expect(world.mine().timed).toEqual([]);
  await later(world, 31 * minuteMs);
  expect(world.held('dnd', 'ringtimeout')).toEqual({ dnd: 'on', ringtimeout: '60' });
});

test('an end never brings back what a decision for good had turned off', async () => {
  const world = await openWorld(cleanups);
  await world.set([to('1005')]);
  await forward(world, '1003', 30 * minuteMs);
  await world.status({ kind: 'normal' });
  await forward(world, '1003', 10 * minuteMs);
  await world.status({ kind: 'normal' }, world.clock.now() + 60 * minuteMs);
  await later(world, 11 * minuteMs);
  await later(world, 20 * minuteMs);
  await later(world, 60 * minuteMs);
  expect(goesTo(world)).toBe('nobody');
  expect(world.mine().timed).toEqual([]);
});

test('"for half an hour" where it is on already ends it in half an hour', async () => {
  const world = await openWorld(cleanups, { before: (pbx) => pbx.extensions.set(me, { dnd: 'on' }) });
  await world.status({ kind: 'do-not-disturb' }, world.clock.now() + 30 * minuteMs);
  expect(world.mine().status).toMatchObject({ kind: 'do-not-disturb', until: expect.any(Number) });
  await later(world, 31 * minuteMs);
  expect(world.held('dnd')).toEqual({ dnd: 'off' });
});

test('undoing a decision without an end brings the older change back, with its end', async () => {
  const world = await openWorld(cleanups);
  await world.status({ kind: 'do-not-disturb' }, world.clock.now() + 60 * minuteMs);
  const off = await world.status({ kind: 'normal' });
  expect(world.held('dnd')).toEqual({ dnd: 'off' });
  expect(world.mine().timed).toEqual([]);
  await world.request('change.undo', { changeId: off?.id ?? '' });
  await world.until(({ current }) => current.doNotDisturb === true);
  await world.settled();
  expect(world.mine().timed).toMatchObject([{ state: 'pending' }]);
  await later(world, 61 * minuteMs);
  expect(world.held('dnd')).toEqual({ dnd: 'off' });
});

test('contact data stays when the rest of the change ends', async () => {
  const world = await openWorld(cleanups);
  await world.set(
    [
      {
        setting: 'mobile',
        value: { number: '0151 2345678', prefix: null, usedAsExtension: null, ringTogether: null },
      },
      { setting: 'forwardAll', value: { on: true, destination: { kind: 'mobile', prefix: '' } } },
    ],
    { until: world.clock.now() + hourMs, anyway: true },
  );
  expect(world.held('mobile', 'alwaysforward', 'atransferto')).toEqual({
    mobile: '01512345678',
    alwaysforward: 'on',
    atransferto: 'Mobile Number',
  });
  expect(world.mine().timed[0]?.settings.map(({ setting }) => setting)).toEqual(['forwardAll']);
  await later(world, 61 * minuteMs);
  expect(world.held('mobile', 'alwaysforward')).toEqual({ mobile: '01512345678', alwaysforward: 'off' });
});

test('where someone changed the rule meanwhile, nothing is sent and one question is asked', async () => {
  const world = await openWorld(cleanups, {
    pbx: { quirks: { offRules: 'kept', destinations: 'long' } },
    before: (pbx) =>
      pbx.extensions.set(me, { alwaysforward: 'on', atransferto: 'Extension', atransferext: '1003' }),
  });
  await world.status({ kind: 'normal' }, world.clock.now() + hourMs);
  world.pbx.extensions.set(me, { atransferext: '1009' });
  world.clock.travel(61 * minuteMs);
  const { rows } = await world.until((mine) => mine.rows.forwardAll?.kind === 'end-asks');
  expect(world.held('alwaysforward', 'atransferext')).toEqual({ alwaysforward: 'off', atransferext: '1009' });
  expect(rows.forwardAll).toMatchObject({
    mine: { on: true, destination: person('1003') },
    theirs: { on: false, destination: person('1009') },
  });
  expect(world.notices()).toContain('timed-asks');
  const { changeId } = rows.forwardAll ?? { changeId: '' };
  expect(await world.request('change.answer', { changeId, setting: 'forwardAll', choice: 'mine' })).toEqual(
    done,
  );
  await world.until(({ timed }) => timed.length === 0);
  await world.settled();
  expect(goesTo(world)).toBe('1003');
  expect(world.notices()).not.toContain('timed-asks');
});

test('answered with theirs, what is there stays, and no older end comes over it', async () => {
  const world = await openWorld(cleanups);
  await forward(world, '1003', 2 * hourMs);
  await forward(world, '1005', hourMs);
  world.pbx.extensions.set(me, { atransferext: '1009' });
  world.clock.travel(61 * minuteMs);
  const { rows } = await world.until((mine) => mine.rows.forwardAll?.kind === 'end-asks');
  expect(rows.forwardAll).toMatchObject({ mine: { on: true, destination: person('1003') } });
  const { changeId } = rows.forwardAll ?? { changeId: '' };
  await world.request('change.answer', { changeId, setting: 'forwardAll', choice: 'theirs' });
  await later(world, 2 * hourMs);
  expect(goesTo(world)).toBe('1009');
  expect(world.mine().rows).toEqual({});
});

test('what came back by itself is no question', async () => {
  const world = await openWorld(cleanups);
  await world.status({ kind: 'do-not-disturb' }, world.clock.now() + hourMs);
  world.pbx.extensions.set(me, { dnd: 'off' });
  const updates = world.updates().length;
  await later(world, 61 * minuteMs);
  await world.until(({ timed }) => timed.length === 0);
  expect(world.updates()).toHaveLength(updates);
});

test('a device that takes it and does not do it is tried three times, further and further apart, and readings in between change nothing', async () => {
  const world = await openWorld(cleanups);
  await world.status({ kind: 'do-not-disturb' }, world.clock.now() + hourMs);
  world.pbx.faults.set({ kind: 'not-applied', fields: ['dnd'] }, { path: 'extension/update' });
  const before = world.updates().length;
  world.clock.travel(hourMs);
  await world.pbx.nextRequest('extension/update');
  world.clock.travel(2_000);
  await world.until(({ timed }) => timed[0]?.state === 'waiting-for-pbx');
  for (let n = 0; n < 4; n += 1) await world.request('my-extension.read', {});
  expect(world.updates()).toHaveLength(before + 1);
  for (const waitMs of [15_000, 30_000]) {
    world.clock.travel(waitMs);
    await world.pbx.nextRequest('extension/update');
    world.clock.travel(2_000);
    await world.until(({ timed }) => timed[0]?.state !== 'ending');
  }
  await world.until(({ rows }) => rows.doNotDisturb?.kind === 'end-asks');
  expect(world.updates()).toHaveLength(before + 3);
});

test('an end can be set afterwards, moved, brought forward, and taken away', async () => {
  const world = await openWorld(cleanups);
  const change = await world.set([dnd(true)]);
  const end = world.clock.now() + hourMs;
  expect(await world.request('change.set-end', { changeId: change.id, until: end })).toEqual(done);
  expect(world.mine().status).toMatchObject({ kind: 'do-not-disturb', until: end, changeId: change.id });
  expect(await world.request('change.set-end', { changeId: change.id, until: null })).toEqual(done);
  expect(world.mine().status.until).toBeNull();
  await world.request('change.set-end', { changeId: change.id, until: end });
  expect(await world.request('change.end-now', { changeId: change.id })).toEqual(done);
  await world.until(({ current }) => current.doNotDisturb === false);
  await world.settled();
  expect(world.mine().timed).toEqual([]);
  expect(await world.request('change.set-end', { changeId: change.id, until: 1 })).toMatchObject(
    refused('extension.invalid', { field: 'until', rule: 'range' }),
  );
});

test('"Turn off" ends the state that the header shows', async () => {
  const world = await openWorld(cleanups);
  await forward(world, '1003', hourMs);
  expect(await world.request('status.turn-off', {})).toEqual(done);
  await world.until(({ status }) => status.kind === 'normal' && status.confirmed);
  expect(goesTo(world)).toBe('nobody');
  world.pbx.extensions.set(me, { dnd: 'on' });
  await world.request('my-extension.read', {});
  expect(world.mine().status).toMatchObject({ kind: 'do-not-disturb', changeId: null });
  await world.request('status.turn-off', {});
  world.clock.travel(1_500);
  await world.until(({ status }) => status.kind === 'normal' && status.confirmed);
  expect(world.held('dnd')).toEqual({ dnd: 'off' });
});

test('do not disturb while forwarding takes the place of forwarding, and gives it back', async () => {
  const world = await openWorld(cleanups);
  await world.status({ kind: 'forward', destination: person('1003') });
  await world.status({ kind: 'do-not-disturb' }, world.clock.now() + hourMs);
  expect(world.held('dnd', 'alwaysforward')).toEqual({ dnd: 'on', alwaysforward: 'off' });
  expect(world.mine().status.kind).toBe('do-not-disturb');
  await later(world, 61 * minuteMs);
  expect(world.held('dnd')).toEqual({ dnd: 'off' });
  expect(goesTo(world)).toBe('1003');
});

test('a change of what never ends takes no end', async () => {
  const world = await openWorld(cleanups);
  expect(
    await world.request('my-extension.set', {
      changes: [{ setting: 'name', value: 'Amy Lee' }],
      until: world.clock.now() + hourMs,
      anyway: false,
    }),
  ).toMatchObject(refused('extension.invalid', { field: 'name', rule: 'no-end' }));
  expect(
    await world.request('my-extension.set', {
      changes: [to('1003')],
      until: world.clock.now() - 1,
      anyway: true,
    }),
  ).toMatchObject(refused('extension.invalid', { field: 'until', rule: 'range' }));
});
