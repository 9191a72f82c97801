/** Starts and endings of the real program: by a person, by the login, by the system, and by force. */

import { once } from 'node:events';
import { readdir, readFile, readlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Page } from 'playwright';
import { afterEach, expect, onTestFinished, test } from 'vitest';
import { busAddressOf } from '../../desktop/bus-service.ts';
import {
  canRunElectron,
  canRunOnWayland,
  inElectron,
  inElectronOnWayland,
  setUpElectron,
  type ElectronDesk,
  type ElectronOptions,
  type RunningElectron,
} from '../../desktop/run-electron.ts';
import { startTrayPanel } from '../../desktop/tray-panel.ts';
import { mappedWindows, tellCompositor } from '../../desktop/virtual-compositor.ts';
import { soon } from '../../soon.ts';

let electron: ElectronDesk | undefined;
afterEach(async () => {
  await electron?.close();
  electron = undefined;
});

async function setUp(options?: ElectronOptions): Promise<ElectronDesk> {
  electron = await setUpElectron(options);
  return electron;
}

async function firstPage(running: RunningElectron): Promise<Page> {
  const page = await running.page();
  await page.getByRole('button', { name: 'Set up' }).waitFor();
  return page;
}

/** Whether a window is on the screen. */
const isOpen = ({ app }: RunningElectron): Promise<boolean> =>
  app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().some((window) => window.isVisible()));

const closeWindows = ({ app }: RunningElectron): Promise<void> =>
  app.evaluate(({ BrowserWindow }) => {
    for (const window of BrowserWindow.getAllWindows()) window.close();
  });

test.skipIf(!canRunElectron)(inElectron('a second start opens the panel of the first and ends'), async () => {
  const desk = await setUp();
  const first = await desk.start();
  await firstPage(first);
  await closeWindows(first);
  await expect.poll(() => isOpen(first), soon).toBe(false);
  expect(await desk.run()).toMatchObject({ code: 0, signal: null });
  await expect.poll(() => isOpen(first), soon).toBe(true);
  await first.quit();
});

test.skipIf(!canRunElectron)(
  inElectron('a hidden start opens nothing, a hidden second one leaves it so'),
  async () => {
    const desk = await setUp();
    const first = await desk.start('--hidden');
    expect(await desk.run('--hidden')).toMatchObject({ code: 0 });
    expect(await isOpen(first)).toBe(false);
    expect(await desk.run()).toMatchObject({ code: 0 });
    await firstPage(first);
    await first.quit();
  },
);

test.skipIf(!canRunElectron)(
  inElectron('--quit ends the program that runs, and nothing of it is left'),
  async () => {
    const desk = await setUp();
    const first = await desk.start();
    await firstPage(first);
    const gone = once(first.app.process(), 'exit');
    expect(await desk.run('--quit')).toMatchObject({ code: 0, signal: null });
    expect(await gone).toEqual([0, null]);
    await expect.poll(() => desk.processes(), soon).toEqual([]);
  },
);

test.skipIf(!canRunElectron)(
  inElectron('--quit ends a program that is only starting, and nothing of it is left'),
  async () => {
    const desk = await setUp();
    const first = desk.launch();
    await expect.poll(() => readdir(desk.dataFolder).catch(() => []), soon).toContain('lampfield.log');
    expect(await desk.run('--quit')).toMatchObject({ code: 0, signal: null });
    expect(await first.ended).toMatchObject({ code: 0, signal: null });
    await expect.poll(() => desk.processes(), soon).toEqual([]);
  },
);

/** As Linux names it: `T` is stopped. */
async function stateOf(pid: number): Promise<string | undefined> {
  return /\) (\w) /.exec(await readFile(`/proc/${pid}/stat`, 'utf8'))?.[1];
}

/** The process that later starts tell what they want; Chromium keeps it as a link that ends in its number. */
async function lockHolder({ dataFolder }: ElectronDesk): Promise<number> {
  const link = await readlink(join(dataFolder, 'SingletonLock')).catch(() => '');
  return Number(link.split('-').at(-1));
}

test.skipIf(!canRunElectron)(
  inElectron('a start while the program is ending waits for its end and then runs'),
  async () => {
    const desk = await setUp();
    const tray = await startTrayPanel(busAddressOf(desk.desktop.env));
    onTestFinished(() => tray.stop());
    const first = await desk.start();
    await expect.poll(() => tray.items.length, soon).toBe(1);

    // It stops itself once it has begun to end, so that the second start comes in time on any computer.
    await first.app.evaluate(({ app }) => {
      app.once('before-quit', () => process.kill(process.pid, 'SIGSTOP'));
    });
    const gone = once(first.app.process(), 'exit');
    process.kill(first.pid, 'SIGTERM');
    await expect.poll(() => stateOf(first.pid), soon).toBe('T');
    const second = desk.launch();
    await expect.poll(() => lockHolder(desk), soon).toBe(second.process.pid);
    process.kill(first.pid, 'SIGCONT');
    // Stopped on the way, one stand-in in thirty crashes when the product is done and Electron clears V8's memory
    // (`SecondWeakCallback`; electron/electron#45368).
    const crash = desk.runtime.isStandIn ? [[null, 'SIGSEGV']] : [];
    expect([[0, null], ...crash]).toContainEqual(await gone);

    await expect.poll(() => tray.items.length, soon).toBe(2);
    expect(await desk.run('--quit')).toMatchObject({ code: 0, signal: null });
    expect(await second.ended).toMatchObject({ code: 0, signal: null });
    await expect.poll(() => desk.processes(), soon).toEqual([]);
  },
);

test.skipIf(!canRunElectron)(
  inElectron('--quit with nothing to end builds nothing and ends well'),
  async () => {
    const desk = await setUp();
    expect(await desk.run('--quit')).toMatchObject({ code: 0, signal: null });
    expect(await readdir(desk.dataFolder).catch(() => [])).not.toContain('lampfield.log');
  },
);

for (const signal of ['SIGTERM', 'SIGINT'] as const) {
  test.skipIf(!canRunElectron)(inElectron(`${signal} ends it in order`), async () => {
    const desk = await setUp();
    const first = await desk.start();
    await firstPage(first);
    const child = first.app.process();
    const gone = once(child, 'exit');
    process.kill(first.pid, signal);
    await gone;
    expect([child.exitCode, child.signalCode]).toEqual([0, null]);
    await expect.poll(() => desk.processes(), soon).toEqual([]);
  });
}

test.skipIf(!canRunElectron)(
  inElectron('killed, it leaves no process and starts again at once'),
  async () => {
    const desk = await setUp();
    const first = await desk.start();
    await firstPage(first);
    const gone = once(first.app.process(), 'exit');
    process.kill(first.pid, 'SIGKILL');
    await gone;
    const second = await desk.start();
    await firstPage(second);
    await second.quit();
    await expect.poll(() => desk.processes(), soon).toEqual([]);
    for (const name of await readdir(desk.dataFolder)) {
      if (!name.endsWith('.json')) continue;
      const text = await readFile(join(desk.dataFolder, name), 'utf8');
      expect(() => void JSON.parse(text), name).not.toThrow();
    }
  },
);

test.skipIf(!canRunElectron)(
  inElectron('a page that crashes comes back, and so does one whose GPU process dies'),
  async () => {
    const desk = await setUp();
    const running = await desk.start();
    await firstPage(running);
    const fresh = running.app.waitForEvent('window', soon);
    await running.app.evaluate(({ BrowserWindow }) => {
      for (const window of BrowserWindow.getAllWindows()) window.webContents.forcefullyCrashRenderer();
    });
    const page = await fresh;
    await page.getByRole('button', { name: 'Set up' }).waitFor();

    const gpu = () =>
      running.app.evaluate(({ app }) => app.getAppMetrics().find(({ type }) => type === 'GPU')?.pid);
    const before = await gpu();
    if (before === undefined) throw new Error('expected a GPU process');
    process.kill(before, 'SIGKILL');
    await expect.poll(gpu, soon).not.toBe(before);
    await page.getByRole('button', { name: 'Set up' }).click();
    await page.getByLabel('Address of the PBX').waitFor();
    await running.quit();
  },
);

test.skipIf(!canRunElectron)(
  inElectron('a start that fails says why on the terminal and ends with 1'),
  async () => {
    const desk = await setUp();
    const start = desk.launch('--data=/dev/null/data');
    await expect
      .poll(() => start.output(), soon)
      .toContain('can’t write to its data folder (ENOTDIR):\n/dev/null/data');
    start.process.kill('SIGTERM');
    expect(await start.ended).toMatchObject({ code: 1, signal: null });
  },
);

/** One name in the program is no longer what it was: the panel's session can't be opened. */
async function damageProgram(productFolder: string): Promise<void> {
  const file = join(productFolder, 'dist/main/main.js');
  const code = await readFile(file, 'utf8');
  if (!code.includes('.fromPartition(')) throw new Error('expected the program to open a session');
  await writeFile(file, code.replace('.fromPartition(', '.fromPXrtition('));
}

test.skipIf(!canRunOnWayland)(
  inElectronOnWayland('a damaged program says in a dialog that it can’t start, and names the log'),
  async () => {
    const desk = await setUp({ screen: 'wayland', damage: damageProgram });
    const { desktop, dataFolder } = desk;
    const start = desk.launch('--ozone-platform=wayland');
    const logFile = join(dataFolder, 'lampfield.log');
    // The dialog is the one window; closing it is all that a person can do.
    await expect.poll(() => mappedWindows(desktop.env), soon).toMatchObject([{ name: 'Lampfield' }]);
    await tellCompositor(desktop.env, '[title="^Lampfield$"] kill');
    const { code, signal, output } = await start.ended;
    expect({ code, signal }).toEqual({ code: 1, signal: null });
    expect(output).toContain('Lampfield can’t start\n');
    expect(output).toContain('Its tray icon and panel couldn’t be made (TypeError).');
    expect(output).toContain(`\n\nThe log says more:\n${logFile}\n`);
    expect(await readFile(logFile, 'utf8')).toContain(
      '"event":"shell.start-failed","phase":"shell","errno":"TypeError"',
    );
    await expect.poll(() => desk.processes(), soon).toEqual([]);
  },
);

test.skipIf(!canRunElectron)(
  inElectron('an uncaught exception ends it in order, and not with 0'),
  async () => {
    const desk = await setUp();
    const first = await desk.start();
    await firstPage(first);
    const child = first.app.process();
    const gone = once(child, 'exit');
    await first.app.evaluate(() => {
      setTimeout(() => {
        throw new Error('expected by this test');
      });
    });
    await gone;
    expect([child.exitCode, child.signalCode]).toEqual([1, null]);
    const log = await readFile(join(desk.dataFolder, 'lampfield.log'), 'utf8');
    expect(log).toContain('shell.uncaught');
    expect(log).not.toContain('expected by this test');
    await expect.poll(() => desk.processes(), soon).toEqual([]);
  },
);
