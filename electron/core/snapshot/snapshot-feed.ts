/** Hands out snapshots with a rising revision: one for all the changes of a moment, none where nothing changed. */

import type { Snapshot } from '../../contract/snapshot.ts';
import { createListeners } from '../lib/listeners.ts';
import type { Log } from '../ports.ts';

export interface SnapshotFeed {
  /** The latest, made now if something changed since. */
  current(): Snapshot;
  /** Something that the snapshot shows may have changed. */
  readonly touch: () => void;
  subscribe(listener: (snapshot: Snapshot) => void): () => void;
}

export function createSnapshotFeed(compose: () => Omit<Snapshot, 'revision'>, log: Log): SnapshotFeed {
  const listeners = createListeners<Snapshot>(log);
  let latest: Snapshot = { ...compose(), revision: 1 };
  let touched = false;

  function refresh(): void {
    if (!touched) return;
    touched = false;
    const next = compose();
    if (sameParts(latest, next)) return;
    latest = { ...next, revision: latest.revision + 1 };
    listeners.notify(latest);
  }

  return {
    current() {
      refresh();
      return latest;
    },
    touch() {
      if (touched) return;
      touched = true;
      queueMicrotask(refresh);
    },
    subscribe: (listener) => listeners.subscribe(listener),
  };
}

/** The roster, by far the largest part, is the same object while nothing in it changed; the rest is small. */
function sameParts(before: Snapshot, after: Omit<Snapshot, 'revision'>): boolean {
  const { revision: _, roster: oldRoster, ...oldRest } = before;
  const { roster: newRoster, ...newRest } = after;
  return oldRoster === newRoster && JSON.stringify(oldRest) === JSON.stringify(newRest);
}
