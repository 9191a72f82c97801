/** Tries an account on the PBX that the wizard has found. What the login stores stays in memory until the wizard's end. */

import type { ApiVersion } from '../../contract/visible-settings.ts';
import { AppError, isAppError, toFailure } from '../app-error.ts';
import type { ConnectionPorts } from '../connection/connection.ts';
import { openPbxAccess, type PbxAccess } from '../connection/pbx-access.ts';
import { createMemorySecrets } from '../keychain/memory-secrets.ts';
import { createSecretShelf, type PbxSecrets } from '../keychain/secret-shelf.ts';
import { passwordMd5 } from '../pbx/password-md5.ts';
import { defaultApiVersion } from '../settings/settings-schema.ts';
import { attemptsAllowed, type LoginTarget } from '../session/login/login-guard.ts';
import { addressUrl, hostAndPort } from '../trust/read-address.ts';
import type { Sighting } from './probe-pbx.ts';
import type { Findings } from './setup-view.ts';

interface TypedAccount {
  readonly username: string;
  readonly password: string;
}

export interface TrialLogin {
  /** Signs in and asks for the device and its extensions, in each API version that it may have. Rejects as a login does. */
  signIn(findings: Findings, account: TypedAccount): Promise<void>;
  /** Stores the account that was accepted. Never rejects: where the keychain doesn't open, the shelf says so on the screen. */
  storeAccount(to: PbxSecrets): Promise<void>;
  /** Shows how many more passwords the guard allows. */
  showTries(findings: Findings): Promise<void>;
  allowOneMoreTry(findings: Findings): Promise<void>;
  close(how: { readonly keepToken: boolean }): Promise<void>;
}

/** Those that tell devices apart; what v1.0.1 adds is about other calls. */
const versionsInOrder: readonly ApiVersion[] = ['v1.0.0', 'v1.1.0'];

/** A web server that has no such path says so in one of these ways, and has looked at no password. */
const noSuchPath: readonly unknown[] = [400, 403, 404, 405, 410, 501];

export function createTrialLogin(
  ports: Pick<ConnectionPorts, 'settings' | 'guard' | 'clock' | 'random' | 'log' | 'packets'>,
): TrialLogin {
  const { settings, guard, clock, log } = ports;
  let access: PbxAccess | undefined;
  let accessVersion: ApiVersion | undefined;
  let secrets: PbxSecrets | undefined;

  function versionsToTry({ version, sighting }: Findings): readonly ApiVersion[] {
    if (version !== null) return [version];
    const { pbx } = settings.current;
    const known = sighting !== null && pbx?.url === addressUrl(sighting.address) ? [pbx.version] : [];
    return [...new Set([...known, ...versionsInOrder])];
  }

  /** A device that doesn't know the version of a call says so, and has judged no password: the next version is tried. */
  async function signInByVersion(
    findings: Findings,
    [version = defaultApiVersion, ...others]: readonly ApiVersion[],
    account: TypedAccount,
  ): Promise<void> {
    try {
      await signInWith(findings, version, account);
    } catch (error) {
      if (others.length === 0 || !isOtherVersion(error)) throw error;
      await close({ keepToken: false });
      return signInByVersion(findings, others, account);
    }
  }

  async function signInWith(
    findings: Findings,
    version: ApiVersion,
    { username, password }: TypedAccount,
  ): Promise<void> {
    // Checked for each version: the certificate may have been refused elsewhere in the meantime.
    const { sighting, policy } = findings;
    if (sighting === null || policy === null) throw new AppError('network.cancelled');
    if (access !== undefined && accessVersion !== version) await close({ keepToken: false });
    if (access === undefined) {
      const { address } = sighting;
      secrets = createSecretShelf({ store: createMemorySecrets(), log }).at(addressUrl(address));
      access = openPbxAccess({ ...ports, address, version, trust: policy, secrets });
    }
    accessVersion = version;
    const { client, session } = access;
    await session.signIn({ username, passwordMd5: passwordMd5(password) });
    findings.device = await session
      .call((token) => client.deviceInfo(token))
      .then(
        ({ name, firmware }) => ({ name, firmware, phones: 0 }),
        // An account that may not ask for the device's name may still see the list.
        (error: unknown) => {
          if (isAppError(error, 'pbx.rejected')) return null;
          throw error;
        },
      );
    const { extensions } = await session.call((token) => client.extensionList(token));
    findings.extensions = extensions.map(({ number, name, type }) => ({ number, name, type }));
    if (findings.device !== null) findings.device = { ...findings.device, phones: extensions.length };
    findings.signedInWith = version;
  }

  async function showTries(findings: Findings): Promise<void> {
    if (findings.sighting === null) return;
    const { triesLeft, waitMs } = await guard.status(targetOf(findings.sighting));
    findings.triesLeft = triesLeft === attemptsAllowed ? null : triesLeft;
    findings.waitUntil = waitMs > 0 ? clock.now() + waitMs : null;
  }

  async function close(how: { readonly keepToken: boolean }): Promise<void> {
    const old = access;
    access = undefined;
    await old?.close(how);
  }

  return {
    signIn: (findings, account) => signInByVersion(findings, versionsToTry(findings), account),
    async storeAccount(to) {
      const account = await secrets?.account();
      const token = await secrets?.token();
      try {
        if (account !== undefined) await to.saveAccount(account);
        if (token !== undefined) await to.saveToken(token);
      } catch (error) {
        log.warn('setup.not-stored', { code: toFailure(error).code });
      }
    },
    showTries,
    async allowOneMoreTry(findings) {
      if (findings.sighting === null) return;
      await guard.allowOneMore(targetOf(findings.sighting));
      await showTries(findings);
    },
    close,
  };
}

/** As the guard counts: by address and, where the person decides about the certificate, by its fingerprint. */
function targetOf({ address, certificate, vouched }: Sighting): LoginTarget {
  return {
    address: hostAndPort(address),
    sha256: certificate === null || vouched ? null : certificate.sha256,
  };
}

function isOtherVersion(error: unknown): boolean {
  if (isAppError(error, 'pbx.http-status')) return noSuchPath.includes(error.detail['status']);
  return isAppError(error, 'pbx.rejected') && error.detail['errno'] === '10003';
}
