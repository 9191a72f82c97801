/** The built product where the person of a test may read it: the tree itself, or a copy where that is root's. */

import { execFile } from 'node:child_process';
import { chmod, cp, mkdtemp, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { ownCache, type ElectronRuntime } from '../../build/electron/find-electron.ts';
import { allowSandbox } from '../../build/electron/sandbox.ts';
import type { Account } from './person.ts';

/** All that a package holds. */
const PARTS = [
  'package.json',
  'dist/main',
  'dist/preload',
  'dist/renderer',
  'dist/tray',
  'dist/icon.png',
  'node_modules/keytar',
];

export interface Product {
  /** What Electron is started with. */
  readonly folder: string;
  remove(): Promise<void>;
}

/** `root`'s `dist` must be built. `alone`: a copy in any case, which may be changed. */
export async function productFor(account: Account, root: string, alone = false): Promise<Product> {
  if (account.uid === undefined && !alone) return { folder: root, remove: () => Promise.resolve() };
  const folder = await mkdtemp('/tmp/lampfield-product-');
  await chmod(folder, 0o755);
  for (const part of PARTS)
    await cp(join(root, part), join(folder, part), { recursive: true, dereference: true });
  return { folder, remove: () => rm(folder, { recursive: true, force: true }) };
}

/**
 * A runtime whose files the person may read and whose sandbox works for them: the one that was found, or a copy in root's
 * cache, which stays.
 */
export async function runtimeFor(account: Account, runtime: ElectronRuntime): Promise<ElectronRuntime> {
  if (account.uid === undefined || (await mayRun(account, runtime.executable))) return runtime;
  const folder = join(ownCache(), `electron-${runtime.version}-copy`);
  const executable = join(folder, 'electron');
  if (!(await mayRun(account, executable))) {
    await rm(folder, { recursive: true, force: true });
    await cp(runtime.folder, folder, { recursive: true });
  }
  await allowSandbox(folder);
  return { ...runtime, folder, executable };
}

async function mayRun(account: Account, executable: string): Promise<boolean> {
  return promisify(execFile)('test', ['-x', executable], account).then(
    () => true,
    () => false,
  );
}
