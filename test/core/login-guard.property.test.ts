/** Whatever happens, in whatever order: the address is never locked out, and who knows the password gets in. */

import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startDemoPbx, type DemoPbx } from '../pbx/demo-pbx.ts';
import { createSteeredClock, type SteeredClock } from '../steered-clock.ts';
import { createLoginWorld, type LoginFault, type LoginWorld } from './login-world.ts';

const second = 1_000;
const minute = 60 * second;
const day = 24 * 60 * minute;

type Step =
  | { do: 'sign in'; password: number; fault: LoginFault }
  | { do: 'poll'; fault: LoginFault }
  | { do: 'both at once'; password: number }
  | { do: 'change the password at the device'; password: number }
  | { do: 'end all tokens' }
  | { do: 'wait'; ms: number }
  | { do: 'set the wall clock'; byMs: number }
  | { do: 'restart'; keepToken: boolean }
  | { do: 'reboot'; offMs: number }
  | { do: 'disk'; broken: boolean }
  | { do: 'sign out' };

const password = fc.nat({ max: 11 });
const fault = fc.oneof(
  { weight: 3, arbitrary: fc.constant<LoginFault>('none') },
  {
    weight: 2,
    arbitrary: fc.constantFrom<LoginFault>(
      'refuse',
      'drop',
      'silent',
      'no-headers',
      'answer-lost',
      'truncated-json',
      'http',
      '20004',
      '20005',
      '20006',
      'crash-before',
      'crash-after',
    ),
  },
);

const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 8, arbitrary: fc.record({ do: fc.constant('sign in' as const), password, fault }) },
  { weight: 4, arbitrary: fc.record({ do: fc.constant('poll' as const), fault }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('both at once' as const), password }) },
  {
    weight: 2,
    arbitrary: fc.record({ do: fc.constant('change the password at the device' as const), password }),
  },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('end all tokens' as const) }) },
  {
    weight: 2,
    arbitrary: fc.record({
      do: fc.constant('wait' as const),
      ms: fc.constantFrom(second, minute, 5 * minute, 10 * minute - second, 10 * minute, 31 * minute),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      do: fc.constant('set the wall clock' as const),
      byMs: fc.constantFrom(-day, -11 * minute, -minute, minute, 11 * minute, day),
    }),
  },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('restart' as const), keepToken: fc.boolean() }) },
  {
    weight: 1,
    arbitrary: fc.record({
      do: fc.constant('reboot' as const),
      offMs: fc.constantFrom(20 * second, 2 * minute, 11 * minute),
    }),
  },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('disk' as const), broken: fc.boolean() }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('sign out' as const) }) },
);

const passwordNamed = (n: number) => `Password${n}`;

let clock: SteeredClock;
/** How far the wall clock was set from the device's, which nobody sets. */
let setByMs = 0;
let pbx: DemoPbx;

beforeAll(async () => {
  clock = createSteeredClock();
  pbx = await startDemoPbx({ people: 1, now: () => clock.now() - setByMs, password: passwordNamed(0) });
});
afterAll(() => pbx.close());

async function take(taken: Step, world: LoginWorld): Promise<void> {
  switch (taken.do) {
    case 'sign in':
      await world.personSignsIn(passwordNamed(taken.password), taken.fault);
      return;
    case 'poll':
      await world.poll(taken.fault);
      return;
    case 'both at once':
      return world.together(passwordNamed(taken.password));
    case 'change the password at the device':
      return pbx.changePassword(passwordNamed(taken.password));
    case 'end all tokens':
      return pbx.killAllTokens();
    case 'wait':
      return clock.advance(taken.ms);
    case 'set the wall clock':
      setByMs += taken.byMs;
      return clock.jump(taken.byMs);
    case 'restart':
      return world.restart(taken.keepToken);
    case 'reboot':
      return world.reboot(taken.offMs);
    case 'disk':
      return world.breakDisk(taken.broken);
    case 'sign out':
      return world.signOut();
  }
}

test(
  'no sequence of faults, restarts and clock jumps locks the address out',
  { timeout: 120_000 },
  async () => {
    let fresh = 0;
    let heldBack = 0;
    let worst = 0;
    const lockoutsBefore = pbx.lockouts();

    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 30, size: 'max' }), async (steps) => {
        pbx.unlock();
        pbx.killAllTokens();
        pbx.changePassword(passwordNamed(0));
        const lockouts = pbx.lockouts();
        const world = await createLoginWorld(pbx, clock);
        try {
          for (const taken of steps) {
            await take(taken, world);
            expect(pbx.lockouts(), 'lock-outs').toBe(lockouts);
            expect(world.violations).toEqual([]);
            worst = Math.max(worst, pbx.wrongPasswords());
          }
          heldBack += world.heldBack;

          // In the end somebody mends what is broken, waits, and types the password that is right now.
          world.breakDisk(false);
          await clock.advance(25 * minute);
          const right = `Fresh${++fresh}`;
          pbx.changePassword(right);
          const first = await world.personSignsIn(right, 'none');
          if (first === 'pbx.guarded') {
            // Only where the machine was off: how long, nobody could tell the program. Who waits as told gets in.
            await world.waitAsTold();
            expect(await world.personSignsIn(right, 'none')).toBe('in');
          } else expect(first).toBe('in');
          expect(world.session.state).toMatchObject({ kind: 'signed-in' });
          expect(await world.poll('none')).toBe('in');
        } finally {
          await world.close();
        }
      }),
      { numRuns: 60 },
    );

    // The property says nothing unless the runs have come to the edge.
    expect(pbx.lockouts()).toBe(lockoutsBefore);
    expect(heldBack).toBeGreaterThan(0);
    expect(worst).toBe(4);
  },
);
