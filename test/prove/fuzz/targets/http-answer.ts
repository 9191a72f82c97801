/** HTTP itself: whatever a device sends, head or body, the request ends with bytes or a failure, and the next one is clean. */

import { once } from 'node:events';
import { createServer, type AddressInfo } from 'node:net';
import { isAppError } from '../../../../electron/core/app-error.ts';
import { createPinnedTransport } from '../../../../electron/core/pbx/transport/pinned-transport.ts';
import { readAnswer } from '../../../../electron/core/pbx/wire/answer-envelope.ts';
import { CANARY, refuseSecret, returnOrRefuse } from '../judge-outcome.ts';

const good = Buffer.from('HTTP/1.1 200 OK\r\nContent-Length: 20\r\n\r\n{"status":"Success"}');
/** Between two looks at whether the transport still works. */
const inputsBetweenLooks = 10;

let toSend: Uint8Array = good;
const server = createServer((socket) => {
  socket.on('error', () => socket.destroy());
  socket.once('data', () => socket.end(toSend));
}).listen(0, '127.0.0.1');
await once(server, 'listening');

const transport = createPinnedTransport({
  host: '127.0.0.1',
  port: (server.address() as AddressInfo).port,
  version: 'v1.1.0',
  trust: { kind: 'plain-http' },
  maxBodyBytes: 64 * 1024,
});
const ask = (): Promise<Uint8Array> => transport.post({ path: 'login', token: CANARY });

let count = 0;

export async function fuzz(data: Buffer): Promise<void> {
  toSend = data;
  try {
    const bytes = await ask();
    returnOrRefuse(() => readAnswer('login', bytes));
  } catch (error) {
    if (!isAppError(error)) throw error;
    // The host that a redirect points to is for people to see; its path, query and user aren't.
    const { to, ...detail } = { to: '', ...error.detail };
    if (!new RegExp(`^https?://[^/?#@]*${CANARY}`).test(to)) refuseSecret(to);
    refuseSecret(JSON.stringify([error.code, detail, error.message]));
  }
  count += 1;
  if (count % inputsBetweenLooks !== 0) return;
  toSend = good;
  const { length } = await ask();
  if (length !== 20) throw new Error(`the next answer has ${String(length)} bytes, expected 20`);
}

export async function end(): Promise<void> {
  await transport.close();
  server.close();
}
