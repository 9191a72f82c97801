/** What an administrator hands out ready-made, against the demo PBX over real TLS. */

import { createHash } from 'node:crypto';
import { mkdtemp, readFile, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { afterEach, expect, test } from 'vitest';
import type { ShellEffect } from '../../../electron/contract/desktop-model.ts';
import { createCore } from '../../../electron/core/create-core.ts';
import { createMemorySecrets } from '../../../electron/core/keychain/memory-secrets.ts';
import { systemClock } from '../../../electron/core/lib/system-clock.ts';
import { startDemoPbx, type DemoPbx } from '../../pbx/demo-pbx.ts';
import { absentSecrets } from '../fixtures/absent-secrets.ts';
import { ok, silentLog, startCore, type RunningCore } from '../fixtures/start-core.ts';

const cleanups: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const cleanup of cleanups.splice(0).reverse()) await cleanup();
});

async function demoPbx(): Promise<DemoPbx> {
  const pbx = await startDemoPbx({ people: 8 });
  cleanups.push(() => pbx.close());
  return pbx;
}

function readyMade(pbx: DemoPbx) {
  const { url, username, password, fingerprint } = pbx;
  return { pbx: { url, version: 'v1.0.0', username, password, fingerprint }, extension: '1002' };
}

async function startManaged(
  content: unknown,
  ports: Parameters<typeof startCore>[0] = {},
): Promise<RunningCore & { readonly file: string }> {
  const folder = await mkdtemp(join(tmpdir(), 'lampfield-managed-'));
  cleanups.push(() => rm(folder, { recursive: true, force: true }));
  const file = join(folder, 'managed.json');
  await writeFile(file, typeof content === 'string' ? content : JSON.stringify(content));
  const running = await startCore({ managedFile: { file, required: true }, ...ports });
  cleanups.push(() => running.close());
  return { ...running, file };
}

const isLive = ({ connection, me }: ReturnType<RunningCore['snapshot']>) =>
  connection.kind === 'live' && me !== null;

test('a whole managed file leads to the list without a question, and the password into the keychain as its MD5', async () => {
  const pbx = await demoPbx();
  const secrets = createMemorySecrets();
  const running = await startManaged(readyMade(pbx), { secrets });
  const live = await running.until(isLive);
  expect(live.setup).toBeNull();
  expect(live.me?.number).toBe('1002');
  expect(live.roster.colleagues).toHaveLength(8);
  expect(live.notices).toEqual([]);
  expect(JSON.parse((await secrets.read(`${pbx.url} account`)) ?? '')).toMatchObject({
    username: pbx.username,
    passwordMd5: createHash('md5').update(pbx.password).digest('hex'),
  });
});

test('without a keychain it works for this run, and says so until the keychain is there', async () => {
  const pbx = await demoPbx();
  const running = await startManaged(readyMade(pbx), { secrets: absentSecrets });
  await running.until(isLive);
  const told = await running.until(({ notices }) => notices.length > 0);
  // It signs in by itself next time, out of the file, and says nothing else.
  expect(told.notices).toMatchObject([{ code: 'secrets-in-memory', detail: { signsInAgain: true } }]);
  expect(await running.request('keychain.retry', {})).toMatchObject({
    failure: { code: 'keychain.unavailable' },
  });
});

test('a keychain that asks the person first keeps neither tray nor end of the program waiting, and nothing is sent after that end', async () => {
  const pbx = await demoPbx();
  let answer = (): void => undefined;
  const asked = new Promise<undefined>((resolve) => {
    answer = () => resolve(undefined);
  });
  const memory = createMemorySecrets();
  const folder = await mkdtemp(join(tmpdir(), 'lampfield-managed-'));
  cleanups.push(() => rm(folder, { recursive: true, force: true }));
  const file = join(folder, 'managed.json');
  await writeFile(file, JSON.stringify(readyMade(pbx)));
  const core = await createCore({
    clock: systemClock,
    random: Math.random,
    secrets: { ...memory, read: () => asked },
    log: silentLog,
    dataFolder: join(folder, 'data'),
    locale: 'en-GB',
    version: '0.0.0-test',
    person: { login: '', fullName: '' },
    managedFile: { file, required: true },
  });
  const effects: ShellEffect[] = [];
  core.onEffect((effect) => effects.push(effect));
  expect(effects.map(({ kind }) => kind)).toContain('tray');

  const started = core.start();
  await expect
    .poll(() => effects.some((effect) => effect.kind === 'keychain-asked' && effect.asked), {
      timeout: 5_000,
    })
    .toBe(true);
  await core.stop();
  answer();
  await started;
  // Longer than the PBX takes to hear of a login.
  await wait(500);
  expect(pbx.log).toHaveLength(0);
});

test('the password never leaves for an address that is not the managed one', async () => {
  const pbx = await demoPbx();
  const other = await demoPbx();
  const secrets = createMemorySecrets();
  const dataFolder = await mkdtemp(join(tmpdir(), 'lampfield-managed-'));
  await writeFile(
    join(dataFolder, 'settings.json'),
    JSON.stringify({ schemaVersion: 1, pbx: { url: other.url } }),
  );
  const running = await startManaged(readyMade(pbx), { secrets, dataFolder });
  await running.until(({ connection }) => connection.kind === 'blocked');
  expect(running.snapshot().connection).toMatchObject({ need: { kind: 'certificate-new' } });
  await ok(running.request('certificate.decide', { sha256: other.fingerprint, decision: 'trust' }));
  await running.until(({ connection }) => connection.kind === 'signed-out');
  expect(other.log).toHaveLength(0);
  expect(await secrets.read(`${other.url} account`)).toBeUndefined();
});

test('a certificate other than the managed one gets no byte, and only an explicit yes continues', async () => {
  const pbx = await demoPbx();
  const content = readyMade(pbx);
  const wrong = 'ab'.repeat(32);
  const running = await startManaged({ ...content, pbx: { ...content.pbx, fingerprint: wrong } });
  const blocked = await running.until(({ connection }) => connection.kind === 'blocked');
  expect(blocked.connection).toMatchObject({
    need: { kind: 'certificate-changed', known: { sha256: wrong }, offered: { sha256: pbx.fingerprint } },
  });
  expect(pbx.log).toHaveLength(0);
  await ok(running.request('certificate.decide', { sha256: pbx.fingerprint, decision: 'trust' }));
  await running.until(isLive);
  // The person's yes outlives a restart: the same file does not take it back.
  const again = await running.restart();
  cleanups.push(() => again.core.stop());
  await again.until(isLive);
});

test('a password that the PBX refused is not sent again because the file still says it', async () => {
  const pbx = await demoPbx();
  const content = readyMade(pbx);
  const secrets = createMemorySecrets();
  const running = await startManaged(
    { ...content, pbx: { ...content.pbx, password: 'not-the-one' } },
    { secrets },
  );
  await running.until(({ connection }) => connection.kind === 'blocked');
  expect(pbx.wrongPasswords()).toBe(1);
  const again = await running.restart();
  cleanups.push(() => again.core.stop());
  await again.until(({ connection }) => connection.kind === 'blocked');
  expect(pbx.wrongPasswords()).toBe(1);

  await again.core.stop();
  await writeFile(running.file, JSON.stringify(content));
  const mended = await again.restart('crash');
  cleanups.push(() => mended.core.stop());
  await mended.until(isLive);
});

test('without an extension in it the person is asked once who they are', async () => {
  const pbx = await demoPbx();
  const running = await startManaged({ pbx: readyMade(pbx).pbx });
  const asked = await running.until(({ setup }) => setup !== null);
  expect(asked.setup).toMatchObject({ step: 'extension', extensionOnly: true });
  expect(asked.setup?.extensions).toHaveLength(8);
  for (const leave of ['setup.back', 'setup.cancel'] as const) {
    await ok(running.request('setup.open', { at: 'extension' }));
    await ok(running.request(leave, {}));
    await running.until(({ setup }) => setup === null);
  }
  await ok(running.request('setup.open', { at: 'extension' }));
  await ok(running.request('setup.extension', { number: '1003' }));
  expect((await running.until(isLive)).me?.number).toBe('1003');
});

test('locked settings hold, groups are everybody’s, and both are shown as the administrator’s', async () => {
  const pbx = await demoPbx();
  const running = await startManaged({
    ...readyMade(pbx),
    locked: ['pbx', 'theme'],
    settings: { theme: 'dark' },
    groups: [{ name: 'Support', numbers: ['1001', '1002'] }],
    updates: false,
  });
  const { settings, groups } = await running.until(isLive);
  expect(settings).toMatchObject({ theme: 'dark', checkForUpdates: false });
  expect(settings.locked).toEqual(
    expect.arrayContaining(['pbx.url', 'pbx.version', 'pbx.username', 'theme', 'checkForUpdates']),
  );
  expect(groups).toMatchObject([{ name: 'Support', managed: true, numbers: ['1001', '1002'] }]);
  expect(await running.request('settings.change', { theme: 'light' })).toMatchObject({
    failure: { code: 'settings.locked', detail: { key: 'theme' } },
  });
  await ok(running.request('setup.open', { at: 'address' }));
  expect(
    await running.request('setup.address', { address: '127.0.0.1:9', plainHttpConfirmed: false }),
  ).toMatchObject({ ok: false });
});

test.each([
  ['a misspelt name', '{\n  "extension": "1002",\n  "lokced": ["pbx"]\n}', 3],
  ['a missing comma', '{\n  "extension": "1002"\n  "updates": false\n}', 3],
])('%s: reported with line and reason, and nothing of the file holds', async (_, content, line) => {
  const running = await startManaged(content);
  const { notices, settings, setup } = running.snapshot();
  expect(notices).toMatchObject([{ code: 'managed-broken', detail: { line }, dismissible: false }]);
  expect(String(notices[0]?.detail['reason'])).not.toBe('');
  expect(settings).toMatchObject({ extension: null, locked: [] });
  expect(setup?.step).toBe('address');
});

test('a named file that is not there is reported', async () => {
  const running = await startCore({ managedFile: { file: '/nonexistent/managed.json', required: true } });
  cleanups.push(() => running.close());
  expect(running.snapshot().notices).toMatchObject([{ code: 'managed-broken' }]);
});

test('the managed password is in no file of the data folder, in no event and in no diagnosis', async () => {
  const pbx = await demoPbx();
  const running = await startManaged(readyMade(pbx));
  await running.until(isLive);
  const { text } = await ok(running.request('diagnosis.get', {}));
  const files = await readdir(running.dataFolder);
  const contents = await Promise.all(files.map((file) => readFile(join(running.dataFolder, file), 'utf8')));
  const everything = [text, JSON.stringify(running.events), ...contents].join('\n');
  const md5 = createHash('md5').update(pbx.password).digest('hex');
  expect(everything).toContain(pbx.fingerprint);
  for (const secret of [pbx.password, md5]) expect(everything).not.toContain(secret);
});
