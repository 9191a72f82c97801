/** `npm run bench electron`: the whole program against the least that a tray program on Electron is, on the same runtime. */

import { cp, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import type { Page } from 'playwright';
import { describeElectron, provideElectron } from '../../../build/electron/find-electron.ts';
import { ensureRendererBuilt } from '../../../build/bundle/renderer-build.ts';
import { buildShell } from '../../../build/bundle/shell-build.ts';
import { giveTo, personAccount } from '../../desktop/person.ts';
import { productFor, runtimeFor } from '../../desktop/product-copy.ts';
import { startDemoPbx } from '../../pbx/demo-pbx.ts';
import { memoryOf, processorTimeOf } from '../process-cost.ts';
import type { Row } from '../row.ts';
import { ratioOf } from '../samples.ts';
import { openProgramDesk, type OpenedProgram, type ProgramDesk } from '../tray-program.ts';

const root = fileURLToPath(new URL('../../..', import.meta.url));
const rounds = 7;
const hiddenMs = 60_000;
const settleMs = 3_000;
/** Code is compiled and caches are full by then. */
const firstOpenings = 10;
const openings = 30;
const allOpenings = firstOpenings + openings;
const betweenClicksMs = 500;

/** One round's figures of one program. */
interface Figures {
  readonly trayMs: number;
  readonly hiddenMb: number;
  readonly openMb: number;
  /** Of one core, in per cent. */
  readonly cpu: number;
  readonly coldMs: number;
  readonly warmMs: number;
  /** Memory after thirty more openings, as a part of that after the first ten; each after garbage was collected. */
  readonly growth: number;
}

export async function electron(): Promise<Row[]> {
  const found = await provideElectron(root, { standIn: true });
  if ('reason' in found) throw new Error(found.reason);
  process.stderr.write(`On ${describeElectron(root, found)}.\n`);
  await ensureRendererBuilt(root);
  await buildShell(root);
  const account = await personAccount();
  const runtime = await runtimeFor(account, found);
  const product = await productFor(account, root);
  const bareFolder = await mkdtemp('/tmp/lampfield-bare-');
  const pbx = await startDemoPbx({ people: 60, quirks: 'none' });
  const desks: ProgramDesk[] = [];
  try {
    await cp(join(import.meta.dirname, '../bare-electron'), bareFolder, { recursive: true });
    await cp(join(root, 'dist/tray/plain/free-none.png'), join(bareFolder, 'icon.png'));
    const managedFile = join(bareFolder, 'managed.json');
    const { url, username, password, fingerprint } = pbx;
    const managed = { pbx: { url, username, password, fingerprint }, extension: pbx.extensions.numbers()[0] };
    await writeFile(managedFile, JSON.stringify(managed), { mode: 0o600 });
    for (const path of [bareFolder, managedFile]) await giveTo(account, path);
    const ours = await openProgramDesk(runtime.executable, (desktop) => [
      product.folder,
      '--hidden',
      `--data=${join(desktop.home, 'data')}`,
      `--managed=${managedFile}`,
    ]);
    desks.push(ours);
    const bare = await openProgramDesk(runtime.executable, () => [bareFolder]);
    desks.push(bare);
    const bareLate = await openProgramDesk(runtime.executable, () => [bareFolder, '--window-on-click']);
    desks.push(bareLate);
    // The first start of each makes its files and signs in.
    for (const desk of desks) await measure(desk, 0, 6);
    const all: { ours: Figures; bare: Figures }[] = [];
    for (let round = 0; round < rounds; round += 1) {
      process.stderr.write(`  round ${round + 1} of ${rounds}\n`);
      all.push(await measureBoth(ours, bare, bareLate));
    }
    return rowsOf(all);
  } finally {
    for (const desk of desks) await desk.close();
    await product.remove();
    await rm(bareFolder, { recursive: true, force: true });
    await pbx.close();
  }
}

/** One after the other where they would take the processor from each other; the long wait together. */
async function measureBoth(ours: ProgramDesk, bare: ProgramDesk, bareLate: ProgramDesk) {
  const long = await Promise.all([measureHidden(ours, hiddenMs, 0), measureHidden(bare, hiddenMs, settleMs)]);
  const opened = [await measureOpening(ours, allOpenings), await measureOpening(bare, allOpenings)] as const;
  const { coldMs } = await measureOpening(bareLate, 0);
  return { ours: { ...long[0], ...opened[0] }, bare: { ...long[1], ...opened[1], coldMs } };
}

async function measure(desk: ProgramDesk, waitMs: number, times: number): Promise<void> {
  await measureHidden(desk, waitMs, 0);
  await measureOpening(desk, times);
}

type Hidden = Pick<Figures, 'trayMs' | 'hiddenMb' | 'openMb' | 'cpu'>;

async function measureHidden(desk: ProgramDesk, waitMs: number, delayMs: number): Promise<Hidden> {
  await wait(delayMs);
  const program = await desk.start();
  await wait(settleMs);
  const before = await processorTimeOf(program.pid);
  await wait(waitMs);
  const cpu = (((await processorTimeOf(program.pid)) - before) / Math.max(1, waitMs)) * 100;
  const hiddenMb = await memoryOf(program.pid);
  await program.click();
  await wait(settleMs);
  const openMb = await memoryOf(program.pid);
  await program.end();
  return { trayMs: program.trayAfterMs, hiddenMb, openMb, cpu };
}

type Opening = Pick<Figures, 'coldMs' | 'warmMs' | 'growth'>;

async function measureOpening(desk: ProgramDesk, times: number): Promise<Opening> {
  const program = await desk.startAttached();
  try {
    await wait(settleMs);
    const clickedAt = Date.now();
    await program.click();
    const page = await program.page();
    const coldMs = (await firstPaintAt(page)) - clickedAt;
    const warm: number[] = [];
    let early = 0;
    for (let time = 0; time < times; time += 1) {
      await program.closeWindow();
      await until(async () => !(await program.isOpen()));
      // A click right after it closed is taken for the one that closed it.
      await wait(betweenClicksMs);
      const openedAt = Date.now();
      await program.click();
      await until(() => program.isOpen());
      warm.push((await page.evaluate(paintedAt)) - openedAt);
      if (time === firstOpenings - 1) early = await keptMemory(program);
    }
    const growth = early === 0 ? 1 : (await keptMemory(program)) / early;
    return { coldMs, warmMs: median(warm), growth };
  } finally {
    await program.end();
  }
}

async function keptMemory(program: OpenedProgram): Promise<number> {
  await program.collectGarbage();
  return memoryOf(program.pid);
}

/** In the page: the time after the next whole frame. */
function paintedAt(): Promise<number> {
  return new Promise((resolve) =>
    requestAnimationFrame(() => requestAnimationFrame(() => resolve(Date.now()))),
  );
}

async function until(holds: () => Promise<boolean>): Promise<void> {
  for (let left = 3_000; !(await holds()); left -= 1) {
    if (left === 0) throw new Error('expected the window to follow the click, but it did not');
    await wait(5);
  }
}

async function firstPaintAt(page: Page): Promise<number> {
  await page.waitForFunction(
    () => performance.getEntriesByName('first-contentful-paint').length > 0,
    undefined,
    {
      polling: 20,
    },
  );
  return page.evaluate(
    () =>
      performance.timeOrigin + (performance.getEntriesByName('first-contentful-paint')[0]?.startTime ?? 0),
  );
}

function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
}

function rowsOf(all: readonly { readonly ours: Figures; readonly bare: Figures }[]): Row[] {
  const of = (who: 'ours' | 'bare', name: keyof Figures): number[] => all.map((round) => round[who][name]);
  const figure = (what: string, name: keyof Figures): Row => ({
    what,
    limit: null,
    unit: 'count',
    cells: {
      Lampfield: { value: median(of('ours', name)), samples: rounds },
      'bare Electron': { value: median(of('bare', name)), samples: rounds },
    },
  });
  const ratio = (what: string, name: keyof Figures, most: number): Row => ({
    what,
    limit: { kind: 'at most', value: most },
    unit: 'ratio',
    cells: { ratio: ratioOf(of('ours', name), of('bare', name)) },
  });
  const own = (what: string, name: keyof Figures, most: number, unit: Row['unit']): Row => ({
    what,
    limit: { kind: 'at most', value: most },
    unit,
    cells: { Lampfield: { value: median(of('ours', name)), samples: rounds } },
  });
  return [
    figure('start to tray item, ms', 'trayMs'),
    ratio('start to tray item', 'trayMs', 1.25),
    figure('memory hidden after 60 s, MB (PSS)', 'hiddenMb'),
    ratio('memory hidden after 60 s', 'hiddenMb', 1.15),
    figure('memory with the panel open, MB (PSS)', 'openMb'),
    ratio('memory with the panel open', 'openMb', 1.2),
    own('processor while hidden, of one core', 'cpu', 0.5, 'percent'),
    figure('tray click to first paint, cold, ms', 'coldMs'),
    ratio('tray click to first paint, cold', 'coldMs', 2),
    own('tray click to painted, warm, ms', 'warmMs', 100, 'count'),
    own('memory after 30 more openings against 10', 'growth', 1.03, 'ratio'),
  ];
}
