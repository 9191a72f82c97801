/** The outside calls that I am on, asked for when my own phone's state changes and at no other time. */

import type { PresenceState } from '../../contract/presence.ts';
import { toFailure } from '../app-error.ts';
import type { CurrentCall } from '../pbx/extension-detail.ts';
import type { Log } from '../ports.ts';
import type { MyPhone } from './my-phone.ts';

export interface OutsideCalls {
  readonly current: readonly CurrentCall[];
  /** To be told of each state of my phone; null while nobody knows it. */
  look(state: PresenceState | null): void;
  /** Asks once more: a call that was being put through may be answered by now. */
  refresh(): void;
}

export function createOutsideCalls(ports: {
  readonly phone: MyPhone;
  readonly log: Log;
  readonly changed: () => void;
}): OutsideCalls {
  const { phone, log, changed } = ports;
  let current: readonly CurrentCall[] = [];
  let state: PresenceState | null = null;
  let reading = false;
  /** Rises with each wish to read; one reading serves all wishes before it. */
  let wishes = 0;

  const canBeOnOne = (): boolean => state === 'ringing' || state === 'on-call' || state === 'on-hold';

  async function read(): Promise<void> {
    const served = ++wishes;
    if (reading) return;
    reading = true;
    try {
      const calls = await phone.outsideCalls();
      current = canBeOnOne() ? calls : [];
    } catch (error) {
      log.info('calls.not-read', { code: toFailure(error).code });
    }
    reading = false;
    changed();
    if (wishes !== served && canBeOnOne()) await read();
  }

  return {
    get current() {
      return current;
    },
    look(next) {
      if (next === state) return;
      state = next;
      if (canBeOnOne()) void read();
      else current = [];
    },
    refresh: () => void read(),
  };
}
