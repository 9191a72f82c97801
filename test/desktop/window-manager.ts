/** For tests: a window manager on a private desktop, where a window must be minimized, moved or told apart from others. */

import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { giveTo } from './person.ts';
import type { PrivateDesktop } from './private-desktop.ts';

/** How much of each edge of the screen a bar takes, in pixels. */
export type Bars = Partial<Record<'top' | 'bottom' | 'left' | 'right', number>>;

/** Resolves when windows are managed; returns how to end it. */
export async function startWindowManager(desktop: PrivateDesktop, bars?: Bars): Promise<() => Promise<void>> {
  const { env, account } = desktop;
  const config = bars === undefined ? [] : ['--config-file', await writeConfig(desktop, bars)];
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

/** Openbox draws no bars, but keeps room for those that it's told of. */
async function writeConfig({ home, account }: PrivateDesktop, bars: Bars): Promise<string> {
  const file = join(home, 'openbox.xml');
  const margins = Object.entries(bars).map(([edge, size]) => `<${edge}>${size}</${edge}>`);
  const config = `<openbox_config xmlns="http://openbox.org/3.4/rc"><margins>${margins.join('')}</margins></openbox_config>`;
  await writeFile(file, config);
  await giveTo(account, file);
  return file;
}
