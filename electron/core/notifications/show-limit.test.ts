/** At most one notification a second, and three a minute. */

import { expect, test } from 'vitest';
import { createShowLimit } from './show-limit.ts';

test('the first may be shown at once, the next a second later, the fourth a minute after the first', () => {
  const limit = createShowLimit();
  expect([limit.nextAllowedMs(5_000), limit.leftThisMinute(5_000)]).toEqual([5_000, 3]);
  limit.noteShown(5_000);
  expect([limit.nextAllowedMs(5_400), limit.nextAllowedMs(6_000), limit.nextAllowedMs(9_000)]).toEqual([
    6_000, 6_000, 9_000,
  ]);
  expect(limit.leftThisMinute(5_400)).toBe(2);
  limit.noteShown(6_000);
  limit.noteShown(7_000);
  expect([limit.nextAllowedMs(7_500), limit.leftThisMinute(7_500)]).toEqual([65_000, 0]);
  expect([limit.leftThisMinute(64_999), limit.leftThisMinute(65_000), limit.leftThisMinute(67_000)]).toEqual([
    0, 1, 3,
  ]);
  limit.noteShown(65_000);
  expect(limit.nextAllowedMs(65_000)).toBe(66_000);
});
