/** Outside calls on my own phone: shown as they are, transferred to a colleague, or hung up. */

import { afterEach, describe, expect, it } from 'vitest';
import { isEndable } from '../../../electron/contract/calls.ts';
import { atNext, done, me, refused, type Cleanups } from '../my-extension/my-extension-world.ts';
import { customer, openCallWorld, them, type CallWorld } from './call-world.ts';

const cleanups: Cleanups = [];
afterEach(async () => {
  for (const cleanup of cleanups.splice(0).reverse()) await cleanup();
});

const callWorld = (options?: Parameters<typeof openCallWorld>[1]): Promise<CallWorld> =>
  openCallWorld(cleanups, options);

describe('my outside call', () => {
  const onACall = async (): Promise<CallWorld> => {
    const world = await callWorld();
    world.pbx.phones.callFromOutside(me, customer);
    world.pbx.phones.pickUp(me);
    await world.running.until(({ calling }) => calling.transferable !== null);
    return world;
  };

  it('is transferred to a colleague, by the id in my own query', async () => {
    const { pbx, running, transfer, stage, asked } = await onACall();
    expect(running.snapshot().calling).toMatchObject({ kind: 'idle', transferable: { number: customer } });
    const id = String(pbx.extensions.get(me)?.inbound[0]?.id);
    expect(await transfer(them)).toEqual(done);
    expect(await stage('transferred')).toMatchObject({ number: them });
    expect(asked()).toEqual([['inbound/transfer_extension', { inboundid: id, extid: them }]]);
    expect(pbx.extensions.get(them)?.fields.status).toBe('Ringing');
    await running.until(({ calling }) => calling.kind === 'idle' && calling.transferable === null);
  });

  it('that was gone by then is said to be gone', async () => {
    const { pbx, transfer, stage, asked } = await onACall();
    atNext(pbx, 'extension/query', () => pbx.phones.hangUp(me));
    expect(await transfer(them)).toEqual(done);
    expect(await stage('failed')).toMatchObject({ action: 'transfer', failure: { code: 'call.gone' } });
    expect(asked()).toHaveLength(1);
  });

  it('goes to a colleague in the list and to no one else', async () => {
    const { transfer, asked } = await onACall();
    expect(await transfer('4711')).toMatchObject(refused('call.no-such-number'));
    expect(await transfer(me)).toMatchObject(refused('call.myself'));
    expect(asked()).toEqual([]);
  });

  it('whose transfer got no answer is neither said to be transferred nor tried again', async () => {
    const { pbx, transfer, stage, asked } = await onACall();
    pbx.faults.set('answer-lost', { path: 'inbound/transfer_extension', times: 1 });
    await transfer(them);
    expect(await stage('unknown')).toMatchObject({ action: 'transfer', number: them });
    expect(asked()).toHaveLength(1);
  });

  it('is found although it followed another between two looks at my row', async () => {
    const { pbx, running } = await onACall();
    pbx.phones.hangUp(me);
    pbx.phones.callFromOutside(me, '0309999999');
    pbx.phones.pickUp(me);
    await running.until(({ calling }) => calling.transferable?.number === '0309999999');
  });

  it('is hung up from here', async () => {
    const { running, hangUp, asked } = await onACall();
    expect(await hangUp()).toEqual(done);
    expect(asked()).toEqual([['inbound/hangup', { inboundid: expect.any(String) as string }]]);
    await running.until(({ calling }) => calling.transferable === null);
  });
});

describe('a phone that rings', () => {
  const told = { key: expect.any(String) as string, number: customer };

  it('for an outside call says who calls, and has nothing to transfer or to hang up before it is picked up', async () => {
    const { pbx, running, transfer, hangUp, stage, asked } = await callWorld();
    pbx.phones.callFromOutside(me, customer);
    const { calling } = await running.until((now) => now.calling.others.length === 1);
    expect(calling).toEqual({
      kind: 'idle',
      others: [{ ...told, direction: 'inbound', phase: 'ringing' }],
      transferable: null,
    });
    expect(isEndable(calling)).toBe(false);
    expect(await hangUp()).toEqual(done);
    await transfer(them);
    expect(await stage('failed')).toMatchObject({ action: 'transfer', failure: { code: 'call.gone' } });
    expect(asked()).toEqual([]);
    expect(pbx.extensions.get(me)?.fields.status).toBe('Ringing');
    pbx.phones.pickUp(me);
    await running.until((now) => now.calling.transferable?.phase === 'talking');
  });

  it('while I talk to someone else is shown beside that call, and the one that I talk to is transferred', async () => {
    const { pbx, running, transfer, stage, asked } = await callWorld();
    const call = { from: customer, to: me, trunk: 'SIP', party: { key: 'ext', number: me } } as const;
    pbx.extensions.setCalls(me, {
      inbound: [
        { ...call, id: 8, from: '0309999999', status: 'Progress' },
        { ...call, id: 7, status: 'Talking' },
      ],
    });
    pbx.extensions.setStatus(me, 'Busy');
    const { calling } = await running.until((now) => now.calling.others.length === 2);
    expect(calling.others.map(({ number, phase }) => `${number} ${phase}`)).toEqual([
      `${customer} talking`,
      '0309999999 ringing',
    ]);
    expect(calling.transferable).toMatchObject({ number: customer });
    // It ends before the press: the caller who rings is not handed to anyone instead.
    pbx.extensions.setCalls(me, { inbound: [{ ...call, id: 8, from: '0309999999', status: 'Talking' }] });
    await transfer(them);
    expect(await stage('failed')).toMatchObject({ failure: { code: 'call.gone' } });
    expect(asked()).toEqual([]);
  });
});

describe('an outside call that was made at the phone', () => {
  it('can be hung up while it is dialled, transferred once it is answered, and only transferred on hold', async () => {
    const { pbx, running, hangUp, asked } = await callWorld();
    const call = {
      id: 9,
      from: me,
      to: customer,
      trunk: 'SIP',
      party: { key: 'outer', number: customer },
    } as const;
    const set = async (status: 'Progress' | 'Talking' | 'Wait', row: string, phase: string) => {
      pbx.extensions.setCalls(me, { outbound: [{ ...call, status }] });
      pbx.extensions.setStatus(me, row);
      const now = await running.until(({ calling }) => calling.others[0]?.phase === phase);
      return { ends: isEndable(now.calling), transfers: now.calling.transferable !== null };
    };
    expect(await set('Progress', 'Busy', 'dialling')).toEqual({ ends: true, transfers: false });
    expect(await set('Wait', 'Hold', 'held')).toEqual({ ends: false, transfers: true });
    expect(await set('Talking', 'Busy', 'talking')).toEqual({ ends: true, transfers: true });
    await hangUp();
    expect(asked().at(-1)).toEqual(['outbound/hangup', { outboundid: '9' }]);
  });
});
