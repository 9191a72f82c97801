/** The desk's tab of the tests, on a socket that answers as a busy computer makes it. */

import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { expect, onTestFinished, test } from 'vitest';
import { WebSocketServer } from 'ws';
import { openTab } from './tab.ts';

test('an answer that is read together with later news does not hide them', async () => {
  const server = new WebSocketServer({ host: '127.0.0.1', port: 0 });
  onTestFinished(() => server.close());
  server.on('connection', (socket, { socket: wire }) => {
    const send = (told: unknown): void => socket.send(JSON.stringify(told));
    socket.on('message', (data: Buffer) => {
      const { id } = JSON.parse(data.toString()) as { readonly id: number };
      // Both arrive as one piece.
      wire.cork();
      send({ id, reply: { ok: true, value: { revision: 1 } } });
      send({ event: 'snapshot', payload: { revision: 2 } });
      wire.uncork();
    });
  });
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  const tab = await openTab(`http://127.0.0.1:${port}/`);
  onTestFinished(() => tab.close());
  expect(await tab.until(() => true)).toMatchObject({ revision: 2 });
});
