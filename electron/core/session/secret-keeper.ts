/** Stores account and token as the session goes on; where they can't be stored, the session continues and says so. */

import type { FailureCode } from '../../contract/failure.ts';
import { isAppError, toFailure } from '../app-error.ts';
import type { StoredAccount, StoredToken } from '../keychain/secret-shelf.ts';
import type { SessionPorts } from './session-port.ts';

/** A token's last use is worth a call to the keychain this often. */
const tokenSavingIntervalMs = 60_000;
/** A keychain may start after the desktop's login; asking again shows no dialog. */
const absentKeychainMs = 15_000;

export interface SecretKeeper {
  /** Set while something could not be stored. */
  readonly unsaved: FailureCode | undefined;
  /** Rejects with keychain.*; one that wants a person is not asked again before `askAgain`. */
  read(): Promise<{ readonly account?: StoredAccount; readonly token?: StoredToken }>;
  askAgain(): void;
  /** These never reject. */
  saveAccount(account: StoredAccount): Promise<void>;
  /** `undefined` removes it. */
  saveToken(token: StoredToken | undefined): Promise<void>;
  /** Saves the token unless that was done a moment ago. */
  noteUse(token: StoredToken | undefined): void;
  /** Rejects with keychain.* when something may have stayed. */
  removeAll(): Promise<void>;
}

export interface SecretKeeperPorts extends Pick<SessionPorts, 'secrets' | 'clock' | 'log'> {
  /** `unsaved` has changed. */
  readonly onChange: () => void;
}

export function createSecretKeeper({ secrets, clock, log, onChange }: SecretKeeperPorts): SecretKeeper {
  let unsaved: FailureCode | undefined;
  let tokenSavedMs = -Infinity;
  let trouble: { readonly error: unknown; readonly sinceMs: number } | undefined;

  async function attempt(save: () => Promise<void>): Promise<void> {
    const before = unsaved;
    try {
      await save();
      unsaved = undefined;
    } catch (error) {
      unsaved = toFailure(error).code;
      log.warn('session.unsaved', { code: unsaved });
    }
    if (unsaved !== before) onChange();
  }

  function saveToken(token: StoredToken | undefined): Promise<void> {
    tokenSavedMs = clock.uptimeMs();
    return attempt(() => (token ? secrets.saveToken(token) : secrets.removeToken()));
  }

  return {
    get unsaved() {
      return unsaved;
    },
    async read() {
      if (trouble) {
        const comesLate = isAppError(trouble.error, 'keychain.unavailable');
        if (!comesLate || clock.uptimeMs() - trouble.sinceMs < absentKeychainMs) throw trouble.error;
      }
      try {
        const account = await secrets.account();
        const token = account && (await secrets.token());
        trouble = undefined;
        return { ...(account && { account }), ...(token && { token }) };
      } catch (error) {
        trouble = { error, sinceMs: clock.uptimeMs() };
        throw error;
      }
    },
    askAgain() {
      trouble = undefined;
    },
    saveAccount: (account) => attempt(() => secrets.saveAccount(account)),
    saveToken,
    noteUse(token) {
      // A keychain that refused might ask a person each time: it is left alone until someone tries again.
      if (!token || unsaved || clock.uptimeMs() - tokenSavedMs < tokenSavingIntervalMs) return;
      void saveToken(token);
    },
    async removeAll() {
      unsaved = undefined;
      trouble = undefined;
      await secrets.removeAll();
    },
  };
}
