/** Calls through the whole core against the demo PBX: what is asked, what is told, and whose phone it ever is. */

import fc from 'fast-check';
import { afterEach, describe, expect, it } from 'vitest';
import { isEndable, type Calling } from '../../electron/contract/calls.ts';
import type { DemoPbx } from '../pbx/demo-pbx.ts';
import {
  atNext,
  done,
  hastyClock,
  me,
  openWorld,
  refused,
  type Cleanups,
  type World,
} from './my-extension/my-extension-world.ts';

const cleanups: Cleanups = [];
afterEach(async () => {
  for (const cleanup of cleanups.splice(0).reverse()) await cleanup();
});

const them = '1003';
const customer = '0301234567';
const nameOf = (pbx: DemoPbx): string => pbx.extensions.get(them)?.fields.username ?? '?';

interface CallWorld extends World {
  readonly dial: (number: string) => Promise<unknown>;
  readonly transfer: (number: string) => Promise<unknown>;
  readonly hangUp: () => Promise<unknown>;
  /** Resolves with the first stage that is of that kind. */
  readonly stage: (kind: Calling['kind']) => Promise<Calling>;
  /** Paths and bodies of what was asked about calls. */
  readonly asked: () => readonly (readonly [string, unknown])[];
}

async function callWorld(options: Parameters<typeof openWorld>[1] = {}): Promise<CallWorld> {
  const world = await openWorld(cleanups, { ports: { clock: hastyClock }, ...options });
  const { pbx, running } = world;
  // As with an open panel: the list is asked for at its quickest.
  running.core.signal({ kind: 'panel', open: true });
  await running.request('settings.change', {});
  return {
    ...world,
    dial: (number) => running.request('call.dial', { number }),
    transfer: (number) => running.request('call.transfer', { number }),
    hangUp: () => running.request('call.hang-up', {}),
    stage: async (kind) => (await running.until(({ calling }) => calling.kind === kind)).calling,
    asked: () =>
      pbx.log
        .filter(({ path }) => /dial|transfer|hangup/.test(path))
        .map(({ path, body }) => [path, body] as const),
  };
}

describe('a call to a colleague', () => {
  it('rings my own phone first, is followed until it ends, and is asked for once', async () => {
    const { pbx, dial, stage, asked } = await callWorld();
    expect(await dial(them)).toEqual(done);
    expect(await stage('ringing-mine')).toMatchObject({ number: them, name: nameOf(pbx) });
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

/** What someone at the panel and someone at the phones may do, in any order. */
const act = fc.oneof(
  fc.record({
    do: fc.constant('dial' as const),
    whom: fc.constantFrom(them, me, '1004', customer, '4711', ''),
  }),
  fc.record({ do: fc.constant('transfer' as const), whom: fc.constantFrom(them, me, '1004', customer) }),
  fc.record({ do: fc.constantFrom('hang-up', 'dismiss', 'outside-call', 'kill-token') }),
  fc.record({ do: fc.constant('pick-up' as const), whom: fc.constantFrom(me, them, '1004') }),
  fc.record({ do: fc.constant('put-down' as const), whom: fc.constantFrom(me, them) }),
  fc.record({
    do: fc.constant('fault' as const),
    errno: fc.constantFrom(10006, 10007, 10008, 30001, 100024),
  }),
);

describe('in any order of events', () => {
  it('my own extension is the only caller, and only calls from my own query are ended or transferred', async () => {
    const world = await callWorld();
    const { pbx, running } = world;
    // Of all runs: a call of the one before may still be on its way out when the next begins.
    const mine = new Set<string>();
    const stop = pbx.onRequest(({ path }) => {
      if (path !== 'extension/query') return;
      const { inbound = [], outbound = [] } = pbx.extensions.get(me) ?? {};
      for (const { id } of [...inbound, ...outbound]) mine.add(String(id));
    });
    await fc.assert(
      fc.asyncProperty(fc.array(act, { minLength: 1, maxLength: 12 }), async (acts) => {
        pbx.clearLog();
        for (const one of acts) await perform(world, one);
        await running.request('call.hang-up', {});
        await pbx.faults.clear();
        for (const number of pbx.extensions.numbers()) pbx.phones.hangUp(number);
        for (const [path, body] of world.asked())
          expect(isMine(path, body, mine), `${path} ${JSON.stringify(body)}`).toBe(true);
        const queries = pbx.log.filter(({ path }) => path === 'extension/query').map(({ body }) => body);
        expect(queries.filter((body) => JSON.stringify(body) !== JSON.stringify({ extid: me }))).toEqual([]);
      }),
      { numRuns: 20 },
    );
    stop();
  }, 60_000);
});

type Act = typeof act extends fc.Arbitrary<infer T> ? T : never;

async function perform({ pbx, dial, transfer, hangUp, running }: CallWorld, one: Act): Promise<void> {
  switch (one.do) {
    case 'dial':
      await dial(one.whom);
      return;
    case 'transfer':
      await transfer(one.whom);
      return;
    case 'hang-up':
      await hangUp();
      return;
    case 'dismiss':
      await running.request('call.dismiss', {});
      return;
    case 'outside-call':
      if (pbx.extensions.get(me)?.fields.status === 'Registered') pbx.phones.callFromOutside(me, customer);
      return;
    case 'pick-up':
      return pbx.phones.pickUp(one.whom);
    case 'put-down':
      return pbx.phones.hangUp(one.whom);
    case 'kill-token':
      return pbx.killAllTokens();
    case 'fault':
      return pbx.faults.set(
        { kind: 'errno', errno: one.errno },
        { path: 'extension/dial_extension', times: 1 },
      );
  }
}

function isMine(path: string, body: unknown, mine: ReadonlySet<string>): boolean {
  const sent: Record<string, unknown> = typeof body === 'object' ? { ...body } : {};
  switch (path) {
    case 'extension/dial_extension':
      return sent['caller'] === me && sent['callee'] !== me;
    case 'extension/dial_outbound':
    case 'extension/hangup':
      return sent['extid'] === me;
    default:
      return mine.has(String(sent['inboundid'] ?? sent['outboundid']));
  }
}

function pathTo(number: string): string {
  return number === customer ? 'extension/dial_outbound' : 'extension/dial_extension';
}
