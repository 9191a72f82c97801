/** The built panel under the shell's own protocol answers and content policy, in a real browser: all of it works, nothing else does. */

import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { chromium, type Browser, type Page } from 'playwright';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { browserLaunch } from '../../../build/machine/find-browser.ts';
import { createPanelProtocol } from '../../../electron/shell/panel/panel-protocol.ts';
import { company, NOW, snapshot } from '../../renderer/fixtures/snapshots.ts';

const root = fileURLToPath(new URL('../../..', import.meta.url));
/** Stands for `app://lampfield`, which is Electron's alone: no request leaves the browser. */
const origin = 'https://lampfield.test';
const answer = createPanelProtocol({
  folder: join(root, 'dist/renderer'),
  read: (file) => readFileSync(file),
});

const first = snapshot({
  roster: { confirmedAt: NOW, staleAfterMs: 45_000, colleagues: company(300) },
});

function serveTo(shown: Page): Promise<unknown> {
  return shown.route('**/*', async (route) => {
    const url = route.request().url();
    if (!url.startsWith(`${origin}/`)) return route.abort();
    const response = answer(new Request(`app://lampfield${url.slice(origin.length)}`));
    const body = Buffer.from(await response.arrayBuffer());
    return route.fulfill({ status: response.status, headers: Object.fromEntries(response.headers), body });
  });
}

let browser: Browser;
let page: Page;
const complaints: string[] = [];

beforeAll(async () => {
  browser = await chromium.launch(browserLaunch());
  page = await browser.newPage();
  page.on('console', (message) => {
    if (['error', 'warning'].includes(message.type())) complaints.push(message.text());
  });
  page.on('pageerror', (error) => complaints.push(error.message));
  await serveTo(page);
  await page.addInitScript((given: unknown) => {
    const transport = {
      invoke: (name: string) =>
        Promise.resolve(
          name === 'snapshot.get'
            ? { ok: true, value: given }
            : { ok: false, failure: { code: 'internal', detail: {} } },
        ),
      subscribe: () => () => undefined,
    };
    Object.defineProperty(globalThis, 'lampfield', { value: transport });
    const refusals: string[] = [];
    Object.assign(globalThis, { refusals });
    document.addEventListener('securitypolicyviolation', (event) => refusals.push(event.effectiveDirective));
  }, first);
  await page.goto(`${origin}/index.html`);
  await page.locator('[data-number]').first().waitFor();
});
afterAll(() => browser.close());

test('the page asks for nothing that its policy refuses, not even to see whether it may', async () => {
  expect(await page.evaluate(() => Reflect.get(globalThis, 'refusals') as string[])).toEqual([]);
});

test('list, search, a colleague and the settings work without a complaint of the policy', async () => {
  await page.getByRole('searchbox').fill('a');
  await page.locator('[data-number] button').first().click();
  await page.keyboard.press('Escape');
  await page.getByRole('button', { name: 'Settings', exact: true }).click();
  await page.getByRole('heading', { name: 'Settings' }).waitFor();
  expect(complaints).toEqual([]);
});

test('markup, scripts, styles and requests that someone slips in do nothing', async () => {
  const fetched = await page.evaluate(async () => {
    document.body.insertAdjacentHTML(
      'beforeend',
      '<img src="x" onerror="document.title=1"><style>body{display:none}</style><iframe src="https://example.com"></iframe>',
    );
    const script = document.createElement('script');
    script.textContent = 'document.title = "taken"';
    document.body.append(script);
    return fetch('/index.html').then(
      () => 'answered',
      () => 'refused',
    );
  });
  expect(fetched).toBe('refused');
  const refused = (): Promise<string[]> =>
    page.evaluate(() => [...new Set(Reflect.get(globalThis, 'refusals') as string[])].sort());
  await expect
    .poll(refused)
    .toEqual(['connect-src', 'frame-src', 'script-src-attr', 'script-src-elem', 'style-src-elem']);
  expect(await page.title()).toBe('Lampfield');
});

test.each(['snapshot.first', 'snapshot.get'])(
  'the list comes where only %s is ever answered',
  async (answered) => {
    const other = await browser.newPage();
    await serveTo(other);
    await other.addInitScript(
      (given) => {
        const invoke = (name: string) =>
          name === given.answered
            ? Promise.resolve({ ok: true, value: given.first })
            : new Promise(() => undefined);
        Object.defineProperty(globalThis, 'lampfield', {
          value: { invoke, subscribe: () => () => undefined },
        });
      },
      { answered, first },
    );
    await other.goto(`${origin}/index.html`);
    await other.locator('[data-number]').first().waitFor();
    await other.close();
  },
);

test('the page reads no schema library: the core has checked what it gets', () => {
  const assets = join(root, 'dist/renderer/assets');
  const scripts = readdirSync(assets).filter((name) => name.endsWith('.js'));
  expect(scripts.length).toBeGreaterThan(0);
  for (const name of scripts) expect(readFileSync(join(assets, name), 'utf8')).not.toContain('ZodError');
});
