/** The notices and the diagnosis of a whole core, against the demo PBX. */

import { mkdir, mkdtemp, readdir, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, it, test } from 'vitest';
import { startDemoPbx, type DemoPbxOptions } from '../pbx/demo-pbx.ts';
import { ok, signInto, silentLog, startCore, type RunningCore } from './fixtures/start-core.ts';

const cleanups: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const cleanup of cleanups.splice(0).reverse()) await cleanup();
});

async function world(options: DemoPbxOptions = {}, ports: Parameters<typeof startCore>[0] = {}) {
  const pbx = await startDemoPbx(options);
  cleanups.push(() => pbx.close());
  const running = await startCore(ports);
  cleanups.push(() => running.close());
  return { pbx, running };
}

const codes = ({ notices }: ReturnType<RunningCore['snapshot']>) => notices.map(({ code }) => code);

test('a connection without encryption says so in every state, and that can’t be switched off', async () => {
  const { pbx, running } = await world({ plainHttp: true });
  const address = `127.0.0.1:${String(pbx.port)}`;
  await ok(running.request('setup.address', { address, plainHttpConfirmed: true }));
  await ok(running.request('setup.account', { username: pbx.username, password: pbx.password }));
  await ok(running.request('setup.extension', { number: '1002' }));
  const live = await running.until((snapshot) => codes(snapshot).includes('plain-http'));
  expect(live.notices.find(({ code }) => code === 'plain-http')?.dismissible).toBe(false);
  await ok(running.request('notice.dismiss', { id: 'plain-http' }));
  await ok(running.request('account.sign-out', {}));
  expect(codes(await running.until(({ connection }) => connection.kind === 'signed-out'))).toContain(
    'plain-http',
  );
});

test('an extension missing from the PBX is reported until it is back', async () => {
  const { pbx, running } = await world();
  await signInto(running, pbx, '1003');
  const name = pbx.extensions.get('1003')?.fields.username;
  pbx.extensions.remove('1003');
  running.core.signal({ kind: 'panel', open: true });
  const gone = await running.until((snapshot) => codes(snapshot).includes('extension-gone'));
  expect(gone.notices[0]?.detail).toEqual({ number: '1003' });
  expect(name).toBeTypeOf('string');
});

test('every broken file is reported by name, and was kept', async () => {
  const dataFolder = await mkdtemp(join(tmpdir(), 'lampfield-test-'));
  for (const file of ['settings.json', 'trust.json', 'owed-news.json'])
    await writeFile(join(dataFolder, file), '{"half":');
  const { running } = await world({}, { dataFolder });
  expect(running.snapshot().notices.map(({ detail }) => detail['file'])).toEqual([
    'settings.json',
    'trust.json',
    'owed-news.json',
  ]);
  expect((await readdir(dataFolder)).filter((name) => name.includes('.corrupt-'))).toHaveLength(3);
});

test('a certificate that changed between polls leads to one question, whatever meets it first', async () => {
  const { pbx, running } = await world();
  await signInto(running, pbx, '1002');
  await pbx.changeCertificate();
  const before = pbx.log.length;
  expect(
    await running.request('account.sign-in', { username: pbx.username, password: pbx.password }),
  ).toMatchObject({
    failure: { code: 'tls.changed-certificate' },
  });
  expect(running.snapshot().connection).toMatchObject({
    kind: 'blocked',
    need: { kind: 'certificate-changed', offered: { sha256: pbx.fingerprint } },
  });
  expect(pbx.log).toHaveLength(before);
});

test('the diagnosis lists states, versions and the latest failures', async () => {
  const { pbx, running } = await world();
  const empty = await ok(running.request('diagnosis.get', {}));
  expect(empty.text).toMatch(/^host: none$/m);
  await signInto(running, pbx, '1002');
  await running.request('setup.address', { address: 'nowhere', plainHttpConfirmed: false });
  const { text } = await ok(running.request('diagnosis.get', {}));
  expect(text).toMatch(/^Lampfield: 0\.0\.0-test$/m);
  expect(text).toMatch(/^firmware: \d+\./m);
  expect(text).toMatch(new RegExp(`^host: 127\\.0\\.0\\.1:${String(pbx.port)}$`, 'm'));
  expect(text).toMatch(/^connection: live$/m);
  expect(text).toMatch(/^extensions: 12$/m);
  expect(text).toMatch(/request\.failed, request setup\.address, code ipc\.invalid-payload/);
  expect(text).not.toContain('1002');
});

test('a newer version is announced, downloaded when a person agrees, and a failure leaves everything as it was', async () => {
  const { running } = await world();
  const update = (snapshot = running.snapshot()) => snapshot.notices.find(({ id }) => id === 'update');
  running.core.signal({ kind: 'update', version: '0.1.9' });
  await running.until((snapshot) => update(snapshot) !== undefined);
  await ok(running.request('notice.dismiss', { id: 'update' }));
  running.core.signal({ kind: 'update', version: '0.1.9' });
  expect(update()).toBeUndefined();
  running.core.signal({ kind: 'update', version: '0.2.0' });
  const told = await running.until((snapshot) => update(snapshot) !== undefined);
  expect(update(told)).toMatchObject({
    code: 'update-available',
    detail: { version: '0.2.0' },
    dismissible: true,
  });
  expect(running.effects.filter(({ kind }) => kind === 'install-update')).toHaveLength(0);

  await ok(running.request('update.install', {}));
  await running.until((snapshot) => update(snapshot)?.code === 'update-fetching');
  expect(running.effects.filter(({ kind }) => kind === 'install-update')).toHaveLength(1);
  running.core.signal({ kind: 'update-failed' });
  const failed = await running.until((snapshot) => update(snapshot)?.code === 'update-failed');
  expect(update(failed)?.dismissible).toBe(true);
});

describe('a file that was broken', () => {
  const good = JSON.stringify({ schemaVersion: 2, favourites: ['1002'] });

  it.each([
    ['is said to be restored where there is a good copy', good, 'settings-restored', ['1002']],
    ['is said to be lost where there is none', undefined, 'settings-corrupt', []],
  ])('%s', async (_, copy, code, favourites) => {
    const dataFolder = await mkdtemp(join(tmpdir(), 'lampfield-broken-'));
    await writeFile(join(dataFolder, 'settings.json'), '{ "favourites": [');
    if (copy !== undefined) await writeFile(join(dataFolder, 'settings.last-good.json'), copy);
    const running = await startCore({ dataFolder });
    cleanups.push(() => running.close());
    expect(running.snapshot().notices).toMatchObject([{ code, detail: { file: 'settings.json' } }]);
    expect(running.snapshot().favourites).toEqual(favourites);
  });

  it('is said to be unopened where the system refuses it', async () => {
    const dataFolder = await mkdtemp(join(tmpdir(), 'lampfield-broken-'));
    await mkdir(join(dataFolder, 'settings.json'));
    const running = await startCore({ dataFolder });
    cleanups.push(() => running.close());
    expect(running.snapshot().notices).toMatchObject([
      { code: 'settings-unreadable', detail: { file: 'settings.json', errno: 'EISDIR' } },
    ]);
  });
});

test('an entry that makes no sense is reported and logged, and costs none of the others', async () => {
  const logged: string[] = [];
  const log = {
    ...silentLog,
    warn: (event: string, fields = {}) => logged.push(`${event} ${JSON.stringify(fields)}`),
  };
  const { pbx, running } = await world({ people: 9 }, { log });
  await signInto(running, pbx, '1002');
  expect(codes(running.snapshot())).not.toContain('entries-unreadable');
  // This pace saves the test 15 seconds.
  running.core.signal({ kind: 'panel', open: true });
  pbx.extensions.add({ extnumber: '1'.repeat(40) });
  const told = await running.until((snapshot) => codes(snapshot).includes('entries-unreadable'));
  expect(told.notices).toMatchObject([{ detail: { count: 1 } }]);
  expect(told.roster.colleagues).toHaveLength(9);
  expect(logged).toContain('roster.unreadable {"count":1}');

  pbx.extensions.remove('1'.repeat(40));
  await running.until((snapshot) => !codes(snapshot).includes('entries-unreadable'));
});
