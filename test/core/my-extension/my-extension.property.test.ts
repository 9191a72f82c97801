/** Whatever people, others, the device and the power do, in any order: the oracle finds nothing. */

import fc from 'fast-check';
import { expect, test } from 'vitest';
import { day, live, type Day } from '../oracle/oracle-day.ts';

/** `LAMPFIELD_RUNS` asks for more days, `LAMPFIELD_SEED` for other ones. */
const runs = Number(process.env['LAMPFIELD_RUNS'] ?? 200);

const quietDevice = { offRules: 'missing', refusesMixed: false, limited: false } as const;
/** Where the oracle once found something, in the product or in itself. */
const found: readonly Day[] = [
  // A mobile number is part of a preset that ends, and stays.
  [
    quietDevice,
    [
      {
        kind: 'set',
        who: 0,
        change: {
          setting: 'mobile',
          value: { number: '15550000', prefix: null, usedAsExtension: null, ringTogether: true },
        },
        inMs: null,
      },
      { kind: 'save-preset', who: 0, names: ['forwardNoAnswer', 'ringTime', 'mobile'] },
      { kind: 'preset', who: 0, inMs: 600_000 },
      { kind: 'set-end', who: 0, inMs: null },
      { kind: 'restart', who: 0, how: 'quit' },
      { kind: 'answer', who: 0, setting: 'forwardAll', answer: 'undo' },
      { kind: 'status', who: 0, status: { kind: 'normal' }, inMs: null },
      { kind: 'wait', ms: 100 },
    ],
  ],
];

test(`${String(runs)} random days: nothing unseen is written over, nothing is lost, every end ends or asks`, async () => {
  await fc.assert(
    fc.asyncProperty(day, async (one) => {
      expect(await live(one)).toEqual([]);
    }),
    { numRuns: runs, examples: found.map((one) => [one]) },
  );
}, 7_200_000);
