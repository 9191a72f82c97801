/**
 * Every secret of the demo PBX is a marker of its own. A whole run of the product – first run, polling, faults, own settings,
 * a diagnosis, signing out and in, a crash – must leave none of them anywhere but in the keychain and at the PBX.
 */

import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { chromium, type Page } from 'playwright';
import { afterEach, expect, test, vi } from 'vitest';
import { browserLaunch } from '../../build/machine/find-browser.ts';
import { ensureRendererBuilt } from '../../build/bundle/renderer-build.ts';
import { runDesk, type RunningDesk } from '../desk/run-desk.ts';
import { openTab, type Tab } from '../desk/tab.ts';
import { startPrivateKeyring, whyNoKeyring } from '../keyring/private-keyring.ts';
import { startDemoPbx, type FaultName } from '../pbx/demo-pbx.ts';
import { md5 } from '../pbx/secret-book.ts';
import { filesIn, processTraces, secretsIn, type Trace } from './evidence.ts';
import { walkFirstRun } from './desk/walk-first-run.ts';

vi.setConfig({ testTimeout: 180_000 });

const cleanups: (() => Promise<unknown> | undefined)[] = [];
afterEach(async () => {
  for (const cleanup of cleanups.splice(0).reverse()) await cleanup();
});

const root = fileURLToPath(new URL('../..', import.meta.url));
const pin = '7319084265';
const lostPin = '7319084277';
const wrongPassword = 'Mistyped-Marker-4711';
const faults: readonly FaultName[] = [
  'truncated-json',
  'html',
  'wrong-shape',
  'reset-body',
  'answer-lost',
  'drop',
];

/** What is in page and panel, fields and storage included. */
async function domOf(page: Page): Promise<Trace[]> {
  return Promise.all(
    page.frames().map(async (frame, at) => ({
      where: `DOM of frame ${String(at)}`,
      text: await frame.evaluate(() =>
        [
          document.documentElement.outerHTML,
          ...Array.from(document.querySelectorAll('input, textarea'), (field) =>
            'value' in field ? String(field.value) : '',
          ),
          // A page without an origin has no storage.
          location.protocol === 'http:' ? JSON.stringify([localStorage, sessionStorage]) : '',
        ].join('\n'),
      ),
    })),
  );
}

test('no secret leaves the keychain and the core', async (context) => {
  const reason = whyNoKeyring();
  context.skip(reason !== undefined, reason);
  await ensureRendererBuilt(root);
  const pbx = await startDemoPbx({ people: 20, seed: 5 });
  cleanups.push(() => pbx.close());
  const keyring = await startPrivateKeyring();
  cleanups.push(() => keyring.stop());
  await keyring.startService();
  const data = await mkdtemp(join(tmpdir(), 'lampfield-canary-'));
  cleanups.push(() => rm(data, { recursive: true, force: true }));
  const browser = await chromium.launch(browserLaunch());
  cleanups.push(() => browser.close());

  const traces: Trace[] = [];
  const printed: RunningDesk[] = [];
  const tabs: Tab[] = [];
  const page = await browser.newPage();
  page.on('websocket', (socket) => {
    socket.on('framereceived', ({ payload }) => {
      traces.push({ where: 'message to the renderer', text: payload.toString() });
    });
  });
  page.on('console', (line) => traces.push({ where: 'console of the browser', text: line.text() }));
  const panel = page.frameLocator('iframe');
  const look = async (): Promise<void> => {
    traces.push(...(await domOf(page)), ...(await filesIn(data)), ...(await processTraces()));
  };
  async function startDesk(): Promise<{ desk: RunningDesk; tab: Tab }> {
    const desk = await runDesk(['--data', data, '--port', '0'], keyring.env);
    cleanups.push(() => desk.kill());
    printed.push(desk);
    const tab = await openTab(desk.url);
    tabs.push(tab);
    await page.goto(desk.url);
    await page.locator('.tray').click();
    return { desk, tab };
  }

  // First run, with a password mistyped before the right one.
  const { desk, tab } = await startDesk();
  await walkFirstRun(panel, pbx, 'Ina Tang', {
    password: wrongPassword,
    see: async (step) => {
      // While it is being typed the password stands in its field, and nowhere else.
      if (step !== 'account') return look();
      await panel.getByLabel('Password').press('Enter');
      await panel.getByText('tries left before').waitFor();
      await look();
      await panel.getByLabel('Password').fill(pbx.password);
    },
  });
  await tab.until(({ connection, me }) => connection.kind === 'live' && me !== null);
  await look();

  // A new login in between, then each fault until it reaches log and screen.
  const login = pbx.nextRequest('login');
  pbx.killAllTokens();
  await login;
  await tab.until(({ connection }) => connection.kind === 'live');
  for (const fault of faults) {
    pbx.faults.set(fault);
    await tab.request('connection.retry', {});
    await tab.until(({ connection }) => connection.kind === 'retrying' || connection.kind === 'blocked');
    await look();
    await pbx.faults.clear();
    await tab.request('connection.retry', {});
    await tab.until(({ connection }) => connection.kind === 'live');
  }
  // My own settings: a new PIN, read back, and one whose answer is lost on the way.
  await tab.request('my-extension.read', {});
  await tab.until(({ myExtension }) => myExtension !== null);
  expect(await tab.request('my-extension.set-secret', { setting: 'voicemailPin', value: pin })).toMatchObject(
    {
      ok: true,
    },
  );
  const mobile = { number: '0170555444', prefix: null, usedAsExtension: null, ringTogether: null };
  expect(
    await tab.request('my-extension.set', {
      changes: [{ setting: 'mobile', value: mobile }],
      until: null,
      anyway: true,
    }),
  ).toMatchObject({ ok: true });
  await look();
  await tab.until(({ myExtension }) => myExtension?.current.mobile?.number === '0170555444');
  expect(pbx.extensions.get('1001')?.fields.vmsecret).toBe(pin);
  pbx.faults.set('answer-lost', { times: 1, path: 'extension/update' });
  await tab.request('my-extension.set-secret', { setting: 'voicemailPin', value: lostPin });
  await look();
  const diagnosis = await tab.request('diagnosis.get', {});
  expect(diagnosis).toMatchObject({ ok: true });

  // Out, in again, and a crash with everything in use.
  await tab.request('account.sign-out', {});
  await panel.getByText('You are signed out').first().waitFor();
  await look();
  await tab.request('account.sign-in', { username: pbx.username, password: pbx.password });
  await tab.until(({ connection }) => connection.kind === 'live');
  await desk.kill();
  await look();
  const again = await startDesk();
  await again.tab.until(({ connection, me }) => connection.kind === 'live' && me !== null);
  await look();
  await again.desk.quit();

  traces.push(...(await filesIn(data)));
  for (const { output } of printed) traces.push({ where: 'output of the desk', text: output() });
  for (const { received } of tabs)
    traces.push(...received.map((text) => ({ where: 'message to a tab', text })));

  const secrets = [
    ...pbx.secrets(),
    { name: 'the new PIN', value: pin },
    { name: 'the PIN that was lost on the way', value: lostPin },
    { name: 'the mistyped password', value: wrongPassword },
    { name: 'MD5 of the mistyped password', value: md5(wrongPassword) },
  ];
  // The search would be worth nothing if the traces were empty or the secrets unused.
  expect(secrets.length).toBeGreaterThan(100);
  const kinds = new Set(
    traces.map(({ where }) => where.replace(/ \d+$/, '').replace(/my-extension\/\w+\//, '')),
  );
  for (const kind of [
    'message to the renderer',
    'message to a tab',
    'DOM of frame',
    'file settings.json',
    'file trust.json',
    'file login-guard.json',
    'file logs/lampfield.log',
    'file changes.jsonl',
    'arguments of process',
    'environment of process',
    'output of the desk',
  ])
    expect(kinds).toContain(kind);
  expect(traces.some(({ text }) => text.includes('"event":"poller.failed"'))).toBe(true);
  expect(traces.some(({ text }) => text.includes('Lampfield diagnosis'))).toBe(true);

  expect([...new Set(secretsIn(traces, secrets))]).toEqual([]);
});

test('the search finds a secret that is planted, in each kind of place', async () => {
  const pbx = await startDemoPbx({ people: 3 });
  cleanups.push(() => pbx.close());
  const folder = await mkdtemp(join(tmpdir(), 'lampfield-canary-'));
  cleanups.push(() => rm(folder, { recursive: true, force: true }));
  const secrets = pbx.secrets();
  for (const { name, value } of secrets) {
    await writeFile(join(folder, 'planted.log'), `{"event":"x","note":"${value.toUpperCase()}"}\n`);
    expect(secretsIn(await filesIn(folder), secrets)).toEqual([`${name} in file planted.log`]);
  }
  await rm(join(folder, 'planted.log'));

  const { value } = secrets[0] ?? { value: '' };
  const browser = await chromium.launch(browserLaunch());
  cleanups.push(() => browser.close());
  const page = await browser.newPage();
  await page.setContent(`<input id="field">`);
  expect(secretsIn(await domOf(page), secrets)).toEqual([]);
  await page.fill('#field', value);
  expect(secretsIn(await domOf(page), secrets)).toHaveLength(1);
});
