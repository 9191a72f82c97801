/** Opens connections to one address and hands over only those whose other end was checked. */

import net from 'node:net';
import tls from 'node:tls';
import type { AppError } from '../app-error.ts';
import { authorityCertificates } from '../trust/authorities.ts';
import { checkPeer, type TlsTrust } from './check-peer.ts';
import { networkFailure } from './network-failure.ts';
import type { TlsSessions } from './tls-sessions.ts';
import type { TransportCounters, TrustPolicy } from './transport-port.ts';

export type Connected = (
  ...result: [error: null, socket: net.Socket] | [error: AppError, socket: null]
) => void;

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

interface Attempt {
  settle(failure: AppError | null): void;
}

export function createPinnedConnector({
  host,
  port,
  trust,
  sessions,
  counters,
}: PinnedConnectorOptions): PinnedConnector {
  const open =
    trust.kind === 'plain-http'
      ? () => openPlain(host, port)
      : createTlsOpener(host, port, trust, sessions, counters);
  let attempt: Attempt | undefined;

  return {
    connect(connected) {
      const opening = open();
      const { socket } = opening;
      let reached = false;

      const current: Attempt = {
        settle(failure) {
          if (attempt !== current) return;
          attempt = undefined;
          socket
            .off('error', onError)
            .off('close', onClose)
            .off('connect', onReached)
            .off(opening.readyEvent, onReady);
          if (failure === null) {
            connected(null, socket);
            return;
          }
          if (reached) opening.forget();
          // A socket may still report an error after it was given up
          socket.on('error', () => undefined);
          socket.destroy();
          connected(failure, null);
        },
      };
      attempt = current;

      const onReached = (): void => {
        reached = true;
      };
      const onReady = (): void => {
        current.settle(opening.check() ?? null);
      };
      const onError = (error: Error): void => {
        current.settle(networkFailure(error, reached ? 'before-tls' : 'connect'));
      };
      const onClose = (): void => {
        onError(Object.assign(new Error('closed'), { code: 'ECONNRESET' }));
      };
      socket
        .on('connect', onReached)
        .on(opening.readyEvent, onReady)
        .on('error', onError)
        .on('close', onClose);
    },
    abort(reason) {
      attempt?.settle(reason);
    },
  };
}

interface Opening {
  readonly socket: net.Socket;
  readonly readyEvent: 'connect' | 'secureConnect';
  /** Asked once, when the socket is ready. */
  check(): AppError | undefined;
  /** The attempt failed after the other end was reached. */
  forget(): void;
}

function openPlain(host: string, port: number): Opening {
  return {
    socket: net.connect({ host, port, noDelay: true }),
    readyEvent: 'connect',
    check: () => undefined,
    forget: () => undefined,
  };
}

function createTlsOpener(
  host: string,
  port: number,
  trust: TlsTrust,
  sessions: TlsSessions,
  counters: TransportCounters,
): () => Opening {
  const address = `${host}:${port}`;
  const scope = trust.kind === 'pinned' ? `pinned ${trust.sha256}` : 'authority';
  // One context for all connections: making it costs more than a resumed handshake. A pin needs no authority at all.
  const secureContext = tls.createSecureContext({
    ca: trust.kind === 'pinned' ? [] : authorityCertificates(),
    minVersion: 'TLSv1.2',
  });
  const servername = net.isIP(host) === 0 ? host : '';

  return () => {
    const offered = sessions.take(address, scope);
    const socket = tls.connect({
      host,
      port,
      servername,
      secureContext,
      // Ours is the decision, in `checkPeer`; node's own would leave out resumed and self-signed cases
      rejectUnauthorized: false,
      ...(offered === undefined ? {} : { session: offered.session }),
    });
    socket.setNoDelay(true);

    let accepted = false;
    let early: Buffer | undefined;
    const keep = (session: Buffer): void => {
      const resumptions = socket.isSessionReused() && offered !== undefined ? offered.resumptions + 1 : 0;
      sessions.keep(address, scope, { session, resumptions });
    };
    // TLS 1.2 tells its session before the handshake is over and TLS 1.3 after it: neither is kept before the check
    socket.on('session', (session: Buffer) => {
      if (accepted) keep(session);
      else early = session;
    });

    return {
      socket,
      readyEvent: 'secureConnect',
      check() {
        if (socket.isSessionReused()) counters.resumedHandshakes += 1;
        else counters.fullHandshakes += 1;
        const failure = checkPeer(socket, trust, offered !== undefined);
        accepted = failure === undefined;
        // The other end no longer knows the session that we offered
        if (offered !== undefined && !socket.isSessionReused()) sessions.drop(address);
        if (accepted && early !== undefined) keep(early);
        return failure;
      },
      forget: () => {
        sessions.drop(address);
      },
    };
  };
}
