/** The first look at an address, at real servers: what it sees, what it tells apart, and that it sends nothing. */

import net from 'node:net';
import tls from 'node:tls';
import { afterEach, beforeAll, expect, test } from 'vitest';
import { createPinnedTransport } from '../../../electron/core/pbx/transport/pinned-transport.ts';
import { createPacketBudget } from '../../../electron/core/pbx/transport/packet-budget.ts';
import { fetchCertificate } from '../../../electron/core/trust/fetch-certificate.ts';
import { makeCertificate, type DeviceCertificate } from '../../pbx/certificate.ts';
import { createSteeredClock } from '../../steered-clock.ts';
import { portOf, quickCertificate, startCountingServer, type CountingServerOptions } from './tls-server.ts';

const cleanUp: (() => unknown)[] = [];
afterEach(async () => {
  for (const step of cleanUp.splice(0).reverse()) await step();
});

let certificate: DeviceCertificate;
beforeAll(async () => {
  certificate = await quickCertificate({ commonName: 'S-Series IPPBX' });
});

async function serve(options: CountingServerOptions) {
  const server = await startCountingServer(options);
  cleanUp.push(() => server.close());
  return server;
}

async function rawServer(onConnection: (socket: net.Socket) => void): Promise<number> {
  const server = net.createServer((socket) => {
    socket.on('error', () => undefined);
    cleanUp.push(() => socket.destroy());
    onConnection(socket);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  cleanUp.push(() => server.close());
  return portOf(server);
}

const look = (port: number, more: object = {}) => fetchCertificate({ host: '127.0.0.1', port, ...more });

test.each(['TLSv1.2', 'TLSv1.3'] as const)(
  'shows what the device shows, and sends nothing, %s',
  async (version) => {
    const server = await serve({ certificate, tls: { minVersion: version, maxVersion: version } });
    expect(await look(server.port)).toEqual({
      certificate: {
        sha256: certificate.fingerprint,
        subject: 'CN=S-Series IPPBX, C=CN, O=Demo PBX',
        issuer: 'CN=S-Series IPPBX, C=CN, O=Demo PBX',
        notBefore: Date.UTC(2013, 3, 1),
        notAfter: Date.UTC(2016, 3, 1),
      },
      vouched: false,
    });
    await expect.poll(() => server.openSockets).toBe(0);
    expect(server.requestBytes).toBe(0);
  },
);

test('an authority vouches for a name and a time, and the transport believes it without a pin', async () => {
  const now = Date.now();
  // Each has its own name: of authorities with the same subject, OpenSSL takes the first that it meets.
  const good = await quickCertificate({
    commonName: 'PBX with the right name',
    addresses: ['127.0.0.1'],
    notBefore: new Date(now - 60_000),
    notAfter: new Date(now + 3_600_000),
  });
  const wrongName = await quickCertificate({
    commonName: 'PBX with the wrong name',
    addresses: ['127.0.0.2'],
    notBefore: new Date(now - 60_000),
    notAfter: new Date(now + 3_600_000),
  });
  const before = tls.getCACertificates('default');
  cleanUp.push(() => tls.setDefaultCACertificates(before));
  tls.setDefaultCACertificates([...before, good.cert, wrongName.cert, certificate.cert]);

  for (const version of ['TLSv1.2', 'TLSv1.3'] as const) {
    const server = await serve({ certificate: good, tls: { minVersion: version, maxVersion: version } });
    expect(await look(server.port)).toMatchObject({
      vouched: true,
      certificate: { sha256: good.fingerprint },
    });
    const trust = { kind: 'authority', refused: [] } as const;
    const transport = createPinnedTransport({
      host: '127.0.0.1',
      port: server.port,
      version: 'v1.0.0',
      trust,
    });
    cleanUp.push(() => transport.close());
    for (let n = 0; n < 3; n += 1) await transport.post({ path: 'x' });
    expect(transport.counters).toEqual({ requests: 3, fullHandshakes: 1, resumedHandshakes: 2 });

    // Nobody vouches for the next one, whatever was resumable before
    server.changeCertificate(wrongName);
    await expect(transport.post({ path: 'x' })).rejects.toMatchObject({ code: 'tls.unknown-certificate' });
    expect(server.requests).toHaveLength(3);
  }
  const other = await serve({ certificate: wrongName });
  expect(await look(other.port)).toMatchObject({ vouched: false });
  const expired = await serve({ certificate });
  expect(await look(expired.port)).toMatchObject({ vouched: false });
});

test('plain HTTP is told apart', async () => {
  const port = await rawServer((socket) => {
    socket.once('data', () => socket.end('HTTP/1.0 400 Bad Request\r\nServer: Boa\r\n\r\n<html></html>'));
  });
  await expect(look(port)).rejects.toMatchObject({ code: 'tls.plain-http' });
});

test('old firmware: no TLS version in common', async () => {
  const old = { minVersion: 'TLSv1', maxVersion: 'TLSv1.1', ciphers: 'DEFAULT:@SECLEVEL=0' } as const;
  const { port } = await serve({ certificate, tls: old });
  await expect(look(port)).rejects.toMatchObject({ code: 'tls.handshake', detail: { reason: 'version' } });
});

test('a device without a certificate has no cipher in common', async () => {
  const { port } = await serve({ tls: { ciphers: 'aNULL:@SECLEVEL=0', maxVersion: 'TLSv1.2' } });
  await expect(look(port)).rejects.toMatchObject({ code: 'tls.handshake', detail: { reason: 'cipher' } });
});

test('offers no DHE: a device may answer it with 1024 bits', async () => {
  const dheOnly = { ciphers: 'DHE-RSA-AES128-GCM-SHA256', dhparam: 'auto', maxVersion: 'TLSv1.2' } as const;
  const { port } = await serve({ certificate: await makeCertificate({ keyType: 'rsa' }), tls: dheOnly });
  await expect(look(port)).rejects.toMatchObject({ code: 'tls.handshake', detail: { reason: 'cipher' } });
});

test('a name that does not resolve is reported', async () => {
  await expect(fetchCertificate({ host: 'no-such-pbx.invalid', port: 8088 })).rejects.toSatisfy(
    (error: { code: string }) => ['network.name-unknown', 'network.unreachable'].includes(error.code),
  );
});

test('a closed port is reported as refused', async () => {
  const server = await startCountingServer({ certificate });
  await server.close();
  await expect(look(server.port)).rejects.toMatchObject({ code: 'network.refused' });
});

test.each([
  ['closed at once', (socket: net.Socket) => socket.destroy()],
  ['closed after the first words', (socket: net.Socket) => socket.once('data', () => socket.end())],
  ['reset', (socket: net.Socket) => socket.once('data', () => socket.resetAndDestroy())],
])('web access control: %s', async (_name, onConnection) => {
  const port = await rawServer(onConnection);
  await expect(look(port)).rejects.toMatchObject({
    code: 'network.interrupted',
    detail: { phase: 'before-tls' },
  });
});

test('silence ends after the limit, and a cancellation ends it before', async () => {
  let open = 0;
  const port = await rawServer((socket) => {
    open += 1;
    socket.resume().on('close', () => (open -= 1));
  });
  await expect(look(port, { connectTimeoutMs: 40 })).rejects.toMatchObject({ code: 'network.timeout' });
  await expect.poll(() => open).toBe(0);

  const controller = new AbortController();
  const looking = look(port, { signal: controller.signal });
  await expect.poll(() => open).toBe(1);
  controller.abort();
  await expect(looking).rejects.toMatchObject({ code: 'network.cancelled' });
  await expect.poll(() => open).toBe(0);
  await expect(look(port, { signal: AbortSignal.abort() })).rejects.toMatchObject({
    code: 'network.cancelled',
  });
});

test('a look counts among the packets that may go to the device, and waits until it fits', async () => {
  const server = await serve({ certificate });
  const clock = createSteeredClock();
  const packets = createPacketBudget(clock);
  for (let spent = 0; spent < 60; spent += 10) packets.spend(10);
  expect(packets.waitMs('request')).toBe(0);
  await look(server.port, { clock, packets });
  expect(packets.waitMs('request')).toBeGreaterThan(0);

  const second = look(server.port, { clock, packets });
  let seen = false;
  void second.then(() => (seen = true));
  await clock.advance(59_000);
  expect(seen).toBe(false);
  await clock.advance(1_000);
  await expect(second).resolves.toMatchObject({ vouched: false });
});
