/** Applies what the managed file says about trust and account: the fingerprint goes to the trust store, the password to the keychain. */

import { isAppError, toFailure } from '../app-error.ts';
import type { Log } from '../ports.ts';
import type { SecretShelf } from '../keychain/secret-shelf.ts';
import { addressUrl, hostAndPort, readAddress } from '../trust/read-address.ts';
import type { TrustStore } from '../trust/trust-store.ts';
import type { ManagedSettings } from './managed-settings.ts';
import type { Settings } from './settings-schema.ts';
import type { SettingsStore } from './settings-store.ts';

export interface ApplyManagedPorts {
  readonly settings: Pick<SettingsStore, 'current'>;
  readonly trust: Pick<TrustStore, 'approveManaged'>;
  readonly shelf: SecretShelf;
  readonly log: Log;
}

/** The next run signs in by itself, whatever the keychain does: the administrator's file holds the account that is in use. */
export function signsInAgain({ hasPassword, layer }: ManagedSettings, pbx: Settings['pbx']): boolean {
  if (!hasPassword || pbx === null) return false;
  const { url = pbx.url, username } = layer.values.pbx ?? {};
  return url === pbx.url && username === pbx.username;
}

/**
 * Both hold for the managed address only: a person who connects to another PBX is asked there, and the password goes nowhere
 * else. Never rejects: where the keychain does not open the account lasts for this run, and the shelf's state says so.
 */
export async function applyManaged(managed: ManagedSettings, ports: ApplyManagedPorts): Promise<void> {
  const { settings, trust, shelf, log } = ports;
  const { pbx } = settings.current;
  const { fingerprint } = managed;
  const passwordMd5 = managed.takePassword();
  if (pbx === null) return;
  const { url = pbx.url, username } = managed.layer.values.pbx ?? {};
  const isManagedUrl = url === pbx.url;
  const address = readAddress(pbx.url);

  if (fingerprint !== null && isManagedUrl) {
    await trust.approveManaged(hostAndPort(address), fingerprint).catch((error: unknown) => {
      log.warn('managed.not-kept', { code: toFailure(error).code });
    });
  }
  if (passwordMd5 === undefined || !isManagedUrl || username !== pbx.username) return;

  const secrets = shelf.at(addressUrl(address));
  try {
    const stored = await secrets.account().catch((error: unknown) => {
      if (isAppError(error, 'keychain.unreadable')) return undefined;
      throw error;
    });
    // The same password stays refused when the PBX has refused it.
    if (stored?.username === username && stored.passwordMd5 === passwordMd5) return;
    await secrets.saveAccount({ username, passwordMd5 });
  } catch {
    shelf.keepForThisRunOnly();
    await secrets.saveAccount({ username, passwordMd5 });
  }
}
