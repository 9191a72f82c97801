/** Listeners of one event, called in the order in which they subscribed. */

import { toFailure } from '../app-error.ts';
import type { Log } from '../ports.ts';

export interface Listeners<T> {
  /** Returns how to stop listening. */
  subscribe(listener: (value: T) => void): () => void;
  /**
   * Calls everyone who is subscribed now; joining or leaving during the call makes no difference to it. One that throws keeps
   * no other listener from being called: its error goes into the log, or is thrown at the end where there is no log.
   */
  notify(value: T): void;
  clear(): void;
}

export function createListeners<T = void>(log?: Log): Listeners<T> {
  const listeners = new Set<(value: T) => void>();
  return {
    subscribe(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    notify(value) {
      const errors: unknown[] = [];
      for (const listener of [...listeners]) {
        try {
          listener(value);
        } catch (error) {
          errors.push(error);
        }
      }
      for (const error of errors) {
        if (log === undefined) throw error;
        const { code, detail } = toFailure(error);
        log.error('listener.failed', { code, kind: String(detail['kind'] ?? '') });
      }
    },
    clear: () => listeners.clear(),
  };
}
