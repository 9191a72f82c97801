/** Runs one fuzz target in a child process and ends it when it makes no progress. */

import { fork } from 'node:child_process';

/** Without a sign of progress for this long, the child hangs. */
const HANG_MS = 60_000;

export interface FuzzOutcome {
  readonly runs: number;
  /** What the child said about the first crash or hang; undefined when there was none. */
  readonly fault?: string;
}

export function runTarget(name: string, runs: number, seed: number): Promise<FuzzOutcome> {
  return new Promise((resolve, reject) => {
    const child = fork(new URL('./fuzz-child.ts', import.meta.url), [name, String(runs), String(seed)], {
      stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    });
    let text = '';
    let done = 0;
    let hung = false;
    const end = (): void => {
      hung = true;
      child.kill('SIGKILL');
    };
    let hang = setTimeout(end, HANG_MS);
    const keep = (chunk: Buffer): void => void (text = (text + chunk.toString()).slice(-4_000));
    child.stdout?.on('data', keep);
    child.stderr?.on('data', keep);
    child.on('message', (count) => {
      done = Number(count);
      clearTimeout(hang);
      hang = setTimeout(end, HANG_MS);
    });
    child.once('error', reject);
    child.once('close', (code) => {
      clearTimeout(hang);
      const fault = hung ? `${name} hangs after ${String(done)} inputs` : code === 0 ? undefined : text;
      resolve({ runs: done, ...(fault !== undefined && { fault }) });
    });
  });
}
