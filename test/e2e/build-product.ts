/** Runs once before all end-to-end tests: what they open is built from these sources, and Electron is there. */
import { fileURLToPath } from 'node:url';
import { describeElectron, provideElectron } from '../../build/electron/find-electron.ts';
import { whyNoElectronTests } from '../../build/electron/sandbox.ts';
import { ensureRendererBuilt } from '../../build/bundle/renderer-build.ts';
import { buildShell } from '../../build/bundle/shell-build.ts';

export async function setup(): Promise<void> {
  const root = fileURLToPath(new URL('../..', import.meta.url));
  await ensureRendererBuilt(root);
  await buildShell(root);
  const electron = await provideElectron(root, { standIn: true });
  if ('reason' in electron) return console.log(`No Electron: ${electron.reason}`);
  console.log(describeElectron(root, electron));
  const why = whyNoElectronTests();
  if (why !== undefined) throw new Error(why);
}
