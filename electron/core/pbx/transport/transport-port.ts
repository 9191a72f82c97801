/** How the PBX client reaches the device; the pinned transport is the one implementation. */

import type { CertificateView } from '../../../contract/certificate.ts';

/** What the transport accepts as the other end at an address. */
export type TrustPolicy =
  | {
      readonly kind: 'pinned';
      /** SHA-256 of the leaf's DER, 64 lower-case hex digits. */
      readonly sha256: string;
    }
  /** A public or system authority vouches for the certificate, its name included. */
  | {
      readonly kind: 'authority';
      /** SHA-256 of certificates that a person has refused: an authority's word does not overrule that. */
      readonly refused: readonly string[];
    }
  /** Plain HTTP, confirmed by the user. */
  | { readonly kind: 'plain-http' };

export interface TransportRequest {
  /** Below the API's root, without a leading slash: `extensionlist/query`. */
  readonly path: string;
  /** Session token; goes into the query string and into no log. */
  readonly token?: string;
  /** JSON body; absent sends an empty body. */
  readonly body?: Readonly<Record<string, unknown>>;
  readonly signal?: AbortSignal | undefined;
}

export interface TransportCounters {
  requests: number;
  fullHandshakes: number;
  resumedHandshakes: number;
}

export interface Transport {
  /**
   * Sends one POST and returns the answer's bytes (HTTP 200 only). Requests queue up: one at a time.
   * Throws AppError: network.*, tls.*, pbx.http-status {status}, pbx.too-large {limitBytes}.
   * A certificate failure carries the offered certificate in `offered`.
   */
  post(request: TransportRequest): Promise<Uint8Array>;
  readonly counters: Readonly<TransportCounters>;
  /** Cancels what is under way and frees sockets; later posts fail with network.cancelled. */
  close(): Promise<void>;
}

export interface TransportOptions {
  readonly host: string;
  readonly port: number;
  /** `v1.0.0`, `v1.0.1` or `v1.1.0` */
  readonly version: string;
  readonly trust: TrustPolicy;
  readonly connectTimeoutMs?: number;
  readonly headersTimeoutMs?: number;
  readonly bodyTimeoutMs?: number;
  readonly maxBodyBytes?: number;
}

/** What a first look at an address finds, before anything is sent. */
export interface CertificateSighting {
  readonly certificate: CertificateView;
  /** True when a public or system authority vouches for it under the address's name. */
  readonly vouched: boolean;
}
