/** The desk's edges: who gets in, who does not, and what a tab may say. */

import { once } from 'node:events';
import { request as httpRequest } from 'node:http';
import { connect as connectTo } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { WebSocket } from 'ws';
import type { ShellSignal } from '../../electron/contract/desktop-model.ts';
import type { Core } from '../../electron/core/core.ts';
import { startCore, type RunningCore } from '../core/fixtures/start-core.ts';
import { openDesk, type Desk } from './desk-server.ts';

let running: RunningCore;
let desk: Desk;
let url: URL;
const signals: ShellSignal[] = [];

beforeAll(async () => {
  running = await startCore();
  const core: Core = {
    ...running.core,
    signal: (signal) => {
      signals.push(signal);
      running.core.signal(signal);
    },
  };
  desk = await openDesk(core);
  url = new URL(desk.url);
});
afterAll(async () => {
  await desk.close();
  await running.close();
});

const key = (): string => url.pathname.split('/')[1] ?? '';
const own = (): string => `http://${url.host}`;

interface Asked {
  readonly status: number;
  readonly body: string;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
}

/** Sends the path as it stands: `fetch` would tidy a traversal away. */
function get(path: string, headers: Record<string, string> = {}, method = 'GET'): Promise<Asked> {
  return new Promise((resolve, reject) => {
    const options = {
      host: '127.0.0.1',
      port: url.port,
      path,
      method,
      headers: { host: url.host, ...headers },
    };
    httpRequest(options, (response) => {
      let body = '';
      response.setEncoding('utf8').on('data', (chunk: string) => (body += chunk));
      response.on('end', () => {
        resolve({ status: response.statusCode ?? 0, body, headers: response.headers });
      });
    })
      .on('error', reject)
      .end();
  });
}

/** Resolves with the open socket, or with the status of the refusal. */
function connect(path: string, headers: Record<string, string>): Promise<WebSocket | number> {
  return new Promise((resolve, reject) => {
    const socket = new WebSocket(`ws://127.0.0.1:${url.port}${path}`, {
      headers: { host: url.host, ...headers },
    });
    socket.on('open', () => {
      resolve(socket);
    });
    socket.on('unexpected-response', (_, response) => {
      resolve(response.statusCode ?? 0);
    });
    socket.on('error', reject);
  });
}

async function connected(query = ''): Promise<WebSocket> {
  const socket = await connect(`/${key()}/socket${query}`, { origin: own() });
  if (typeof socket === 'number') throw new Error(`refused with ${socket}`);
  return socket;
}

function nextMessage(
  socket: WebSocket,
  fits: (message: Record<string, unknown>) => boolean,
): Promise<Record<string, unknown>> {
  return new Promise((resolve) => {
    socket.on('message', (data: Buffer) => {
      const message = JSON.parse(data.toString('utf8')) as Record<string, unknown>;
      if (fits(message)) resolve(message);
    });
  });
}

const closed = (socket: WebSocket): Promise<number> =>
  new Promise((resolve) => socket.once('close', resolve));

describe('a page', () => {
  it('is served under the key, with a policy that allows nothing from elsewhere', async () => {
    const page = await get(url.pathname);
    expect(page.status).toBe(200);
    expect(page.body).toContain('Lampfield');
    expect(page.headers['content-security-policy']).toContain("default-src 'none'");
    expect(page.headers['content-security-policy']).not.toContain('unsafe');
    expect(page.headers['referrer-policy']).toBe('no-referrer');
  });

  it.each([
    ['no key', () => '/', {}],
    ['a wrong key', () => `/${'A'.repeat(43)}/`, {}],
    ['the key without its first letter', () => `/${key().slice(1)}/`, {}],
    ['a foreign Host', () => url.pathname, { host: 'evil.example:80' }],
    ['a rebound name without a port', () => url.pathname, { host: 'evil.example' }],
    ['another port', () => url.pathname, { host: '127.0.0.1:1' }],
    ['a foreign Origin', () => url.pathname, { origin: 'https://evil.example' }],
    ['an Origin of null', () => url.pathname, { origin: 'null' }],
  ])('is refused for %s', async (_, path, headers) => {
    const before = desk.refusals.length;
    const refused = await get(path(), headers);
    expect(refused.status).toBe(403);
    expect(refused.body).not.toContain(key());
    expect(desk.refusals.length).toBe(before + 1);
  });

  it.each([
    '/../../package.json',
    '/panel/../../../package.json',
    '/panel/%2e%2e/%2e%2e/package.json',
    '/electron/contract/../core/app.ts',
    '/electron/contract/%2e%2e/core/app.ts',
    '/test/desk/page/../main.ts',
    '/no-such-file.js',
    '/%ff.js',
  ])('does not serve %s', async (path) => {
    expect((await get(`/${key()}${path}`)).status).toBe(404);
  });

  it('answers GET only', async () => {
    expect((await get(url.pathname, {}, 'POST')).status).toBe(405);
  });
});

describe('a socket', () => {
  it('carries requests, replies and the tray to our page', async () => {
    const socket = await connected();
    const reply = nextMessage(socket, ({ id }) => id === 7);
    socket.send(JSON.stringify({ id: 7, request: 'snapshot.get', payload: {} }));
    expect(await reply).toMatchObject({ reply: { ok: true, value: { connection: { kind: 'not-set-up' } } } });
    socket.send(JSON.stringify({ id: 8, request: 'no.such', payload: {} }));
    expect(await nextMessage(socket, ({ id }) => id === 8)).toMatchObject({
      reply: { ok: false, failure: { code: 'ipc.unknown-request' } },
    });
    const tray = nextMessage(
      socket,
      ({ effect }) => (effect as { kind?: string } | undefined)?.kind === 'tray',
    );
    await running.core.request('settings.change', { language: 'de' });
    expect(await tray).toMatchObject({ effect: { tray: { lamp: 'none', mark: 'attention' } } });
    socket.close();
  });

  it.each([
    ['effects', 'event'],
    ['events', 'effect'],
  ])('that asks for %s alone gets no other, so that no list travels twice', async (only, other) => {
    const socket = await connected(`?only=${only}`);
    const messages: Record<string, unknown>[] = [];
    socket.on('message', (data: Buffer) => {
      messages.push(JSON.parse(data.toString()) as Record<string, unknown>);
    });
    const first = nextMessage(socket, () => true);
    await running.core.request('settings.change', { language: only === 'effects' ? 'en' : 'de' });
    await first;
    socket.send(JSON.stringify({ id: 9, request: 'snapshot.get', payload: {} }));
    await nextMessage(socket, ({ id }) => id === 9);
    expect(messages.length).toBeGreaterThan(1);
    expect(messages.filter((message) => other in message)).toEqual([]);
    socket.close();
  });

  it.each([
    ['no Origin', () => `/${key()}/socket`, {}],
    ['a foreign Origin', () => `/${key()}/socket`, { origin: 'https://evil.example' }],
    ['our name on another port', () => `/${key()}/socket`, { origin: 'http://127.0.0.1:1' }],
    ['a foreign Host', () => `/${key()}/socket`, { host: 'evil.example', origin: 'http://evil.example' }],
    ['a wrong key', () => '/wrong/socket', 'own'],
    ['another path', () => `/${key()}/other`, 'own'],
  ])('is refused for %s', async (_, path, headers) => {
    const sent = headers === 'own' ? { origin: own() } : headers;
    expect(await connect(path(), sent as Record<string, string>)).toBe(403);
  });

  it('is closed after an oversize message, which never reaches the core', async () => {
    const socket = await connected();
    socket.on('error', () => undefined);
    const end = closed(socket);
    socket.send(JSON.stringify({ id: 1, request: 'panel.close', payload: 'x'.repeat(300_000) }));
    expect(await end).toBe(1009);
    expect(desk.refusals).toContain('too-large');
  });

  it.each([
    'not json',
    '[]',
    '{"id":1}',
    '{"signal":{"kind":"format-disk"}}',
    '{"id":1,"request":"panel.close","payload":{},"more":1}',
  ])('is closed after %s', async (text) => {
    const socket = await connected();
    const end = closed(socket);
    socket.send(text);
    expect(await end).toBe(1008);
  });

  it('counts a panel as open for as long as any tab has it open', async () => {
    signals.length = 0;
    const [first, second] = [await connected(), await connected()];
    first.send(JSON.stringify({ signal: { kind: 'panel', open: true } }));
    second.send(JSON.stringify({ signal: { kind: 'panel', open: true } }));
    await expect.poll(() => signals).toEqual([{ kind: 'panel', open: true }]);
    first.close();
    await closed(first);
    second.send(JSON.stringify({ signal: { kind: 'panel', open: false } }));
    await expect
      .poll(() => signals)
      .toEqual([
        { kind: 'panel', open: true },
        { kind: 'panel', open: false },
      ]);
    second.close();
  });
});

describe('a desk in bad company', () => {
  it('survives a caller without the key who resets the connection in the middle of an upgrade', async () => {
    const refused = desk.refusals.length;
    for (let n = 0; n < 20; n += 1) {
      const socket = connectTo({ host: '127.0.0.1', port: Number(url.port) });
      socket.on('error', () => undefined);
      await once(socket, 'connect');
      socket.write(
        `GET /wrong/socket HTTP/1.1\r\nHost: ${url.host}\r\nConnection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\n\r\n`,
      );
      socket.resetAndDestroy();
    }
    await expect.poll(() => desk.refusals.length).toBeGreaterThan(refused);
    expect((await get(`/${key()}/`)).status).toBe(200);
  });

  it('stops even while a client that it has refused stays connected', async () => {
    const own = await openDesk(running.core);
    const { host, port } = new URL(own.url);
    const socket = connectTo({ host: '127.0.0.1', port: Number(port), allowHalfOpen: true });
    await once(socket, 'connect');
    socket.write(
      `GET /wrong/socket HTTP/1.1\r\nHost: ${host}\r\nConnection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\n\r\n`,
    );
    await once(socket, 'data');
    await own.close();
    socket.destroy();
  });

  it('keeps one snapshot for a tab that does not read, and gives it the newest when it does', async () => {
    const { core } = running;
    let tell: Parameters<Core['onEvent']>[0] = () => undefined;
    const busy = await openDesk({
      ...core,
      onEvent(listener) {
        tell = listener;
        return () => undefined;
      },
    });
    const { host, port, pathname } = new URL(busy.url);
    const socket = connectTo({ host: '127.0.0.1', port: Number(port) });
    await once(socket, 'connect');
    socket.write(
      `GET ${pathname}socket HTTP/1.1\r\nHost: ${host}\r\nOrigin: http://${host}\r\nConnection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\n\r\n`,
    );
    await once(socket, 'data');
    socket.pause();
    const before = process.memoryUsage().external + process.memoryUsage().heapUsed;
    for (let revision = 1; revision <= 3_000; revision += 1) {
      const favourites = [`${'x'.repeat(100_000)} ${revision}.`];
      tell({ name: 'snapshot', payload: { ...running.snapshot(), favourites } });
      if (revision % 100 === 0) await new Promise((resolve) => setImmediate(resolve));
    }
    expect(process.memoryUsage().external + process.memoryUsage().heapUsed - before).toBeLessThan(60_000_000);
    let read = '';
    socket.on('data', (data: Buffer) => (read = (read + data.toString('latin1')).slice(-500_000)));
    socket.resume();
    await expect.poll(() => read, { timeout: 10_000 }).toContain(' 3000.');
    socket.destroy();
    await busy.close();
  });
});
