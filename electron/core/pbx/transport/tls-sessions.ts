/**
 * TLS sessions that may be resumed: a resumed session carries no certificate, so it is as good as the connection that it
 * came from. Only sessions of connections whose certificate was accepted get in here, under the trust that accepted it.
 */

/** A chain of resumptions ends after so many, so that a certificate is looked at again now and then. */
const longestChain = 200;

export interface KeptSession {
  readonly session: Buffer;
  /** How many resumptions lie between this session and the certificate that was looked at. */
  readonly resumptions: number;
}

export interface TlsSessions {
  /** The newest session for `address` under `scope`; a session of another scope is dropped. */
  findSession(address: string, scope: string): KeptSession | undefined;
  store(address: string, scope: string, kept: KeptSession): void;
  drop(address: string): void;
}

/**
 * `address` is `host:port`; `scope` names the trust, the pin included: a new pin finds no session of the old one.
 *
 * A session is offered again until a newer one comes or it fails. TLS 1.3 recommends to use a ticket once, against being
 * recognised by listeners; a PBX on the same network knows its callers by address anyway, and servers that hand out no
 * ticket with a resumed session would get a full handshake every other time.
 */
export function createTlsSessions(): TlsSessions {
  const byAddress = new Map<string, { readonly scope: string; readonly kept: KeptSession }>();
  return {
    findSession(address, scope) {
      const found = byAddress.get(address);
      if (found === undefined) return undefined;
      const { session, resumptions } = found.kept;
      if (found.scope !== scope || resumptions >= longestChain) {
        byAddress.delete(address);
        return undefined;
      }
      byAddress.set(address, { scope, kept: { session, resumptions: resumptions + 1 } });
      return found.kept;
    },
    store(address, scope, kept) {
      byAddress.set(address, { scope, kept });
    },
    drop(address) {
      byAddress.delete(address);
    },
  };
}
