/** At most one notification a second, and three a minute. */

import { expect, test } from 'vitest';
import { createShowLimit } from './show-limit.ts';

test('the first may be shown at once, the next a second later, the fourth a minute after the first', () => {
  const limit = createShowLimit();
  expect([limit.nextMs(5_000), limit.left(5_000)]).toEqual([5_000, 3]);
  limit.shown(5_000);
  expect([limit.nextMs(5_400), limit.nextMs(6_000), limit.nextMs(9_000)]).toEqual([6_000, 6_000, 9_000]);
  expect(limit.left(5_400)).toBe(2);
  limit.shown(6_000);
  limit.shown(7_000);
  expect([limit.nextMs(7_500), limit.left(7_500)]).toEqual([65_000, 0]);
  expect([limit.left(64_999), limit.left(65_000), limit.left(67_000)]).toEqual([0, 1, 3]);
  limit.shown(65_000);
  expect(limit.nextMs(65_000)).toBe(66_000);
});
