/** Calls from the panel, through the whole core against the demo PBX: what is asked, and what the person is told. */

import { afterEach, describe, expect, it } from 'vitest';
import { done, me, refused, type Cleanups } from '../my-extension/my-extension-world.ts';
import { customer, openCallWorld, them, type CallWorld } from './call-world.ts';

const cleanups: Cleanups = [];
afterEach(async () => {
  for (const cleanup of cleanups.splice(0).reverse()) await cleanup();
});

const callWorld = (options?: Parameters<typeof openCallWorld>[1]): Promise<CallWorld> =>
  openCallWorld(cleanups, options);

describe('a call to a colleague', () => {
  it('rings my own phone first, is followed until it ends, and is asked for once', async () => {
    const { pbx, dial, stage, asked } = await callWorld();
    expect(await dial(them)).toEqual(done);
    expect(await stage('ringing-mine')).toMatchObject({
      number: them,
      name: pbx.extensions.get(them)?.fields.username,
    });
    pbx.phones.pickUp(me);
    await stage('ringing-them');
    pbx.phones.pickUp(them);
    await stage('talking');
    pbx.phones.hangUp(them);
    expect(await stage('ended')).toMatchObject({ because: 'hung-up' });
    await stage('idle');
    expect(asked()).toEqual([['extension/dial_extension', { caller: me, callee: them, autoanswer: 'no' }]]);
  });

  it('is not made when I let my own phone ring', async () => {
    const { pbx, dial, stage, running } = await callWorld();
    await dial(them);
    await running.until(({ me: my, calling }) => my?.state === 'ringing' && calling.kind === 'ringing-mine');
    pbx.phones.hangUp(me);
    expect(await stage('ended')).toMatchObject({ because: 'not-picked-up', number: them });
  });

  describe('right after another was hung up, while the list still has my phone in use', () => {
    async function justHungUp(): Promise<CallWorld> {
      const world = await callWorld();
      await world.dial(them);
      await world.stage('ringing-mine');
      world.pbx.phones.pickUp(me);
      await world.stage('ringing-them');
      await world.hangUp();
      expect(world.running.snapshot().me?.state).toBe('on-call');
      return world;
    }

    it('is made as soon as the list has caught up', async () => {
      const { dial, stage, asked } = await justHungUp();
      expect(await dial('1004')).toEqual(done);
      expect(await stage('asking')).toMatchObject({ number: '1004' });
      expect(await stage('ringing-mine')).toMatchObject({ number: '1004' });
      expect(asked().at(-1)).toEqual([
        'extension/dial_extension',
        { caller: me, callee: '1004', autoanswer: 'no' },
      ]);
    });

    it('is taken back by hanging up once more', async () => {
      const { dial, stage, hangUp, asked, running } = await justHungUp();
      const before = asked().length;
      await dial('1004');
      await stage('asking');
      await hangUp();
      await stage('idle');
      await running.until(({ me: my }) => my?.state === 'free');
      expect(asked()).toHaveLength(before);
    });
  });

  it('is hung up without touching an outside call on hold', async () => {
    const { pbx, dial, stage, hangUp, asked } = await callWorld();
    await dial(them);
    await stage('ringing-mine');
    pbx.phones.pickUp(me);
    await stage('ringing-them');
    const held = { id: 7, from: customer, to: me, trunk: 'PSTN-1', status: 'Wait' } as const;
    pbx.extensions.setCalls(me, { inbound: [{ ...held, party: { key: 'ext', number: me } }] });
    expect(await hangUp()).toEqual(done);
    expect(await stage('ended')).toMatchObject({ because: 'hung-up' });
    expect(asked().at(-1)).toEqual(['extension/hangup', { extid: me }]);
    expect(pbx.extensions.get(me)?.fields.status).toBe('Registered');
  });

  it('that was over before it could be hung up has ended, and nothing failed', async () => {
    const { pbx, dial, stage, hangUp } = await callWorld();
    await dial(them);
    await stage('ringing-mine');
    pbx.faults.set({ kind: 'errno', errno: 10007 }, { path: 'extension/hangup', times: 1 });
    expect(await hangUp()).toEqual(done);
    await stage('ended');
  });

  it('is one at a time', async () => {
    const { dial, stage, asked } = await callWorld();
    await dial(them);
    await stage('ringing-mine');
    expect(await dial('1004')).toMatchObject(refused('call.under-way'));
    expect(asked()).toHaveLength(1);
  });
});

describe('an outside number', () => {
  it('is dialled outside, as people write it', async () => {
    const { pbx, dial, stage, asked, running } = await callWorld();
    await dial('+49 (0)30 123-45 67');
    await stage('ringing-mine');
    expect(asked()).toEqual([
      ['extension/dial_outbound', { extid: me, outto: '0049301234567', autoanswer: 'no' }],
    ]);
    pbx.phones.pickUp(me);
    await stage('ringing-them');
    pbx.phones.answerOutside(me);
    expect(await stage('talking')).toMatchObject({ number: '0049301234567', name: '' });
    await running.until(({ calling }) => calling.transferable !== null);
    expect(await running.request('call.hang-up', {})).toEqual(done);
    expect(asked().at(-1)).toEqual(['outbound/hangup', { outboundid: expect.any(String) as string }]);
    await stage('ended');
  });
});

describe('an extension that seems to be someone else’s by now', () => {
  it('is never made to call: a stranger’s phone would ring', async () => {
    const world = await callWorld();
    world.pbx.extensions.set(me, { username: 'Someone New', registername: 'new1', email: 'new@example.org' });
    await world.running.request('my-extension.read', {});
    expect(await world.dial(them)).toMatchObject(refused('extension.not-mine'));
    expect(await world.hangUp()).toMatchObject(refused('extension.not-mine'));
    expect(world.asked()).toEqual([]);
  });
});

describe('a notification that someone is free', () => {
  it('calls them by its first action, and shows what comes of it', async () => {
    const { pbx, running, stage, asked } = await callWorld({
      before: (device) => device.extensions.setStatus(them, 'Busy'),
    });
    await running.request('alert.set', {
      target: { kind: 'person', number: them },
      mode: 'once',
      states: ['free'],
      expiresAt: null,
    });
    pbx.extensions.setStatus(them, 'Registered');
    const id = `person:${them}`;
    await expect
      .poll(() => running.effects, { timeout: 15_000 })
      .toContainEqual(
        expect.objectContaining({
          notification: expect.objectContaining({
            id,
            actions: [expect.objectContaining({ id: 'call', text: 'Call' }), expect.anything()],
          }),
        }),
      );
    running.core.signal({ kind: 'notification-action', id, action: 'call' });
    await stage('ringing-mine');
    expect(asked()).toHaveLength(1);
    expect(running.effects).toContainEqual({ kind: 'open-panel', show: { view: 'list' } });
  });
});

describe('how calls are made', () => {
  it('is a link for another program where the settings say so', async () => {
    const { running, dial, asked } = await callWorld();
    await running.request('settings.change', { callWith: 'sip' });
    expect(running.snapshot().calling.kind).toBe('link');
    expect(await dial(them)).toEqual(done);
    expect(running.effects).toContainEqual({ kind: 'open-link', url: `sip:${them}@127.0.0.1` });
    expect(asked()).toEqual([]);
  });

  it('is nothing at all where the administrator has switched it off', async () => {
    const { running, dial, transfer, hangUp, asked } = await callWorld({
      managed: { settings: { callWith: 'off' }, locked: ['callWith'] },
    });
    expect(running.snapshot().calling).toEqual({ kind: 'off', others: [], transferable: null });
    expect(await dial(them)).toMatchObject(refused('call.switched-off'));
    expect(await transfer(them)).toMatchObject(refused('call.switched-off'));
    expect(await hangUp()).toMatchObject(refused('call.switched-off'));
    expect(await running.request('settings.change', { callWith: 'desk-phone' })).toMatchObject(
      refused('settings.locked'),
    );
    expect(asked()).toEqual([]);
  });
});
