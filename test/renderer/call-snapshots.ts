/** Snapshots of each stage of a call, for tests and pictures. */
import type { Calling } from '../../electron/contract/calls.ts';
import type { Snapshot } from '../../electron/contract/snapshot.ts';
import { NOW, snapshot, states } from './snapshots.ts';

const zoe = { number: '1013', name: 'Zoë Müller', startedAt: NOW - 8_000 };
const customer = { number: '00492219876543', name: '', startedAt: NOW - 60_000 };
const alone = { transferable: false, outsideNumber: null };
const withCustomer = { transferable: true, outsideNumber: '0221 987 6543' };

export const stages = {
  'call-idle': { kind: 'idle', ...alone },
  'call-asking': { kind: 'asking', ...zoe, ...alone },
  'call-ringing-mine': { kind: 'ringing-mine', ...zoe, ...alone },
  'call-ringing-them': { kind: 'ringing-them', ...zoe, ...alone },
  'call-talking': { kind: 'talking', ...zoe, ...alone },
  'call-talking-outside': { kind: 'talking', ...customer, ...withCustomer },
  'call-outside': { kind: 'idle', ...withCustomer },
  'call-ended': { kind: 'ended', because: 'hung-up', ...zoe, ...alone },
  'call-not-picked-up': { kind: 'ended', because: 'not-picked-up', ...zoe, ...alone },
  'call-unknown': { kind: 'unknown', action: 'dial', ...zoe, ...alone },
  'call-transfer-unknown': { kind: 'unknown', action: 'transfer', ...zoe, ...withCustomer },
  'call-transferring': { kind: 'transferring', ...zoe, ...withCustomer },
  'call-transferred': { kind: 'transferred', ...zoe, ...alone },
  'call-busy': {
    kind: 'failed',
    action: 'dial',
    failure: {
      code: 'call.busy',
      detail: {
        call: 'extension/dial_extension',
        errno: '10008',
        meaning: 'the extension is not idle',
        name: zoe.name,
        number: zoe.number,
      },
    },
    ...zoe,
    ...alone,
  },
  'call-gone': {
    kind: 'failed',
    action: 'transfer',
    failure: { code: 'call.gone', detail: { name: zoe.name, number: zoe.number } },
    ...zoe,
    ...alone,
  },
} as const satisfies Record<string, Calling>;

export type CallState = keyof typeof stages;

const withCalling = (calling: Calling): Snapshot =>
  snapshot({ calling, settings: { ...states.live.settings, callWith: 'desk-phone' } });

export const callStates = Object.fromEntries(
  Object.entries(stages).map(([name, calling]) => [name, withCalling(calling)]),
) as Record<CallState, Snapshot>;
