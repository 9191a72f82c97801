/** Remembers, for this run and in memory alone, which passwords a PBX has refused. */

import type { Credentials } from '../pbx/client-port.ts';

export interface RefusedPasswords {
  has(address: string, credentials: Credentials): boolean;
  add(address: string, credentials: Credentials): void;
  /** A person starts anew at this address. */
  forget(address: string): void;
}

export function createRefusedPasswords(): RefusedPasswords {
  const byAddress = new Map<string, Set<string>>();
  /** The same password under another name is another try. */
  const key = ({ username, passwordMd5 }: Credentials) => JSON.stringify([username, passwordMd5]);

  return {
    has: (address, credentials) => byAddress.get(address)?.has(key(credentials)) ?? false,
    add(address, credentials) {
      const refused = byAddress.get(address) ?? new Set();
      byAddress.set(address, refused.add(key(credentials)));
    },
    forget: (address) => void byAddress.delete(address),
  };
}
