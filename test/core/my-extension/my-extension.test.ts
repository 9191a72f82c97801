/** My calls: settings change by themselves, what belongs together is one update, and each row says how it went. */

import { afterEach, describe, expect, test } from 'vitest';
import type { SettingChange } from '../../../electron/contract/my-extension/settings.ts';
import { atNext, done, me, openWorld, refused, type Cleanups } from './my-extension-world.ts';

const cleanups: Cleanups = [];
afterEach(async () => {
  for (const clean of cleanups.splice(0).reverse()) await clean();
});

const dnd = (value: boolean): SettingChange => ({ setting: 'doNotDisturb', value });
const ring = (value: number): SettingChange => ({ setting: 'ringTime', value });
const to = (extension: string, setting: 'forwardAll' | 'forwardNoAnswer' = 'forwardAll'): SettingChange => ({
  setting,
  value: { on: true, destination: { kind: 'extension', extension } },
});
const noForwarding: SettingChange = { setting: 'forwardAll', value: { on: false, destination: null } };
const mobile = (number: string): SettingChange => ({
  setting: 'mobile',
  value: { number, prefix: null, usedAsExtension: null, ringTogether: null },
});

describe('a change', () => {
  test('gathers the edits of a moment into one update, is read back, and can be undone', async () => {
    const world = await openWorld(cleanups);
    const { request, mine, clock, updates, held } = world;
    await request('my-extension.set', { changes: [dnd(true)], until: null, anyway: false });
    await request('my-extension.set', { changes: [ring(60)], until: null, anyway: false });
    expect(mine().rows).toMatchObject({
      doNotDisturb: { kind: 'saving', wanted: true },
      ringTime: { kind: 'saving', wanted: 60 },
    });
    expect(updates()).toEqual([]);
    clock.travel(1_500);
    await world.until(({ rows }) => rows.ringTime?.kind === 'saved');
    expect(updates()).toEqual([{ extid: me, dnd: 'on', ringtimeout: '60' }]);
    expect(mine().current).toMatchObject({ doNotDisturb: true, ringTime: 60 });

    const { undo } = mine();
    expect(undo?.what).toEqual(['doNotDisturb', 'ringTime']);
    expect(await request('change.undo', { changeId: undo?.changeId ?? '' })).toEqual(done);
    await world.until(({ current }) => current.doNotDisturb === false);
    expect(held('dnd', 'ringtimeout')).toEqual({ dnd: 'off', ringtimeout: '15' });
    expect(mine().recent.map(({ why, outcome }) => [why, outcome])).toEqual([
      ['undo', 'applied'],
      ['me', 'applied'],
    ]);
    expect(mine().recent.every(({ undoable }) => !undoable)).toBe(true);
  });

  test('that is taken back within the moment never reaches the device', async () => {
    const { request, mine, clock, updates } = await openWorld(cleanups);
    await request('my-extension.set', { changes: [dnd(true)], until: null, anyway: false });
    await request('my-extension.set', { changes: [dnd(false)], until: null, anyway: false });
    clock.travel(10_000);
    await new Promise((resolve) => setImmediate(resolve));
    expect(mine().rows).toEqual({});
    expect(updates()).toEqual([]);
  });

  test('shows its tick for a while, and then nothing', async () => {
    const world = await openWorld(cleanups);
    await world.set([dnd(true)]);
    expect(world.mine().rows.doNotDisturb).toMatchObject({ kind: 'saved' });
    world.clock.travel(10_001);
    await world.until(({ rows, undo }) => rows.doNotDisturb === undefined && undo === null);
    expect(world.mine().recent[0]).toMatchObject({ undoable: true, outcome: 'applied' });
  });

  test('that the device refuses says what it kept, and is over with the next one', async () => {
    const world = await openWorld(cleanups);
    world.pbx.faults.set({ kind: 'errno', errno: 30001 }, { path: 'extension/update', times: 1 });
    expect(await world.set([ring(60)])).toMatchObject({ outcome: 'refused' });
    expect(world.mine().rows.ringTime).toMatchObject({
      kind: 'refused',
      wanted: 60,
      kept: 15,
      failure: { code: 'pbx.rejected' },
    });
    expect(await world.set([ring(60)])).toMatchObject({ outcome: 'applied' });
    expect(world.mine().rows.ringTime).toMatchObject({ kind: 'saved' });
  });

  test('that the device only takes in part says so for each row', async () => {
    const world = await openWorld(cleanups);
    world.pbx.faults.set({ kind: 'not-applied', fields: ['dnd'] }, { path: 'extension/update', times: 1 });
    const reply = world.set([dnd(true), ring(60)]);
    await world.until(({ rows }) => rows.ringTime?.kind === 'saving');
    const stop = setInterval(() => world.clock.travel(2_000), 50);
    expect(await reply).toMatchObject({ outcome: 'partly' });
    clearInterval(stop);
    expect(world.mine().rows).toMatchObject({
      doNotDisturb: { kind: 'partly', wanted: true, kept: false },
      ringTime: { kind: 'saved' },
    });
  });

  test('that the device applies a moment after its yes is saved: it is looked at a second time', async () => {
    const world = await openWorld(cleanups);
    const { pbx, clock } = world;
    pbx.faults.set({ kind: 'not-applied' }, { path: 'extension/update', times: 1 });
    atNext(pbx, 'extension/update', () =>
      atNext(pbx, 'extension/query', () => pbx.extensions.set(me, { dnd: 'on' })),
    );
    const steps = setInterval(() => clock.travel(2_000), 50);
    expect(await world.set([dnd(true)])).toMatchObject({ outcome: 'applied' });
    clearInterval(steps);
    expect(world.mine().current.doNotDisturb).toBe(true);
  });

  test('meets someone else who changed the same, and asks with both values', async () => {
    const world = await openWorld(cleanups);
    await world.request('my-extension.set', { changes: [ring(60)], until: null, anyway: false });
    world.pbx.extensions.set(me, { ringtimeout: '120' });
    world.clock.travel(1_500);
    const { rows } = await world.until((mine) => mine.rows.ringTime?.kind === 'conflict');
    expect(rows.ringTime).toMatchObject({ kind: 'conflict', mine: 60, theirs: 120 });
    expect(world.updates()).toEqual([]);
    const { changeId } = rows.ringTime ?? { changeId: '' };
    expect(await world.request('change.answer', { changeId, setting: 'ringTime', choice: 'mine' })).toEqual(
      done,
    );
    await world.until((mine) => mine.current.ringTime === 60);
    await world.settled();
    expect(world.mine().rows.ringTime).toMatchObject({ kind: 'saved' });
  });

  test('a question shows what is there by now, and its answer is about that', async () => {
    const world = await openWorld(cleanups);
    await world.request('my-extension.set', { changes: [ring(60)], until: null, anyway: false });
    world.pbx.extensions.set(me, { ringtimeout: '120' });
    world.clock.travel(1_500);
    await world.until((mine) => mine.rows.ringTime?.kind === 'conflict');
    world.pbx.extensions.set(me, { ringtimeout: '30' });
    await world.request('my-extension.read', {});
    const { rows } = world.mine();
    expect(rows.ringTime).toMatchObject({ kind: 'conflict', mine: 60, theirs: 30 });
    const { changeId } = rows.ringTime ?? { changeId: '' };
    await world.request('change.answer', { changeId, setting: 'ringTime', choice: 'mine' });
    await world.until((mine) => mine.rows.ringTime?.kind === 'saved');
    expect(world.held('ringtimeout')).toEqual({ ringtimeout: '60' });
  });

  test('answered with theirs leaves what is there, and asks no more', async () => {
    const world = await openWorld(cleanups);
    await world.request('my-extension.set', { changes: [ring(60)], until: null, anyway: false });
    world.pbx.extensions.set(me, { ringtimeout: '120' });
    world.clock.travel(1_500);
    const { rows } = await world.until((mine) => mine.rows.ringTime?.kind === 'conflict');
    await world.request('change.answer', {
      changeId: rows.ringTime?.changeId ?? '',
      setting: 'ringTime',
      choice: 'theirs',
    });
    await world.until((mine) => mine.rows.ringTime === undefined);
    expect(world.held('ringtimeout')).toEqual({ ringtimeout: '120' });
    expect(world.updates()).toEqual([]);
  });

  test('of a forwarding rule goes out whole: a destination that someone changed unseen is a question', async () => {
    const world = await openWorld(cleanups, {
      pbx: { quirks: { offRules: 'kept', destinations: 'long' } },
      before: (pbx) => pbx.extensions.set(me, { atransferto: 'Extension', atransferext: '1003' }),
    });
    expect(world.mine().current.forwardAll).toEqual({
      on: false,
      destination: { kind: 'extension', extension: '1003' },
    });
    await world.request('my-extension.set', { changes: [to('1003')], until: null, anyway: true });
    world.pbx.extensions.set(me, { atransferext: '1009' });
    world.clock.travel(1_500);
    const { rows } = await world.until((mine) => mine.rows.forwardAll?.kind === 'conflict');
    expect(rows.forwardAll).toMatchObject({
      mine: { on: true, destination: { extension: '1003' } },
      theirs: { on: false, destination: { extension: '1009' } },
    });
    expect(world.held('alwaysforward')).toEqual({ alwaysforward: 'off' });
  });

  test('of a rule to off sends the switch alone', async () => {
    const world = await openWorld(cleanups, {
      before: (pbx) =>
        pbx.extensions.set(me, { alwaysforward: 'on', atransferto: 'Extension', atransferext: '1003' }),
    });
    await world.set([noForwarding]);
    expect(world.updates()).toEqual([{ extid: me, alwaysforward: 'off' }]);
    expect(world.mine().recent[0]?.settings[0]).toMatchObject({
      before: { on: true, destination: { extension: '1003' } },
      after: { on: false },
    });
  });

  test('puts ring time apart from forwarding where the device wants it so', async () => {
    const world = await openWorld(cleanups, { pbx: { refusesMixedUpdate: true } });
    expect(await world.set([ring(60), to('1003')], { anyway: true })).toMatchObject({ outcome: 'applied' });
    expect(world.held('ringtimeout', 'alwaysforward')).toEqual({ ringtimeout: '60', alwaysforward: 'on' });
    expect(world.updates()).toHaveLength(3);
  });
});

describe('where nobody knows whether it was applied', () => {
  test('a device that applies minutes later was unknown all the while, and is no one else', async () => {
    const world = await openWorld(cleanups);
    const { pbx, clock, mine } = world;
    pbx.faults.set({ kind: 'not-applied' }, { path: 'extension/update', times: 1 });
    pbx.faults.set('answer-lost', { path: 'extension/update', times: 1 });
    const end = clock.now() + 3_600_000;
    await world.request('my-extension.set', { changes: [dnd(true)], until: end, anyway: false });
    clock.travel(1_500);
    await world.until(({ rows }) => rows.doNotDisturb?.kind === 'unknown');
    for (let n = 0; n < 6; n += 1) {
      clock.travel(30_000);
      await world.request('my-extension.read', {});
      expect(mine().rows.doNotDisturb).toMatchObject({ kind: 'unknown', wanted: true });
    }
    pbx.extensions.set(me, { dnd: 'on' });
    await world.request('my-extension.read', {});
    expect(mine().rows.doNotDisturb).toMatchObject({ kind: 'saved' });
    expect(mine().recent.filter(({ why }) => why === 'elsewhere')).toEqual([]);
    expect(mine().timed).toMatchObject([{ until: end, state: 'pending' }]);
  });

  test('it goes on asking after a crash', async () => {
    const world = await openWorld(cleanups);
    world.pbx.faults.set('answer-lost', { path: 'extension/update', times: 1 });
    atNext(world.pbx, 'extension/update', () =>
      world.pbx.faults.set({ kind: 'http', httpStatus: 503 }, { path: 'extension/query' }),
    );
    await world.request('my-extension.set', { changes: [dnd(true)], until: null, anyway: false });
    world.clock.travel(1_500);
    await world.until(({ rows }) => rows.doNotDisturb?.kind === 'unknown');
    await world.pbx.faults.clear();
    const again = await world.restart('crash');
    await again.until(({ recent }) => recent[0]?.outcome === 'applied');
    expect(again.mine().recent).toMatchObject([{ why: 'me', outcome: 'applied' }]);
  });

  test('a refresh that fails does not put off finding out', async () => {
    const world = await openWorld(cleanups);
    const { pbx, clock } = world;
    pbx.faults.set('answer-lost', { path: 'extension/update', times: 1 });
    atNext(pbx, 'extension/update', () =>
      pbx.faults.set({ kind: 'http', httpStatus: 503 }, { path: 'extension/query' }),
    );
    await world.request('my-extension.set', { changes: [dnd(true)], until: null, anyway: false });
    clock.travel(1_500);
    await world.until(({ rows }) => rows.doNotDisturb?.kind === 'unknown');
    expect(await world.request('my-extension.read', {})).toMatchObject({ ok: false });
    await pbx.faults.clear();
    clock.travel(15_000);
    await world.until(({ rows }) => rows.doNotDisturb?.kind === 'saved');
  });

  test('a newer choice beats what may still come', async () => {
    const world = await openWorld(cleanups);
    const { pbx, clock } = world;
    pbx.faults.set({ kind: 'not-applied' }, { path: 'extension/update', times: 1 });
    pbx.faults.set('answer-lost', { path: 'extension/update', times: 1 });
    await world.request('my-extension.set', { changes: [dnd(true)], until: null, anyway: false });
    clock.travel(1_500);
    await world.until(({ rows }) => rows.doNotDisturb?.kind === 'unknown');
    await world.request('my-extension.set', { changes: [dnd(false)], until: null, anyway: false });
    clock.travel(1_500);
    await world.until(({ rows }) => rows.doNotDisturb?.kind !== 'unknown');
    await world.settled();
    // The device shows it off already, and yet it is told so: the older "on" must not come last.
    expect(world.updates()).toEqual([
      { extid: me, dnd: 'on' },
      { extid: me, dnd: 'off' },
    ]);
  });

  test('while the device waits to apply, a second click takes it back', async () => {
    const world = await openWorld(cleanups, { pbx: { applyLimit: { updates: 1, withinMs: 60_000 } } });
    const { clock, request } = world;
    await world.set([ring(60)]);
    await request('my-extension.set', { changes: [dnd(true)], until: null, anyway: false });
    clock.travel(1_500);
    await world.pbx.nextRequest('extension/update');
    await world.until(({ rows }) => rows.doNotDisturb?.kind === 'saving');
    await request('my-extension.set', { changes: [dnd(false)], until: null, anyway: false });
    clock.travel(1_500);
    await world.pbx.nextRequest('extension/update');
    const steps = setInterval(() => clock.travel(15_000), 40);
    await world.settled();
    clearInterval(steps);
    expect(world.held('dnd', 'ringtimeout')).toEqual({ dnd: 'off', ringtimeout: '60' });
    expect(world.mine().current.doNotDisturb).toBe(false);
    expect(world.calls()).toContain('apply');
  });

  test('while the device waits to apply, someone changes a part: that part asks, and the rest says that it was not taken', async () => {
    const world = await openWorld(cleanups, { pbx: { applyLimit: { updates: 1, withinMs: 60_000 } } });
    const { clock, request, pbx } = world;
    await world.set([ring(60)]);
    await request('my-extension.set', { changes: [dnd(true), ring(30)], until: null, anyway: false });
    clock.travel(1_500);
    await pbx.nextRequest('extension/update');
    await world.until(({ rows }) => rows.doNotDisturb?.kind === 'saving');
    pbx.extensions.set(me, { ringtimeout: '120' });
    const steps = setInterval(() => clock.travel(15_000), 40);
    const { rows } = await world.settled();
    clearInterval(steps);
    expect(rows.ringTime).toMatchObject({ kind: 'conflict', mine: 30, theirs: 120 });
    expect(rows.doNotDisturb).toMatchObject({ kind: 'refused', wanted: true, kept: false });
    expect(world.held('dnd', 'ringtimeout')).toEqual({ dnd: 'off', ringtimeout: '120' });
  });
});

describe('what may be set', () => {
  test('limits apply to what is typed; what the device holds may always be kept and restored', async () => {
    const world = await openWorld(cleanups, {
      pbx: { takesAnyValue: true },
      before: (pbx) =>
        pbx.extensions.set(me, {
          ringtimeout: '12',
          username: 'Jean-Luc Picard',
          noanswerforward: 'on',
          ntransferto: 'Extension',
          ntransferext: '1003',
        }),
    });
    expect(
      await world.request('my-extension.set', { changes: [ring(13)], until: null, anyway: false }),
    ).toMatchObject(refused('extension.invalid', { field: 'ringTime', rule: 'option' }));
    const changed = await world.set([ring(60), { setting: 'name', value: 'Jean-Luc' }]);
    expect(changed.outcome).toBe('applied');
    await world.request('change.undo', { changeId: changed.id });
    await world.until(({ current }) => current.ringTime === 12);
    expect(world.held('ringtimeout', 'username')).toEqual({ ringtimeout: '12', username: 'Jean-Luc Picard' });
  });

  test.each([
    ['0151 234-56 78', '01512345678'],
    ['+49 (0)151 2345678', '00491512345678'],
  ])('a number is written %s and dialled %s', async (typed, dialled) => {
    const world = await openWorld(cleanups);
    expect(await world.set([mobile(typed)])).toMatchObject({ outcome: 'applied' });
    expect(world.held('mobile')).toEqual({ mobile: dialled });
    expect(world.updates()).toEqual([{ extid: me, mobile: dialled }]);
  });

  test('the administrator keeps what is not for everyone', async () => {
    const world = await openWorld(cleanups);
    expect(world.mine().editable).not.toContain('maxDuration');
    expect(
      await world.request('my-extension.set', {
        changes: [{ setting: 'outboundRestricted', value: true }],
        until: null,
        anyway: true,
      }),
    ).toMatchObject(refused('extension.not-allowed', { field: 'outboundRestricted' }));
  });

  test('a dead end is held back until it is wanted anyway; one that was there bars nothing else', async () => {
    const world = await openWorld(cleanups, {
      before: (pbx) => {
        pbx.extensions.set(me, { noanswerforward: 'on', ntransferto: 'Extension', ntransferext: '1006' });
        pbx.extensions.setStatus('1006', 'Unavailable');
      },
    });
    await world.until(({ status }) => status.deadEnds.length === 1);
    expect(await world.set([{ setting: 'email', value: 'a@b.example' }])).toMatchObject({
      outcome: 'applied',
    });
    expect(
      await world.request('my-extension.set', { changes: [to('1006')], until: null, anyway: false }),
    ).toMatchObject(refused('extension.dead-end', { count: 1 }));
    expect(await world.set([to('1006')], { anyway: true })).toMatchObject({ outcome: 'applied' });
  });

  test('what an answer leaves out is untold, the name too, and no one has changed it', async () => {
    const world = await openWorld(cleanups);
    const body = {
      status: 'Success',
      extinfos: [{ extnumber: me, status: 'Registered', type: 'SIP', dnd: 'off' }],
    };
    world.pbx.faults.set({ kind: 'json', body }, { path: 'extension/query', times: 1 });
    await world.request('my-extension.read', {});
    expect(world.mine().current).toMatchObject({ name: null, email: null, forwardAll: null });
    expect(world.mine().recent).toEqual([]);
    await world.request('my-extension.read', {});
    expect(world.mine().recent).toEqual([]);
  });
});

describe('secrets', () => {
  test('a PIN is set while the dialog waits, and is nowhere on disk', async () => {
    const world = await openWorld(cleanups);
    expect(
      await world.request('my-extension.set-secret', { setting: 'voicemailPin', value: '471147' }),
    ).toEqual(done);
    expect(world.held('vmsecret')).toEqual({ vmsecret: '471147' });
    expect(world.mine().rows.voicemailPin).toMatchObject({ kind: 'saved' });
    expect(world.mine().recent[0]?.settings).toEqual([
      { setting: 'voicemailPin', before: null, after: null },
    ]);
    expect(await world.disk()).not.toContain('471147');
    expect(
      await world.request('my-extension.set-secret', { setting: 'voicemailPin', value: '12a' }),
    ).toMatchObject(refused('extension.invalid', { field: 'voicemailPin', rule: 'digits' }));
  });

  test('undo of a PIN that someone else has set since is a question', async () => {
    const world = await openWorld(cleanups);
    await world.request('my-extension.set-secret', { setting: 'voicemailPin', value: '471147' });
    const [change] = world.mine().recent;
    world.pbx.extensions.set(me, { vmsecret: '999999' });
    await world.request('change.undo', { changeId: change?.id ?? '' });
    const { rows } = await world.until((mine) => mine.rows.voicemailPin?.kind === 'conflict');
    expect(world.held('vmsecret')).toEqual({ vmsecret: '999999' });
    await world.request('change.answer', {
      changeId: rows.voicemailPin?.changeId ?? '',
      setting: 'voicemailPin',
      choice: 'mine',
    });
    await world.until((mine) => mine.rows.voicemailPin?.kind === 'saved');
    expect(world.held('vmsecret')).not.toEqual({ vmsecret: '999999' });
  });

  test('undo of a PIN brings the old one back, and after a restart it is not offered', async () => {
    const world = await openWorld(cleanups);
    const before = world.held('vmsecret');
    await world.request('my-extension.set-secret', { setting: 'voicemailPin', value: '471147' });
    const again = await world.restart();
    expect(again.mine().recent[0]).toMatchObject({ undoable: false });
    await again.request('my-extension.set-secret', { setting: 'voicemailPin', value: '22334455' });
    const { undo } = again.mine();
    await again.request('change.undo', { changeId: undo?.changeId ?? '' });
    await again.settled();
    expect(again.held('vmsecret')).toEqual({ vmsecret: '471147' });
    expect(before).not.toEqual(again.held('vmsecret'));
  });
});
