/** At most one question about a certificate at a time, answered by a person for exactly the certificate it showed. */

import type { CertificateView } from '../../contract/certificate.ts';
import type { Need } from '../../contract/snapshot.ts';
import { AppError } from '../app-error.ts';
import type { CertificateFailure } from '../trust/certificate-failure.ts';
import { guessCertificateChange } from '../trust/certificate-view.ts';
import type { TrustStore } from '../trust/trust-store.ts';

export interface CertificateQuestion {
  readonly need: Need | null;
  /** Takes in a certificate that was not accepted; the same one again changes nothing. */
  raise(failure: CertificateFailure): void;
  /**
   * Rejects with `tls.changed-certificate` when the question is about another certificate by now: an answer to one is never
   * taken for another.
   */
  decide(sha256: string, decision: 'trust' | 'refuse'): Promise<void>;
  clear(): void;
}

/** @param address `host:port` @param host as shown to the person */
export function createCertificateQuestion(
  trust: TrustStore,
  address: string,
  host: string,
): CertificateQuestion {
  let offered: CertificateView | undefined;

  function needFor(certificate: CertificateView): Need {
    const known = trust.known(address);
    const likely = known === undefined ? 'other-device' : guessCertificateChange(known, certificate);
    if (trust.isRefused(address, certificate.sha256)) {
      return { kind: 'certificate-refused', host, offered: certificate, known: known ?? null, likely };
    }
    if (known === undefined) return { kind: 'certificate-new', host, offered: certificate };
    return { kind: 'certificate-changed', host, known, offered: certificate, likely };
  }

  return {
    get need() {
      return offered === undefined ? null : needFor(offered);
    },
    raise(failure) {
      offered = failure.offered;
    },
    async decide(sha256, decision) {
      if (offered?.sha256 !== sha256)
        throw new AppError('tls.changed-certificate', { offeredSha256: sha256 });
      if (decision === 'refuse') return trust.refuse(address, sha256);
      await trust.approve(address, offered, 'pinned');
      offered = undefined;
    },
    clear() {
      offered = undefined;
    },
  };
}
