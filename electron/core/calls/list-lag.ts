/** After a call was ended here, the list still says that my phone is in use, until the next poll. */

import type { PresenceState } from '../../contract/presence.ts';
import type { Clock } from '../ports.ts';
import { isInUse } from './outside-calls.ts';

export interface ListLag {
  /** The list is behind what was done here. */
  readonly isBehind: boolean;
  /** A call of my phone was ended just now. */
  callEnded(): void;
  /** The list may say something else by now. */
  refresh(): void;
  /** Resolves when the list has caught up, 20 s have passed, or `stop` is called. */
  untilCaughtUp(): Promise<void>;
  stop(): void;
}

/** Longer than a poll takes while a call is followed. */
const caughtUpWithinMs = 20_000;

/** @param myState what the list says of my phone; null while it isn't live */
export function createListLag(clock: Pick<Clock, 'after'>, myState: () => PresenceState | null): ListLag {
  let saidThen: PresenceState | null = null;
  let goOn: (() => void) | undefined;

  function caughtUp(): void {
    saidThen = null;
    goOn?.();
  }

  return {
    get isBehind() {
      return saidThen !== null;
    },
    callEnded() {
      const now = myState();
      saidThen = isInUse(now) ? now : null;
    },
    refresh() {
      if (saidThen !== null && myState() !== saidThen) caughtUp();
    },
    untilCaughtUp: () =>
      new Promise((resolve) => {
        const cancel = clock.after(caughtUpWithinMs, caughtUp);
        goOn = () => {
          cancel();
          goOn = undefined;
          resolve();
        };
      }),
    stop: caughtUp,
  };
}
