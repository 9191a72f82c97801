/** Whether a change is what somebody waits for. */

import type { WatchedState, WatchView } from '../../contract/snapshot.ts';
import { isAway, type SeenState, type SettledChange } from './settling.ts';

export interface Wish extends Pick<WatchView, 'states' | 'mode'> {
  readonly waitsForNext?: boolean | undefined;
}

/**
 * Which of the watch's states has begun with that change; null for none. What is there at the first look of a run has begun
 * in between for a watch for once, as that would not be waiting otherwise; other watches cannot know.
 */
export function begun(
  { states, mode, waitsForNext = false }: Wish,
  { from, to, isFirst }: Pick<SettledChange, 'from' | 'to' | 'isFirst'>,
): WatchedState | null {
  if (isFirst && mode === 'once' && !waitsForNext) return holding(states, to);
  if (from === 'unseen') return null;
  const fits = (wanted: WatchedState): boolean =>
    wanted === 'back' ? isAway(from) && !isAway(to) : is(wanted, to) && !is(wanted, from);
  // Somebody who comes back free is free: the more telling word counts.
  return firstOf(states, fits);
}

/** Which of the states holds now; null for none. */
export function holding(states: readonly WatchedState[], state: SeenState): WatchedState | null {
  return firstOf(states, (wanted) => is(wanted, state));
}

function firstOf(
  states: readonly WatchedState[],
  fits: (wanted: WatchedState) => boolean,
): WatchedState | null {
  return states.find((wanted) => wanted !== 'back' && fits(wanted)) ?? states.find(fits) ?? null;
}

function is(wanted: WatchedState, state: SeenState): boolean {
  switch (wanted) {
    case 'free':
    case 'ringing':
      return state === wanted;
    // A call on hold goes on: neither holding it nor taking it up again is news.
    case 'on-call':
      return state === 'on-call' || state === 'on-hold';
    case 'offline':
      return isAway(state);
    case 'back':
      return !isAway(state);
  }
}
