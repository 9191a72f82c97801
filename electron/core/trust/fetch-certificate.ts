/** A first look at an address: which certificate it shows. Nothing is sent but the TLS handshake. */

import tls from 'node:tls';
import { AppError } from '../app-error.ts';
import { awaitConnection } from '../pbx/transport/await-connection.ts';
import { packetsFor, type PacketBudget } from '../pbx/transport/packet-budget.ts';
import { offeredCiphers, serverNameFor } from '../pbx/transport/pinned-connector.ts';
import type { CertificateSighting } from '../pbx/transport/transport-port.ts';
import type { Clock } from '../ports.ts';
import { systemClock } from '../lib/system-clock.ts';
import { wait } from '../lib/wait.ts';
import { authorityCertificates } from './authorities.ts';
import { certificateView } from './certificate-view.ts';

export interface FetchOptions {
  readonly host: string;
  readonly port: number;
  /** Over name, connection and handshake; 5,000 when absent. */
  readonly connectTimeoutMs?: number;
  readonly signal?: AbortSignal | undefined;
  readonly clock?: Clock;
  /** What may be sent to the device; absent where nothing counts. */
  readonly packets?: PacketBudget;
}

/**
 * Rejects with AppError, each with the `phase` it came to: `network.name-unknown`, `network.refused` (closed port),
 * `network.unreachable`, `network.timeout`, `network.interrupted {phase: 'before-tls'}` (the device hung up before TLS:
 * often its "web access control"), `network.cancelled`, `tls.plain-http`, `tls.handshake {reason: 'version' | 'cipher' |
 * 'other'}` (no TLS in common: old firmware, or a device without a certificate), `tls.no-certificate`.
 */
export async function fetchCertificate(options: FetchOptions): Promise<CertificateSighting> {
  const { host, port, connectTimeoutMs = 5_000, signal, packets, clock = systemClock } = options;
  if (signal?.aborted === true) throw new AppError('network.cancelled', { phase: 'connect' });
  const waitMs = packets?.waitMs('request') ?? 0;
  if (waitMs > 0) await wait(clock, waitMs, signal);

  let connected = false;
  let timedOut = false;
  const socket = tls.connect({
    host,
    port,
    servername: serverNameFor(host),
    ca: authorityCertificates(),
    minVersion: 'TLSv1.2',
    ciphers: offeredCiphers,
    // To look is not to trust: whether an authority vouches for it is part of what is seen
    rejectUnauthorized: false,
  });
  socket.once('connect', () => (connected = true));
  return new Promise((resolve, reject) => {
    let seen: CertificateSighting | undefined;
    const check = (): AppError | undefined => {
      const certificate = socket.getPeerX509Certificate();
      if (certificate === undefined) return new AppError('tls.no-certificate', { reason: 'absent' });
      seen = { certificate: certificateView(certificate), vouched: socket.authorized };
      return undefined;
    };
    const abort = awaitConnection(
      { socket, address: { host, port }, readyEvent: 'secureConnect', check },
      (...[failure]) => {
        endDeadline();
        const handshake = connected ? 'full' : null;
        packets?.spend(packetsFor({ handshake, sentBytes: 0, receivedBytes: 0, timedOut }));
        signal?.removeEventListener('abort', cancel);
        socket.on('error', () => undefined).destroy();
        if (seen === undefined) reject(failure ?? new AppError('tls.no-certificate', { reason: 'absent' }));
        else resolve(seen);
      },
    );
    const endDeadline = clock.after(connectTimeoutMs, () => {
      timedOut = true;
      abort(new AppError('network.timeout', { host, port, phase: 'connect', limitMs: connectTimeoutMs }));
    });
    const cancel = (): void => {
      abort(new AppError('network.cancelled', { phase: 'connect' }));
    };
    signal?.addEventListener('abort', cancel, { once: true });
  });
}
