/** A device's bare TLS (or plain) port, steered by a test: counts every application byte and answers what it is told. */

import net, { type AddressInfo } from 'node:net';
import tls from 'node:tls';
import { makeCertificate, type DeviceCertificate } from '../../pbx/certificate.ts';

/** What to do with a request once it has arrived whole. */
export type Respond = (socket: net.Socket, request: string) => void;

export interface CountingServer {
  readonly port: number;
  /** Bytes of requests, after decryption. */
  readonly requestBytes: number;
  readonly requests: readonly string[];
  readonly connections: number;
  readonly resumed: number;
  /** Sockets that are open now. */
  readonly openSockets: number;
  respond: Respond;
  /** Another key and certificate, and no memory of older sessions. */
  changeCertificate(certificate: DeviceCertificate): void;
  close(): Promise<void>;
}

/** An answer as the device gives it: closed after it, by its own wish. */
export function answer(body: string | Buffer, head = ''): Respond {
  return (socket) => {
    socket.write(
      `HTTP/1.1 200 OK\r\nServer: Boa\r\nConnection: close\r\nContent-Length: ${Buffer.byteLength(body)}\r\n${head}\r\n`,
    );
    socket.end(body);
  };
}

/** Raw text, then silence: the connection stays open. */
export function sendRaw(text: string): Respond {
  return (socket) => void socket.write(text);
}

export interface CountingServerOptions {
  /** Absent: plain HTTP. */
  readonly certificate?: DeviceCertificate;
  readonly tls?: tls.TlsOptions;
  readonly respond?: Respond;
}

export async function startCountingServer({
  certificate,
  tls: tlsOptions,
  respond = answer('{"status":"Success"}'),
}: CountingServerOptions = {}): Promise<CountingServer> {
  const sockets = new Set<net.Socket>();
  const requests: string[] = [];
  let requestBytes = 0;
  let connections = 0;
  let resumed = 0;

  const serve = (socket: net.Socket): void => {
    connections += 1;
    if (socket instanceof tls.TLSSocket && socket.isSessionReused()) resumed += 1;
    let text = '';
    socket.on('error', () => undefined);
    socket.on('data', (chunk) => {
      requestBytes += chunk.length;
      text += chunk.toString('latin1');
      if (!isWhole(text)) return;
      requests.push(text);
      server.respond(socket, text);
      text = '';
    });
  };
  const keys = certificate === undefined ? {} : { key: certificate.key, cert: certificate.cert };
  const listener =
    certificate === undefined && tlsOptions === undefined
      ? net.createServer(serve)
      : tls.createServer({ ...keys, ...tlsOptions }, serve);
  if (listener instanceof tls.Server) listener.on('tlsClientError', () => undefined);
  listener.on('connection', (socket: net.Socket) => {
    sockets.add(socket);
    socket.on('error', () => undefined).on('close', () => sockets.delete(socket));
  });
  await new Promise<void>((resolve) => listener.listen(0, '127.0.0.1', resolve));

  const server: CountingServer = {
    port: portOf(listener),
    get requestBytes() {
      return requestBytes;
    },
    requests,
    get connections() {
      return connections;
    },
    get resumed() {
      return resumed;
    },
    get openSockets() {
      return sockets.size;
    },
    respond,
    changeCertificate(next) {
      if (listener instanceof tls.Server)
        listener.setSecureContext({ ...tlsOptions, key: next.key, cert: next.cert });
    },
    close: () => {
      for (const socket of sockets) socket.destroy();
      return new Promise((resolve) => listener.close(() => resolve()));
    },
  };
  return server;
}

export function portOf(server: net.Server): number {
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('expected a TCP address');
  return (address satisfies AddressInfo).port;
}

function isWhole(text: string): boolean {
  const end = text.indexOf('\r\n\r\n');
  if (end < 0) return false;
  const length = /^content-length: (\d+)/im.exec(text)?.[1] ?? '0';
  return text.length >= end + 4 + Number(length);
}

/** Quick to make; each has its own fingerprint. */
export function quickCertificate(
  options: Parameters<typeof makeCertificate>[0] = {},
): Promise<DeviceCertificate> {
  return makeCertificate({ keyType: 'ec', ...options });
}
