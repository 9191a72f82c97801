/** Putting a few people in where they belong is the same as sorting everybody. */

import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createOrder, insertSorted } from './roster-order.ts';

const order = createOrder('en');

test('a few inserted into many, or many into few, stand as after a sort', () => {
  const person = fc.record({
    number: fc.integer({ min: 0, max: 400 }).map(String),
    name: fc.constantFrom('', 'Amy', 'amy', 'Émile', 'Zoë', 'Room 9', 'Room 10'),
  });
  const people = fc.uniqueArray(person, { minLength: 20, maxLength: 80, selector: ({ number }) => number });
  fc.assert(
    fc.property(people, fc.integer({ min: 0, max: 12 }), (all, howMany) => {
      const moved = all.slice(0, howMany);
      const sorted = all.slice(howMany).sort(order);
      expect(insertSorted(sorted, moved, order)).toEqual([...all].sort(order));
    }),
    { numRuns: 300 },
  );
});
