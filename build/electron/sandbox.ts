/** Chromium's sandbox on Linux: by user namespaces where the system grants them, else by a helper that may become root. */
import { spawnSync } from 'node:child_process';
import { existsSync, statSync } from 'node:fs';
import { chmod, chown } from 'node:fs/promises';
import { join } from 'node:path';
import type { ElectronRuntime } from './find-electron.ts';

const HELPER_MODE = 0o4755;
const GRANT_NAMESPACES = 'sudo sysctl -w kernel.apparmor_restrict_unprivileged_userns=0';

/** Undefined where the sandbox works for this account; else the reason, with the command that helps. */
export function whyNoSandbox({ folder }: ElectronRuntime): { readonly reason: string } | undefined {
  if (process.platform !== 'linux') return undefined;
  const helper = join(folder, 'chrome-sandbox');
  if (existsSync(helper)) {
    const { uid, mode } = statSync(helper);
    if (uid === 0 && (mode & 0o7777) === HELPER_MODE) return undefined;
  }
  if (grantsNamespaces()) return undefined;
  return {
    reason: `Chromium's sandbox is not set up ("sudo chown root ${helper} && sudo chmod 4755 ${helper}" does it)`,
  };
}

/** What decides whether tests can start Electron. */
export interface TestMachine {
  readonly platform: NodeJS.Platform;
  readonly isRoot: boolean;
  /** Whether this account may make user namespaces. */
  grantsNamespaces(): boolean;
}

/** Why each test in Electron would fail here, with the command that helps; undefined where they can run. */
export function whyNoElectronTests(machine: TestMachine = thisMachine): string | undefined {
  // Root hands Electron to another account with a helper that works. Others pack copies of it, whose helper never does.
  if (machine.platform !== 'linux' || machine.isRoot || machine.grantsNamespaces()) return undefined;
  return `No test can start Electron: Chromium's sandbox needs user namespaces, which this system refuses (on Ubuntu "${GRANT_NAMESPACES}" grants them until the next start).`;
}

/** Gives the helper its owner and mode, which only root can. */
export async function allowSandbox(folder: string): Promise<void> {
  if (process.getuid?.() !== 0) return;
  const helper = join(folder, 'chrome-sandbox');
  await chown(helper, 0, 0);
  await chmod(helper, HELPER_MODE);
}

function grantsNamespaces(): boolean {
  return spawnSync('unshare', ['--user', '--map-root-user', 'true'], { stdio: 'ignore' }).status === 0;
}

const thisMachine: TestMachine = {
  platform: process.platform,
  isRoot: process.getuid?.() === 0,
  grantsNamespaces,
};
