/** Whatever people, others, the device and the power do, in any order: the oracle finds nothing. */

import fc from 'fast-check';
import { expect, test } from 'vitest';
import { day, live } from './oracle/oracle-day.ts';

/** `LAMPFIELD_RUNS` asks for more days, `LAMPFIELD_SEED` for other ones. */
const runs = Number(process.env['LAMPFIELD_RUNS'] ?? 200);

test(`${String(runs)} random days: nothing unseen is written over, nothing is lost, every end ends or asks`, async () => {
  await fc.assert(
    fc.asyncProperty(day, async (one) => {
      expect(await live(one)).toEqual([]);
    }),
    { numRuns: runs },
  );
}, 7_200_000);
