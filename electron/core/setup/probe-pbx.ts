/** Looks for a PBX at an address that a person typed, and reports what it shows. Sends nothing secret. */

import type { CertificateView } from '../../contract/certificate.ts';
import { AppError, isAppError } from '../app-error.ts';
import { createPinnedTransport } from '../pbx/transport/pinned-transport.ts';
import { isLoopback, type PacketBudget } from '../pbx/transport/packet-budget.ts';
import type { TrustPolicy } from '../pbx/transport/transport-port.ts';
import type { Clock } from '../ports.ts';
import { defaultApiVersion } from '../settings/settings-schema.ts';
import { fetchCertificate } from '../trust/fetch-certificate.ts';
import { hostAndPort, readAddress, type PbxAddress } from '../trust/read-address.ts';
import type { TrustStore } from '../trust/trust-store.ts';

export interface Sighting {
  readonly address: PbxAddress;
  /** Null over plain HTTP. */
  readonly certificate: CertificateView | null;
  /** A public or system authority vouches for it under the address's name. */
  readonly vouched: boolean;
}

export interface ProbeOptions {
  readonly text: string;
  /** The person has read the warning about plain HTTP and goes on anyway. */
  readonly plainHttpConfirmed: boolean;
  readonly clock: Clock;
  /** What may be sent to the device, shared by all connections of the program. */
  readonly packets: PacketBudget;
}

/**
 * Rejects with `settings.invalid {reason}` for a typo, network.* and tls.*; `tls.plain-http` asks for the person's
 * confirmation, `network.redirected {to}` names the address to use instead.
 */
export async function probePbx({
  text,
  plainHttpConfirmed,
  clock,
  packets,
}: ProbeOptions): Promise<Sighting> {
  const address = readAddress(text);
  const { host, port } = address;
  const ports = { clock, packets };
  const counted = isLoopback(host) ? {} : { packets };
  if (address.scheme === 'https') {
    try {
      return { address, ...(await fetchCertificate({ host, port, clock, ...counted })) };
    } catch (error) {
      if (!(await answersPlainly(error, address, ports))) throw error;
    }
  } else {
    await probePlain(address, ports);
  }
  if (!plainHttpConfirmed) throw new AppError('tls.plain-http', { host, port });
  return { address: { ...address, scheme: 'http' }, certificate: null, vouched: false };
}

type ProbePorts = Pick<ProbeOptions, 'clock' | 'packets'>;

/** A device without encryption may say so in TLS's place, or just hang up. Rejects where it sends visitors on. */
async function answersPlainly(error: unknown, address: PbxAddress, ports: ProbePorts): Promise<boolean> {
  if (!isAppError(error, 'tls.plain-http') && !isAppError(error, 'network.interrupted')) return false;
  try {
    await probePlain(address, ports);
    return true;
  } catch (probeError) {
    if (isAppError(probeError, 'network.redirected')) throw probeError;
    return false;
  }
}

/** One empty request without a token, as a browser's first visit: it finds the redirect of port 80. */
async function probePlain({ host, port }: PbxAddress, ports: ProbePorts): Promise<void> {
  const version = defaultApiVersion;
  const transport = createPinnedTransport({ host, port, version, trust: { kind: 'plain-http' }, ...ports });
  try {
    await transport.post({ path: 'deviceinfo/query' });
  } finally {
    await transport.close();
  }
}

/** An authority's word, or an answer that was given before for the same certificate; null where the person must be asked. */
export function policyWithoutAsking(
  { address, certificate, vouched }: Sighting,
  trust: Pick<TrustStore, 'isRefused' | 'refusedAt' | 'policyFor'>,
): TrustPolicy | null {
  if (certificate === null) return { kind: 'plain-http' };
  const key = hostAndPort(address);
  if (trust.isRefused(key, certificate.sha256)) return null;
  if (vouched) return { kind: 'authority', refused: trust.refusedAt(key) };
  const known = trust.policyFor(key);
  return known?.kind === 'pinned' && known.sha256 === certificate.sha256 ? known : null;
}
