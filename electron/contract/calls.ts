/** Calls from the panel: how they are made and how far a call has got. */

import type { Failure } from './failure.ts';

/** What a press on "Call" does: ring my own desk phone, open a link for another program, or nothing. */
export const callWays = ['desk-phone', 'tel', 'sip', 'off'] as const;
export type CallWay = (typeof callWays)[number];

/** Who is called, or who a call is transferred to. */
export interface CallParty {
  /** An extension, or an outside number as it is dialled. */
  readonly number: string;
  /** Empty for a number that no colleague has. */
  readonly name: string;
}

/** How far a call has got. All times in ms since the epoch. */
export type CallStage =
  /** Calls are switched off: no button anywhere. */
  | { readonly kind: 'off' }
  /** Another program makes the calls: `call.dial` opens its link, and there is nothing to follow. */
  | { readonly kind: 'link' }
  | { readonly kind: 'idle' }
  | (CallParty & { readonly startedAt: number } & (
        | {
            /**
             * `asking`: the PBX hasn't answered yet. `ringing-mine`: my own phone rings; when I pick it up, the other one is
             * called. `ringing-them`: I have picked up. `held`: it waits on hold.
             */
            readonly kind: 'asking' | 'ringing-mine' | 'ringing-them' | 'talking' | 'held';
          }
        | { readonly kind: 'ended'; readonly because: 'hung-up' | 'not-picked-up' }
        | { readonly kind: 'transferring' | 'transferred' }
        /** The PBX's answer was lost, so the call may or may not have happened. The request isn't repeated. */
        | { readonly kind: 'unknown'; readonly action: 'dial' | 'transfer' }
        | {
            readonly kind: 'failed';
            readonly action: 'dial' | 'transfer' | 'hang-up';
            readonly failure: Failure;
          }
      ));

/** A call between my phone and someone outside. */
export interface OutsideCall {
  /** Stable while the call lasts, and unique among them. */
  readonly key: string;
  readonly direction: 'inbound' | 'outbound';
  /** `ringing`: my phone rings for it. `dialling`: they have not answered yet. */
  readonly phase: 'ringing' | 'dialling' | 'talking' | 'held';
  /** The other end; empty where the PBX didn't say. */
  readonly number: string;
}

export type Calling = CallStage & {
  /** My outside calls that the stage doesn't already show: incoming ones, or dialled at the phone. The most urgent comes first. */
  readonly others: readonly OutsideCall[];
  /** The call that `call.transfer` transfers: an outside call that I have answered. The stage's own call has its number. */
  readonly transferable: OutsideCall | null;
};

/** Whether `call.hang-up` has a call to end: the one made from the panel, otherwise an outside call that is connected or dialling. */
export function isEndable(calling: Calling): boolean {
  switch (calling.kind) {
    case 'asking':
    case 'ringing-mine':
    case 'ringing-them':
    case 'talking':
      return true;
    case 'unknown':
      return calling.action === 'dial' || calling.others.some(isMineToEnd);
    // A press that was meant for another call must not end one on hold.
    case 'held':
    case 'transferring':
    case 'off':
      return false;
    default:
      return calling.others.some(isMineToEnd);
  }
}

/** A ringing call is declined at the phone, which sends the caller to voicemail. */
export function isMineToEnd({ phase }: OutsideCall): boolean {
  return phase === 'talking' || phase === 'dialling';
}

export function isTransferable({ phase }: OutsideCall): boolean {
  return phase === 'talking' || phase === 'held';
}
