/** How far a call has got, worked out from the state of two phones and my outside calls. Pure: nothing is asked here. */

import type { OutsideCall } from '../../contract/calls.ts';
import type { PresenceState } from '../../contract/presence.ts';

/** A call that was made here, between the press on "Call" and its end. */
export interface FollowedCall {
  readonly kind: 'unknown' | 'ringing-mine' | 'ringing-them' | 'talking' | 'held';
  readonly isOutside: boolean;
  /** My phone was seen ringing since. */
  readonly sawMineRing: boolean;
  /** The other phone was free when I picked up, or was seen ringing since: if it's on a call, it's this one. */
  readonly theirsIsOurs: boolean;
}

/** What is known at one moment; null: not known. */
export interface Phones {
  readonly mine: PresenceState | null;
  /** The colleague's; null for an outside number too. */
  readonly theirs: PresenceState | null;
  /** What my own query says of this call, if it is an outside one. */
  readonly outside: OutsideCall['phase'] | null;
  /** What it says of my other outside calls. */
  readonly others: readonly OutsideCall['phase'][];
}

export type CallOutcome = FollowedCall | { readonly kind: 'hung-up' } | { readonly kind: 'not-picked-up' };

export function callProgress(call: FollowedCall, phones: Phones): CallOutcome {
  const { mine, theirs, outside, others } = phones;
  if (mine === null || mine === 'unknown') return call;
  const pickedUp = isPickedUp(call);
  // Before I pick up they can only be on a call of their own.
  const theirsIsOurs = pickedUp
    ? call.theirsIsOurs || theirs === 'ringing'
    : theirs === 'free' || theirs === 'ringing' || (call.theirsIsOurs && isOnCall(mine));
  switch (mine) {
    case 'ringing':
      if (pickedUp || others.includes('ringing')) return call;
      return { ...call, kind: 'ringing-mine', sawMineRing: true, theirsIsOurs };
    case 'on-call':
    case 'on-hold': {
      // I picked up for someone else.
      if (!pickedUp && others.includes('talking')) return call;
      const answered =
        call.kind === 'talking' ||
        call.kind === 'held' ||
        (call.isOutside ? outside === 'talking' : theirsIsOurs && isOnCall(theirs));
      if (!answered) return { ...call, kind: 'ringing-them', theirsIsOurs };
      return { ...call, kind: isHeld(phones) ? 'held' : 'talking', theirsIsOurs };
    }
    default:
      if (pickedUp) return { kind: 'hung-up' };
      return call.sawMineRing ? { kind: 'not-picked-up' } : call;
  }
}

export function isPickedUp({ kind }: FollowedCall): boolean {
  return kind === 'ringing-them' || kind === 'talking' || kind === 'held';
}

/**
 * Whether an answered call is on hold: by the device's own word, else because I'm talking to someone else, or because my
 * phone is on hold and no other call can be the one that is.
 */
function isHeld({ mine, outside, others }: Phones): boolean {
  if (outside !== null) return outside === 'held';
  return others.includes('talking') || (mine === 'on-hold' && !others.includes('held'));
}

function isOnCall(state: PresenceState | null): boolean {
  return state === 'on-call' || state === 'on-hold';
}
