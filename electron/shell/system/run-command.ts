/** Asks small programs of the desktop, such as `gdbus`, that Electron has no call for. Arguments only, never a shell. */

import { execFile, spawn } from 'node:child_process';
import { createInterface } from 'node:readline';

/** Resolves to what it printed; undefined where it is missing, refuses, or does not answer in time. Never rejects. */
export type RunCommand = (command: string, args: readonly string[]) => Promise<string | undefined>;

/** Calls back with each line until the returned function is called or the command ends. */
export type WatchCommand = (
  command: string,
  args: readonly string[],
  onLine: (line: string) => void,
) => () => void;

const timeLimitMs = 3_000;

export const runCommand: RunCommand = (command, args) =>
  new Promise((resolve) => {
    execFile(command, args, { timeout: timeLimitMs, windowsHide: true }, (error, output) => {
      resolve(error === null ? output : undefined);
    });
  });

export const watchCommand: WatchCommand = (command, args, onLine) => {
  const child = spawn(command, args, { stdio: ['ignore', 'pipe', 'ignore'], windowsHide: true });
  // Missing: then there is nothing to hear.
  child.on('error', () => undefined);
  createInterface({ input: child.stdout }).on('line', onLine);
  return () => void child.kill();
};
