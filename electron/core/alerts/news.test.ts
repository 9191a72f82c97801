/** Which news of someone counts, what replaces what, and in what order a summary names people. */

import { expect, test } from 'vitest';
import { hitsIn, latestOfEachPerson, newsId, withoutAlert, type AlertHit, type News } from './news.ts';

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
const ina = hit('1001', 1);
const max = hit('1002', 2);
const notice: News = {
  kind: 'notice',
  id: 'connection',
  title: { key: 'notification.lost' },
  body: null,
  show: { view: 'list' },
};

test('of each person the latest counts, and who came last stands last', () => {
  const hits = [ina, max, hit('1001', 3)];
  expect(latestOfEachPerson(hits).map(({ number, at }) => [number, at])).toEqual([
    ['1002', 2],
    ['1001', 3],
  ]);
});

test.each<[News, string, readonly AlertHit[]]>([
  [{ kind: 'hit', hit: ina }, 'person:1001', [ina]],
  [{ kind: 'already', hit: ina }, 'person:1001', [ina]],
  [notice, 'notice:connection', []],
  [{ kind: 'after-pause', hits: [ina, max] }, 'after-pause', [ina, max]],
  [{ kind: 'many', hits: [ina, max] }, 'many', [ina, max]],
  [{ kind: 'digest', hits: [ina, max] }, 'digest', [ina, max]],
])('news of kind $kind has an id of its own and tells of whom it is', (news, id, hits) => {
  expect([newsId(news), hitsIn(news)]).toEqual([id, hits]);
});

test('without what an ended alert has found, the rest stays', () => {
  const many: News = { kind: 'many', hits: [ina, max] };
  expect(withoutAlert(many, 'person:1001')).toEqual({ kind: 'many', hits: [max] });
  expect(withoutAlert({ kind: 'digest', hits: [ina] }, 'person:1001')).toBe(null);
  expect(withoutAlert({ kind: 'hit', hit: ina }, 'person:1001')).toBe(null);
  expect(withoutAlert({ kind: 'already', hit: ina }, 'person:1002')).toEqual({ kind: 'already', hit: ina });
  expect(withoutAlert(notice, 'connection')).toBe(notice);
});
