/** Whatever happens in whatever order, the PBX is never asked to use another phone than mine. */

import fc from 'fast-check';
import { afterEach, expect, it } from 'vitest';
import { me, type Cleanups } from '../my-extension/my-extension-world.ts';
import { customer, openCallWorld, them, type CallWorld } from './call-world.ts';

const cleanups: Cleanups = [];
afterEach(async () => {
  for (const cleanup of cleanups.splice(0).reverse()) await cleanup();
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

it('in any order of events my own extension is the only caller, and only calls from my own query are ended or transferred', async () => {
  const world = await openCallWorld(cleanups);
  const { pbx, running } = world;
  // Kept over all runs: a call may still be ending when the next run begins.
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
