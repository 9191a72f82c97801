/** The device's port: takes connections, speaks TLS (or plain HTTP) on them, and carries out the faults of connecting. */
import { createServer as createHttpServer, type RequestListener } from 'node:http';
import { createServer as createHttpsServer, type Server as HttpsServer } from 'node:https';
import { createServer as createTcpServer, type Socket } from 'node:net';
import type { SecureContextOptions, SecureVersion } from 'node:tls';
import type { DeviceCertificate } from './certificate.ts';
import type { ConnectionFault, FaultKind } from './faults.ts';
import type { Traffic } from './traffic.ts';

export interface FrontDoorOptions {
  /** 0 for any free one. */
  port: number;
  certificate: DeviceCertificate;
  plainHttp: boolean;
  minVersion: SecureVersion;
  maxVersion: SecureVersion;
  traffic: Traffic;
  onRequest: RequestListener;
  /** The fault of this connection, if any. */
  takeFault: () => ConnectionFault | null;
}

export interface FrontDoor {
  port: number;
  /** New connections get this certificate; TLS sessions of before are forgotten unless `keepsSessions`. */
  setCertificate(certificate: DeviceCertificate, keepsSessions: boolean): void;
  applyFaults(kinds: ReadonlySet<FaultKind>): Promise<void>;
  close(): Promise<void>;
}

const address = '127.0.0.1';

export async function openFrontDoor(options: FrontDoorOptions): Promise<FrontDoor> {
  let { certificate } = options;
  let isOldTls = false;

  function secureOptions(): SecureContextOptions {
    const { key, cert } = certificate;
    // OpenSSL offers TLS 1.0 and 1.1 at security level 0 only.
    if (isOldTls)
      return { key, cert, minVersion: 'TLSv1', maxVersion: 'TLSv1.1', ciphers: 'DEFAULT@SECLEVEL=0' };
    return { key, cert, minVersion: options.minVersion, maxVersion: options.maxVersion };
  }

  function createTlsServer(): HttpsServer {
    const server = createHttpsServer(secureOptions(), options.onRequest);
    server.on('secureConnection', (socket) => {
      options.traffic.secured(socket);
      socket.on('data', (chunk: Buffer) => options.traffic.received(socket, chunk.length));
    });
    server.on('tlsClientError', () => options.traffic.handshakeFailed());
    return server;
  }

  const tlsServer = options.plainHttp ? null : createTlsServer();
  const httpServer = options.plainHttp ? createHttpServer(options.onRequest) : null;
  const server = tlsServer ?? httpServer;
  server?.on('clientError', (_error, socket) => socket.destroy());

  const listener = createTcpServer((socket) => {
    socket.on('error', () => undefined);
    options.traffic.connected(socket);
    const fault = options.takeFault();
    if (fault?.kind === 'drop') {
      socket.destroy();
      return;
    }
    if (fault?.kind === 'silent') {
      socket.resume();
      return;
    }
    socket.setNoDelay(true);
    server?.emit('connection', socket);
    if (options.plainHttp) countPlain(socket);
  });

  function countPlain(socket: Socket): void {
    socket.on('data', (chunk: Buffer) => options.traffic.received(socket, chunk.length));
  }

  const listen = (port: number): Promise<void> =>
    new Promise((resolve, reject) => {
      listener.once('error', reject);
      listener.listen({ port, host: address }, () => {
        listener.off('error', reject);
        resolve();
      });
    });

  /** Listening begins a moment after it was asked for: the promise stands for a listener that is on its way. */
  let opening: Promise<void> | null = listen(options.port);
  await opening;
  const bound = listener.address();
  if (bound === null || typeof bound === 'string') throw new Error('The demo PBX has no port.');
  const { port } = bound;

  return {
    port,
    setCertificate(next, keepsSessions) {
      certificate = next;
      const ticketKeys = keepsSessions ? tlsServer?.getTicketKeys() : undefined;
      tlsServer?.setSecureContext(secureOptions());
      if (ticketKeys !== undefined) tlsServer?.setTicketKeys(ticketKeys);
    },
    async applyFaults(kinds) {
      if (kinds.has('old-tls') !== isOldTls) {
        isOldTls = kinds.has('old-tls');
        tlsServer?.setSecureContext(secureOptions());
      }
      if (kinds.has('refuse')) {
        opening = null;
        listener.close();
      } else {
        await (opening ??= listen(port));
      }
    },
    async close() {
      options.traffic.destroyAll();
      tlsServer?.closeAllConnections();
      httpServer?.closeAllConnections();
      if (!listener.listening) return;
      await new Promise<void>((resolve) => listener.close(() => resolve()));
    },
  };
}
