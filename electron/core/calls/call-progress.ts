/** How far a call has come, worked out from what the list says of two phones: pure, nothing is asked here. */

import type { PresenceState } from '../../contract/presence.ts';

/** A call that was made here, between the press on "Call" and its end. */
export interface FollowedCall {
  readonly kind: 'unknown' | 'ringing-mine' | 'ringing-them' | 'talking';
  readonly isOutside: boolean;
  /** My phone was seen ringing since. */
  readonly sawMineRing: boolean;
  /** The other phone was free when I picked up, or was seen ringing since: on a call, it is on this one. */
  readonly theirsIsOurs: boolean;
}

/** What is known at one moment; null: not known. */
export interface Phones {
  readonly mine: PresenceState | null;
  /** The colleague's; null for an outside number too. */
  readonly theirs: PresenceState | null;
  /** What my own query says of an outside call. */
  readonly outside: 'progress' | 'talking' | null;
}

export type CallOutcome = FollowedCall | { readonly kind: 'hung-up' } | { readonly kind: 'not-picked-up' };

export function callProgress(call: FollowedCall, { mine, theirs, outside }: Phones): CallOutcome {
  if (mine === null || mine === 'unknown') return call;
  const pickedUp = call.kind === 'ringing-them' || call.kind === 'talking';
  // Before I pick up they can only be on a call of their own.
  const theirsIsOurs = pickedUp
    ? call.theirsIsOurs || theirs === 'ringing'
    : theirs === 'free' || theirs === 'ringing' || (call.theirsIsOurs && isOnCall(mine));
  switch (mine) {
    case 'ringing':
      return pickedUp ? call : { ...call, kind: 'ringing-mine', sawMineRing: true, theirsIsOurs };
    case 'on-call':
    case 'on-hold': {
      const answered =
        call.kind === 'talking' ||
        (call.isOutside ? outside === 'talking' : theirsIsOurs && isOnCall(theirs));
      return { ...call, kind: answered ? 'talking' : 'ringing-them', theirsIsOurs };
    }
    default:
      if (pickedUp) return { kind: 'hung-up' };
      return call.sawMineRing ? { kind: 'not-picked-up' } : call;
  }
}

function isOnCall(state: PresenceState | null): boolean {
  return state === 'on-call' || state === 'on-hold';
}
