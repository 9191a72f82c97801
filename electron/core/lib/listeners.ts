/** Those who want to be told of something, in the order in which they came. */

export interface Listeners<T> {
  /** Returns how to stop listening. */
  subscribe(listener: (value: T) => void): () => void;
  /** Tells those who listen now; who comes or goes meanwhile makes no difference to this telling. */
  tell(value: T): void;
  clear(): void;
}

export function createListeners<T = void>(): Listeners<T> {
  const listeners = new Set<(value: T) => void>();
  return {
    subscribe(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    tell(value) {
      for (const listener of [...listeners]) listener(value);
    },
    clear: () => listeners.clear(),
  };
}
