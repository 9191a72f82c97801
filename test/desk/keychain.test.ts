/** The product with a real Secret Service in each of its states: what it says, and how a person can go on. */

import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, test, vi } from 'vitest';
import type { Connection } from '../../electron/contract/snapshot.ts';
import { startPrivateKeyring, whyNoKeyring, type PrivateKeyring } from '../keyring/private-keyring.ts';
import { startDemoPbx, type DemoPbx } from '../pbx/demo-pbx.ts';
import { runDesk, type RunningDesk } from './run-desk.ts';
import { openTab, type Tab } from './tab.ts';

// A keychain that does not answer is given 30 s.
vi.setConfig({ testTimeout: 120_000 });

const cleanups: (() => Promise<unknown> | undefined)[] = [];
afterEach(async () => {
  for (const cleanup of cleanups.splice(0).reverse()) await cleanup();
});

interface Office {
  readonly pbx: DemoPbx;
  readonly logins: () => number;
  /** Starts the program on the same data folder. */
  readonly start: () => Promise<{ readonly desk: RunningDesk; readonly tab: Tab }>;
}

async function office(env: NodeJS.ProcessEnv): Promise<Office> {
  const pbx = await startDemoPbx({ people: 4 });
  cleanups.push(() => pbx.close());
  const data = await mkdtemp(join(tmpdir(), 'lampfield-keychain-'));
  cleanups.push(() => rm(data, { recursive: true, force: true }));
  return {
    pbx,
    logins: () => pbx.log.filter(({ path }) => path === 'login').length,
    async start() {
      const desk = await runDesk(['--data', data, '--port', '0'], env);
      cleanups.push(() => desk.kill());
      return { desk, tab: await openTab(desk.url) };
    },
  };
}

async function setUp(tab: Tab, pbx: DemoPbx): Promise<void> {
  await tab.request('setup.open', { at: 'address' });
  await tab.request('setup.address', { address: pbx.url, plainHttpConfirmed: false });
  await tab.request('setup.certificate', { sha256: pbx.fingerprint, decision: 'trust' });
  await tab.request('setup.account', { username: pbx.username, password: pbx.password });
  expect(await tab.request('setup.extension', { number: '1001' })).toMatchObject({ ok: true });
}

/** An open keyring, and a program that has signed in with it and ended. */
async function signedInBefore(): Promise<Office & { readonly keyring: PrivateKeyring }> {
  const keyring = await startPrivateKeyring();
  cleanups.push(() => keyring.stop());
  await keyring.startService();
  const opened = await office(keyring.env);
  const { desk, tab } = await opened.start();
  await setUp(tab, opened.pbx);
  await connectionWhen(tab, isLive);
  await desk.quit();
  return { ...opened, keyring };
}

async function connectionWhen(tab: Tab, fits: (connection: Connection) => boolean): Promise<Connection> {
  return (await tab.until(({ connection }) => fits(connection))).connection;
}
const isLive = ({ kind }: Connection) => kind === 'live';
const wantsKeychain = (connection: Connection) =>
  connection.kind === 'blocked' && connection.need.kind === 'keychain';

test('without a keychain it says so, and runs without one when asked to', async () => {
  const { pbx, start } = await office({ DBUS_SESSION_BUS_ADDRESS: 'unix:path=/nonexistent' });
  const { tab } = await start();
  await setUp(tab, pbx);
  expect(await connectionWhen(tab, wantsKeychain)).toMatchObject({
    need: { failure: { code: 'keychain.unavailable' } },
  });
  expect(await tab.request('keychain.retry', {})).toMatchObject({
    failure: { code: 'keychain.unavailable' },
  });
  await tab.request('keychain.keep-for-this-run', {});
  await connectionWhen(tab, isLive);
  await tab.until(({ notices }) => notices.some(({ code }) => code === 'secrets-in-memory'));
});

describe('with a keyring', () => {
  const reason = whyNoKeyring();

  test('what was stored saves the next start a login, and signing out removes it', async (context) => {
    context.skip(reason !== undefined, reason);
    const { pbx, start, logins } = await signedInBefore();
    const before = logins();
    const second = await start();
    await connectionWhen(second.tab, isLive);
    expect(logins()).toBe(before);

    const loggedOut = pbx.nextRequest('logout');
    expect(await second.tab.request('account.sign-out', {})).toMatchObject({ ok: true });
    await loggedOut;
    await second.desk.quit();
    const third = await start();
    await connectionWhen(third.tab, ({ kind }) => kind === 'signed-out');
    expect(logins()).toBe(before);
  });

  test('while it is locked nothing is sent; once it opens, the stored account is used', async (context) => {
    context.skip(reason !== undefined, reason);
    const { keyring, start, logins } = await signedInBefore();
    await keyring.lock();

    const before = logins();
    const second = await start();
    expect(await connectionWhen(second.tab, wantsKeychain)).toMatchObject({
      need: { failure: { code: 'keychain.locked' } },
    });
    expect(await second.tab.request('keychain.retry', {})).toMatchObject({ ok: false });
    await keyring.unlock();
    expect(await second.tab.request('keychain.retry', {})).toMatchObject({ ok: true });
    await connectionWhen(second.tab, isLive);
    expect(logins()).toBe(before);
  });

  test('one that comes late takes over what was kept in memory', async (context) => {
    context.skip(reason !== undefined, reason);
    const keyring = await startPrivateKeyring();
    cleanups.push(() => keyring.stop());
    const { pbx, start, logins } = await office(keyring.env);
    const first = await start();
    await setUp(first.tab, pbx);
    await connectionWhen(first.tab, wantsKeychain);
    await first.tab.request('keychain.keep-for-this-run', {});
    await connectionWhen(first.tab, isLive);
    await keyring.startService();
    expect(await first.tab.request('keychain.retry', {})).toMatchObject({ ok: true });
    await first.tab.until(({ notices }) => notices.length === 0);
    await first.desk.quit();
    const before = logins();
    const second = await start();
    await connectionWhen(second.tab, isLive);
    expect(logins()).toBe(before);
  });

  test('when it denies access the product says so, and runs without it when asked to', async (context) => {
    context.skip(reason !== undefined, reason);
    const keyring = await startPrivateKeyring({ denied: true });
    cleanups.push(() => keyring.stop());
    await keyring.startService();
    const { pbx, start } = await office(keyring.env);
    const { tab } = await start();
    await setUp(tab, pbx);
    expect(await connectionWhen(tab, wantsKeychain)).toMatchObject({
      need: { failure: { code: 'keychain.denied' } },
    });
    await tab.request('keychain.keep-for-this-run', {});
    await connectionWhen(tab, isLive);
  });
});
