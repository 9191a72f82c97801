/**
 * For tests: the product in a real Electron, sandbox on, on a desktop of its own, with a keyring and a data folder that last from
 * start to start.
 *
 *     const electron = await setUpElectron();
 *     const running = await electron.start();      // with Playwright attached
 *     const page = await running.page();
 *     const code = await electron.run('--quit');   // as a person's second start, to its end
 *     await electron.close();
 */

import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { chmod, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { _electron, errors, type ElectronApplication, type Page } from 'playwright';
import { findElectron, type ElectronRuntime } from '../../build/electron/find-electron.ts';
import { soon } from '../soon.ts';
import {
  startPrivateDesktop,
  whyNoDesktop,
  type DesktopOptions,
  type PrivateDesktop,
} from './private-desktop.ts';
import { productFor, runtimeFor } from './product-copy.ts';
import { whyNoCompositor } from './virtual-compositor.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));

/** In the environment of each start; its value is the data folder. */
const mark = 'LAMPFIELD_TEST_DATA';

/** A start takes two seconds, and ten on a machine with other work. */
const attachMs = 45_000;

export interface RunningElectron {
  readonly app: ElectronApplication;
  /** Of the main process. */
  readonly pid: number;
  /** The panel's page, as soon as there is one. */
  page(): Promise<Page>;
  /** As by the tray's menu; resolves when the program has ended. */
  quit(): Promise<void>;
}

/** How a start ended. */
export interface Ending {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  /** What it wrote to its terminal. */
  readonly output: string;
}

/** A start without a debugger, as a person's. */
export interface PlainStart {
  readonly process: ChildProcess;
  /** What it has written to its terminal so far. */
  readonly output: () => string;
  readonly ended: Promise<Ending>;
}

export interface ElectronDesk {
  readonly desktop: PrivateDesktop;
  readonly runtime: ElectronRuntime;
  /** Of the product; made by its first start. */
  readonly dataFolder: string;
  /** The processes of all its starts: the program, its helpers, and whatever these have started. */
  processes(): Promise<readonly number[]>;
  /** With Playwright attached. */
  start(...args: readonly string[]): Promise<RunningElectron>;
  launch(...args: readonly string[]): PlainStart;
  /** Launches it and waits for its end, as of a second start while the first runs. */
  run(...args: readonly string[]): Promise<Ending>;
  /** Ends whatever still runs. */
  close(): Promise<void>;
}

/** Why Electron cannot run here, in words that follow "needs"; undefined where it can. */
export function whyNoElectron(): string | undefined {
  const found = findElectron(root, { standIn: true });
  if ('reason' in found) return `Electron: ${found.reason}`;
  return whyNoDesktop();
}

const lacking = whyNoElectron();
export const canRunElectron = lacking === undefined;
const lackingOnWayland = lacking ?? whyNoCompositor();
export const canRunOnWayland = lackingOnWayland === undefined;

/** A test's name; where Electron cannot run, it says what is missing. */
export const inElectron = (name: string): string => withNeed(name, lacking);
export const inElectronOnWayland = (name: string): string => withNeed(name, lackingOnWayland);

function withNeed(name: string, need: string | undefined): string {
  return need === undefined ? name : `${name} (needs ${need})`;
}

export interface ElectronOptions extends DesktopOptions {
  /** Damages the installation, a copy of its own. */
  readonly damage?: (productFolder: string) => Promise<void>;
}

/** What was built must be fresh: the set-up of the end-to-end tests sees to it. */
export async function setUpElectron(options: ElectronOptions = {}): Promise<ElectronDesk> {
  const found = findElectron(root, { standIn: true });
  if ('reason' in found) throw new Error(found.reason);
  const closings: (() => Promise<unknown>)[] = [];
  const close = async (): Promise<void> => {
    for (const end of closings.splice(0).reverse()) await end();
  };
  try {
    const desktop = await startPrivateDesktop(options);
    closings.push(() => desktop.stop());
    const runtime = await runtimeFor(desktop.account, found);
    const product = await productFor(desktop.account, root, options.damage !== undefined);
    closings.push(() => product.remove());
    await options.damage?.(product.folder);
    const dataFolder = join(desktop.home, 'data');
    const program = await programAs(desktop, runtime.executable);
    closings.push(() => program.remove());
    const env = { ...desktop.env, [mark]: dataFolder };
    const starts = createStarts(env, program.file, [product.folder, `--data=${dataFolder}`, '--lang=en-GB']);
    closings.push(() => starts.endAll());
    return { desktop, runtime, dataFolder, processes: () => processesOf(dataFolder), ...starts, close };
  } catch (error) {
    await close();
    throw error;
  }
}

/** A child inherits its parent's environment; Chromium's helpers write over theirs, but are told the data folder. */
async function processesOf(dataFolder: string): Promise<readonly number[]> {
  const ids = (await readdir('/proc')).filter((name) => /^\d+$/.test(name));
  const read = (id: string, name: string) => readFile(`/proc/${id}/${name}`, 'utf8').catch(() => '');
  const ours = await Promise.all(
    ids.map(async (id) => `${await read(id, 'cmdline')} ${await read(id, 'environ')}`.includes(dataFolder)),
  );
  return ids.filter((_, at) => ours[at] === true).map(Number);
}

type Starts = Pick<ElectronDesk, 'start' | 'launch' | 'run'> & { endAll(): Promise<void> };

function createStarts(given: NodeJS.ProcessEnv, program: string, firstArgs: readonly string[]): Starts {
  const env = Object.fromEntries(
    Object.entries(given).filter((entry): entry is [string, string] => entry[1] !== undefined),
  );
  const running = new Set<ChildProcess>();
  const keep = (child: ChildProcess): void => {
    running.add(child);
    child.once('exit', () => running.delete(child));
  };

  function launch(...args: readonly string[]): PlainStart {
    const child = spawn(program, [...firstArgs, ...args], { env, stdio: ['ignore', 'pipe', 'pipe'] });
    keep(child);
    let output = '';
    for (const stream of [child.stdout, child.stderr])
      stream.setEncoding('utf8').on('data', (text: string) => (output += text));
    const ended = once(child, 'close').then(() => ({
      code: child.exitCode,
      signal: child.signalCode,
      output,
    }));
    return { process: child, output: () => output, ended };
  }

  async function attach(args: readonly string[], mayRepeat = true): Promise<ElectronApplication> {
    let app: ElectronApplication | undefined;
    try {
      app = await _electron.launch({
        executablePath: program,
        args: [...args],
        env,
        timeout: attachMs,
        // Otherwise Playwright switches the sandbox off.
        chromiumSandbox: true,
        // Otherwise every page is light, whatever the program says.
        colorScheme: null,
      });
      // The launch doesn't wait until the main process can be asked; a lost answer would keep every later question waiting.
      await Promise.race([
        app.evaluate(() => undefined),
        sleep(attachMs, undefined, { ref: false }).then(() => {
          throw new errors.TimeoutError('expected the main process to answer, got nothing');
        }),
      ]);
      app.context().setDefaultTimeout(soon.timeout);
      return app;
    } catch (error) {
      app?.process().kill('SIGKILL');
      if (!mayRepeat || !isOfDebugger(error)) throw error;
      process.stderr.write('Playwright could not attach to Electron; once more.\n');
      return attach(args, false);
    }
  }

  return {
    async start(...args) {
      const app = await attach([...firstArgs, ...args]);
      const child = app.process();
      keep(child);
      return {
        app,
        pid: child.pid ?? 0,
        page: async () => app.windows()[0] ?? app.firstWindow(soon),
        async quit() {
          const closed = app.waitForEvent('close', soon);
          // Once the answer is on its way: a program that ends gives none.
          await app.evaluate(({ app: inside }) => void setImmediate(() => inside.quit()));
          await closed;
        },
      };
    },
    launch,
    run: (...args) => launch(...args).ended,
    async endAll() {
      for (const child of running) {
        const gone = once(child, 'exit');
        child.kill('SIGKILL');
        await gone;
      }
    },
  };
}

/**
 * Now and then Electron's debugger loses an answer while Playwright attaches, and it would wait for ever; or it ends the program with
 * SIGSEGV as it's attached, before Chromium listens. A start without a debugger (`launch`, `run`) is never repeated.
 */
function isOfDebugger(error: unknown): boolean {
  if (error instanceof errors.TimeoutError) return true;
  const log = error instanceof Error ? error.message : '';
  return /Debugger attached\.[^]*signal=SIGSEGV/.test(log) && !log.includes('DevTools listening');
}

/** A program that becomes the person and then Electron: Playwright starts programs under its own account only. */
export async function programAs(
  { account, home }: PrivateDesktop,
  executable: string,
): Promise<{ readonly file: string; remove(): Promise<void> }> {
  if (account.uid === undefined) return { file: executable, remove: () => Promise.resolve() };
  const folder = await mkdtemp('/tmp/lampfield-start-');
  const file = join(folder, 'electron');
  const identity = `--reuid=${account.uid} --regid=${account.gid} --clear-groups`;
  await writeFile(file, `#!/bin/sh\ncd '${home}' && exec setpriv ${identity} -- '${executable}' "$@"\n`);
  await chmod(file, 0o700);
  return { file, remove: () => rm(folder, { recursive: true, force: true }) };
}
