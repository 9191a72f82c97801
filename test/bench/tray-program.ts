/** A tray program on a desktop of its own, for the bench: started as a person's, opened and closed by its icon. */

import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as wait } from 'node:timers/promises';
import { _electron, type Page } from 'playwright';
import { busAddressOf } from '../desktop/bus-service.ts';
import { startPrivateDesktop, type PrivateDesktop } from '../desktop/private-desktop.ts';
import { programAs } from '../desktop/run-electron.ts';
import { startTrayPanel, type TrayPanel } from '../desktop/tray-panel.ts';
import { memoryOf } from './process-cost.ts';

const longestMs = 60_000;

export interface TrayProgram {
  readonly pid: number;
  /** From the start of the process until its item was on the bus. */
  readonly trayAfterMs: number;
  /** As a person clicks the icon. */
  click(): Promise<void>;
  end(): Promise<void>;
}

export interface OpenedProgram extends TrayProgram {
  /** Resolves when the page is there. */
  page(): Promise<Page>;
  /** Runs at the beginning of each page that is made from now on. */
  runInPages(script: () => void): Promise<void>;
  /** Whether a window is on the screen. */
  isOpen(): Promise<boolean>;
  /** When the window that a click made was shown, ms since the epoch; null until it is. */
  shownAt(): Promise<number | null>;
  /** Closed, it stays in the tray. */
  closeWindow(): Promise<void>;
  /** Collects garbage in the program and its page, so that their memory is what they really keep. */
  collectGarbage(): Promise<void>;
}

export interface ProgramDesk {
  start(): Promise<TrayProgram>;
  /** With Playwright attached, to ask the page when it was painted. */
  startAttached(): Promise<OpenedProgram>;
  close(): Promise<void>;
}

/** `args` begin with the folder of the app. */
export async function openProgramDesk(
  executable: string,
  argsFor: (desktop: PrivateDesktop) => readonly string[],
): Promise<ProgramDesk> {
  const desktop = await startPrivateDesktop();
  const program = await programAs(desktop, executable);
  const tray = await startTrayPanel(busAddressOf(desktop.env));
  const args = argsFor(desktop);
  const env = Object.fromEntries(
    Object.entries(desktop.env).filter((entry): entry is [string, string] => entry[1] !== undefined),
  );

  async function started(child: ChildProcess, before: number, startMs: number): Promise<TrayProgram> {
    while (tray.items.length === before) {
      if (performance.now() - startMs > longestMs) throw new Error('expected a tray icon, got none');
      await wait(1);
    }
    const trayAfterMs = performance.now() - startMs;
    return {
      pid: child.pid ?? 0,
      trayAfterMs,
      click: () => newest(tray).click(),
      async end() {
        const gone = once(child, 'exit');
        child.kill('SIGTERM');
        const patience = new AbortController();
        void wait(10_000, undefined, { signal: patience.signal }).then(
          () => child.kill('SIGKILL'),
          () => undefined,
        );
        await gone;
        patience.abort();
      },
    };
  }

  return {
    start() {
      const before = tray.items.length;
      const startMs = performance.now();
      const child = spawn(program.file, args, { env, stdio: 'ignore' });
      return started(child, before, startMs);
    },
    async startAttached() {
      const before = tray.items.length;
      const startMs = performance.now();
      const app = await _electron.launch({
        executablePath: program.file,
        args: [...args, '--js-flags=--expose-gc'],
        env,
        chromiumSandbox: true,
      });
      const running = await started(app.process(), before, startMs);
      await app.evaluate(({ app: inside }) => {
        inside.on('browser-window-created', (_event, window) => {
          window.once('show', () => Object.assign(globalThis, { shownAt: Date.now() }));
        });
      });
      const page = async () => app.windows()[0] ?? app.firstWindow();
      return {
        ...running,
        page,
        async runInPages(script) {
          await app.context().addInitScript(script);
        },
        shownAt: () =>
          repeatWhereLost(() =>
            app.evaluate(() => (Reflect.get(globalThis, 'shownAt') as number | undefined) ?? null),
          ),
        async collectGarbage() {
          const shown = await page();
          for (let round = 0; round < 4; round += 1) {
            await repeatWhereLost(() => app.evaluate(() => globalThis.gc?.()));
            await shown.evaluate(() => globalThis.gc?.());
          }
        },
        closeWindow: () =>
          repeatWhereLost(() =>
            app.evaluate(({ BrowserWindow }) => {
              for (const window of BrowserWindow.getAllWindows()) window.close();
            }),
          ),
        isOpen: () =>
          repeatWhereLost(() =>
            app.evaluate(({ BrowserWindow }) =>
              BrowserWindow.getAllWindows().some((window) => window.isVisible()),
            ),
          ),
      };
    },
    async close() {
      await tray.stop();
      await program.remove();
      await desktop.stop();
    },
  };
}

/** MB, after garbage was collected. */
export async function keptMemory(program: OpenedProgram): Promise<number> {
  await program.collectGarbage();
  return memoryOf(program.pid);
}

/** The debugger loses an answer when V8 collects garbage at that moment; asking once more does no harm. */
async function repeatWhereLost<T>(ask: () => Promise<T>): Promise<T> {
  for (let left = 5; ; left -= 1) {
    try {
      return await ask();
    } catch (error) {
      if (left === 0 || !String(error).includes('garbage collected')) throw error;
    }
  }
}

function newest({ items }: TrayPanel) {
  const item = items.at(-1);
  if (item === undefined) throw new Error('expected a tray icon, got none');
  return item;
}
