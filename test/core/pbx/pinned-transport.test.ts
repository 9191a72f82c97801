/** The pinned transport against real TLS servers: who is talked to, what leaves before that is known, what is resumed. */

import { once } from 'node:events';
import net from 'node:net';
import tls from 'node:tls';
import { beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { systemClock } from '../../../electron/core/lib/system-clock.ts';
import { checkPeer } from '../../../electron/core/pbx/transport/check-peer.ts';
import {
  createPacketBudget,
  maxPackets,
  packetsFor,
} from '../../../electron/core/pbx/transport/packet-budget.ts';
import type { PinnedTransportOptions } from '../../../electron/core/pbx/transport/pinned-transport.ts';
import { createTlsSessions } from '../../../electron/core/pbx/transport/tls-sessions.ts';
import type { Transport } from '../../../electron/core/pbx/transport/transport-port.ts';
import { CertificateFailure } from '../../../electron/core/trust/certificate-failure.ts';
import { makeCertificate, type DeviceCertificate } from '../../pbx/certificate.ts';
import { createSteeredClock } from '../../steered-clock.ts';
import { appErrorOf, openTransport } from './open-transport.ts';
import {
  answer,
  portOf,
  quickCertificate,
  startCountingServer,
  type CountingServer,
  type CountingServerOptions,
} from './tls-server.ts';

let certificate: DeviceCertificate;
let other: DeviceCertificate;
beforeAll(async () => {
  [certificate, other] = await Promise.all([quickCertificate(), quickCertificate()]);
});

async function serve(options: CountingServerOptions = { certificate }): Promise<CountingServer> {
  const server = await startCountingServer(options);
  onTestFinished(() => server.close());
  return server;
}

function transportTo(server: { port: number }, options: Partial<PinnedTransportOptions> = {}): Transport {
  return openTransport({ port: server.port, fingerprint: certificate.fingerprint }, options);
}

const poll = { path: 'extensionlist/query', token: 'the-token' };

describe('a request', () => {
  test('is one POST below the API root, with the token in the query and JSON in the body', async () => {
    const server = await serve({ certificate, respond: answer('{"status":"Success","n":1}') });
    const transport = transportTo(server, { version: 'v1.1.0' });
    const bytes = await transport.post({ path: 'extension/query', token: 'a b', body: { extid: '1000' } });
    expect(Buffer.from(bytes).toString()).toBe('{"status":"Success","n":1}');
    const [request = ''] = server.requests;
    const [line, ...rest] = request.split('\r\n');
    expect(line).toBe('POST /api/v1.1.0/extension/query?token=a%20b HTTP/1.1');
    expect(rest).toContain(`host: 127.0.0.1:${server.port}`);
    expect(rest).toContain('content-type: application/json; charset=utf-8');
    expect(rest.at(-1)).toBe('{"extid":"1000"}');
  });

  test('without a body sends none', async () => {
    const server = await serve();
    await transportTo(server).post(poll);
    expect(server.requests[0]).toMatch(/content-length: 0\r\n\r\n$/i);
  });

  test.each([poll, { ...poll, body: { extid: '1000' } }])(
    'has the headers of the guide with a body or without one, and wants its connection closed',
    async (request) => {
      const server = await serve();
      await transportTo(server).post(request);
      const head = server.requests[0]?.split('\r\n') ?? [];
      expect(head).toContain('content-type: application/json; charset=utf-8');
      expect(head).toContain('user-agent: Lampfield');
      expect(head).toContain(`host: 127.0.0.1:${server.port}`);
      expect(head).toContain('connection: close');
    },
  );
});

describe('the handshake', () => {
  const dheOnly = { ciphers: 'DHE-RSA-AES128-GCM-SHA256', dhparam: 'auto', maxVersion: 'TLSv1.2' } as const;

  test('offers no DHE: a device may answer it with 1024 bits', async () => {
    const rsa = await makeCertificate({ keyType: 'rsa' });
    const server = await serve({ certificate: rsa, tls: dheOnly });
    const trust = { kind: 'pinned', sha256: rsa.fingerprint } as const;
    expect(await appErrorOf(transportTo(server, { trust }).post(poll))).toMatchObject({
      code: 'tls.handshake',
      detail: { reason: 'cipher' },
    });
  });
});

describe('the certificate', () => {
  test.each(['TLSv1.2', 'TLSv1.3'] as const)(
    'a wrong one is refused before a byte of the request, %s',
    async (version) => {
      const server = await serve({ certificate: other, tls: { minVersion: version, maxVersion: version } });
      const transport = transportTo(server);
      const failure = await appErrorOf(transport.post(poll));
      expect(failure).toMatchObject({
        code: 'tls.changed-certificate',
        offered: { sha256: other.fingerprint, subject: expect.stringContaining('CN=') },
      });
      expect(failure).toBeInstanceOf(CertificateFailure);
      await server.close();
      expect(server.requestBytes).toBe(0);
    },
  );

  test('long expired and for another name, it is accepted when it is the pinned one', async () => {
    const old = await quickCertificate({
      commonName: 'somebody.else',
      notBefore: new Date('2001-01-01'),
      notAfter: new Date('2002-01-01'),
    });
    const server = await serve({ certificate: old });
    await transportTo(server, { trust: { kind: 'pinned', sha256: old.fingerprint } }).post(poll);
    expect(server.requests).toHaveLength(1);
  });

  test('absent (anonymous ciphers only), nothing is sent', async () => {
    const server = await serve({ tls: { ciphers: 'aNULL:@SECLEVEL=0', maxVersion: 'TLSv1.2' } });
    expect(await appErrorOf(transportTo(server).post(poll))).toMatchObject({
      code: 'tls.handshake',
      detail: { reason: 'cipher' },
    });
    expect(server.requestBytes).toBe(0);
  });

  test('without an authority behind it, it is unknown under the authority policy', async () => {
    const server = await serve();
    const failure = await appErrorOf(
      transportTo(server, { trust: { kind: 'authority', refused: [] } }).post(poll),
    );
    expect(failure).toMatchObject({
      code: 'tls.unknown-certificate',
      offered: { sha256: certificate.fingerprint },
    });
    expect(server.requestBytes).toBe(0);
  });

  test('old TLS only: said to be the version', async () => {
    const server = await serve({
      certificate,
      tls: { minVersion: 'TLSv1', maxVersion: 'TLSv1.1', ciphers: 'DEFAULT:@SECLEVEL=0' },
    });
    expect(await appErrorOf(transportTo(server).post(poll))).toMatchObject({
      code: 'tls.handshake',
      detail: { reason: 'version' },
    });
  });
});

describe('plain HTTP', () => {
  test('is recognised and gets no request when TLS is expected', async () => {
    const server = await serve({ respond: (socket) => socket.end('HTTP/1.1 400 Bad Request\r\n\r\n') });
    const plain = net.createServer((socket) => {
      socket.on('error', () => undefined);
      socket.once('data', () => socket.end('HTTP/1.0 400 Bad Request\r\nServer: Boa/0.94\r\n\r\n'));
    });
    await new Promise<void>((resolve) => plain.listen(0, '127.0.0.1', resolve));
    onTestFinished(() => new Promise((resolve) => plain.close(() => resolve())));
    expect(await appErrorOf(transportTo({ port: portOf(plain) }).post(poll))).toMatchObject({
      code: 'tls.plain-http',
    });
    expect(server.requests).toEqual([]);
  });

  test('is used only under its own policy', async () => {
    const server = await serve({});
    const transport = transportTo(server, { trust: { kind: 'plain-http' } });
    expect(Buffer.from(await transport.post(poll)).toString()).toBe('{"status":"Success"}');
    expect(transport.counters).toEqual({ requests: 1, fullHandshakes: 0, resumedHandshakes: 0 });
  });
});

describe('the budget of packets', () => {
  /** A name for this computer that doesn't count as this computer. */
  const host = '127.1';

  test('holds a request back until it fits, and counts what each one cost', async () => {
    const server = await serve({ certificate, respond: answer('{}') });
    const clock = createSteeredClock();
    const packets = createPacketBudget(clock);
    const transport = transportTo(server, { host, clock, packets });
    packets.spend(60);
    const first = transport.post(poll);
    const second = transport.post({ ...poll, body: { extid: '1000' } });
    await clock.advance(59_999);
    expect(server.connections).toBe(0);
    await clock.advance(1);
    await Promise.all([first, second]);
    const cost = { handshake: 'full', sentBytes: 0, receivedBytes: 2, timedOut: false } as const;
    expect(packets.spentLately().map((one) => one.packets)).toEqual([
      packetsFor(cost),
      packetsFor({ ...cost, handshake: 'resumed', sentBytes: 17 }),
    ]);
    expect(clock.pendingTimers).toBe(0);
  });

  test('counts what timed out, and a plain connection as one without a handshake to resume', async () => {
    const server = await serve({ respond: () => undefined });
    const packets = createPacketBudget(systemClock);
    const plain = { host, packets, trust: { kind: 'plain-http' } } as const;
    await appErrorOf(transportTo(server, { ...plain, headersTimeoutMs: 40 }).post(poll));
    server.respond = answer('{}');
    await transportTo(server, plain).post(poll);
    server.respond = (socket) => void socket.end('HTTP/1.1 503 Busy\r\n\r\n');
    await appErrorOf(transportTo(server, plain).post(poll));
    const cost = { handshake: 'resumed', sentBytes: 0, receivedBytes: 0, timedOut: true } as const;
    expect(packets.spentLately().map((one) => one.packets)).toEqual([
      packetsFor(cost),
      packetsFor({ ...cost, receivedBytes: 2, timedOut: false }),
      packetsFor({ ...cost, timedOut: false }),
    ]);
  });

  test('is not asked for a device on this computer, and holds nothing back once closed', async () => {
    const server = await serve({ respond: answer('{}') });
    const clock = createSteeredClock();
    const packets = createPacketBudget(clock);
    packets.spend(maxPackets);
    const trust = { kind: 'plain-http' } as const;
    await transportTo(server, { clock, packets, trust }).post(poll);
    const transport = transportTo(server, { host, clock, packets, trust });
    const waiting = appErrorOf(transport.post(poll));
    await transport.close();
    expect((await waiting).code).toBe('network.cancelled');
    expect(packets.spentLately()).toHaveLength(1);
    expect(clock.pendingTimers).toBe(0);
    expect(server.connections).toBe(1);
  });
});

describe.each(['TLSv1.2', 'TLSv1.3'] as const)('sessions over %s', (version) => {
  const only = { minVersion: version, maxVersion: version };

  test('three connections to a device that closes each: one full handshake, two resumed', async () => {
    const server = await serve({ certificate, tls: only });
    const transport = transportTo(server);
    for (let n = 0; n < 3; n += 1) await transport.post(poll);
    expect(transport.counters).toEqual({ requests: 3, fullHandshakes: 1, resumedHandshakes: 2 });
    expect([server.connections, server.resumed]).toEqual([3, 2]);
  });

  test('a certificate that changes between them is refused, and nothing more is sent', async () => {
    const server = await serve({ certificate, tls: only });
    const transport = transportTo(server);
    await transport.post(poll);
    await transport.post(poll);
    const before = server.requestBytes;
    server.changeCertificate(other);
    for (let n = 0; n < 2; n += 1) {
      expect(await appErrorOf(transport.post(poll))).toMatchObject({
        code: 'tls.changed-certificate',
        offered: { sha256: other.fingerprint },
      });
    }
    expect(server.requestBytes).toBe(before);
    server.changeCertificate(certificate);
    await transport.post(poll);
    expect(server.requests).toHaveLength(3);
  });

  test('a new pin finds no session of the old one', async () => {
    const server = await serve({ certificate, tls: only });
    const sessions = createTlsSessions();
    await transportTo(server, { sessions }).post(poll);
    const sharing = transportTo(server, { sessions });
    await sharing.post(poll);
    expect(sharing.counters).toMatchObject({ fullHandshakes: 0, resumedHandshakes: 1 });

    const repinned = transportTo(server, { trust: { kind: 'pinned', sha256: other.fingerprint }, sessions });
    expect(await appErrorOf(repinned.post(poll))).toMatchObject({ code: 'tls.changed-certificate' });
    expect(repinned.counters).toMatchObject({ fullHandshakes: 1, resumedHandshakes: 0 });
    expect(server.requests).toHaveLength(2);
    // Nor has the refused connection left one behind, and the old pin's is gone
    const back = transportTo(server, { sessions });
    await back.post(poll);
    expect(back.counters).toMatchObject({ fullHandshakes: 1, resumedHandshakes: 0 });
  });

  test('resumed from a session that is not ours: refused', async () => {
    const server = await serve({ certificate: other, tls: only });
    const foreign = await sessionFrom(server.port);
    const socket = tls.connect({
      host: '127.0.0.1',
      port: server.port,
      rejectUnauthorized: false,
      session: foreign,
    });
    await once(socket, 'secureConnect');
    expect(socket.isSessionReused()).toBe(true);
    const trust = { kind: 'pinned', sha256: certificate.fingerprint } as const;
    expect(checkPeer(socket, trust, false)?.code).toMatch(/^tls\.(no|changed)-certificate$/);
    expect(checkPeer(socket, { kind: 'authority', refused: [] }, false)?.code).toMatch(
      /^tls\.(no|unknown)-certificate$/,
    );
    socket.destroy();
  });
});

test('a chain of resumptions ends, so that the certificate is seen again', async () => {
  const server = await serve();
  const transport = transportTo(server);
  for (let n = 0; n < 203; n += 1) await transport.post(poll);
  expect(transport.counters).toEqual({ requests: 203, fullHandshakes: 2, resumedHandshakes: 201 });
});

/** A session of a connection that nobody checked. */
async function sessionFrom(port: number): Promise<Buffer> {
  const socket = tls.connect({ host: '127.0.0.1', port, rejectUnauthorized: false });
  const told = new Promise<Buffer>((resolve) => socket.once('session', resolve));
  await once(socket, 'secureConnect');
  socket.end('POST / HTTP/1.1\r\n\r\n');
  socket.resume();
  return told;
}
