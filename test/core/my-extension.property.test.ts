/** Whatever people, others, the device and the power do, in any order: the oracle finds nothing. */

import fc from 'fast-check';
import { expect, test } from 'vitest';
import { day, live } from './oracle/oracle-day.ts';

/** Every run of the tests lives the same days; `LAMPFIELD_RUNS` and `LAMPFIELD_SEED` ask for more and for others. */
const runs = Number(process.env['LAMPFIELD_RUNS'] ?? 200);
const seed = Number(process.env['LAMPFIELD_SEED'] ?? 20_261_125);

test(`${String(runs)} random days: nothing unseen is written over, nothing is lost, every end ends or asks`, async () => {
  await fc.assert(
    fc.asyncProperty(day, async (one) => {
      expect(await live(one)).toEqual([]);
    }),
    { numRuns: runs, seed },
  );
}, 7_200_000);
