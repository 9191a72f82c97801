/** A value that others can subscribe to. */

import { isDeepStrictEqual } from 'node:util';
import { createListeners } from './listeners.ts';
import type { Log } from '../ports.ts';

export interface Observed<T> {
  readonly value: T;
  /** Calls every listener, unless the value is the same as before. */
  set(next: T): void;
  /** Returns how to stop listening. */
  subscribe(listener: (value: T) => void): () => void;
}

export function createObserved<T>(initial: T, log: Log): Observed<T> {
  let value = initial;
  const listeners = createListeners<T>(log);
  return {
    get value() {
      return value;
    },
    set(next) {
      if (isDeepStrictEqual(next, value)) return;
      value = next;
      listeners.notify(next);
    },
    subscribe: (listener) => listeners.subscribe(listener),
  };
}
