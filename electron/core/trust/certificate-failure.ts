/** A certificate that was not accepted, with the certificate itself, so that a person can compare. */

import type { CertificateView } from '../../contract/certificate.ts';
import { AppError } from '../app-error.ts';

export type CertificateFailureCode =
  | 'tls.unknown-certificate'
  | 'tls.changed-certificate'
  | 'tls.refused-certificate';

export class CertificateFailure extends AppError {
  /** What the other end showed. Nothing was sent to it. */
  readonly offered: CertificateView;

  constructor(code: CertificateFailureCode, offered: CertificateView) {
    super(code, { offeredSha256: offered.sha256 });
    this.name = 'CertificateFailure';
    this.offered = offered;
  }
}
