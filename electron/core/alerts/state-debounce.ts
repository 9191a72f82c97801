/** Waits until a state has lasted: a receiver briefly lifted, or a phone that registers again, doesn't count. */

import type { PresenceChange, PresenceState } from '../../contract/presence.ts';
import type { Clock } from '../ports.ts';
import { isFarTooLate, markClocks } from '../lib/clock-mark.ts';
import { createTimer } from '../lib/timer.ts';

/** `absent`: the PBX doesn't list the extension. `unseen`: not seen before in this run. */
export type SeenState = PresenceState | 'absent' | 'unseen';

/** A change that has lasted. */
export interface SettledChange {
  readonly number: string;
  readonly name: string;
  readonly from: SeenState;
  readonly to: SeenState;
  /** When the state was first seen, ms since the epoch. */
  readonly at: number;
  /** The same on the uptime clock. */
  readonly beganMs: number;
  /** The difference was found after a pause: it may be old. */
  readonly afterPause: boolean;
  /** The first state of this run to last: what it was before the start isn't known. */
  readonly isFirst: boolean;
}

export interface StateDebouncePorts {
  readonly clock: Clock;
  /** How long a state must last, ms. */
  readonly settleMs: () => number;
  /** False while nothing confirms what is seen: then nothing settles. */
  readonly live: () => boolean;
  /** What has settled at the same moment, in the order in which it was first seen. */
  readonly onSettled: (changes: readonly SettledChange[]) => void;
}

export interface StateDebounce {
  addChanges(changes: readonly PresenceChange[]): void;
  /** A person seen for the first time in this run. */
  addPerson(person: { readonly number: string; readonly name: string; readonly state: PresenceState }): void;
  /** Forgets everything under way. */
  reset(): void;
}

interface Track extends SettledChange {
  readonly dueMs: number;
}

/** A phone that registers again is back within that time; one or two polls can see it gone. */
export const reRegistrationMs = 30_000;
/** With no settle time at all, how often to check whether the connection is back. */
const shortestWaitMs = 1_000;

export function isAway(state: SeenState): boolean {
  return state === 'offline' || state === 'fault' || state === 'no-phone' || state === 'absent';
}

export function createStateDebounce({ clock, settleMs, live, onSettled }: StateDebouncePorts): StateDebounce {
  /** People whose latest state hasn't lasted yet; the latest change comes last. */
  const tracks = new Map<string, Track>();
  let mark = markClocks(clock);
  let armedForMs = 0;
  const timer = createTimer(clock);

  function armTimer(): void {
    timer.cancel();
    if (tracks.size === 0) return;
    mark = markClocks(clock);
    armedForMs = Math.max(0, Math.min(...[...tracks.values()].map(({ dueMs }) => dueMs)) - mark.uptimeMs);
    timer.set(armedForMs, settleOrWait);
  }

  function settleOrWait(): void {
    if (!live() || isFarTooLate(mark, clock, armedForMs)) waitForNews();
    else settleDue();
    armTimer();
  }

  /** The machine slept, or the connection was lost: the next answer says what is true now. */
  function waitForNews(): void {
    const dueMs = clock.uptimeMs() + Math.max(settleMs(), shortestWaitMs);
    for (const [number, track] of tracks) tracks.set(number, { ...track, afterPause: true, dueMs });
  }

  function settleDue(): void {
    const now = clock.uptimeMs();
    const due = [...tracks.values()].filter(({ dueMs }) => dueMs <= now);
    for (const { number } of due) tracks.delete(number);
    onSettled(due);
  }

  function followChange(change: Omit<SettledChange, 'beganMs' | 'isFirst'>): void {
    const { number, to, afterPause } = change;
    const track = tracks.get(number);
    // A state that never settled doesn't count as where someone came from.
    const from = track === undefined || track.from === 'unseen' ? change.from : track.from;
    const isFirst = track?.isFirst ?? from === 'unseen';
    tracks.delete(number);
    if (to === from && !isFirst) return;
    const mayReRegister = !afterPause && isAway(to);
    const waitMs = mayReRegister ? Math.max(settleMs(), reRegistrationMs) : settleMs();
    const beganMs = clock.uptimeMs();
    tracks.set(number, { ...change, from, isFirst, beganMs, dueMs: beganMs + waitMs });
  }

  return {
    addChanges(changes) {
      for (const { from = 'absent', to = 'absent', ...about } of changes)
        followChange({ ...about, from, to });
      armTimer();
    },
    addPerson({ number, name, state }) {
      followChange({ number, name, from: 'unseen', to: state, at: clock.now(), afterPause: true });
      armTimer();
    },
    reset() {
      tracks.clear();
      armTimer();
    },
  };
}
