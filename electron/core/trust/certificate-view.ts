/** A certificate's facts for a person's eyes, from what the TLS handshake showed. */

import { createHash, type X509Certificate } from 'node:crypto';
import type { CertificateView } from '../../contract/certificate.ts';

/** SHA-256 of the DER, 64 lower-case hex digits: the form that pins are kept in. */
export function fingerprintOf(certificate: X509Certificate): string {
  return createHash('sha256').update(certificate.raw).digest('hex');
}

export function certificateView(certificate: X509Certificate): CertificateView {
  return {
    sha256: fingerprintOf(certificate),
    subject: oneLine(certificate.subject),
    issuer: oneLine(certificate.issuer),
    notBefore: dateOf(certificate.validFrom),
    notAfter: dateOf(certificate.validTo),
  };
}

/** Some generators write a month 0: then there is no date, and everything else is still shown. */
function dateOf(text: string): number | null {
  const ms = Date.parse(text);
  return Number.isNaN(ms) ? null : ms;
}

/** Control and direction marks are left out: a stranger's certificate must not be able to rearrange the question. */
function oneLine(name: string | undefined): string {
  const parts = (name ?? '').split('\n').filter((part) => part !== '');
  return parts
    .join(', ')
    .replaceAll(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu, '')
    .slice(0, 200);
}

/** A certificate known by its fingerprint alone. */
export function fingerprintOnly(sha256: string): CertificateView {
  return { sha256, subject: '', issuer: '', notBefore: null, notAfter: null };
}

/**
 * Why a device may show another certificate than before: a guess for a person's eyes, which decides nothing.
 * The same subject and later dates: renewed. Anything else: not the same device. Anybody can copy a subject.
 */
export function guessCertificateChange(
  known: CertificateView,
  offered: CertificateView,
): 'renewed' | 'other-device' {
  const sameSubject = known.subject !== '' && known.subject === offered.subject;
  const later = isLater(offered.notBefore, known.notBefore) && isLater(offered.notAfter, known.notAfter);
  return sameSubject && later ? 'renewed' : 'other-device';
}

function isLater(one: number | null, other: number | null): boolean {
  return one !== null && other !== null && one > other;
}
