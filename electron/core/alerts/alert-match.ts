/** Whether a change is what someone waits for. */

import type { AlertState, AlertView } from '../../contract/snapshot.ts';
import { isAway, type SeenState, type SettledChange } from './state-debounce.ts';

export interface Wish extends Pick<AlertView, 'states' | 'mode'> {
  readonly waitsForNext?: boolean | undefined;
}

/**
 * Which of the alert's states has begun with that change; null for none. What is there at the first look of a run has begun
 * in between for an alert for once, as that would not be waiting otherwise; other alerts cannot know.
 */
export function begun(
  { states, mode, waitsForNext = false }: Wish,
  { from, to, isFirst }: Pick<SettledChange, 'from' | 'to' | 'isFirst'>,
): AlertState | null {
  if (isFirst && mode === 'once' && !waitsForNext) return holding(states, to);
  if (from === 'unseen') return null;
  const fits = (wanted: AlertState): boolean =>
    wanted === 'back' ? isAway(from) && !isAway(to) : is(wanted, to) && !is(wanted, from);
  // Someone who comes back free counts as free: that says more.
  return firstOf(states, fits);
}

/** Which of the states holds now; null for none. */
export function holding(states: readonly AlertState[], state: SeenState): AlertState | null {
  return firstOf(states, (wanted) => is(wanted, state));
}

function firstOf(states: readonly AlertState[], fits: (wanted: AlertState) => boolean): AlertState | null {
  return states.find((wanted) => wanted !== 'back' && fits(wanted)) ?? states.find(fits) ?? null;
}

function is(wanted: AlertState, state: SeenState): boolean {
  switch (wanted) {
    case 'free':
    case 'ringing':
      return state === wanted;
    // A call on hold is still the same call: holding and resuming it don't count.
    case 'on-call':
      return state === 'on-call' || state === 'on-hold';
    case 'offline':
      return isAway(state);
    case 'back':
      return !isAway(state);
  }
}
