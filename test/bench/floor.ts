/** The floor that polls are measured against: a bare undici request and `JSON.parse`, nothing checked, nothing kept. */

import { TLSSocket } from 'node:tls';
import { buildConnector, Client } from 'undici';
import type { Ready } from './device-orders.ts';

export interface Floor {
  /** The same method, address and (empty) body as a poll; the device closes the connection, so each opens a new one. */
  ask(token: string): Promise<unknown>;
  close(): Promise<void>;
}

/** `resumes`: undici keeps TLS sessions as it does by default; otherwise every handshake is a full one. */
export function createFloor({ host, port }: Pick<Ready, 'host' | 'port'>, resumes: boolean): Floor {
  const connector = buildConnector({
    rejectUnauthorized: false,
    allowH2: false,
    ...(resumes ? {} : { maxCachedSessions: 0 }),
  });
  // undici holds its TLS session weakly, and a collection would turn a resumed handshake into a full one
  const held: Buffer[] = [];
  const client = new Client(`https://${host}:${port}`, {
    allowH2: false,
    connect: (options, callback) => {
      const socket: unknown = connector(options, callback);
      if (socket instanceof TLSSocket) socket.on('session', (session: Buffer) => (held[0] = session));
    },
  });
  return {
    async ask(token) {
      const { body } = await client.request({
        method: 'POST',
        path: `/api/v1.0.0/extensionlist/query?token=${token}`,
      });
      const answer: unknown = JSON.parse(await body.text());
      return answer;
    },
    close: () => client.close(),
  };
}
