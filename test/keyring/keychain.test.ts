/** The keychain against a real Secret Service: open, absent, late, locked, denied, frozen, killed. */

import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Log } from '../../electron/core/ports.ts';
import { createKeychain } from '../../electron/core/keychain/keychain.ts';
import { createSecretShelf } from '../../electron/core/keychain/secret-shelf.ts';
import { createSystemClock } from '../../electron/core/lib/system-clock.ts';
import { startKeychainProcess } from './keychain-process.ts';
import type { KeychainProcess } from './keychain-process.ts';
import { startPrivateKeyring, whyNoKeyring } from './private-keyring.ts';
import type { PrivateKeyring } from './private-keyring.ts';

const silent: Log = { info: () => undefined, warn: () => undefined, error: () => undefined };
const closers: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const close of closers.splice(0).reverse()) await close();
});

function keychainIn(env: NodeJS.ProcessEnv, timeLimitMs?: number): KeychainProcess {
  const keychain = startKeychainProcess(env, timeLimitMs);
  closers.push(() => keychain.stop());
  return keychain;
}

describe.skipIf(process.env['LAMPFIELD_TEST_NO_KEYRING'])('an open keychain', () => {
  const keychain = createKeychain({ service: `Lampfield test ${process.pid}`, clock: createSystemClock() });
  const names = ['https://192.0.2.7:8088 account', 'https://192.0.2.8:8088 account'] as const;
  afterEach(() => Promise.all(names.map((name) => keychain.remove(name))));

  test('keeps what is written under its name, replaces it, and forgets it', async () => {
    expect(await keychain.read(names[0])).toBeUndefined();
    await keychain.write(names[0], '{"password":"ä € 🔑"}');
    await keychain.write(names[1], 'other');
    expect(await keychain.read(names[0])).toBe('{"password":"ä € 🔑"}');
    await keychain.write(names[0], 'new');
    expect(await keychain.read(names[0])).toBe('new');
    await keychain.remove(names[0]);
    expect(await keychain.read(names[0])).toBeUndefined();
    expect(await keychain.read(names[1])).toBe('other');
  });

  test('finds nothing wrong with removing what is not there', async () => {
    await expect(keychain.remove('never written')).resolves.toBeUndefined();
  });

  test('takes no further call once it is closed, and waits for the one under way', async () => {
    const closing = createKeychain({ service: `Lampfield test ${process.pid}`, clock: createSystemClock() });
    const writing = closing.write(names[0], 'before the end');
    await setImmediate();
    expect(await closing.close(30_000)).toBe(true);
    await expect(closing.write(names[0], 'after it')).rejects.toMatchObject({
      code: 'keychain.unavailable',
      detail: { reason: 'stopped' },
    });
    await writing;
    expect(await keychain.read(names[0])).toBe('before the end');
  });

  test('answers many calls at once', async () => {
    await Promise.all(Array.from({ length: 20 }, (_, n) => keychain.write(names[0], `value ${n}`)));
    expect(await keychain.read(names[0])).toBe('value 19');
  });
});

const nowhere = { PATH: process.env['PATH'], DBUS_SESSION_BUS_ADDRESS: 'unix:path=/nonexistent' };

describe.skipIf(process.platform !== 'linux')('without a bus', () => {
  test('it is unavailable', async () => {
    const keychain = keychainIn(nowhere);
    const expected = { code: 'keychain.unavailable', detail: { reason: 'no-service' } };
    await expect(keychain.read('name')).rejects.toMatchObject(expected);
    await expect(keychain.write('name', 'value')).rejects.toMatchObject(expected);
    await expect(keychain.remove('name')).rejects.toMatchObject(expected);
  });

  test('without libsecret it is unavailable too, and nothing crashes', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'lampfield-no-libsecret-'));
    closers.push(() => rm(folder, { recursive: true }));
    await writeFile(join(folder, 'libsecret-1.so.0'), 'no library');
    const keychain = keychainIn({ ...nowhere, LD_LIBRARY_PATH: folder });
    await expect(keychain.read('name')).rejects.toMatchObject({
      code: 'keychain.unavailable',
      detail: { reason: 'not-loaded' },
    });
  });
});

describe.skipIf(whyNoKeyring() !== undefined)('a Secret Service', () => {
  let keyring: PrivateKeyring;
  beforeEach(async () => {
    keyring = await startPrivateKeyring();
    closers.push(() => keyring.stop());
  });

  test('that comes late, after the login, is picked up when tried again', async () => {
    const shelf = createSecretShelf({ store: keychainIn(keyring.env), log: silent });
    const account = { username: 'api', passwordMd5: 'd41d8cd98f00b204e9800998ecf8427e' };
    await expect(shelf.at('https://pbx:8088').account()).rejects.toMatchObject({
      code: 'keychain.unavailable',
    });
    expect(shelf.state.kind).toBe('unavailable');
    shelf.keepForThisRunOnly();
    await shelf.at('https://pbx:8088').saveAccount(account);

    await keyring.startService();
    await shelf.retry();
    expect(shelf.state.kind).toBe('ok');
    const nextRun = createSecretShelf({ store: keychainIn(keyring.env), log: silent });
    expect(await nextRun.at('https://pbx:8088').account()).toEqual(account);
  });

  test('that is locked isn’t mistaken for an empty one, and gives everything once unlocked', async () => {
    await keyring.startService();
    const keychain = keychainIn(keyring.env);
    await keychain.write('name', 'value');
    await keyring.lock();
    const expected = { code: 'keychain.locked', detail: { reason: 'locked' } };
    await expect(keychain.read('name')).rejects.toMatchObject(expected);
    await expect(keychain.read('never written')).rejects.toMatchObject(expected);
    await expect(keychain.write('name', 'new')).rejects.toMatchObject(expected);
    await expect(keychain.remove('name')).rejects.toMatchObject(expected);
    await keyring.unlock();
    expect(await keychain.read('name')).toBe('value');
  });

  test('that no login has set up yet says so, after one dialog', async () => {
    await keyring.startService('not-set-up');
    await expect(keychainIn(keyring.env).read('name')).rejects.toMatchObject({
      code: 'keychain.not-set-up',
      detail: { reason: 'no-collection' },
    });
  });

  test('that does not answer in time counts as locked; what was given up before its turn is never written', async () => {
    await keyring.startService();
    const keychain = keychainIn(keyring.env, 3_000);
    await keychain.write('first', 'old');
    keyring.freezeService();
    const expected = { code: 'keychain.locked', detail: { reason: 'no-answer' } };
    const first = keychain.write('first', 'new');
    const second = keychain.write('second', 'new');
    await expect(first).rejects.toMatchObject(expected);
    await expect(second).rejects.toMatchObject(expected);
    const late = new Promise<void>((resolve) => void keychain.onLateAnswer(resolve));
    keyring.thawService();
    await late;
    expect(await keychain.read('first')).toBe('new');
    expect(await keychain.read('second')).toBeUndefined();
  });

  test('that dies is unavailable, and a new run finds what was stored', async () => {
    await keyring.startService();
    const keychain = keychainIn(keyring.env);
    await keychain.write('name', 'value');
    await keyring.killService();
    await expect(keychain.read('name')).rejects.toMatchObject({ code: 'keychain.unavailable' });
    await keyring.startService();
    // libsecret keeps to the service that it met first: this run can't store anything, and is told why.
    await expect(keychain.write('name', 'new')).rejects.toMatchObject({
      code: 'keychain.unavailable',
      detail: { reason: 'restarted' },
    });
    expect(await keychainIn(keyring.env).read('name')).toBe('value');
  });
});

test.skipIf(whyNoKeyring() !== undefined)('a keychain that the system keeps from us is denied', async () => {
  const keyring = await startPrivateKeyring({ denied: true });
  closers.push(() => keyring.stop());
  await keyring.startService();
  await expect(keychainIn(keyring.env).read('name')).rejects.toMatchObject({ code: 'keychain.denied' });
});
