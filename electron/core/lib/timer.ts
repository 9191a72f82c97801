/** One timer that is set again and again: setting it replaces what it was set to before. */

import type { Clock } from '../ports.ts';

export interface Timer {
  /** It hasn't run yet, nor was it cancelled. */
  readonly isSet: boolean;
  set(delayMs: number, callback: () => void): void;
  cancel(): void;
}

export function createTimer(clock: Pick<Clock, 'after'>): Timer {
  let stop: (() => void) | undefined;

  function cancel(): void {
    stop?.();
    stop = undefined;
  }

  return {
    get isSet() {
      return stop !== undefined;
    },
    set(delayMs, callback) {
      cancel();
      stop = clock.after(delayMs, () => {
        stop = undefined;
        callback();
      });
    },
    cancel,
  };
}
