/** Whether the other end of a TLS connection is the one we trust: asked before a byte of the request leaves. */

import type { TLSSocket } from 'node:tls';
import { AppError } from '../../app-error.ts';
import { CertificateFailure } from '../../trust/certificate-failure.ts';
import { certificateView, fingerprintOf } from '../../trust/certificate-view.ts';
import type { TrustPolicy } from './transport-port.ts';

export type TlsTrust = Exclude<TrustPolicy, { kind: 'plain-http' }>;
export type Peer = Pick<TLSSocket, 'getPeerX509Certificate' | 'isSessionReused' | 'authorized'>;

/**
 * Returns why the peer is not trusted, or nothing.
 * @param ownSession true when the connection offered a session that came from a connection accepted under this very trust:
 *   only then may a resumed connection do without a certificate
 */
export function checkPeer(peer: Peer, trust: TlsTrust, ownSession: boolean): AppError | undefined {
  const resumedOwn = ownSession && peer.isSessionReused();
  const certificate = peer.getPeerX509Certificate();
  if (certificate === undefined) {
    if (resumedOwn) return undefined;
    return new AppError('tls.no-certificate', {
      reason: peer.isSessionReused() ? 'foreign-session' : 'absent',
    });
  }
  if (trust.kind === 'pinned') {
    if (fingerprintOf(certificate) === trust.sha256) return undefined;
    return new CertificateFailure('tls.changed-certificate', certificateView(certificate));
  }
  if (trust.refused.includes(fingerprintOf(certificate)))
    return new CertificateFailure('tls.refused-certificate', certificateView(certificate));
  if (peer.authorized || resumedOwn) return undefined;
  return new CertificateFailure('tls.unknown-certificate', certificateView(certificate));
}
