/** The shelf over a keychain that a test opens, locks and takes away. */

import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeEach, expect, test } from 'vitest';
import { createSteeredClock } from '../../../test/steered-clock.ts';
import { AppError } from '../app-error.ts';
import type { FailureCode } from '../../contract/failure.ts';
import type { Log, LogFields, SecretStore } from '../ports.ts';
import { createMemorySecrets } from './memory-secrets.ts';
import { createJsonFile } from '../lib/files/json-file.ts';
import { createSecretShelf, entryNamesSchema, noEntryNames } from './secret-shelf.ts';
import type { SecretShelf, ShelfState } from './secret-shelf.ts';
import { unlockedFolder } from '../../../test/core/fixtures/unlocked-folder.ts';

const address = 'https://192.0.2.7:8088';
const account = { username: 'api', passwordMd5: 'd41d8cd98f00b204e9800998ecf8427e' };
const token = { token: '6cad9cee6e2ad94570636e7b3690aeb2', lastUsedAt: 1_800_000_000_000 };

let contents: SecretStore;
/** What the keychain refuses with; undefined: it is open. */
let refusal: FailureCode | undefined;
let calls: string[];
let logged: string[];
let shelf: SecretShelf;

beforeEach(() => {
  contents = createMemorySecrets();
  refusal = undefined;
  calls = [];
  logged = [];
  shelf = createSecretShelf({ store: keychain(), log: recordingLog() });
});

function keychain(): SecretStore {
  const pass = async <T>(call: string, use: () => Promise<T>): Promise<T> => {
    calls.push(call);
    if (refusal) throw new AppError(refusal, { reason: 'test' });
    return use();
  };
  return {
    read: (name) => pass(`read ${name}`, () => contents.read(name)),
    write: (name, value) => pass(`write ${name}`, () => contents.write(name, value)),
    remove: (name) => pass(`remove ${name}`, () => contents.remove(name)),
  };
}

/** The shelf of one run, with the names that the folder keeps. */
async function openIn(folder: string): Promise<SecretShelf> {
  const names = createJsonFile({
    file: join(folder, 'keychain-entries.json'),
    schema: entryNamesSchema,
    fallback: noEntryNames,
    folder: unlockedFolder,
    clock: createSteeredClock(),
    log: recordingLog(),
  });
  const opened = createSecretShelf({ store: keychain(), log: recordingLog(), names });
  await opened.load();
  return opened;
}

function recordingLog(): Log {
  const add = (event: string, fields?: LogFields) =>
    void logged.push(`${event} ${JSON.stringify(fields ?? {})}`);
  return { info: add, warn: add, error: add };
}

test('account and token are kept under the address, and are there for the next run', async () => {
  await shelf.at(address).saveAccount(account);
  await shelf.at(address).saveToken(token);
  const next = createSecretShelf({ store: keychain(), log: recordingLog() });
  expect(await next.at(address).account()).toEqual(account);
  expect(await next.at(address).token()).toEqual(token);
  expect(await next.at('https://192.0.2.8:8088').account()).toBeUndefined();
  expect(shelf.state).toEqual({ kind: 'ok' });
});

test('that a password was refused survives the run', async () => {
  await shelf.at(address).saveAccount({ ...account, refused: true });
  expect(
    await createSecretShelf({ store: keychain(), log: recordingLog() }).at(address).account(),
  ).toMatchObject({
    refused: true,
  });
});

test.each([
  ['keychain.unavailable', 'unavailable'],
  ['keychain.locked', 'locked'],
  ['keychain.denied', 'denied'],
] as const)('%s is a state, and trying again saves what was held back', async (code, kind) => {
  const states: ShelfState[] = [];
  shelf.subscribe((state) => states.push(state));
  refusal = code;
  await expect(shelf.at(address).saveAccount(account)).rejects.toMatchObject({ code });
  expect(shelf.state).toEqual({ kind, failure: { code, detail: { reason: 'test' } } });
  await expect(shelf.retry()).rejects.toMatchObject({ code });
  // Held back is not lost: this run goes on with it.
  expect(await shelf.at(address).account()).toEqual(account);
  expect(await contents.read(`${address} account`)).toBeUndefined();

  refusal = undefined;
  await shelf.retry();
  expect(states.map((state) => state.kind)).toEqual([kind, 'ok']);
  expect(await contents.read(`${address} account`)).toBe(JSON.stringify(account));
});

test('a keychain that answers again saves what was held back without being asked to', async () => {
  refusal = 'keychain.locked';
  await expect(shelf.at(address).saveToken(token)).rejects.toThrow();
  refusal = undefined;
  await shelf.at(address).account();
  expect(await contents.read(`${address} token`)).toBe(JSON.stringify(token));
  expect(shelf.state.kind).toBe('ok');
});

test('after a refusal the next save asks no one again, and what is held can still be read', async () => {
  refusal = 'keychain.not-set-up';
  await expect(shelf.at(address).saveAccount(account)).rejects.toMatchObject({ code: 'keychain.not-set-up' });
  calls.length = 0;
  await expect(shelf.at(address).saveToken(token)).rejects.toMatchObject({ code: 'keychain.not-set-up' });
  expect(await shelf.at(address).account()).toEqual(account);
  expect(await shelf.at('https://192.0.2.8:8088').account()).toBeUndefined();
  expect(calls).toEqual([]);

  refusal = undefined;
  await shelf.retry();
  expect(await contents.read(`${address} token`)).toBe(JSON.stringify(token));
});

test('kept for this run only: nothing more is asked of the keychain, until the person tries it again', async () => {
  refusal = 'keychain.locked';
  await expect(shelf.at(address).saveAccount(account)).rejects.toThrow();
  shelf.keepForThisRunOnly();
  calls.length = 0;
  await shelf.at(address).saveToken(token);
  expect(await shelf.at(address).account()).toEqual(account);
  expect(await shelf.at(address).token()).toEqual(token);
  expect(calls).toEqual([]);
  expect(shelf.state).toEqual({ kind: 'memory-only' });

  await expect(shelf.retry()).rejects.toMatchObject({ code: 'keychain.locked' });
  expect(shelf.state).toEqual({ kind: 'memory-only' });

  refusal = undefined;
  await shelf.retry();
  expect(shelf.state).toEqual({ kind: 'ok' });
  expect(await contents.read(`${address} account`)).toBe(JSON.stringify(account));
  expect(await contents.read(`${address} token`)).toBe(JSON.stringify(token));
});

test('trying again with nothing held back still asks the keychain', async () => {
  refusal = 'keychain.unavailable';
  await expect(shelf.at(address).account()).rejects.toThrow();
  await expect(shelf.retry()).rejects.toMatchObject({ code: 'keychain.unavailable' });
  refusal = undefined;
  await shelf.retry();
  expect(shelf.state.kind).toBe('ok');
});

test.each([
  ['not JSON', 'plain words'],
  ['a password that is no MD5', JSON.stringify({ username: 'api', passwordMd5: 'secret' })],
  ['an unknown field', JSON.stringify({ ...account, password: 'secret' })],
])('an account entry that is %s is keychain.unreadable and quotes nothing', async (_, text) => {
  await contents.write(`${address} account`, text);
  const error: unknown = await shelf
    .at(address)
    .account()
    .catch((reason: unknown) => reason);
  expect(error).toMatchObject({ code: 'keychain.unreadable', detail: { reason: 'content' } });
  expect(error).not.toHaveProperty('cause');
  expect(shelf.state.kind).toBe('ok');
  await shelf.at(address).saveAccount(account);
  expect(await shelf.at(address).account()).toEqual(account);
});

test('an unreadable token is no token', async () => {
  await contents.write(`${address} token`, '{');
  expect(await shelf.at(address).token()).toBeUndefined();
});

test('signing out leaves nothing, also of what a locked keychain held', async () => {
  await shelf.at(address).saveAccount(account);
  await shelf.at(address).saveToken(token);
  refusal = 'keychain.locked';
  await expect(shelf.at(address).removeAll()).rejects.toMatchObject({ code: 'keychain.locked' });
  expect(await shelf.at(address).account()).toBeUndefined();
  refusal = undefined;
  await shelf.retry();
  expect(await contents.read(`${address} account`)).toBeUndefined();
  expect(await contents.read(`${address} token`)).toBeUndefined();
});

test('signing out removes what every PBX has left that was ever used, in earlier runs too', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'lampfield-shelf-'));
  const first = await openIn(folder);
  await first.at(address).saveAccount(account);
  await first.at(address).saveToken(token);

  const second = await openIn(folder);
  await second.at('https://192.0.2.8:8088').saveAccount({ ...account, username: 'other' });
  await second.at('https://192.0.2.8:8088').removeAll();
  for (const host of [address, 'https://192.0.2.8:8088'])
    for (const kind of ['account', 'token'])
      expect(await contents.read(`${host} ${kind}`), `${host} ${kind}`).toBeUndefined();

  // What is gone is not removed a second time.
  calls = [];
  await (await openIn(folder)).at(address).account();
  expect(calls).toEqual([`read ${address} account`]);
  await rm(folder, { recursive: true });
});

test('what a locked keychain kept at signing out is removed by the next run, and never read again', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'lampfield-shelf-'));
  const open = () => openIn(folder);
  const first = await open();
  await first.at(address).saveAccount(account);
  await first.at(address).saveToken(token);
  refusal = 'keychain.locked';
  await expect(first.at(address).removeAll()).rejects.toMatchObject({ code: 'keychain.locked' });

  // The program ends here; the keychain is open at its next start.
  refusal = undefined;
  expect(await contents.read(`${address} account`)).toBeDefined();
  const second = await open();
  expect(await second.at(address).account()).toBeUndefined();
  expect(await second.at('https://192.0.2.8:8088').account()).toBeUndefined();
  expect(await contents.read(`${address} account`)).toBeUndefined();
  expect(await contents.read(`${address} token`)).toBeUndefined();

  // Signing in again is no leftover.
  await second.at(address).saveAccount(account);
  expect(await (await open()).at(address).account()).toEqual(account);
  await rm(folder, { recursive: true });
});

test('signing out of a run in memory removes what an earlier run left, where the keychain opens', async () => {
  await contents.write(`${address} account`, JSON.stringify(account));
  shelf.keepForThisRunOnly();
  await shelf.at(address).removeAll();
  expect(await contents.read(`${address} account`)).toBeUndefined();
});

test('of two changes at once the later one counts', async () => {
  const secrets = shelf.at(address);
  await Promise.all([
    secrets.saveToken(token),
    secrets.saveToken({ ...token, lastUsedAt: 2 }),
    secrets.removeToken(),
  ]);
  expect(await contents.read(`${address} token`)).toBeUndefined();
});

test('no secret reaches the log', async () => {
  refusal = 'keychain.denied';
  await expect(shelf.at(address).saveAccount(account)).rejects.toThrow();
  await expect(shelf.at(address).saveToken(token)).rejects.toThrow();
  refusal = undefined;
  await shelf.retry();
  expect(logged).toEqual([
    'keychain.state {"state":"denied","reason":"test"}',
    'keychain.state {"state":"ok"}',
  ]);
});
