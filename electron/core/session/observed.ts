/** A value that others alert. */

import { isDeepStrictEqual } from 'node:util';

export interface Observed<T> {
  readonly value: T;
  /** Tells every listener, unless nothing has changed. */
  tell(next: T): void;
  /** Returns how to stop listening. */
  subscribe(listener: (value: T) => void): () => void;
}

export function createObserved<T>(initial: T): Observed<T> {
  let value = initial;
  const listeners = new Set<(value: T) => void>();
  return {
    get value() {
      return value;
    },
    tell(next) {
      if (isDeepStrictEqual(next, value)) return;
      value = next;
      for (const listener of listeners) listener(next);
    },
    subscribe(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
  };
}
