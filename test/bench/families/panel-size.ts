/** What a large company costs in the panel: first render and a keystroke in the search, as built for people, in a real browser. */

import { fileURLToPath } from 'node:url';
import { chromium, type Browser, type CDPSession, type Page } from 'playwright';
import { browserLaunch } from '../../../build/machine/find-browser.ts';
import { ensureRendererBuilt } from '../../../build/bundle/renderer-build.ts';
import { readDeskFile, type DeskFile } from '../../desk/desk-files.ts';
import { company, NOW, snapshot } from '../../renderer/fixtures/snapshots.ts';
import type { Row } from '../row.ts';
import { ratioOf } from '../samples.ts';

const large = 5_000;
const small = 50;
const rounds = 12;
const warmUps = 1;
/** Typed letter by letter; each letter is a sample. */
const typed = 'eva h';

interface Size {
  readonly renderMs: number[];
  readonly keyMs: number[];
  rows: number;
}

export async function panelSize(): Promise<Row[]> {
  const root = fileURLToPath(new URL('../../..', import.meta.url));
  await ensureRendererBuilt(root);
  const browser = await chromium.launch(browserLaunch());
  const sizes = new Map<number, Size>([
    [large, { renderMs: [], keyMs: [], rows: 0 }],
    [small, { renderMs: [], keyMs: [], rows: 0 }],
  ]);
  try {
    for (let round = -warmUps; round < rounds; round += 1) {
      for (const [people, size] of sizes) {
        const { renderMs, keyMs, rows } = await once(browser, people);
        size.rows = rows;
        if (round < 0) continue;
        size.renderMs.push(renderMs);
        size.keyMs.push(...keyMs);
      }
    }
  } finally {
    await browser.close();
  }
  const of = (people: number): Size => sizes.get(people) ?? { renderMs: [], keyMs: [], rows: Number.NaN };
  const column = `${large} ÷ ${small}`;
  return [
    {
      what: 'first render: CPU of the page',
      limit: { kind: 'at most', value: 2 },
      unit: 'ratio',
      cells: { [column]: ratioOf(of(large).renderMs, of(small).renderMs) },
    },
    {
      what: 'a keystroke in the search: CPU of the page',
      limit: { kind: 'at most', value: 3 },
      unit: 'ratio',
      cells: { [column]: ratioOf(of(large).keyMs, of(small).keyMs) },
    },
    {
      what: 'rows in the DOM',
      limit: { kind: 'at most', value: 1 },
      unit: 'ratio',
      cells: { [column]: { value: of(large).rows / of(small).rows } },
    },
  ];
}

const read = new Map<string, Promise<DeskFile | undefined>>();

/** All rounds measure one build, even if another is made meanwhile. */
function readOnce(path: string): Promise<DeskFile | undefined> {
  const reading = read.get(path) ?? readDeskFile(path);
  read.set(path, reading);
  return reading;
}

/** Opens the built panel over a transport in memory, and types. Times are CPU time of the page's main thread. */
async function once(
  browser: Browser,
  people: number,
): Promise<{ renderMs: number; keyMs: number[]; rows: number }> {
  const page = await browser.newPage({ viewport: { width: 400, height: 640 } });
  try {
    await page.route('**/*', async (route) => {
      const file = await readOnce(new URL(route.request().url()).pathname);
      if (file === undefined) return route.fulfill({ status: 404 });
      const body = Buffer.from(file.body)
        .toString()
        .replace(/<script src="[^"]*panel-socket[^"]*"><\/script>/, '');
      return route.fulfill({ contentType: file.type, body });
    });
    const first = snapshot({
      favourites: [],
      alerts: [],
      roster: { confirmedAt: NOW, staleAfterMs: 45_000, colleagues: company(people) },
    });
    await page.addInitScript(provideTransport, first);
    const cdp = await page.context().newCDPSession(page);
    // Thread time, not wall time: it excludes what else the machine does
    await cdp.send('Performance.enable', { timeDomain: 'threadTicks' });
    await page.goto('http://127.0.0.1:9/panel/index.html');
    await page.evaluate(() => globalThis.mountedForBench);
    const beforeMs = await workMs(cdp);
    await page.evaluate(() => globalThis.answerForBench());
    await page.locator('[data-number]').nth(8).waitFor();
    await painted(page);
    const renderMs = (await workMs(cdp)) - beforeMs;
    const rows = await page.locator('[data-number]').count();

    await page.getByRole('searchbox').focus();
    const keyMs: number[] = [];
    for (const text of typed) {
      await painted(page);
      const before = await workMs(cdp);
      await cdp.send('Input.dispatchKeyEvent', { type: 'keyDown', text, key: text });
      await painted(page);
      keyMs.push((await workMs(cdp)) - before);
    }
    const query = await page.getByRole('searchbox').inputValue();
    if (query !== typed) throw new Error(`typed "${typed}", and the field holds "${query}"`);
    return { renderMs, keyMs, rows };
  } finally {
    await page.close();
  }
}

declare global {
  var mountedForBench: Promise<void>;
  var answerForBench: () => void;
}

/** Runs in the page: the first snapshot waits until the bench asks for it. */
function provideTransport(first: unknown): void {
  let mounted: () => void = () => undefined;
  globalThis.mountedForBench = new Promise((resolve) => (mounted = resolve));
  const transport = {
    invoke: (name: string): Promise<unknown> => {
      if (name !== 'snapshot.get') return Promise.resolve({ ok: true, value: null });
      mounted();
      return new Promise((resolve) => {
        globalThis.answerForBench = () => resolve({ ok: true, value: first });
      });
    },
    subscribe: () => () => undefined,
  };
  Object.defineProperty(globalThis, 'lampfield', { value: transport });
}

/** Everything that the page's main thread has done so far: script, style, layout and painting, ms. */
async function workMs(cdp: CDPSession): Promise<number> {
  const { metrics } = await cdp.send('Performance.getMetrics');
  return 1_000 * (metrics.find(({ name }) => name === 'TaskDuration')?.value ?? Number.NaN);
}

async function painted(page: Page): Promise<void> {
  await page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))));
}
