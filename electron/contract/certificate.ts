/** A TLS certificate as shown to a person. */

export interface CertificateView {
  /** SHA-256 of the DER, 64 lower-case hex digits; shown in groups. */
  readonly sha256: string;
  readonly subject: string;
  readonly issuer: string;
  /** ms since the epoch; null where the certificate, or the administrator's fingerprint, has no valid date. */
  readonly notBefore: number | null;
  readonly notAfter: number | null;
}
