/** The wizard finds the API version, lets a person choose it, and checks what is locked before anything is sent. */

import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, expect, test } from 'vitest';
import { createMemorySecrets } from '../../../electron/core/keychain/memory-secrets.ts';
import { startDemoPbx, type DemoPbx } from '../../pbx/demo-pbx.ts';
import { ok, startCore, type RunningCore } from '../fixtures/start-core.ts';

const cleanups: (() => unknown)[] = [];
afterEach(async () => {
  for (const cleanup of cleanups.splice(0).reverse()) await cleanup();
});

async function begin(versions: string[]): Promise<{ pbx: DemoPbx; running: RunningCore }> {
  const pbx = await startDemoPbx({ people: 4, versions });
  cleanups.push(() => pbx.close());
  const running = await startCore();
  cleanups.push(() => running.close());
  await ok(running.request('setup.address', { address: pbx.url, plainHttpConfirmed: false }));
  await ok(running.request('setup.certificate', { sha256: pbx.fingerprint, decision: 'trust' }));
  return { pbx, running };
}

const versionsAsked = (pbx: DemoPbx) => [
  ...new Set(pbx.log.filter(({ path }) => path === 'login').map(({ version }) => version)),
];

test.each([
  [['v1.0.0', 'v1.0.1', 'v1.1.0'], 'v1.0.0', ['v1.0.0']],
  [['v1.1.0'], 'v1.1.0', ['v1.0.0', 'v1.1.0']],
])('a PBX that answers on %j is used on %s', async (versions, used, asked) => {
  const { pbx, running } = await begin(versions);
  const account = { username: pbx.username, password: pbx.password };
  await ok(running.request('setup.account', account));
  expect(versionsAsked(pbx)).toEqual(asked);
  await ok(running.request('setup.extension', { number: '1002' }));
  await running.until(({ connection }) => connection.kind === 'live');
  expect(running.snapshot().settings.pbx?.version).toBe(used);
});

test.each([400, 403, 404, 405, 410, 501])(
  'a web server that answers the first version with %i is asked for the next, and no try is used',
  async (httpStatus) => {
    const { pbx, running } = await begin(['v1.1.0']);
    pbx.faults.set({ kind: 'starting', httpStatus }, { path: 'login', times: 1 });
    await running.request('setup.account', { username: pbx.username, password: 'wrong' });
    expect(running.snapshot().setup).toMatchObject({
      failure: { code: 'pbx.bad-credentials' },
      triesLeft: 3,
    });
  },
);

test('a wrong password that is tried on two versions counts once', async () => {
  const { pbx, running } = await begin(['v1.1.0']);
  await running.request('setup.account', { username: pbx.username, password: 'wrong' });
  expect(running.snapshot().setup?.triesLeft).toBe(3);
  expect(pbx.wrongPasswords()).toBe(1);
});

test('the version that a person chooses is the only one that is tried', async () => {
  const { pbx, running } = await begin(['v1.0.1']);
  const account = { username: pbx.username, password: pbx.password };
  expect(await running.request('setup.account', account)).toMatchObject({ ok: false });
  await ok(running.request('setup.account', { ...account, version: 'v1.0.1' }));
  expect(running.snapshot().setup).toMatchObject({ step: 'extension', version: 'v1.0.1' });
});

test.each([
  ['the account', 'pbx.username', { username: 'api' }],
  ['the version', 'pbx.version', { version: 'v1.0.1' as const }],
])('%s that is locked is checked before anything is sent or stored', async (_, key, managed) => {
  const pbx = await startDemoPbx({ people: 4, username: 'second' });
  cleanups.push(() => pbx.close());
  const folder = await mkdtemp(join(tmpdir(), 'lampfield-locked-'));
  cleanups.push(() => rm(folder, { recursive: true, force: true }));
  const file = join(folder, 'managed.json');
  const { url, fingerprint } = pbx;
  await writeFile(file, JSON.stringify({ pbx: { url, fingerprint, ...managed }, locked: [key] }));
  const secrets = createMemorySecrets();
  const running = await startCore({ managedFile: { file, required: true }, secrets });
  cleanups.push(() => running.close());
  await ok(running.request('setup.open', { at: 'address' }));
  await ok(running.request('setup.address', { address: url, plainHttpConfirmed: false }));
  pbx.clearLog();
  const account = { username: 'second', password: pbx.password, version: 'v1.1.0' } as const;
  const refused = { ok: false, failure: { code: 'settings.locked', detail: { key } } };
  expect(await running.request('setup.account', account)).toMatchObject(refused);
  if (key === 'pbx.username')
    expect(await running.request('account.sign-in', account)).toMatchObject({ ok: false });
  expect(pbx.log.filter(({ path }) => path === 'login')).toEqual([]);
  expect(await secrets.read(`${url} account`)).toBeUndefined();
});

test('a program that is stopped during the wizard’s last step asks nothing afterwards', async () => {
  for (const turns of [0, 1, 3, 10, 30]) {
    const { pbx, running } = await begin(['v1.0.0']);
    await ok(running.request('setup.account', { username: pbx.username, password: pbx.password }));
    const step = running.request('setup.extension', { number: '1002' });
    for (let turn = 0; turn < turns; turn += 1) await new Promise(setImmediate);
    await running.core.stop();
    pbx.clearLog();
    await step;
    await running.core.stop();
    expect(running.snapshot().connection.kind).not.toBe('live');
    expect(pbx.log).toEqual([]);
  }
});
