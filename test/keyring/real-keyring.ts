/**
 * Before the tests: a keyring of their own, so that what they keep is kept by a real Secret Service and never in the keychain
 * of the person running them. macOS and Windows have one keychain only; there the tests that need it run in CI alone.
 */

import { startPrivateKeyring, whyNoKeyring } from './private-keyring.ts';
import type { PrivateKeyring } from './private-keyring.ts';

let keyring: PrivateKeyring | undefined;

export async function setup(): Promise<void> {
  const reason = process.platform === 'linux' ? whyNoKeyring() : whyNotTheSystems();
  if (reason !== undefined) {
    process.env['LAMPFIELD_TEST_NO_KEYRING'] = reason;
    console.warn(`Tests of the real keychain are skipped: ${reason}.`);
  }
  if (process.platform !== 'linux') return;
  process.env['DBUS_SESSION_BUS_ADDRESS'] = 'unix:path=/nonexistent';
  if (reason !== undefined) return;
  keyring = await startPrivateKeyring();
  await keyring.startService();
  process.env['DBUS_SESSION_BUS_ADDRESS'] = keyring.env['DBUS_SESSION_BUS_ADDRESS'];
}

export async function teardown(): Promise<void> {
  await keyring?.stop();
}

function whyNotTheSystems(): string | undefined {
  return process.env['CI']
    ? undefined
    : "this system has one keychain only, and it is a person's (set CI=true to use it)";
}
