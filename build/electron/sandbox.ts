/** Chromium's sandbox on Linux: by user namespaces where the system grants them, else by a helper that may become root. */
import { spawnSync } from 'node:child_process';
import { existsSync, statSync } from 'node:fs';
import { chmod, chown } from 'node:fs/promises';
import { join } from 'node:path';
import type { ElectronRuntime } from './find-electron.ts';

const HELPER_MODE = 0o4755;

/** Undefined where the sandbox works for this account; else the reason, with the command that helps. */
export function whyNoSandbox({ folder }: ElectronRuntime): { readonly reason: string } | undefined {
  if (process.platform !== 'linux') return undefined;
  const helper = join(folder, 'chrome-sandbox');
  if (existsSync(helper)) {
    const { uid, mode } = statSync(helper);
    if (uid === 0 && (mode & 0o7777) === HELPER_MODE) return undefined;
  }
  if (spawnSync('unshare', ['--user', '--map-root-user', 'true'], { stdio: 'ignore' }).status === 0)
    return undefined;
  return {
    reason: `Chromium's sandbox is not set up ("sudo chown root ${helper} && sudo chmod 4755 ${helper}" does it)`,
  };
}

/** Gives the helper its owner and mode, which only root can. */
export async function allowSandbox(folder: string): Promise<void> {
  if (process.getuid?.() !== 0) return;
  const helper = join(folder, 'chrome-sandbox');
  await chown(helper, 0, 0);
  await chmod(helper, HELPER_MODE);
}
