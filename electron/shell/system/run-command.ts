/** Asks small programs of the desktop, such as `gsettings`, that Electron has no call for. Arguments only, never a shell. */

import { execFile } from 'node:child_process';

/** Resolves to what it printed; undefined where it is missing, refuses, or does not answer in time. Never rejects. */
export type RunCommand = (command: string, args: readonly string[]) => Promise<string | undefined>;

const timeLimitMs = 3_000;

export const runCommand: RunCommand = (command, args) =>
  new Promise((resolve) => {
    execFile(command, args, { timeout: timeLimitMs, windowsHide: true }, (error, output) => {
      resolve(error === null ? output : undefined);
    });
  });
