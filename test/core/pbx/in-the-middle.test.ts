/** Someone takes over the way to the PBX: whatever the person or the program does then, not one byte of a request leaves. */

import { once } from 'node:events';
import net from 'node:net';
import tls from 'node:tls';
import { afterEach, expect, test, vi } from 'vitest';
import { makeCertificate } from '../../pbx/certificate.ts';
import { startDemoPbx, type DemoPbx } from '../../pbx/demo-pbx.ts';
import { ok, startCore, type RunningCore } from '../fixtures/start-core.ts';
import { createTravellingClock, type TravellingClock } from '../fixtures/travelling-clock.ts';
import { portOf } from './tls-server.ts';

vi.setConfig({ testTimeout: 60_000 });

const cleanups: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const cleanup of cleanups.splice(0).reverse()) await cleanup();
});

interface Way {
  readonly port: number;
  /** From now on the way reads along: with a certificate of its own, under the PBX's name and with later dates. */
  intercept(): Promise<string>;
  /** The honest way again. */
  pass(): void;
  /** Connections that came while it read along. */
  readonly intercepted: number;
  /** Bytes of requests that it could read. */
  readonly bytesRead: number;
}

/** A box between this computer and the PBX. At first it passes the bytes on as they are. */
async function wayTo(pbx: DemoPbx): Promise<Way> {
  let forged: tls.SecureContext | undefined;
  let intercepted = 0;
  let bytesRead = 0;
  const sockets = new Set<net.Socket>();

  const server = net.createServer((client) => {
    const device = net.connect(pbx.port, '127.0.0.1');
    for (const socket of [client, device]) {
      sockets.add(socket);
      socket.on('error', () => undefined).on('close', () => sockets.delete(socket));
    }
    if (forged === undefined) {
      client.pipe(device).pipe(client);
      return;
    }
    intercepted += 1;
    const readable = new tls.TLSSocket(client, { isServer: true, secureContext: forged });
    const toDevice = tls.connect({ socket: device, rejectUnauthorized: false });
    readable.on('data', (chunk: Buffer) => (bytesRead += chunk.length));
    for (const socket of [readable, toDevice]) socket.on('error', () => undefined);
    readable.pipe(toDevice).pipe(readable);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  cleanups.push(() => {
    for (const socket of sockets) socket.destroy();
    return new Promise((resolve) => server.close(resolve));
  });
  return {
    port: portOf(server),
    async intercept() {
      const certificate = await makeCertificate({
        keyType: 'ec',
        notBefore: new Date('2024-04-01T00:00:00Z'),
        notAfter: new Date('2034-04-01T00:00:00Z'),
      });
      forged = tls.createSecureContext({ key: certificate.key, cert: certificate.cert });
      for (const socket of sockets) socket.destroy();
      return certificate.fingerprint;
    },
    pass() {
      forged = undefined;
    },
    get intercepted() {
      return intercepted;
    },
    get bytesRead() {
      return bytesRead;
    },
  };
}

async function behindWay(): Promise<{
  pbx: DemoPbx;
  way: Way;
  running: RunningCore;
  clock: TravellingClock;
}> {
  const clock = createTravellingClock();
  const pbx = await startDemoPbx({ people: 6, now: () => clock.now() });
  cleanups.push(() => pbx.close());
  const way = await wayTo(pbx);
  const running = await startCore({ clock });
  cleanups.push(() => running.close());
  return { pbx, way, running, clock };
}

async function connect(running: RunningCore, pbx: DemoPbx, way: Way, fingerprint: string): Promise<void> {
  const address = `127.0.0.1:${String(way.port)}`;
  await ok(running.request('setup.address', { address, plainHttpConfirmed: false }));
  await ok(running.request('setup.certificate', { sha256: fingerprint, decision: 'trust' }));
  await ok(running.request('setup.account', { username: pbx.username, password: pbx.password }));
  await ok(running.request('setup.extension', { number: '1002' }));
  await running.until(({ connection }) => connection.kind === 'live');
}

test('a running connection: nothing the person does sends a byte, a no is remembered, and the real PBX needs no question', async () => {
  const { pbx, way, running, clock } = await behindWay();
  await connect(running, pbx, way, pbx.fingerprint);
  await running.until(({ myExtension }) => myExtension !== null);

  const forged = await way.intercept();
  const requestsBefore = pbx.log.length;
  await running.request('connection.retry', {});
  // A retry right after an answer asks nothing: the next poll does.
  clock.travel(20_000);
  const asked = await running.until(({ connection }) => connection.kind === 'blocked');
  // It looks like a renewal, which is said as a guess; the question stays a question.
  expect(asked.connection).toMatchObject({
    need: {
      kind: 'certificate-changed',
      known: { sha256: pbx.fingerprint },
      offered: { sha256: forged },
      likely: 'renewed',
    },
  });

  const account = { username: pbx.username, password: pbx.password };
  expect(await running.request('my-extension.read', {})).toMatchObject({ ok: false });
  const silence = { status: { kind: 'do-not-disturb' }, until: null, anyway: true } as const;
  expect(await running.request('status.set', silence)).toMatchObject({ ok: true });
  await running.until(({ myExtension }) => myExtension?.rows.doNotDisturb?.kind === 'refused');
  expect(await running.request('account.sign-in', account)).toMatchObject({ ok: false });
  expect(await running.request('diagnosis.get', {})).toMatchObject({ ok: true });
  running.core.signal({ kind: 'panel', open: true });
  running.core.signal({ kind: 'suspend' });
  running.core.signal({ kind: 'resume' });
  await ok(running.request('certificate.decide', { sha256: forged, decision: 'refuse' }));
  await running.until(
    ({ connection }) => connection.kind === 'blocked' && connection.need.kind === 'certificate-refused',
  );
  await running.request('connection.retry', {});
  await running.until(
    ({ connection }) => connection.kind === 'blocked' && connection.need.kind === 'certificate-refused',
  );

  expect(way.intercepted).toBeGreaterThan(2);
  expect(way.bytesRead).toBe(0);
  expect(pbx.log).toHaveLength(requestsBefore);

  way.pass();
  await running.request('connection.retry', {});
  await running.until(({ connection }) => connection.kind === 'live');
});

test('the set-up: what is typed stays here until the certificate was confirmed', async () => {
  const { pbx, way, running } = await behindWay();
  const forged = await way.intercept();
  const address = `127.0.0.1:${String(way.port)}`;
  await ok(running.request('setup.address', { address, plainHttpConfirmed: false }));
  expect(running.snapshot().setup?.certificate?.offered.sha256).toBe(forged);
  const account = { username: pbx.username, password: pbx.password };
  expect(await running.request('setup.account', account)).toMatchObject({ ok: false });
  expect(
    await running.request('setup.certificate', { sha256: pbx.fingerprint, decision: 'trust' }),
  ).toMatchObject({ ok: false, failure: { code: 'tls.changed-certificate' } });
  await running.request('setup.certificate', { sha256: forged, decision: 'refuse' });
  expect(await running.request('setup.account', account)).toMatchObject({ ok: false });
  expect(way.intercepted).toBeGreaterThan(0);
  expect(way.bytesRead).toBe(0);

  // The count does count: after a yes to the wrong one everything can be read.
  await ok(running.request('setup.back', {}));
  await ok(running.request('setup.address', { address, plainHttpConfirmed: false }));
  await ok(running.request('setup.certificate', { sha256: forged, decision: 'trust' }));
  await ok(running.request('setup.account', account));
  expect(way.bytesRead).toBeGreaterThan(0);
});

test('between the certificate and the password: the account goes to the confirmed device or nowhere', async () => {
  const { pbx, way, running } = await behindWay();
  const address = `127.0.0.1:${String(way.port)}`;
  await ok(running.request('setup.address', { address, plainHttpConfirmed: false }));
  await ok(running.request('setup.certificate', { sha256: pbx.fingerprint, decision: 'trust' }));
  await way.intercept();
  expect(
    await running.request('setup.account', { username: pbx.username, password: pbx.password }),
  ).toMatchObject({ ok: false, failure: { code: 'tls.changed-certificate' } });
  expect(way.intercepted).toBe(1);
  expect(way.bytesRead).toBe(0);
});
