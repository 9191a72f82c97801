/**
 * TLS sessions that may be resumed: a resumed session carries no certificate, so it is as good as the connection that it
 * came from. Only sessions of connections whose certificate was accepted get in here, under the trust that accepted it.
 */

/** An address's trust ends a chain of resumptions after so many, so that a certificate is looked at again now and then. */
const longestChain = 200;

export interface KeptSession {
  readonly session: Buffer;
  /** `TLSv1.2`, `TLSv1.3` */
  readonly protocol: string;
  /** How many resumptions lie between this session and the certificate that was looked at. */
  readonly resumptions: number;
}

export interface TlsSessions {
  /**
   * The newest session for `address` under `scope`. A session of another scope is dropped. One of TLS 1.3 is handed out
   * once only (RFC 8446, appendix C.4); one of TLS 1.2 stays until it fails.
   */
  take(address: string, scope: string): KeptSession | undefined;
  keep(address: string, scope: string, kept: KeptSession): void;
  drop(address: string): void;
}

/** `address` is `host:port`; `scope` names the trust, the pin included: a new pin finds no session of the old one. */
export function createTlsSessions(): TlsSessions {
  const byAddress = new Map<string, { readonly scope: string; readonly kept: KeptSession }>();
  return {
    take(address, scope) {
      const found = byAddress.get(address);
      if (found === undefined) return undefined;
      const { kept } = found;
      if (found.scope !== scope || kept.resumptions >= longestChain || kept.protocol === 'TLSv1.3')
        byAddress.delete(address);
      else byAddress.set(address, { scope, kept: { ...kept, resumptions: kept.resumptions + 1 } });
      return found.scope === scope && kept.resumptions < longestChain ? kept : undefined;
    },
    keep(address, scope, kept) {
      byAddress.set(address, { scope, kept });
    },
    drop(address) {
      byAddress.delete(address);
    },
  };
}
