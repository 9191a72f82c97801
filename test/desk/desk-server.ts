/** The product without Electron: the same core and the same renderer, on 127.0.0.1, in a browser. */

import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import { WebSocketServer, type WebSocket } from 'ws';
import { z } from 'zod';
import type { ShellEffect } from '../../electron/contract/desktop-model.ts';
import type { Core } from '../../electron/core/core.ts';
import { readDeskFile } from './desk-files.ts';
import { createDeskGuard, type DeskRefusal } from './desk-guard.ts';
import { shellSignalSchema } from './shell-signal-schema.ts';

export interface Desk {
  /** With the key in it; anyone with this address has the desk. */
  readonly url: string;
  /** What was refused since the start, for tests and for the log. */
  readonly refusals: readonly (DeskRefusal | 'too-large' | 'not-understood')[];
  close(): Promise<void>;
}

/** The desk remembers this many refusals. */
const refusalsKept = 100;
/** A tab that is further behind than this gets only the newest snapshot, once it has caught up. */
const maxUnreadBytes = 1024 * 1024;

/** A request is small: the largest is a list of favourites. */
const maxMessageBytes = 256 * 1024;

const incoming = z.union([
  z.strictObject({ id: z.number().int(), request: z.string().max(100), payload: z.unknown() }),
  z.strictObject({ signal: shellSignalSchema }),
]);

const headers = {
  'content-security-policy':
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; connect-src 'self'; frame-src 'self'; frame-ancestors 'self'; base-uri 'none'; form-action 'none'",
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'cross-origin-resource-policy': 'same-origin',
  'cross-origin-opener-policy': 'same-origin',
  'cache-control': 'no-store',
} as const;

export async function openDesk(core: Core, options: { readonly port?: number } = {}): Promise<Desk> {
  let port = 0;
  const guard = createDeskGuard(() => port);
  const refusals: Desk['refusals'][number][] = [];
  /** Tabs whose panel is open: the core cares only whether there is any. */
  const openPanels = new Set<WebSocket>();

  const server = createServer((request, response) => {
    void serve(request, response);
  });
  /** Includes upgraded ones, which the server no longer knows: on closing it would wait for them forever. */
  const connections = new Set<Socket>();
  server.on('connection', (socket) => {
    connections.add(socket);
    socket.once('close', () => connections.delete(socket));
  });
  const sockets = new WebSocketServer({ noServer: true, maxPayload: maxMessageBytes });
  const refuse = (refusal: Desk['refusals'][number]): void => {
    refusals.push(refusal);
    refusals.splice(0, refusals.length - refusalsKept);
  };
  server.on('upgrade', (request: IncomingMessage, socket: Duplex, head: Buffer) => {
    // Anyone on this computer may hang up in the middle of it
    socket.on('error', () => socket.destroy());
    const refusal =
      guard.refuse(request, 'required') ?? (guard.pathOf(request) === '/socket' ? undefined : 'wrong-key');
    if (refusal !== undefined) {
      refuse(refusal);
      socket.end('HTTP/1.1 403 Forbidden\r\nConnection: close\r\nContent-Length: 0\r\n\r\n');
      return;
    }
    const only = new URL(request.url ?? '/', 'http://desk').searchParams.get('only');
    sockets.handleUpgrade(request, socket, head, (opened) => {
      connect(opened, { events: only !== 'effects', effects: only !== 'events' });
    });
  });

  async function serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const refusal = guard.refuse(request, 'checked-if-sent');
    if (refusal !== undefined) {
      refuse(refusal);
      return answer(response, 403, 'Open the address that the desk printed.');
    }
    if (request.method !== 'GET') return answer(response, 405, 'GET only.');
    const file = await readDeskFile(guard.pathOf(request));
    if (file === undefined) return answer(response, 404, 'No such file.');
    response.writeHead(200, { ...headers, 'content-type': file.type }).end(file.body);
  }

  /** The page draws effects, the panel in it events; a socket that asks for neither gets both. */
  function connect(socket: WebSocket, wants: { readonly events: boolean; readonly effects: boolean }): void {
    const send = (message: unknown): void => {
      socket.send(JSON.stringify(message));
    };
    let unsent: unknown;
    /** Snapshots would pile up for a tab that doesn't read; the newest is enough. */
    const sendSnapshot = (message: unknown): void => {
      unsent = socket.bufferedAmount > maxUnreadBytes ? message : undefined;
      if (unsent === undefined) socket.send(JSON.stringify(message), sendUnsent);
    };
    const sendUnsent = (): void => {
      if (unsent !== undefined && socket.readyState === socket.OPEN) sendSnapshot(unsent);
    };
    const stops = [
      wants.events &&
        core.onEvent((event) => {
          const message = { event: event.name, payload: event.payload };
          if (event.name === 'snapshot') sendSnapshot(message);
          else send(message);
        }),
      wants.effects &&
        core.onEffect((effect: ShellEffect) => {
          send({ effect });
        }),
    ];
    socket.on('message', (data: Buffer) => {
      void receive(socket, data, send);
    });
    socket.on('error', (error: Error & { code?: string }) => {
      if (error.code === 'WS_ERR_UNSUPPORTED_MESSAGE_LENGTH') refuse('too-large');
    });
    socket.on('close', () => {
      for (const stop of stops) if (stop !== false) stop();
      setPanelOpen(socket, false);
    });
  }

  async function receive(socket: WebSocket, data: Buffer, send: (message: unknown) => void): Promise<void> {
    const message = parseMessage(data);
    if (message === undefined) {
      refuse('not-understood');
      socket.close(1008, 'not understood');
      return;
    }
    if ('request' in message) {
      const reply = await core.request(message.request, message.payload);
      if (socket.readyState === socket.OPEN) send({ id: message.id, reply });
    } else if (message.signal.kind === 'panel') {
      setPanelOpen(socket, message.signal.open);
    } else {
      core.signal(message.signal);
    }
  }

  function setPanelOpen(socket: WebSocket, open: boolean): void {
    const before = openPanels.size > 0;
    if (open) openPanels.add(socket);
    else openPanels.delete(socket);
    const after = openPanels.size > 0;
    if (after !== before) core.signal({ kind: 'panel', open: after });
  }

  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(options.port ?? 0, '127.0.0.1', resolve);
  });
  port = (server.address() as AddressInfo).port;

  return {
    url: `http://127.0.0.1:${port}/${guard.key}/`,
    refusals,
    close: async () => {
      sockets.close();
      const closed = new Promise((resolve) => server.close(resolve));
      for (const socket of connections) socket.destroy();
      await closed;
    },
  };
}

function parseMessage(data: Buffer): z.output<typeof incoming> | undefined {
  try {
    return incoming.parse(JSON.parse(data.toString('utf8')));
  } catch {
    return undefined;
  }
}

function answer(response: ServerResponse, status: number, text: string): void {
  response.writeHead(status, { ...headers, 'content-type': 'text/plain; charset=utf-8' }).end(text);
}
