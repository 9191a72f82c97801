/** For tests: the desk as a process of its own, as a person starts it in a terminal. */

import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

export interface RunningDesk {
  /** The last line that it printed: the address with its key. */
  readonly url: string;
  readonly pid: number;
  /** Everything printed so far, errors too. */
  readonly output: () => string;
  /** As Ctrl+C does; resolves with exit code and signal. */
  quit(): Promise<unknown[]>;
  /** As a crash does: nothing is told to end. */
  kill(): Promise<void>;
}

const main = fileURLToPath(new URL('main.ts', import.meta.url));
/** Nobody's keychain is touched by a test. */
const noKeychain = { DBUS_SESSION_BUS_ADDRESS: 'unix:path=/nonexistent' };

/** Resolves when the desk has printed its address; rejects with its words when it ends before. */
export async function runDesk(
  options: readonly string[],
  env: NodeJS.ProcessEnv = noKeychain,
): Promise<RunningDesk> {
  const child = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', main, ...options], {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, ...env },
  });
  const ended = once(child, 'close');
  let output = '';
  child.stderr.on('data', (chunk: Buffer) => (output += chunk.toString()));
  const url = await new Promise<string>((resolve, reject) => {
    child.stdout.on('data', (chunk: Buffer) => {
      output += chunk.toString();
      const [line] = /^http:\/\/127\.0\.0\.1:\S+(?=\n)/m.exec(output) ?? [];
      if (line !== undefined) resolve(line);
    });
    ended.then(() => {
      reject(new Error(`expected a desk, got its end: ${output}`));
    }, reject);
  });
  return {
    url,
    pid: child.pid ?? 0,
    output: () => output,
    async quit() {
      child.kill('SIGTERM');
      return ended;
    },
    async kill() {
      child.kill('SIGKILL');
      await ended;
    },
  };
}
