/** Secrets in memory, for this run only: the wizard's trial login, and the demo. */

import type { SecretStore } from '../ports.ts';

export function createMemorySecrets(): SecretStore {
  const values = new Map<string, string>();
  return {
    read: async (name) => values.get(name),
    write: async (name, value) => void values.set(name, value),
    remove: async (name) => void values.delete(name),
  };
}
