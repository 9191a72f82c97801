/** Opens connections to one address and hands over only those whose other end was checked. */

import net from 'node:net';
import tls from 'node:tls';
import type { AppError } from '../../app-error.ts';
import { authorityCertificates } from '../../trust/authorities.ts';
import { awaitConnection, type Connected, type Opening } from './await-connection.ts';
import { checkPeer, type TlsTrust } from './check-peer.ts';
import type { TlsSessions } from './tls-sessions.ts';
import type { TransportCounters, TrustPolicy } from './transport-port.ts';

export interface PinnedConnector {
  /** Calls back once, with a socket on which no application byte was sent, or with why there is none. */
  connect(connected: Connected): void;
  /** Ends the attempt under way, if there is one; it calls back with `reason`. */
  abort(reason: AppError): void;
}

export interface PinnedConnectorOptions {
  readonly host: string;
  readonly port: number;
  readonly trust: TrustPolicy;
  readonly sessions: TlsSessions;
  readonly counters: TransportCounters;
}

export function createPinnedConnector(options: PinnedConnectorOptions): PinnedConnector {
  const { host, port, trust } = options;
  const open =
    trust.kind === 'plain-http' ? () => openPlain(host, port) : createTlsOpener({ ...options, trust });
  let abortCurrent: ((reason: AppError) => void) | undefined;
  return {
    connect(connected) {
      abortCurrent = awaitConnection(open(), (...result) => {
        abortCurrent = undefined;
        connected(...result);
      });
    },
    abort(reason) {
      abortCurrent?.(reason);
    },
  };
}

/** Without DHE: a device may answer it with 1024 bits, which OpenSSL refuses, although it could do better. */
export const offeredCiphers = `${tls.DEFAULT_CIPHERS}:!DHE`;

function openPlain(host: string, port: number): Opening {
  return {
    socket: net.connect({ host, port, noDelay: true }),
    address: { host, port },
    readyEvent: 'connect',
    check: () => undefined,
  };
}

function createTlsOpener(options: PinnedConnectorOptions & { readonly trust: TlsTrust }): () => Opening {
  const { host, port, trust, sessions, counters } = options;
  const address = `${host}:${port}`;
  const scope = trust.kind === 'pinned' ? `pinned ${trust.sha256}` : 'authority';
  // One context for all connections: making it costs more than a resumed handshake. A pin needs no authority at all.
  const secureContext = tls.createSecureContext({
    ca: trust.kind === 'pinned' ? [] : authorityCertificates(),
    minVersion: 'TLSv1.2',
    ciphers: offeredCiphers,
  });
  const servername = serverNameFor(host);

  return () => {
    const offered = sessions.findSession(address, scope);
    const socket = tls.connect({
      host,
      port,
      servername,
      secureContext,
      // The decision is ours, in `checkPeer`: Node's own check leaves out resumed and self-signed connections
      rejectUnauthorized: false,
      ...(offered === undefined ? {} : { session: offered.session }),
    });
    socket.setNoDelay(true);

    let accepted = false;
    let early: Buffer | undefined;
    const storeSession = (session: Buffer): void => {
      const resumptions = socket.isSessionReused() && offered !== undefined ? offered.resumptions + 1 : 0;
      sessions.store(address, scope, { session, resumptions });
    };
    // TLS 1.2 reports its session before the handshake is over and TLS 1.3 after it: neither is kept before the check
    socket.on('session', (session: Buffer) => {
      if (accepted) storeSession(session);
      else early = session;
    });

    return {
      socket,
      address: { host, port },
      readyEvent: 'secureConnect',
      check() {
        if (socket.isSessionReused()) counters.resumedHandshakes += 1;
        else counters.fullHandshakes += 1;
        const failure = checkPeer(socket, trust, offered !== undefined);
        accepted = failure === undefined;
        // The other end no longer knows the session that we offered
        if (offered !== undefined && !socket.isSessionReused()) sessions.drop(address);
        if (accepted && early !== undefined) storeSession(early);
        return failure;
      },
      forget: () => {
        sessions.drop(address);
      },
    };
  };
}

/** The name to ask for in the handshake; TLS allows no IP address there. */
export function serverNameFor(host: string): string {
  return net.isIP(host) === 0 ? host : '';
}
