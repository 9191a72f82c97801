/** For tests: a window manager on a private desktop, where a window must be minimized, moved or told apart from others. */

import { spawn } from 'node:child_process';
import { once } from 'node:events';
import type { PrivateDesktop } from './private-desktop.ts';

/** Resolves when windows are managed; returns how to end it. */
export async function startWindowManager({ env, account }: PrivateDesktop): Promise<() => Promise<void>> {
  const started = Promise.withResolvers<undefined>();
  const manager = spawn('openbox', ['--startup', 'echo managed'], {
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
