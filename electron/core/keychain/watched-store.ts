/** A secret store that reports when a call takes long: the system may be showing the person a dialog. */

import { createListeners } from '../lib/listeners.ts';
import { createTimer } from '../lib/timer.ts';
import type { Clock, SecretStore } from '../ports.ts';

/** `asked`: most answers come at once. `waiting`: this one doesn't, so the system has probably asked the person for a password. */
export type StoreActivity = 'idle' | 'asked' | 'waiting';

export interface WatchedStore {
  readonly store: SecretStore;
  /** See `SecretStore`; without effect for a store that reports no late answers. */
  onLateAnswer(listener: () => void): void;
  readonly activity: StoreActivity;
  subscribe(listener: () => void): () => void;
}

const longAnswerMs = 700;

export function createWatchedStore(store: SecretStore, clock: Clock): WatchedStore {
  const listeners = createListeners();
  let open = 0;
  let activity: StoreActivity = 'idle';
  const timer = createTimer(clock);

  function enter(next: StoreActivity): void {
    activity = next;
    listeners.notify();
  }

  async function during<T>(call: () => Promise<T>): Promise<T> {
    open += 1;
    if (open === 1) {
      timer.set(longAnswerMs, () => enter('waiting'));
      enter('asked');
    }
    try {
      return await call();
    } finally {
      open -= 1;
      if (open === 0) {
        timer.cancel();
        enter('idle');
      }
    }
  }

  return {
    store: {
      read: (name) => during(() => store.read(name)),
      write: (name, value) => during(() => store.write(name, value)),
      remove: (name) => during(() => store.remove(name)),
    },
    onLateAnswer: (listener) => void store.onLateAnswer?.(listener),
    get activity() {
      return activity;
    },
    subscribe: (listener) => listeners.subscribe(listener),
  };
}
