/** My outside calls, each with what it is at: worked out from the device's word for it and from my phone's own state; pure. */

import type { OutsideCall } from '../../contract/calls.ts';
import type { PresenceState } from '../../contract/presence.ts';
import type { CurrentCall } from '../pbx/extension-detail.ts';

type Phase = OutsideCall['phase'];

/** What concerns me most comes first. */
const order: readonly Phase[] = ['talking', 'dialling', 'ringing', 'held'];

export function isInUse(state: PresenceState | null): boolean {
  return state === 'ringing' || state === 'on-call' || state === 'on-hold';
}

/**
 * What has no id can neither be ended nor handed over, and is left out.
 * @param calls all calls of the extension, by its latest query
 * @param phone what the list says of the extension now; when the phone isn't in use, its calls are over
 */
export function outsideCallsNow(
  calls: readonly CurrentCall[],
  me: string,
  phone: PresenceState | null,
): readonly OutsideCall[] {
  if (!isInUse(phone)) return [];
  return calls
    .filter(({ id }) => id !== '')
    .map((call): OutsideCall => ({
      key: call.key,
      direction: call.direction,
      phase: phaseOf(call, phone, calls.length === 1) ?? 'talking',
      number: otherNumber(call, me),
    }))
    .toSorted((one, other) => order.indexOf(one.phase) - order.indexOf(other.phase));
}

/** The one that was dialled to `number`. The PBX may report its number without the outside-line prefix. */
export function outboundCallTo(number: string, calls: readonly OutsideCall[]): OutsideCall | undefined {
  const dialled = calls.filter(({ direction }) => direction === 'outbound');
  return dialled.find((call) => call.number === number) ?? (dialled.length === 1 ? dialled[0] : undefined);
}

/** Null where neither the device nor the phone says. */
export function phaseOf(
  { direction, phase }: CurrentCall,
  phone: PresenceState | null,
  isOnly: boolean,
): Phase | null {
  const unanswered = direction === 'inbound' ? 'ringing' : 'dialling';
  switch (phase) {
    case 'talking':
      return 'talking';
    case 'in-progress':
      return unanswered;
    case 'waiting':
      // No document says for what: a phone that rings for no other call rings for this one.
      return isOnly && phone === 'ringing' ? unanswered : 'held';
    default:
      if (phone === 'ringing') return unanswered;
      if (phone === 'on-hold') return 'held';
      return phone === 'on-call' ? 'talking' : null;
  }
}

/** The other end: never me, and empty where the device didn't say. */
export function otherNumber({ direction, from, to, party }: CurrentCall, me: string): string {
  const candidates = [party?.number, ...(direction === 'inbound' ? [from, to] : [to, from])];
  return candidates.find((one) => one !== undefined && one !== '' && one !== me) ?? '';
}
