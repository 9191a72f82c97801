/** What the transport does when the device is slow, broken, chatty or gone, or when nobody waits for the answer. */

import net from 'node:net';
import { inspect } from 'node:util';
import { beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import type { AppError } from '../../../electron/core/app-error.ts';
import type { Transport, TransportOptions } from '../../../electron/core/pbx/transport/transport-port.ts';
import type { DeviceCertificate } from '../../pbx/certificate.ts';
import { appErrorOf, openTransport } from './open-transport.ts';
import {
  answer,
  portOf,
  quickCertificate,
  sendRaw,
  startCountingServer,
  type CountingServer,
  type Respond,
} from './tls-server.ts';

let certificate: DeviceCertificate;
beforeAll(async () => {
  certificate = await quickCertificate();
});

const token = 'c0ffee00c0ffee00c0ffee00c0ffee00';
const poll = { path: 'extensionlist/query', token };
const silent: Respond = () => undefined;
const ok = 'HTTP/1.1 200 OK\r\nConnection: close\r\n';

async function serve(respond: Respond): Promise<CountingServer> {
  const server = await startCountingServer({ certificate, respond });
  onTestFinished(() => server.close());
  return server;
}

function transportTo(server: { port: number }, options: Partial<TransportOptions> = {}): Transport {
  return openTransport({ port: server.port, fingerprint: certificate.fingerprint }, options);
}

async function failureOf(promise: Promise<unknown>): Promise<AppError> {
  const outcome = await appErrorOf(promise);
  // Whatever went wrong: no token in what may be logged
  expect(inspect(outcome, { depth: 10, showHidden: true })).not.toContain(token);
  return outcome;
}

/** A port that takes connections and never says a word. */
async function muteServer(
  onConnection?: (socket: net.Socket) => void,
): Promise<{ port: number; sockets: Set<net.Socket> }> {
  const sockets = new Set<net.Socket>();
  const server = net.createServer((socket) => {
    sockets.add(socket);
    socket.on('error', () => undefined).on('close', () => sockets.delete(socket));
    // Otherwise it would not notice the end
    socket.resume();
    onConnection?.(socket);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    for (const socket of sockets) socket.destroy();
    return new Promise((resolve) => server.close(() => resolve()));
  });
  return { port: portOf(server), sockets };
}

describe('limits', () => {
  test('no TLS in time', async () => {
    const mute = await muteServer();
    const failure = await failureOf(transportTo(mute, { connectTimeoutMs: 40 }).post(poll));
    expect(failure).toMatchObject({ code: 'network.timeout', detail: { phase: 'connect', limitMs: 40 } });
    await expect.poll(() => mute.sockets.size).toBe(0);
  });

  test('no headers in time', async () => {
    const server = await serve(silent);
    const failure = await failureOf(transportTo(server, { headersTimeoutMs: 40 }).post(poll));
    expect(failure).toMatchObject({ code: 'network.timeout', detail: { phase: 'headers', limitMs: 40 } });
    await expect.poll(() => server.openSockets).toBe(0);
  });

  test('a body that drips without end is over after its total', async () => {
    const server = await serve((socket) => {
      socket.write(`${ok}Content-Length: 100000\r\n\r\n`);
      const drip = setInterval(() => socket.write('x'), 5);
      socket.on('close', () => clearInterval(drip));
    });
    const failure = await failureOf(transportTo(server, { bodyTimeoutMs: 80 }).post(poll));
    expect(failure).toMatchObject({ code: 'network.timeout', detail: { phase: 'body', limitMs: 80 } });
    await expect.poll(() => server.openSockets).toBe(0);
  });

  test('an endless body is cut at the limit', async () => {
    const server = await serve((socket) => {
      socket.write(`${ok}Transfer-Encoding: chunked\r\n\r\n`);
      const block = `10000\r\n${'x'.repeat(0x10000)}\r\n`;
      const pour = (): void => {
        while (!socket.destroyed && socket.write(block));
      };
      socket.on('drain', pour);
      pour();
    });
    const failure = await failureOf(transportTo(server, { maxBodyBytes: 1_000_000 }).post(poll));
    expect(failure).toMatchObject({ code: 'pbx.too-large', detail: { limitBytes: 1_000_000 } });
    await expect.poll(() => server.openSockets).toBe(0);
  });

  test('8 MiB pass, a byte more is refused by its length alone', async () => {
    const whole = Buffer.alloc(8 * 1024 * 1024, 'x');
    const server = await serve(answer(whole));
    const transport = transportTo(server);
    expect(Buffer.compare(Buffer.from(await transport.post(poll)), whole)).toBe(0);
    server.respond = sendRaw(`${ok}Content-Length: ${whole.length + 1}\r\n\r\n`);
    expect(await failureOf(transport.post(poll))).toMatchObject({ code: 'pbx.too-large' });
  });
});

describe('broken answers', () => {
  test.each<[string, Respond, object]>([
    [
      'reset instead of an answer',
      (socket) => socket.destroy(),
      { code: 'network.interrupted', detail: { phase: 'headers' } },
    ],
    [
      'cut off in the body',
      (socket) => socket.end(`${ok}Content-Length: 50\r\n\r\n{"status"`),
      { code: 'network.interrupted', detail: { phase: 'body' } },
    ],
    [
      'cut off in a chunk',
      (socket) => socket.end(`${ok}Transfer-Encoding: chunked\r\n\r\n20\r\n{"stat`),
      { code: 'network.interrupted', detail: { phase: 'body' } },
    ],
    [
      'not HTTP',
      (socket) => socket.end(`${token} says hello\r\n\r\n`),
      { code: 'pbx.malformed', detail: { reason: 'http' } },
    ],
    ['headers without end', sendRaw(`${ok}X: ${'y'.repeat(20_000)}\r\n`), { code: 'pbx.malformed' }],
    [
      'HTTP error',
      sendRaw('HTTP/1.1 503 Busy\r\nContent-Length: 100\r\n\r\n'),
      { code: 'pbx.http-status', detail: { status: 503 } },
    ],
    [
      'HTTP 204',
      sendRaw('HTTP/1.1 204 No Content\r\n\r\n'),
      { code: 'pbx.http-status', detail: { status: 204 } },
    ],
  ])('%s', async (_name, respond, expected) => {
    const server = await serve(respond);
    const transport = transportTo(server);
    expect(await failureOf(transport.post(poll))).toMatchObject(expected);
    // The next one is not hurt by it
    server.respond = answer('{}');
    expect(Buffer.from(await transport.post(poll)).toString()).toBe('{}');
  });

  // What undici takes nobody's word for, as the transport's head says
  test.each([
    ['lines that end with LF alone', 'HTTP/1.1 200 OK\nContent-Length: 2\n\n{}'],
    [
      'an interim answer first',
      'HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}',
    ],
    ['a blank before a colon', 'HTTP/1.1 200 OK\r\nContent-Length : 2\r\n\r\n{}'],
    ['the length told twice', 'HTTP/1.1 200 OK\r\nContent-Length: 2\r\nContent-Length: 2\r\n\r\n{}'],
    [
      'a length and chunks',
      'HTTP/1.1 200 OK\r\nContent-Length: 2\r\nTransfer-Encoding: chunked\r\n\r\n2\r\n{}\r\n0\r\n\r\n',
    ],
  ])('%s: refused with its own failure, and the next request is unaffected', async (_name, text) => {
    const server = await serve((socket) => void socket.end(text));
    const transport = transportTo(server);
    const { code } = await failureOf(transport.post(poll));
    expect(['pbx.malformed', 'network.interrupted']).toContain(code);
    server.respond = answer('{}');
    expect(Buffer.from(await transport.post(poll)).toString()).toBe('{}');
  });

  test.each([
    ['HTTP/1.0', 'HTTP/1.0 200 OK\r\n\r\n{}'],
    ['no reason phrase', 'HTTP/1.1 200\r\nContent-Length: 2\r\n\r\n{}'],
    [
      'latin-1 in a header',
      'HTTP/1.1 200 OK\r\nServer: Zentrale M\u00FCnster\r\nContent-Length: 2\r\n\r\n{}',
    ],
    ['a header without a value', 'HTTP/1.1 200 OK\r\nX-Powered-By:\r\nContent-Length: 2\r\n\r\n{}'],
    ['other kinds of content', 'HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 2\r\n\r\n{}'],
  ])('%s: taken, as other callers of embedded servers take it', async (_name, text) => {
    const server = await serve((socket) => void socket.end(Buffer.from(text, 'latin1')));
    expect(Buffer.from(await transportTo(server).post(poll)).toString()).toBe('{}');
  });

  test('a redirect isn’t followed, and only its origin is reported', async () => {
    const target = await serve(answer('{}'));
    const server = await serve(
      sendRaw(
        `HTTP/1.1 302 Found\r\nLocation: https://me:secret@127.0.0.1:${target.port}/x?token=${token}\r\n\r\n`,
      ),
    );
    const failure = await failureOf(transportTo(server).post(poll));
    expect(failure).toMatchObject({
      code: 'network.redirected',
      detail: { status: 302, to: `https://127.0.0.1:${target.port}` },
    });
    expect(JSON.stringify(failure.detail)).not.toContain('secret');
    expect(target.connections).toBe(0);
  });

  test('a redirect to anything but a web address isn’t reported in detail', async () => {
    const server = await serve(sendRaw(`HTTP/1.1 302 Found\r\nLocation: ${token}:elsewhere\r\n\r\n`));
    const failure = await failureOf(transportTo(server).post(poll));
    expect(failure).toMatchObject({ code: 'network.redirected', detail: { status: 302, to: '' } });
  });

  test('an answer that only the closed connection ends', async () => {
    const server = await serve((socket) => socket.end(`${ok}\r\n{"status":"Success"}`));
    expect(Buffer.from(await transportTo(server).post(poll)).toString()).toBe('{"status":"Success"}');
  });

  test('a connection that a proxy keeps open is not used again: it may be reset under the next poll', async () => {
    const server = await serve((socket) => {
      socket.write(
        'HTTP/1.1 200 OK\r\nConnection: keep-alive\r\nContent-Length: 20\r\n\r\n{"status":"Success"}',
      );
    });
    const transport = transportTo(server);
    for (let n = 0; n < 3; n += 1) await transport.post(poll);
    expect([server.connections, server.requests.length]).toEqual([3, 3]);
    await expect.poll(() => server.openSockets).toBe(0);
  });

  test('a length that is too long does no harm if the answer is complete, and an answer cut off isn’t', async () => {
    const whole = '{"status":"Success"}';
    const server = await serve((socket) => {
      socket.end(`${ok}Content-Length: 22\r\n\r\n${whole}`);
    });
    expect(Buffer.from(await transportTo(server).post(poll)).toString()).toBe(whole);
    server.respond = (socket) => void socket.end(`${ok}Content-Length: 22\r\n\r\n${whole.slice(0, -1)}`);
    expect(await failureOf(transportTo(server).post(poll))).toMatchObject({ code: 'network.interrupted' });
  });
});

describe('no way to the device', () => {
  test('closed port', async () => {
    const gone = await serve(silent);
    await gone.close();
    expect(await failureOf(transportTo(gone).post(poll))).toMatchObject({ code: 'network.refused' });
  });

  test('dropped before TLS, as web access control does', async () => {
    const dropping = await muteServer((socket) => socket.destroy());
    expect(await failureOf(transportTo(dropping).post(poll))).toMatchObject({
      code: 'network.interrupted',
      detail: { phase: 'before-tls' },
    });
  });
});

describe('one at a time', () => {
  test('requests wait for each other, in their order', async () => {
    let open = 0;
    let most = 0;
    const server = await serve((socket, request) => {
      open += 1;
      most = Math.max(most, open);
      setImmediate(() => {
        open -= 1;
        answer(/api\/v1.0.0\/(\w+)/.exec(request)?.[1] ?? '')(socket, request);
      });
    });
    const transport = transportTo(server);
    const answers = await Promise.all(['a', 'b', 'c', 'd'].map((path) => transport.post({ path })));
    expect(answers.map((bytes) => Buffer.from(bytes).toString())).toEqual(['a', 'b', 'c', 'd']);
    expect(most).toBe(1);
  });

  test('cancelled before it began, while waiting, while connecting, while reading', async () => {
    const cancelled = { code: 'network.cancelled' };
    const server = await serve(silent);
    const transport = transportTo(server);
    expect(await failureOf(transport.post({ ...poll, signal: AbortSignal.abort() }))).toMatchObject({
      ...cancelled,
      detail: { phase: 'connect' },
    });

    const reading = new AbortController();
    const waiting = new AbortController();
    const first = transport.post({ path: 'first', signal: reading.signal });
    const second = transport.post({ path: 'second', signal: waiting.signal });
    const third = transport.post({ path: 'third' });
    await expect.poll(() => server.requests.length).toBe(1);
    waiting.abort();
    expect(await failureOf(second)).toMatchObject({ ...cancelled, detail: { phase: 'connect' } });
    server.respond = answer('{}');
    reading.abort();
    expect(await failureOf(first)).toMatchObject({ ...cancelled, detail: { phase: 'headers' } });
    expect(Buffer.from(await third).toString()).toBe('{}');
    expect(server.requests.map((text) => /v1.0.0\/(\w+)/.exec(text)?.[1])).toEqual(['first', 'third']);

    const mute = await muteServer();
    const stuck = transportTo(mute);
    const connecting = new AbortController();
    const never = stuck.post({ ...poll, signal: connecting.signal });
    await expect.poll(() => mute.sockets.size).toBe(1);
    connecting.abort();
    expect(await failureOf(never)).toMatchObject(cancelled);
    await expect.poll(() => mute.sockets.size).toBe(0);
  });

  test('cancelled in the middle of the body', async () => {
    const server = await serve(sendRaw(`${ok}Content-Length: 50\r\n\r\n{"status"`));
    const transport = transportTo(server);
    const controller = new AbortController();
    const reading = transport.post({ ...poll, signal: controller.signal });
    await expect.poll(() => server.requests.length).toBe(1);
    controller.abort();
    expect(await failureOf(reading)).toMatchObject({ code: 'network.cancelled' });
    await expect.poll(() => server.openSockets).toBe(0);
  });

  test('a request cancelled while connecting does not hurt the one behind it', async () => {
    const server = await serve(answer('{}'));
    const transport = transportTo(server);
    const controller = new AbortController();
    const first = transport.post({ path: 'first', signal: controller.signal });
    const second = transport.post({ path: 'second' });
    controller.abort();
    expect(await failureOf(first)).toMatchObject({ code: 'network.cancelled' });
    await second;
    expect(server.requests.map((text) => /v1.0.0\/(\w+)/.exec(text)?.[1])).toEqual(['second']);
  });

  test('close() ends what runs and what waits, and later requests', async () => {
    const server = await serve(silent);
    const transport = transportTo(server);
    const outcomes = [poll, poll, poll].map((request) => failureOf(transport.post(request)));
    await expect.poll(() => server.requests.length).toBe(1);
    await transport.close();
    // The phase says whether a login may have reached the device.
    const phases = ['headers', 'connect', 'connect', 'connect'];
    const failures = await Promise.all([...outcomes, failureOf(transport.post(poll))]);
    expect(failures).toMatchObject(phases.map((phase) => ({ code: 'network.cancelled', detail: { phase } })));
    await expect.poll(() => server.openSockets).toBe(0);
    expect(server.requests).toHaveLength(1);
  });

  test('close() while connecting', async () => {
    const mute = await muteServer();
    const transport = transportTo(mute);
    const outcome = failureOf(transport.post(poll));
    await expect.poll(() => mute.sockets.size).toBe(1);
    await transport.close();
    expect(await outcome).toMatchObject({ code: 'network.cancelled' });
    await expect.poll(() => mute.sockets.size).toBe(0);
  });

  test('an address that no request can be made for fails at once, and close() still ends', async () => {
    const transport = transportTo({ port: 1 }, { host: 'not a host' });
    expect(await failureOf(transport.post(poll))).toMatchObject({ code: 'network.interrupted' });
    await transport.close();
  });
});
