/** `npm run bench electron`: the whole program against the least that a tray program on Electron is, on the same runtime. */

import { setTimeout as wait } from 'node:timers/promises';
import type { Page } from 'playwright';
import { setUpElectronBench } from '../electron-bench.ts';
import { memoryOf, processorTimeOf } from '../process-cost.ts';
import type { Row } from '../row.ts';
import { ratioOf } from '../samples.ts';
import { keptMemory, type OpenedProgram, type ProgramDesk } from '../tray-program.ts';

const rounds = 7;
const hiddenMs = 60_000;
const settleMs = 3_000;
/** Code is compiled and caches are full by then. */
const firstOpenings = 10;
const openings = 30;
const allOpenings = firstOpenings + openings;
const betweenClicksMs = 500;
/** Longer than a cold opening: to ask a page earlier would have it read Playwright's script before its own. */
const coldOpeningMs = 1_500;

/** One round's figures of one program. */
interface Figures {
  readonly trayMs: number;
  readonly hiddenMb: number;
  readonly openMb: number;
  /** From the first click until its window is shown and painted: with the list, or with all that the bare one has. */
  readonly coldMs: number;
}

interface OwnFigures extends Figures {
  /** Of one core, in per cent. */
  readonly cpu: number;
  readonly warmMs: number;
  /** Memory after thirty more openings, as a part of that after the first ten; each after garbage was collected. */
  readonly growth: number;
}

interface Round {
  readonly ours: OwnFigures;
  readonly bare: Figures;
}

export async function electron(): Promise<Row[]> {
  const bench = await setUpElectronBench();
  try {
    const ours = await bench.openLampfield();
    const bare = await bench.openBare();
    const bareLate = await bench.openBare('--window-on-click');
    // The first start of each makes its files and signs in.
    for (const desk of [ours, bare, bareLate]) await measureHidden(desk, 0, 0);
    await measureOpening(ours, 6);
    await measureCold(bareLate);
    const all: Round[] = [];
    for (let round = 0; round < rounds; round += 1) {
      process.stderr.write(`  round ${round + 1} of ${rounds}\n`);
      all.push(await measureBoth(ours, bare, bareLate));
    }
    return rowsOf(all);
  } finally {
    await bench.close();
  }
}

/** One after the other where they would take the processor from each other; the long wait together. */
async function measureBoth(ours: ProgramDesk, bare: ProgramDesk, bareLate: ProgramDesk): Promise<Round> {
  const long = await Promise.all([measureHidden(ours, hiddenMs, 0), measureHidden(bare, hiddenMs, settleMs)]);
  const opened = await measureOpening(ours, allOpenings);
  const coldMs = await measureCold(bareLate);
  return { ours: { ...long[0], ...opened }, bare: { ...long[1], coldMs } };
}

type Hidden = Pick<OwnFigures, 'trayMs' | 'hiddenMb' | 'openMb' | 'cpu'>;

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

type Opening = Pick<OwnFigures, 'coldMs' | 'warmMs' | 'growth'>;

async function measureOpening(desk: ProgramDesk, times: number): Promise<Opening> {
  const program = await desk.startAttached();
  try {
    await program.runInPages(noteFirstRow);
    const coldMs = await openCold(program, listPaintedAt);
    const page = await program.page();
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

/** Of a window that holds nothing but a heading and is made by the click. */
async function measureCold(desk: ProgramDesk): Promise<number> {
  const program = await desk.startAttached();
  try {
    return await openCold(program, firstPaintAt);
  } finally {
    await program.end();
  }
}

/** A page may be painted before its window is shown. */
async function openCold(program: OpenedProgram, paintedIn: (page: Page) => Promise<number>): Promise<number> {
  await wait(settleMs);
  const clickedAt = Date.now();
  await program.click();
  await wait(coldOpeningMs);
  const painted = await paintedIn(await program.page());
  await until(async () => (await program.shownAt()) !== null);
  return Math.max(painted, (await program.shownAt()) ?? 0) - clickedAt;
}

/** In the page, from its beginning: notes when the list's first row was painted. While it loads, no row is there. */
function noteFirstRow(): void {
  const watch = new MutationObserver(() => {
    if (document.querySelector('[role=listitem]') === null) return;
    watch.disconnect();
    // A task that is asked for before a frame is drawn comes after it.
    requestAnimationFrame(() => setTimeout(() => Object.assign(globalThis, { listPaintedAt: Date.now() })));
  });
  watch.observe(document, { childList: true, subtree: true });
}

async function listPaintedAt(page: Page): Promise<number> {
  const noted = await page.waitForFunction(
    () => Reflect.get(globalThis, 'listPaintedAt') as unknown,
    undefined,
    { polling: 20 },
  );
  return Number(await noted.jsonValue());
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

function rowsOf(all: readonly Round[]): Row[] {
  const ours = (name: keyof OwnFigures): number[] => all.map((round) => round.ours[name]);
  const bare = (name: keyof Figures): number[] => all.map((round) => round.bare[name]);
  const figure = (what: string, name: keyof Figures): Row => ({
    what,
    limit: null,
    unit: 'count',
    cells: {
      Lampfield: { value: median(ours(name)), samples: rounds },
      'bare Electron': { value: median(bare(name)), samples: rounds },
    },
  });
  const ratio = (what: string, name: keyof Figures, most: number): Row => ({
    what,
    limit: { kind: 'at most', value: most },
    unit: 'ratio',
    cells: { ratio: ratioOf(ours(name), bare(name)) },
  });
  const own = (what: string, name: keyof OwnFigures, most: number, unit: Row['unit']): Row => ({
    what,
    limit: { kind: 'at most', value: most },
    unit,
    cells: { Lampfield: { value: median(ours(name)), samples: rounds } },
  });
  return [
    figure('start to tray item, ms', 'trayMs'),
    ratio('start to tray item', 'trayMs', 1.25),
    figure('memory hidden after 60 s, MB (PSS)', 'hiddenMb'),
    ratio('memory hidden after 60 s', 'hiddenMb', 1.15),
    figure('memory with the panel open, MB (PSS)', 'openMb'),
    ratio('memory with the panel open', 'openMb', 1.2),
    own('processor while hidden, of one core', 'cpu', 0.5, 'percent'),
    figure('tray click to list painted (bare: to first paint), cold, ms', 'coldMs'),
    ratio('tray click to list painted against first paint, cold', 'coldMs', 2),
    own('tray click to painted, warm, ms', 'warmMs', 100, 'count'),
    own('memory after 30 more openings against 10', 'growth', 1.03, 'ratio'),
  ];
}
