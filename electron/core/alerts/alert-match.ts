/** Whether a change of state fires an alert. */

import type { AlertState, AlertView } from '../../contract/snapshot.ts';
import { isAway, type SeenState, type SettledChange } from './state-debounce.ts';

export interface AlertCondition extends Pick<AlertView, 'states' | 'mode'> {
  readonly waitsForNext?: boolean | undefined;
}

/**
 * Which of the alert's states began with that change; null for none. A state found by the first poll of a run counts as
 * begun for a one-time alert, which would have fired already otherwise; a repeating alert can't know.
 */
export function stateThatBegan(
  { states, mode, waitsForNext = false }: AlertCondition,
  { from, to, isFirst }: Pick<SettledChange, 'from' | 'to' | 'isFirst'>,
): AlertState | null {
  if (isFirst && mode === 'once' && !waitsForNext) return stateThatHolds(states, to);
  if (from === 'unseen') return null;
  const fits = (wanted: AlertState): boolean => isInState(wanted, to) && !isInState(wanted, from);
  // Someone who comes back free counts as free: that says more.
  return firstOf(states, fits);
}

/** Which of the states holds now; null for none. */
export function stateThatHolds(states: readonly AlertState[], state: SeenState): AlertState | null {
  return firstOf(states, (wanted) => isInState(wanted, state));
}

function firstOf(states: readonly AlertState[], fits: (wanted: AlertState) => boolean): AlertState | null {
  return states.find((wanted) => wanted !== 'back' && fits(wanted)) ?? states.find(fits) ?? null;
}

function isInState(wanted: AlertState, state: SeenState): boolean {
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
