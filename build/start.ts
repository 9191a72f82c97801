/**
 * `npm run demo`, `npm start` and `npm run desk`: builds what is stale, then starts the product in Electron where it can run
 * here, and on the desk (a browser page) otherwise, saying why.
 *
 *     --desk   the desk in any case, and no browser is opened
 *     --demo   with the built-in demo PBX; this and every other argument goes to the product
 */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { startElectronDemo } from './electron/electron-demo.ts';
import { electronToStart } from './electron/electron-to-start.ts';
import { describeElectron, type ElectronRuntime } from './electron/find-electron.ts';
import { openInBrowser } from './machine/open-in-browser.ts';
import { ensureRendererBuilt } from './bundle/renderer-build.ts';
import { runChild } from './run/run-child.ts';
import { buildShell } from './bundle/shell-build.ts';

const DESK = 'test/desk/main.ts';
const DESK_ADDRESS = /^http:\/\/127\.0\.0\.1:\d+\/\S*$/;

async function startElectron(
  root: string,
  electron: ElectronRuntime,
  args: readonly string[],
): Promise<number> {
  await buildShell(root);
  process.stderr.write(`Starting in ${describeElectron(root, electron)}.\n`);
  const env = { ...process.env };
  delete env['ELECTRON_RUN_AS_NODE'];
  const others = args.filter((arg) => arg !== '--demo');
  const demo = args.includes('--demo') ? await startElectronDemo() : undefined;
  try {
    return await runChild(electron.executable, [root, ...others, ...(demo?.args ?? [])], { cwd: root, env });
  } finally {
    await demo?.close();
  }
}

async function startDesk(root: string, args: readonly string[], open: boolean): Promise<number> {
  const command = ['--disable-warning=ExperimentalWarning', join(root, DESK), ...args];
  if (!open) return runChild(process.execPath, command, { cwd: root });
  let remove: (() => void) | undefined;
  const onLine = (line: string): void => {
    if (remove !== undefined || !DESK_ADDRESS.test(line)) return;
    const directory = join(root, 'dist');
    mkdirSync(directory, { recursive: true });
    remove = openInBrowser(line, directory);
  };
  try {
    return await runChild(process.execPath, command, { cwd: root, onLine });
  } finally {
    remove?.();
  }
}

async function start(root: string, allArgs: readonly string[]): Promise<number> {
  const deskOnly = allArgs.includes('--desk');
  const args = allArgs.filter((arg) => arg !== '--desk');
  await ensureRendererBuilt(root);
  if (deskOnly) return startDesk(root, args, false);
  const electron = await electronToStart(root, { demo: args.includes('--demo') });
  if ('folder' in electron) return startElectron(root, electron, args);
  process.stderr.write(`Starting on the desk, in a browser, not as a tray program: ${electron.reason}.\n`);
  return startDesk(root, args, true);
}

process.exitCode = await start(process.cwd(), process.argv.slice(2));
