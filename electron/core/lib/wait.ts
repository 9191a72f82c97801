/** Waiting that can be given up. */

import { AppError } from '../app-error.ts';
import type { Clock } from '../ports.ts';

const cancelled = () => new AppError('network.cancelled');

/** Rejects with `network.cancelled` as soon as `signal` is aborted. */
export function wait(clock: Clock, delayMs: number, signal?: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    if (signal?.aborted === true) return reject(cancelled());
    const give = () => {
      cancel();
      reject(cancelled());
    };
    const cancel = clock.after(delayMs, () => {
      signal?.removeEventListener('abort', give);
      resolve();
    });
    signal?.addEventListener('abort', give, { once: true });
  });
}

/** Stops waiting for shared work when this caller's signal is aborted; the work itself goes on for the others. */
export function unlessAborted<T>(work: Promise<T>, signal: AbortSignal | undefined): Promise<T> {
  if (!signal) return work;
  return new Promise((resolve, reject) => {
    const give = () => reject(cancelled());
    if (signal.aborted) give();
    signal.addEventListener('abort', give, { once: true });
    work.then(resolve, reject).finally(() => signal.removeEventListener('abort', give));
  });
}
