/** For the oracle: random days, and how each of their steps is taken. */

import fc from 'fast-check';
import type { Payload } from '../../../electron/contract/requests.ts';
import type {
  ForwardDestination,
  SettingChange,
  SettingName,
} from '../../../electron/contract/my-extension/settings.ts';
import { toFailure } from '../../../electron/core/app-error.ts';
import type { ExtensionFields } from '../../pbx/api/extension-fields.ts';
import { faults, type DeviceOptions, type Fault } from './oracle-device.ts';
import { settings, type Setting } from './oracle-model.ts';
import { phoneStates, type PhoneState } from './oracle-sentence.ts';
import type { Answer } from './oracle-person.ts';
import { createOracleWorld, type OracleWorld } from './oracle-world.ts';

type Step =
  | {
      readonly kind: 'set';
      readonly who: number;
      readonly change: SettingChange;
      readonly inMs: number | null;
    }
  | {
      readonly kind: 'status';
      readonly who: number;
      readonly status: Exclude<Payload<'status.set'>['status'], { kind: 'preset' }>;
      readonly inMs: number | null;
    }
  | { readonly kind: 'save-preset'; readonly who: number; readonly names: readonly SettingName[] }
  | { readonly kind: 'preset'; readonly who: number; readonly inMs: number | null }
  | { readonly kind: 'set-end'; readonly who: number; readonly inMs: number | null }
  | { readonly kind: 'full-disk'; readonly who: number; readonly writings: number }
  | { readonly kind: 'pin'; readonly who: number; readonly value: string }
  | { readonly kind: 'answer'; readonly who: number; readonly setting: Setting; readonly answer: Answer }
  | { readonly kind: 'elsewhere'; readonly fields: Partial<ExtensionFields> }
  | { readonly kind: 'phone'; readonly state: PhoneState }
  | { readonly kind: 'reassign' }
  | {
      readonly kind: 'fault';
      readonly who: number;
      readonly fault: Fault;
      readonly meanwhile: Partial<ExtensionFields>;
    }
  | { readonly kind: 'read'; readonly who: number }
  | { readonly kind: 'wait'; readonly ms: number }
  | { readonly kind: 'sleep'; readonly ms: number; readonly timers: 'overdue' | 'frozen' }
  | { readonly kind: 'jump'; readonly ms: number }
  | { readonly kind: 'restart'; readonly who: number; readonly how: 'quit' | 'crash' };

const minuteMs = 60_000;
const who = fc.constantFrom(0, 0, 0, 1);
const person = fc.constantFrom('1001', '1003', '1004');
const destination = fc.oneof(
  person.map((extension): ForwardDestination => ({ kind: 'extension', extension })),
  fc.constantFrom<ForwardDestination>(
    { kind: 'voicemail' },
    { kind: 'mobile', prefix: '' },
    { kind: 'number', number: '0301234', prefix: '' },
  ),
);
const rule = fc.oneof(
  { weight: 3, arbitrary: destination.map((to) => ({ on: true, destination: to })) },
  fc.constant({ on: false, destination: null }),
);
const change: fc.Arbitrary<SettingChange> = fc.oneof(
  fc.record({ setting: fc.constant('forwardAll' as const), value: rule }),
  fc.record({ setting: fc.constant('forwardNoAnswer' as const), value: rule }),
  fc.record({ setting: fc.constant('forwardBusy' as const), value: rule }),
  fc.record({ setting: fc.constant('doNotDisturb' as const), value: fc.boolean() }),
  fc.record({ setting: fc.constant('ringTime' as const), value: fc.constantFrom(15, 30, 60) }),
  fc.record({ setting: fc.constant('name' as const), value: fc.constantFrom('Amy', 'Amy Lee') }),
  fc.record({
    setting: fc.constant('mobile' as const),
    value: fc.record({
      number: fc.constantFrom('15550000', '15551111'),
      prefix: fc.constant(null),
      usedAsExtension: fc.constant(null),
      ringTogether: fc.constantFrom(null, true, false),
    }),
  }),
);
const end = fc.constantFrom(null, null, 10 * minuteMs, 30 * minuteMs, 60 * minuteMs);

/** Destinations of rules that are off are among them: nobody sees those. */
const elsewhere: fc.Arbitrary<Partial<ExtensionFields>> = fc.oneof(
  fc.record({ dnd: fc.constantFrom('on', 'off') }),
  fc.record({ ringtimeout: fc.constantFrom('15', '30', '60', '12') }),
  fc.record({ username: fc.constantFrom('Amy', 'A. Lee') }),
  fc.record({ vmsecret: fc.constantFrom('90990001', '90990002') }),
  fc.record({ hasvoicemail: fc.constantFrom('on', 'off') }),
  fc.record({ enablemobile: fc.constantFrom('on', 'off'), ringsimultaneous: fc.constantFrom('on', 'off') }),
  fc.record({ mobile: fc.constantFrom('', '15550000') }),
  fc.record({ atransferto: fc.constant('Extension'), atransferext: person }),
  fc.record({
    busyforward: fc.constantFrom('on', 'off'),
    btransferto: fc.constant('Custom Number'),
    btransfernum: fc.constantFrom('0301234', '0305678'),
    btransferprefix: fc.constant(''),
  }),
  fc.record({
    alwaysforward: fc.constantFrom('on', 'off'),
    atransferto: fc.constant('Extension'),
    atransferext: person,
  }),
  fc.record({
    noanswerforward: fc.constantFrom('on', 'off'),
    ntransferto: fc.constant('Extension'),
    ntransferext: person,
  }),
);

const kind = <K extends Step['kind']>(name: K) => fc.constant(name);
const weighted = (weight: number, arbitrary: fc.Arbitrary<Step>) => ({ weight, arbitrary });

const step: fc.Arbitrary<Step> = fc.oneof(
  weighted(7, fc.record({ kind: kind('set'), who, change, inMs: end })),
  weighted(
    4,
    fc.record({
      kind: kind('status'),
      who,
      status: fc.oneof(
        fc.constantFrom({ kind: 'normal' as const }, { kind: 'do-not-disturb' as const }),
        destination.map((to) => ({ kind: 'forward' as const, destination: to })),
      ),
      inMs: end,
    }),
  ),
  weighted(
    1,
    fc.record({
      kind: kind('save-preset'),
      who,
      names: fc.subarray<SettingName>(
        ['forwardAll', 'forwardNoAnswer', 'forwardBusy', 'doNotDisturb', 'ringTime', 'mobile'],
        {
          minLength: 1,
        },
      ),
    }),
  ),
  weighted(2, fc.record({ kind: kind('preset'), who, inMs: end })),
  weighted(2, fc.record({ kind: kind('set-end'), who, inMs: end })),
  weighted(1, fc.record({ kind: kind('full-disk'), who, writings: fc.constantFrom(1, 2, 8) })),
  weighted(1, fc.record({ kind: kind('pin'), who, value: fc.constantFrom('70710002', '70710003') })),
  weighted(
    6,
    fc.record({
      kind: kind('answer'),
      who,
      setting: fc.constantFrom(...settings),
      answer: fc.constantFrom<Answer>(
        'undo',
        'undo',
        'keep',
        'mine',
        'theirs',
        'end-now',
        'turn-off',
        'confirm',
      ),
    }),
  ),
  weighted(4, fc.record({ kind: kind('elsewhere'), fields: elsewhere })),
  weighted(
    4,
    fc.record({ kind: kind('fault'), who, fault: fc.constantFrom(...faults), meanwhile: elsewhere }),
  ),
  weighted(1, fc.record({ kind: kind('phone'), state: fc.constantFrom(...phoneStates) })),
  weighted(2, fc.record({ kind: kind('read'), who })),
  weighted(
    6,
    fc.record({ kind: kind('wait'), ms: fc.constantFrom(100, 2_000, 30_000, 11 * minuteMs, 31 * minuteMs) }),
  ),
  weighted(
    1,
    fc.record({
      kind: kind('sleep'),
      ms: fc.constantFrom(5 * minuteMs, 40 * minuteMs),
      timers: fc.constantFrom('overdue' as const, 'frozen' as const),
    }),
  ),
  weighted(1, fc.record({ kind: kind('jump'), ms: fc.constantFrom(-20 * minuteMs, 20 * minuteMs) })),
  weighted(
    2,
    fc.record({ kind: kind('restart'), who, how: fc.constantFrom('quit' as const, 'crash' as const) }),
  ),
);
const rarely: fc.Arbitrary<readonly Step[]> = fc
  .oneof(weighted(9, fc.constant({ kind: 'wait', ms: 100 })), weighted(1, fc.constant({ kind: 'reassign' })))
  .map((one) => [one]);

/** A device, and what happens at it. */
export type Day = readonly [DeviceOptions, readonly Step[]];

export const day: fc.Arbitrary<Day> = fc.tuple(
  fc.record({
    offRules: fc.constantFrom('missing' as const, 'kept' as const),
    refusesMixed: fc.boolean(),
    limited: fc.boolean(),
  }),
  fc
    .tuple(
      fc.array(step, { minLength: 4, maxLength: 24, size: 'max' }),
      rarely,
      fc.array(step, { maxLength: 6 }),
    )
    .map((parts) => parts.flat()),
);

/** Lives through one day; resolves with what the oracle found. */
export async function live([options, steps]: Day): Promise<readonly string[]> {
  const world = await createOracleWorld(options);
  for (const one of steps) {
    await take(world, one);
    await world.quiet();
    world.check();
    if (world.judge.violations.length > 0) break;
  }
  if (world.judge.violations.length === 0) await world.checkEnd();
  await world.stop();
  return world.judge.violations;
}

/** A preset of settings that the device leaves out is refused. */
function refusedOnly(error: unknown): void {
  if (toFailure(error).code !== 'extension.invalid') throw error;
}

async function take(world: OracleWorld, one: Step): Promise<void> {
  const until = (inMs: number | null): number | null => (inMs === null ? null : world.clock.now() + inMs);
  switch (one.kind) {
    case 'set':
      world.set(one.who, one.change, until(one.inMs));
      return;
    case 'status':
      world.status(one.who, one.status, until(one.inMs));
      return;
    case 'save-preset':
      return world.savePreset(one.who, one.names).catch(refusedOnly);
    case 'preset':
      world.preset(one.who, until(one.inMs));
      return;
    case 'set-end':
      await world.setEnd(one.who, until(one.inMs));
      return;
    case 'full-disk':
      return world.fillDisk(one.who, one.writings);
    case 'pin':
      return world.pin(one.who, one.value);
    case 'answer':
      return world.answer(one.who, one.setting, one.answer);
    case 'elsewhere':
      return world.foreign(one.fields);
    case 'phone':
      return world.setPhone(one.state);
    case 'reassign':
      return world.reassign();
    case 'fault':
      return world.arm(one.who, one.fault, one.meanwhile);
    case 'read':
      return world.read(one.who);
    case 'wait':
      return world.pass(one.ms);
    case 'sleep':
      world.clock.sleep(one.ms, one.timers);
      return world.pass(100);
    case 'jump':
      world.clock.jump(one.ms);
      world.stopPredicting();
      return;
    case 'restart':
      return world.restart(one.who, one.how);
  }
}
