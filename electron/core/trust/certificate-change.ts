/** Why a device may show another certificate than before: a guess for a person's eyes, which decides nothing. */

import type { CertificateView } from '../../contract/certificate.ts';

/** The same subject and later dates: renewed. Anything else: not the same device. Anybody can copy a subject. */
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
