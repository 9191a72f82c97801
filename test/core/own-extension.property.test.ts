/** Whatever a person, somebody else, the device and the power do, in any order: nobody's change is lost, and no other extension is written. */

import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { OwnField, OwnValue } from '../../electron/contract/own-fields.ts';
import { fieldsOf, sameValue } from '../../electron/core/extension/own-values.ts';
import type { ExtensionFields } from '../pbx/extension-fields.ts';
import { createPropertyWorld, type SaveFault } from './own-property-world.ts';

type Step =
  | { readonly kind: 'edit'; readonly field: OwnField; readonly value: OwnValue }
  | { readonly kind: 'elsewhere'; readonly fields: Partial<ExtensionFields> }
  | {
      readonly kind: 'save';
      readonly fault: SaveFault;
      readonly choice: 'mine' | 'theirs' | null;
      readonly meanwhile: Partial<ExtensionFields>;
    }
  | { readonly kind: 'undo'; readonly fault: SaveFault; readonly meanwhile: Partial<ExtensionFields> }
  | { readonly kind: 'switch'; readonly on: boolean }
  | { readonly kind: 'read' }
  | { readonly kind: 'wait'; readonly ms: number }
  | { readonly kind: 'restart'; readonly how: 'quit' | 'crash' };

/** Few values, so that wishes meet. */
const name = fc.constantFrom('Amy', 'Amy Lee', 'A Lee');
const fault = fc.constantFrom<SaveFault>(
  'none',
  'none',
  'none',
  'first-read-lost',
  'update-lost',
  'update-answer-lost',
  'read-back-lost',
  'not-applied',
  'refused',
  'crash-before-update',
  'crash-after-update',
  'foreign-after-update',
);

const edit = fc.oneof(
  { weight: 3, arbitrary: fc.record({ field: fc.constant<OwnField>('name'), value: name }) },
  fc.record({ field: fc.constant<OwnField>('doNotDisturb'), value: fc.boolean() }),
  fc.record({ field: fc.constant<OwnField>('ringTimeoutSeconds'), value: fc.constantFrom(15, 30, 60) }),
  fc.record({
    field: fc.constantFrom<OwnField>('forward.busy.enabled', 'forward.noAnswer.enabled'),
    value: fc.boolean(),
  }),
  fc.record({
    field: fc.constantFrom<OwnField>('forward.busy.destination', 'forward.noAnswer.destination'),
    value: fc.constantFrom<OwnValue>(
      { kind: 'voicemail' },
      { kind: 'extension', extension: '1001' },
      { kind: 'extension', extension: '1003' },
    ),
  }),
);

const elsewhere = fc.oneof(
  { weight: 3, arbitrary: fc.record({ username: name }) },
  fc.record({ dnd: fc.constantFrom('on', 'off') }),
  fc.record({ ringtimeout: fc.constantFrom('15', '30', '60') }),
  fc.record({ busyforward: fc.constantFrom('on', 'off') }),
  fc.record({
    noanswerforward: fc.constantFrom('on', 'off'),
    ntransferto: fc.constantFrom('Extension'),
    ntransferext: fc.constantFrom('1001', '1003'),
  }),
);

const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 5, arbitrary: edit.map((one): Step => ({ kind: 'edit', ...one })) },
  { weight: 4, arbitrary: elsewhere.map((fields): Step => ({ kind: 'elsewhere', fields })) },
  {
    weight: 5,
    arbitrary: fc.record({
      kind: fc.constant('save' as const),
      fault,
      choice: fc.constantFrom('mine' as const, 'theirs' as const, null),
      meanwhile: elsewhere,
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({ kind: fc.constant('undo' as const), fault, meanwhile: elsewhere }),
  },
  { weight: 3, arbitrary: fc.record({ kind: fc.constant('switch' as const), on: fc.boolean() }) },
  { weight: 1, arbitrary: fc.constant<Step>({ kind: 'read' }) },
  {
    weight: 1,
    arbitrary: fc.record({ kind: fc.constant('wait' as const), ms: fc.constantFrom(1_000, 10_000, 400_000) }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      kind: fc.constant('restart' as const),
      how: fc.constantFrom('quit' as const, 'crash' as const),
    }),
  },
);

test('no foreign change is lost, no wish is forgotten, nobody else is written', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.record({
        quirks: fc.constantFrom('none' as const, 'usual' as const),
        refusesMixed: fc.boolean(),
        limited: fc.boolean(),
      }),
      fc.array(step, { minLength: 5, maxLength: 25, size: 'max' }),
      async (options, steps) => {
        const world = await createPropertyWorld(options);
        expect(world.own.stored()).not.toBeNull();
        for (const one of steps) {
          const before = world.wishes();
          switch (one.kind) {
            case 'edit':
              await world.edit(one.field, one.value);
              break;
            case 'elsewhere':
              world.changeElsewhere(one.fields);
              break;
            case 'save': {
              const meanwhile = () => world.changeElsewhere(one.meanwhile);
              const result = await world.save(one.fault, one.choice, meanwhile);
              const decided = one.choice === 'theirs';
              if (result === 'died') saysTheTruth(world, before);
              if (!decided && result !== 'extension.conflict') keepsWishes(world, before, one.fault);
              break;
            }
            case 'undo':
              await world.undo(one.fault, () => world.changeElsewhere(one.meanwhile));
              break;
            case 'switch':
              await world.setDoNotDisturb(one.on);
              break;
            case 'read':
              await world.read();
              keepsWishes(world, before, 'none');
              break;
            case 'wait':
              await world.clock.advance(one.ms);
              keepsWishes(world, before, 'none');
              break;
            case 'restart':
              await world.restart(one.how);
              keepsWishes(world, before, 'none');
              saysTheTruth(world, before);
              break;
          }
          expect(world.violations).toEqual([]);
        }
        // With the faults over, every outcome becomes known.
        await world.clock.advance(120_000);
        await world.read();
        expect(world.own.view()?.save.kind).not.toMatch(/unknown|saving/);
        expect(world.violations).toEqual([]);
        expect(world.othersUntouched()).toBe(true);
        await world.own.stop();
      },
    ),
    { numRuns: 150 },
  );
}, 120_000);

/** What was wished before a save is held by the device after it, or still in the draft. */
function keepsWishes(
  world: Awaited<ReturnType<typeof createPropertyWorld>>,
  before: ReturnType<typeof world.wishes>,
  fault: SaveFault,
): void {
  // Somebody else has changed it again by the time that we look.
  if (fault === 'foreign-after-update') return;
  const held = world.truth();
  const drafted = world.wishes();
  for (const field of fieldsOf(before)) {
    const wish = before[field] ?? null;
    const isHeld = sameValue(held[field], wish) || held[field] === null;
    expect(isHeld || sameValue(drafted[field] ?? null, wish), `the wish for ${field}`).toBe(true);
  }
}

/** What is said to be saved is held by the device, as far as it tells. */
function saysTheTruth(
  world: Awaited<ReturnType<typeof createPropertyWorld>>,
  before: ReturnType<typeof world.wishes>,
): void {
  const save = world.own.view()?.save;
  if (save?.kind !== 'saved') return;
  const held = world.truth();
  for (const field of fieldsOf(before)) {
    if (!save.fields.includes(field) || held[field] === null) continue;
    expect(held[field], `${field}, said to be saved`).toEqual(before[field]);
  }
}
