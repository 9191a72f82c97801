/** Which news of someone counts, and in what order a summary names people. */

import { expect, test } from 'vitest';
import type { AlertHit } from './alert-news.ts';
import { latestOfEach } from './news.ts';

const hit = (number: string, at: number): AlertHit => ({
  alert: {
    id: `person:${number}`,
    target: { kind: 'person', number },
    mode: 'always',
    states: ['free'],
    expiresAt: null,
  },
  number,
  name: `Person ${number}`,
  state: 'free',
  at,
});

test('of each person the latest counts, and who came last stands last', () => {
  const hits = [hit('1001', 1), hit('1002', 2), hit('1001', 3)];
  expect(latestOfEach(hits).map(({ number, at }) => [number, at])).toEqual([
    ['1002', 2],
    ['1001', 3],
  ]);
});
