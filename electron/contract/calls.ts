/** Calling from the panel: how calls are made, how far one has come, and what the panel may ask for. */

import { z } from 'zod';
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

/** How far a call has come. All times in ms since the epoch. */
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
             * called. `ringing-them`: I have picked up.
             */
            readonly kind: 'asking' | 'ringing-mine' | 'ringing-them' | 'talking';
          }
        | { readonly kind: 'ended'; readonly because: 'hung-up' | 'not-picked-up' }
        | { readonly kind: 'transferring' | 'transferred' }
        /** The answer got lost: it may have happened or not. Nothing is asked a second time. */
        | { readonly kind: 'unknown'; readonly action: 'dial' | 'transfer' }
        | {
            readonly kind: 'failed';
            readonly action: 'dial' | 'transfer' | 'hang-up';
            readonly failure: Failure;
          }
      ));

export type Calling = CallStage & {
  /** I am on an outside call that a colleague can take over: `call.transfer` has something to transfer. */
  readonly transferable: boolean;
  /** The other end of that call; null when there is none, or the PBX didn't say. */
  readonly outsideNumber: string | null;
};

/** Whether `call.hang-up` has a call made here to end. */
export function isEndable(stage: CallStage): boolean {
  switch (stage.kind) {
    case 'asking':
    case 'ringing-mine':
    case 'ringing-them':
    case 'talking':
      return true;
    case 'unknown':
      return stage.action === 'dial';
    default:
      return false;
  }
}

const number = z.string().trim().min(1).max(60);

export const callPayloads = {
  /** Calls a colleague, or a number that is nobody's. `snapshot.calling` says how it goes. */
  'call.dial': z.strictObject({ number }),
  /** Transfers my outside call to that colleague. */
  'call.transfer': z.strictObject({ number }),
  /** Ends the call that was made here, or the outside call that I am on. */
  'call.hang-up': z.strictObject({}),
  /** Clears what is shown about a call that is over. */
  'call.dismiss': z.strictObject({}),
} as const;
