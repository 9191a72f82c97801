/** Edits made within a moment are gathered, and go to the device as one change. */

import type { Change } from '../journal/change.ts';
import type { UnsentChange } from '../device/compare-with-device.ts';
import type { EditsPorts } from './edits.ts';

export interface GatheringPorts extends Pick<EditsPorts, 'clock' | 'gatherMs'> {
  readonly send: (unsent: UnsentChange) => void;
}

export interface Gathering {
  /** Not on its way yet; null where there is nothing. */
  readonly unsent: UnsentChange | null;
  /** What one more edit has made of it: waits for a moment from now. Null: the edits have come to nothing. */
  replace(unsent: UnsentChange | null): void;
  /** Sends what is there, if anything. */
  flush(): void;
  isGathered(change: Change): boolean;
}

/** Typing on and on must not keep a change from being sent for ever. */
const gatherAtMost = 5;

export function createGathering({ clock, gatherMs, send }: GatheringPorts): Gathering {
  let gathered: {
    readonly unsent: UnsentChange;
    readonly sinceMs: number;
    readonly cancel: () => void;
  } | null = null;

  function flush(): void {
    if (gathered === null) return;
    gathered.cancel();
    const { unsent } = gathered;
    gathered = null;
    send(unsent);
  }

  return {
    get unsent() {
      return gathered?.unsent ?? null;
    },
    replace(unsent) {
      gathered?.cancel();
      const sinceMs = gathered?.sinceMs ?? clock.uptimeMs();
      gathered = null;
      if (unsent === null) return;
      const leftMs = Math.max(0, sinceMs + gatherAtMost * gatherMs() - clock.uptimeMs());
      const cancel = clock.after(Math.min(gatherMs(), leftMs), flush);
      gathered = { unsent, sinceMs, cancel };
    },
    flush,
    isGathered: ({ id }) => gathered?.unsent.change.id === id,
  };
}
