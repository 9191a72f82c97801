/** Lives through the days in a process of its own, so that only its memory is measured. */

import { fork } from 'node:child_process';
import type { LifeReport } from './office-life.ts';

export function runLife(days: number, seed: number): Promise<LifeReport> {
  return new Promise((resolve, reject) => {
    const child = fork(new URL('./life-child.ts', import.meta.url), [String(days), String(seed)], {
      execArgv: ['--expose-gc'],
      stdio: ['ignore', 2, 2, 'ipc'],
    });
    let report: LifeReport | undefined;
    child.once('message', (message) => (report = message as LifeReport));
    child.once('error', reject);
    child.once('close', (code) => {
      if (report !== undefined && code === 0) resolve(report);
      else reject(new Error(`the simulated life ended with ${String(code)}`));
    });
  });
}
