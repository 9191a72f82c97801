/** Why a call can't be made, in a failure of its own: before anything is asked, and after the PBX refused. */

import type { CallParty } from '../../contract/calls.ts';
import type { Facts, Failure } from '../../contract/failure.ts';
import type { PresenceState } from '../../contract/presence.ts';
import { AppError, toFailure } from '../app-error.ts';
import { isInUse } from './outside-calls.ts';

export interface Caller {
  readonly number: string;
  /** Null while nobody knows it. */
  readonly state: PresenceState | null;
  /** The PBX bars outside calls from this extension. */
  readonly isRestricted: boolean;
}

/** What is certain without asking: undefined when the PBX has to say. */
export function refusalBefore(caller: Caller, party: CallParty): AppError | undefined {
  const detail = detailOf(party);
  if (party.number === caller.number) return new AppError('call.myself', detail);
  const { state } = caller;
  if (state === 'offline' || state === 'no-phone' || state === 'fault')
    return new AppError('call.phone-offline', detail);
  return isInUse(state) ? new AppError('call.phone-busy', detail) : undefined;
}

/** The PBX's refusal with the names that its words need; what it leaves open is settled by what my own phone does. */
export function explainRefusal(error: unknown, caller: Caller, party: CallParty): Failure {
  const failure = toFailure(error);
  const detail = { ...failure.detail, ...detailOf(party) };
  // "Not idle" doesn't say whose phone: mine was free a moment ago, unless the list says otherwise.
  if (failure.code === 'call.busy' && isInUse(caller.state)) return { code: 'call.phone-busy', detail };
  if (failure.code === 'call.no-route' && caller.isRestricted) return { code: 'call.not-allowed', detail };
  return toFailure(new AppError(failure.code, detail));
}

function detailOf({ name, number }: CallParty): Facts {
  return { name: name || number, number };
}
