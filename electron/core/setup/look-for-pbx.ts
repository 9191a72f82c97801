/** A first look at an address that a person typed: is there a device, and what does it show? Nothing secret is sent. */

import type { CertificateView } from '../../contract/certificate.ts';
import { AppError, isAppError } from '../app-error.ts';
import { createPinnedTransport } from '../pbx/pinned-transport.ts';
import type { Clock } from '../ports.ts';
import { lookAtCertificate } from '../trust/look-at-certificate.ts';
import { readAddress, type PbxAddress } from '../trust/read-address.ts';

export interface Sighting {
  readonly address: PbxAddress;
  /** Null over plain HTTP. */
  readonly certificate: CertificateView | null;
  /** A public or system authority vouches for it under the address's name. */
  readonly vouched: boolean;
}

export interface LookOptions {
  readonly text: string;
  /** The person has read the warning about plain HTTP and wants it all the same. */
  readonly plainHttpConfirmed: boolean;
  readonly version: string;
  readonly clock: Clock;
}

/**
 * Rejects with `settings.invalid {reason}` for a typo, network.* and tls.*; `tls.plain-http` asks for the person's
 * confirmation, `network.redirected {to}` names the address to use instead.
 */
export async function lookForPbx({
  text,
  plainHttpConfirmed,
  version,
  clock,
}: LookOptions): Promise<Sighting> {
  const address = readAddress(text);
  try {
    if (address.scheme === 'http') throw new AppError('tls.plain-http', { host: address.host });
    const { host, port } = address;
    return { address, ...(await lookAtCertificate({ host, port, clock })) };
  } catch (error) {
    if (!isAppError(error, 'tls.plain-http')) throw error;
    const plain = { ...address, scheme: 'http' as const };
    await probePlain(plain, version, clock);
    if (!plainHttpConfirmed) throw error;
    return { address: plain, certificate: null, vouched: false };
  }
}

/** One empty request without a token, as a browser's first visit: it finds the redirect of port 80. */
async function probePlain({ host, port }: PbxAddress, version: string, clock: Clock): Promise<void> {
  const transport = createPinnedTransport({ host, port, version, trust: { kind: 'plain-http' }, clock });
  try {
    await transport.post({ path: 'deviceinfo/query' });
  } finally {
    await transport.close();
  }
}
