/** For tests: a window manager on a private desktop, where a window must be minimized, moved or told apart from others. */

import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { giveTo } from './person.ts';
import type { PrivateDesktop } from './private-desktop.ts';

/** Resolves when windows are managed; returns how to end it. `leftBar`: px at the left edge that it keeps free, as for a bar. */
export async function startWindowManager(
  desktop: PrivateDesktop,
  { leftBar }: { readonly leftBar?: number } = {},
): Promise<() => Promise<void>> {
  const { env, account } = desktop;
  const config = leftBar === undefined ? [] : ['--config-file', await writeMargin(desktop, leftBar)];
  const started = Promise.withResolvers<undefined>();
  const manager = spawn('openbox', [...config, '--startup', 'echo managed'], {
    env,
    ...account,
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  manager.once('error', started.reject);
  manager.stdout.once('data', () => started.resolve(undefined));
  await started.promise;
  return async () => {
    if (manager.exitCode !== null || manager.signalCode !== null) return;
    const gone = once(manager, 'exit');
    manager.kill('SIGKILL');
    await gone;
  };
}

/** Resolves to the file's path. */
async function writeMargin({ home, account }: PrivateDesktop, left: number): Promise<string> {
  const file = join(home, 'openbox.xml');
  const margins = `<margins><left>${left}</left></margins>`;
  await writeFile(file, `<openbox_config xmlns="http://openbox.org/3.4/rc">${margins}</openbox_config>`);
  await giveTo(account, file);
  return file;
}
