/** Counts what reaches the device: connections, TLS handshakes, and bytes of a request after the handshake. */
import type { Socket } from 'node:net';
import type { TLSSocket } from 'node:tls';

export interface ConnectionRecord {
  id: number;
  remoteAddress: string;
  /** Null until the handshake is done, and for plain HTTP. */
  handshake: 'full' | 'resumed' | null;
  /** For example `TLSv1.2`; empty as above. */
  protocol: string;
  /** Bytes after decryption: exactly what the client wrote, without TLS records, alerts or tickets. */
  appDataBytes: number;
  closed: boolean;
}

export interface TrafficCounters {
  readonly connections: number;
  readonly tlsHandshakes: { readonly full: number; readonly resumed: number; readonly failed: number };
  readonly appDataBytes: number;
  /** The newest connections, oldest first. */
  readonly perConnection: readonly ConnectionRecord[];
  /** Sets every counter to zero; open connections are counted on from there. */
  reset(): void;
}

export interface Traffic {
  counters: TrafficCounters;
  connected(socket: Socket): void;
  secured(tlsSocket: TLSSocket): void;
  handshakeFailed(): void;
  received(socket: Socket, bytes: number): void;
  recordOf(socket: Socket): ConnectionRecord | undefined;
  /** Ends the connection under a socket, TLS or not, with a reset. */
  resetConnection(socket: Socket): void;
  destroyAll(): void;
}

/** A TLS socket and the TCP socket under it have no public link, but the same other end. */
const keyOf = (socket: Socket): string => `${socket.remoteAddress ?? ''} ${String(socket.remotePort ?? 0)}`;

export function createTraffic(recordLimit: number): Traffic {
  const open = new Map<string, { socket: Socket; record: ConnectionRecord }>();
  const perConnection: ConnectionRecord[] = [];
  let connections = 0;
  let lastId = 0;
  let appDataBytes = 0;
  const tlsHandshakes = { full: 0, resumed: 0, failed: 0 };

  return {
    counters: {
      get connections() {
        return connections;
      },
      tlsHandshakes,
      get appDataBytes() {
        return appDataBytes;
      },
      perConnection,
      reset() {
        connections = 0;
        appDataBytes = 0;
        Object.assign(tlsHandshakes, { full: 0, resumed: 0, failed: 0 });
        perConnection.splice(0);
      },
    },
    connected(socket) {
      const key = keyOf(socket);
      connections++;
      const record: ConnectionRecord = {
        id: ++lastId,
        remoteAddress: socket.remoteAddress ?? '',
        handshake: null,
        protocol: '',
        appDataBytes: 0,
        closed: false,
      };
      open.set(key, { socket, record });
      perConnection.push(record);
      if (perConnection.length > recordLimit) perConnection.shift();
      socket.on('close', () => {
        record.closed = true;
        if (open.get(key)?.socket === socket) open.delete(key);
      });
    },
    secured(tlsSocket) {
      const record = open.get(keyOf(tlsSocket))?.record;
      const handshake = tlsSocket.isSessionReused() ? 'resumed' : 'full';
      tlsHandshakes[handshake]++;
      if (record === undefined) return;
      record.handshake = handshake;
      record.protocol = tlsSocket.getProtocol() ?? '';
    },
    handshakeFailed() {
      tlsHandshakes.failed++;
    },
    received(socket, bytes) {
      appDataBytes += bytes;
      const record = open.get(keyOf(socket))?.record;
      if (record !== undefined) record.appDataBytes += bytes;
    },
    recordOf: (socket) => open.get(keyOf(socket))?.record,
    resetConnection(socket) {
      const below = open.get(keyOf(socket))?.socket;
      if (below === undefined) socket.destroy();
      else below.resetAndDestroy();
    },
    destroyAll() {
      for (const { socket } of open.values()) socket.destroy();
    },
  };
}
