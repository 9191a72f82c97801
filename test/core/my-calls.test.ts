/** My calls: settings change by themselves, one update for what belongs together, and each row says what came of it. */

import { afterEach, expect, test } from 'vitest';
import { done, me, openWorld, type Cleanups } from './my-extension-world.ts';

const cleanups: Cleanups = [];
afterEach(async () => {
  for (const clean of cleanups.splice(0).reverse()) await clean();
});

test('edits within a moment become one update, are read back, and can be undone', async () => {
  const world = await openWorld(cleanups);
  const { request, mine, clock, updates, held } = world;
  const set = (changes: Parameters<typeof world.set>[0]) =>
    request('my-calls.set', { changes: [...changes], until: null, anyway: false });
  await set([{ setting: 'doNotDisturb', value: true }]);
  await set([{ setting: 'ringTime', value: 60 }]);
  expect(mine().rows).toMatchObject({
    doNotDisturb: { kind: 'saving', wanted: true },
    ringTime: { kind: 'saving' },
  });
  expect(updates()).toEqual([]);
  clock.travel(1_500);
  await world.until(({ rows }) => rows.ringTime?.kind === 'saved');
  expect(updates()).toEqual([{ extid: me, dnd: 'on', ringtimeout: '60' }]);
  expect(mine().current).toMatchObject({ doNotDisturb: true, ringTime: 60 });
  const { undo } = mine();
  expect(undo?.what).toEqual(['doNotDisturb', 'ringTime']);
  expect(await request('change.undo', { changeId: undo?.changeId ?? '' })).toEqual(done);
  await world.until(({ current }) => current.doNotDisturb === false);
  expect(held('dnd', 'ringtimeout')).toEqual({ dnd: 'off', ringtimeout: '15' });
  expect(mine().recent.map(({ why, outcome }) => [why, outcome])).toEqual([
    ['undo', 'applied'],
    ['me', 'applied'],
  ]);
});
