/** Calls that fail: what the person is told, for how long, and that nothing is asked for twice. */

import { afterEach, describe, expect, it } from 'vitest';
import { isEndable, type Calling } from '../../../electron/contract/calls.ts';
import { done, hastyClock, me, refused, type Cleanups } from '../my-extension/my-extension-world.ts';
import { customer, openCallWorld, them, type CallWorld } from './call-world.ts';

const cleanups: Cleanups = [];
afterEach(async () => {
  for (const cleanup of cleanups.splice(0).reverse()) await cleanup();
});

const callWorld = (options?: Parameters<typeof openCallWorld>[1]): Promise<CallWorld> =>
  openCallWorld(cleanups, options);

describe('a call that cannot be made', () => {
  const fails = async (world: CallWorld, number: string, code: string): Promise<Calling> => {
    expect(await world.dial(number)).toEqual(done);
    const calling = await world.stage('failed');
    expect(calling).toMatchObject({ action: 'dial', failure: { code }, number });
    await world.running.request('call.dismiss', {});
    expect(world.running.snapshot().calling.kind).toBe('idle');
    return calling;
  };

  it.each([
    [10008, them, 'call.busy'],
    [10006, them, 'call.no-such-number'],
    [30001, them, 'call.refused'],
    [10004, them, 'call.refused'],
    [10003, them, 'call.refused'],
    [100024, customer, 'call.no-route'],
    [10008, customer, 'call.phone-busy'],
    [30001, customer, 'call.refused'],
  ])('says by error number %i to %s that it is %s', async (errno, number, code) => {
    const world = await callWorld();
    world.pbx.faults.set({ kind: 'errno', errno }, { times: 1, path: pathTo(number) });
    const { failure } = { failure: null, ...(await fails(world, number, code)) };
    expect(failure).toMatchObject({ detail: { errno: String(errno), number } });
  });

  it('distinguishes a busy colleague, a line that doesn’t exist and one that I may not use', async () => {
    const world = await callWorld({ before: (pbx) => pbx.extensions.setStatus('1004', 'Busy') });
    await fails(world, '1004', 'call.busy');
    await fails(world, '4711', 'call.no-route');
    world.pbx.extensions.set(me, { callrestriction: 'on' });
    await world.running.request('my-extension.read', {});
    await fails(world, customer, 'call.not-allowed');
  });

  it.each([
    ['Unavailable', 'call.phone-offline'],
    ['Busy', 'call.phone-busy'],
  ])('is not even asked for while my phone is %s', async (status, code) => {
    const world = await callWorld({ before: (pbx) => pbx.extensions.setStatus(me, status) });
    await fails(world, them, code);
    expect(world.asked()).toEqual([]);
  });

  it('is no call to myself, and none to what is no number', async () => {
    const world = await callWorld();
    await fails(world, me, 'call.myself');
    expect(await world.dial('tomorrow')).toMatchObject(refused('call.number-invalid'));
    expect(world.asked()).toEqual([]);
  });
});

describe('a call whose answer got lost', () => {
  it('is never asked for again, and is still followed when my phone rings', async () => {
    const { pbx, dial, stage, asked, running } = await callWorld();
    pbx.faults.set('answer-lost', { path: 'extension/dial_extension', times: 1 });
    await dial(them);
    expect(await stage('unknown')).toMatchObject({ action: 'dial', number: them });
    await stage('ringing-mine');
    expect(asked()).toHaveLength(1);
    expect(running.snapshot().calling).toMatchObject({ number: them });
  });

  it('that never reached the PBX has simply failed', async () => {
    const { pbx, dial, stage } = await callWorld();
    await pbx.close();
    await dial(them);
    expect(await stage('failed')).toMatchObject({ failure: { code: 'network.refused' } });
  });

  it('is asked for once more where only the session had ended', async () => {
    const { pbx, dial, stage, asked } = await callWorld();
    pbx.killAllTokens();
    await dial(them);
    await stage('ringing-mine');
    const outcomes = pbx.log
      .filter(({ path }) => path === 'extension/dial_extension')
      .map(({ errno }) => errno);
    expect(outcomes.filter((errno) => errno === null)).toHaveLength(1);
    expect(asked().length).toBeLessThanOrEqual(2);
  });
});

describe('the failure of a call is shown', () => {
  /** Where nothing is forgotten merely because it is old. */
  const patient = {
    ports: {
      clock: {
        ...hastyClock,
        after: (ms: number, act: () => void) => (ms < 60_000 ? hastyClock.after(ms, act) : () => undefined),
      },
    },
  };

  it('until both phones are free again', async () => {
    const { pbx, dial, stage } = await callWorld({
      ...patient,
      before: (device) => device.extensions.setStatus(them, 'Busy'),
    });
    await dial(them);
    await stage('failed');
    pbx.extensions.setStatus(them, 'Registered');
    await stage('idle');
  });

  it('until the call is over that could not be transferred', async () => {
    const { pbx, running, transfer, stage } = await callWorld(patient);
    pbx.phones.callFromOutside(me, customer);
    pbx.phones.pickUp(me);
    await running.until(({ calling }) => calling.transferable !== null);
    pbx.faults.set({ kind: 'errno', errno: 30001 }, { path: 'inbound/transfer_extension', times: 1 });
    await transfer(them);
    const failed = await stage('failed');
    expect(failed.others).toMatchObject([{ phase: 'talking' }]);
    expect(isEndable(failed)).toBe(true);
    pbx.phones.hangUp(me);
    await stage('idle');
  });

  it('of hanging up as of everything else', async () => {
    const { pbx, dial, stage, hangUp } = await callWorld();
    await dial(them);
    await stage('ringing-mine');
    pbx.faults.set({ kind: 'errno', errno: 30001 }, { path: 'extension/hangup', times: 1 });
    expect(await hangUp()).toEqual(done);
    expect(await stage('failed')).toMatchObject({ action: 'hang-up', number: them });
    await hangUp();
    await stage('ended');
  });
});

function pathTo(number: string): string {
  return number === customer ? 'extension/dial_outbound' : 'extension/dial_extension';
}
