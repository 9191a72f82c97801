/** What an administrator says about certificate and account reaches trust store and keychain, for their address and account alone. */

import { describe, expect, test } from 'vitest';
import { AppError } from '../app-error.ts';
import { createMemorySecrets } from '../keychain/memory-secrets.ts';
import { createSecretShelf, type StoredAccount } from '../keychain/secret-shelf.ts';
import type { FailureCode } from '../../contract/failure.ts';
import { applyManaged, signsInAgain } from './apply-managed.ts';
import { managedSettingsOf } from './managed-settings.ts';
import type { ManagedFile } from './managed-schema.ts';
import { effectiveSettings } from './settings-layers.ts';
import type { SettingsPatch } from './settings-schema.ts';

const url = 'https://pbx.example.com:8088';
const elsewhere = 'https://other.example.com:8088';
const fingerprint = 'ab'.repeat(32);
/** MD5 of `secret`. */
const md5 = '5ebe2294ecd0e0f08eab7690d2a6ee69';
const account: StoredAccount = { username: 'api', passwordMd5: md5 };
const file: ManagedFile = { pbx: { url, username: 'api', password: 'secret', fingerprint } };

interface World {
  readonly pbx?: ManagedFile['pbx'];
  /** The person's own settings. */
  readonly personal?: SettingsPatch;
  /** What the keychain holds for the address in use. */
  readonly stored?: StoredAccount | string;
  readonly failsReading?: FailureCode;
  readonly trustFails?: boolean;
}

async function apply({ pbx = file.pbx, personal = {}, stored, failsReading, trustFails }: World = {}) {
  const managed = managedSettingsOf({ pbx });
  const current = effectiveSettings(managed.layer, personal);
  const usedUrl = current.pbx?.url ?? url;
  const memory = createMemorySecrets();
  const write = memory.write.bind(memory);
  const written: string[] = [];
  const store = {
    ...memory,
    async read(name: string) {
      if (failsReading !== undefined) throw new AppError(failsReading);
      return memory.read(name);
    },
    async write(name: string, value: string) {
      written.push(name);
      await write(name, value);
    },
  };
  if (stored !== undefined)
    await write(`${usedUrl} account`, typeof stored === 'string' ? stored : JSON.stringify(stored));
  const warned: unknown[] = [];
  const log = {
    info: () => undefined,
    warn: (event: string, fields?: unknown) => void warned.push([event, fields]),
    error: () => undefined,
  };
  const shelf = createSecretShelf({ store, log });
  const approved: string[] = [];
  const trust = {
    async approveManaged(address: string, sha256: string) {
      if (trustFails === true) throw new AppError('settings.unwritable', { errno: 'ENOSPC' });
      approved.push(`${address} ${sha256}`);
    },
  };
  await applyManaged(managed, { settings: { current }, trust, shelf, log });
  return {
    managed,
    approved,
    shelf,
    written,
    warned,
    account: () => shelf.at(usedUrl).account(),
  };
}

test('at their address, with their account, both hold', async () => {
  const done = await apply();
  expect(done.approved).toEqual([`pbx.example.com:8088 ${fingerprint}`]);
  expect(await done.account()).toEqual(account);
  expect(done.written).toEqual([`${url} account`]);
  expect(done.managed.takePassword()).toBeUndefined();
  expect(done.shelf.state).toEqual({ kind: 'ok' });
});

test('without a fingerprint the certificate is asked about, without a password the account', async () => {
  const done = await apply({ pbx: { url, username: 'api' } });
  expect([done.approved, await done.account()]).toEqual([[], undefined]);
});

test('where a person has chosen another phone system, neither holds there', async () => {
  const done = await apply({ personal: { pbx: { url: elsewhere } } });
  expect([done.approved, await done.account(), done.written]).toEqual([[], undefined, []]);
  expect(done.managed.takePassword()).toBeUndefined();
});

test('with another account than theirs only the certificate holds', async () => {
  const done = await apply({ personal: { pbx: { username: 'other' } } });
  expect(done.approved).toHaveLength(1);
  expect([await done.account(), done.written]).toEqual([undefined, []]);
});

test('an account for whatever address people use goes with each', async () => {
  const done = await apply({
    pbx: { username: 'api', password: 'secret' },
    personal: { pbx: { url: elsewhere } },
  });
  expect(await done.account()).toEqual(account);
  expect(done.written).toEqual([`${elsewhere} account`]);
});

test('without an address nothing is done, and the password is forgotten', async () => {
  const done = await apply({ pbx: { username: 'api', password: 'secret' } });
  expect([done.approved, done.written]).toEqual([[], []]);
  expect(done.managed.takePassword()).toBeUndefined();
});

describe('what the keychain holds', () => {
  test('stays refused where it is the same password', async () => {
    const done = await apply({ stored: { ...account, refused: true } });
    expect(await done.account()).toEqual({ ...account, refused: true });
    expect(done.written).toEqual([]);
  });

  test.each<[string, StoredAccount | string]>([
    ['another password', { username: 'api', passwordMd5: 'f'.repeat(32), refused: true }],
    ['another account’s', { username: 'other', passwordMd5: md5 }],
    ['nothing that makes sense', 'not JSON'],
  ])('is replaced where it is %s', async (_, stored) => {
    const done = await apply({ stored });
    expect(await done.account()).toEqual(account);
    expect(done.shelf.state).toEqual({ kind: 'ok' });
  });
});

test.each(['keychain.locked', 'keychain.unavailable'] as const)(
  'where it doesn’t open (%s), the account lasts for this run, and the keychain isn’t asked again',
  async (failsReading) => {
    const done = await apply({ failsReading });
    expect(done.shelf.state).toEqual({ kind: 'memory-only' });
    expect(await done.account()).toEqual(account);
    expect(done.written).toEqual([]);
  },
);

test('a disk that doesn’t take the certificate costs a question, and not the start', async () => {
  const done = await apply({ trustFails: true });
  expect(await done.account()).toEqual(account);
  expect(done.warned).toEqual([['managed.not-kept', { code: 'settings.unwritable' }]]);
});

test.each<[string, ManagedFile['pbx'], SettingsPatch['pbx'], boolean]>([
  ['with the whole account', file.pbx, { url }, true],
  ['with an account for any address', { username: 'api', password: 'secret' }, { url: elsewhere }, true],
  ['without a password', { url, username: 'api' }, { url }, false],
  ['at another address', file.pbx, { url: elsewhere }, false],
  ['with another account', file.pbx, { username: 'other' }, false],
  ['without an address', { username: 'api', password: 'secret' }, {}, false],
])('the next run signs in by itself %s: %#', (_, pbx, personal, expected) => {
  const managed = managedSettingsOf({ pbx });
  expect(signsInAgain(managed, effectiveSettings(managed.layer, { pbx: personal }).pbx)).toBe(expected);
});
