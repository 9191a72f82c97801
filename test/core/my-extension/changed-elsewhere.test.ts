/** What others change: seen, told where it matters, put back or kept; nothing of it is lost, and nothing reaches another extension. */

import { appendFile, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, expect, test } from 'vitest';
import type { SettingChange } from '../../../electron/contract/my-extension/settings.ts';
import { atNext, done, me, openWorld, refused, type Cleanups, type World } from './my-extension-world.ts';

const cleanups: Cleanups = [];
afterEach(async () => {
  for (const clean of cleanups.splice(0).reverse()) await clean();
});

const hourMs = 3_600_000;
const dnd = (value: boolean): SettingChange => ({ setting: 'doNotDisturb', value });

async function journalOf(world: World): Promise<string> {
  const folder = join(world.running.dataFolder, 'my-extension');
  const [owner = ''] = await readdir(folder);
  return join(folder, owner, 'changes.jsonl');
}

test('a change made elsewhere is shown until it is answered, also over a restart', async () => {
  const world = await openWorld(cleanups);
  world.pbx.extensions.set(me, { ringtimeout: '60' });
  await world.request('my-extension.read', {});
  expect(world.mine().rows.ringTime).toMatchObject({ kind: 'elsewhere', before: 15, now: 60 });
  const again = await world.restart();
  expect(again.mine().rows.ringTime).toMatchObject({ kind: 'elsewhere', before: 15, now: 60 });
  expect(again.notices()).toContain('changed-elsewhere');
  const { changeId } = again.mine().rows.ringTime ?? { changeId: '' };
  expect(await again.request('change.keep', { changeId })).toEqual(done);
  expect(again.mine().rows).toEqual({});
  expect(again.notices()).not.toContain('changed-elsewhere');
});

test('what changed while the program was not running is found at its next start', async () => {
  const world = await openWorld(cleanups);
  await world.running.core.stop();
  world.pbx.extensions.set(me, { ringtimeout: '60' });
  const again = await world.restart('crash');
  await again.until(({ rows }) => rows.ringTime?.kind === 'elsewhere');
});

test('an unanswered change grows with the next, and is over when it comes back by itself', async () => {
  const world = await openWorld(cleanups);
  for (const ringtimeout of ['60', '120']) {
    world.pbx.extensions.set(me, { ringtimeout });
    await world.request('my-extension.read', {});
  }
  expect(world.mine().rows.ringTime).toMatchObject({ kind: 'elsewhere', before: 15, now: 120 });
  expect(world.mine().recent).toHaveLength(1);
  world.pbx.extensions.set(me, { ringtimeout: '15' });
  await world.request('my-extension.read', {});
  expect(world.mine()).toMatchObject({ rows: {}, recent: [] });
});

test('putting one back answers nothing else that someone changed meanwhile', async () => {
  const world = await openWorld(cleanups);
  world.pbx.extensions.set(me, { ringtimeout: '60' });
  await world.request('my-extension.read', {});
  const { changeId } = world.mine().rows.ringTime ?? { changeId: '' };
  world.pbx.extensions.set(me, { alwaysforward: 'on', atransferto: 'Extension', atransferext: '1005' });
  await world.request('change.undo', { changeId });
  await world.until(({ current }) => current.ringTime === 15);
  await world.settled();
  expect(world.held('ringtimeout', 'alwaysforward')).toEqual({ ringtimeout: '15', alwaysforward: 'on' });
  expect(world.mine().rows.forwardAll).toMatchObject({ kind: 'elsewhere', now: { on: true } });
});

test('putting forwarding back sends the whole rule, not a switch over a destination that nobody saw', async () => {
  const world = await openWorld(cleanups, {
    before: (pbx) =>
      pbx.extensions.set(me, { alwaysforward: 'on', atransferto: 'Extension', atransferext: '1003' }),
  });
  world.pbx.extensions.set(me, { alwaysforward: 'off', atransferext: '1005' });
  await world.request('my-extension.read', {});
  const { changeId } = world.mine().rows.forwardAll ?? { changeId: '' };
  await world.request('change.undo', { changeId });
  await world.until(({ current }) => current.forwardAll?.on === true);
  await world.settled();
  expect(world.held('alwaysforward', 'atransferext')).toEqual({ alwaysforward: 'on', atransferext: '1003' });
});

test('putting back what has changed again since is a question', async () => {
  const world = await openWorld(cleanups);
  world.pbx.extensions.set(me, { ringtimeout: '60' });
  await world.request('my-extension.read', {});
  const { changeId } = world.mine().rows.ringTime ?? { changeId: '' };
  atNext(world.pbx, 'extension/query', () => undefined);
  world.pbx.extensions.set(me, { ringtimeout: '120' });
  await world.request('change.undo', { changeId });
  await world.until(({ rows }) => rows.ringTime?.kind === 'conflict');
  expect(world.held('ringtimeout')).toEqual({ ringtimeout: '120' });
});

test('a notification tells of forwarding that someone changed, and of nothing smaller', async () => {
  const world = await openWorld(cleanups);
  world.pbx.extensions.set(me, { dnd: 'on', ringtimeout: '60' });
  await world.request('my-extension.read', {});
  expect(world.mine().rows.doNotDisturb).toMatchObject({ kind: 'elsewhere' });
  world.pbx.extensions.set(me, { noanswerforward: 'on', ntransferto: 'Extension', ntransferext: '1003' });
  await world.request('my-extension.read', {});
  const mine = world.told().filter((text) => text.startsWith('Someone changed where your calls go'));
  expect(mine).toHaveLength(1);
  expect(mine[0]).not.toContain('Do not disturb');
});

test('two programs on one account see each other as someone else, and neither undoes the other', async () => {
  const world = await openWorld(cleanups);
  const other = await openWorld(cleanups, {});
  expect(other.mine().number).toBe(me);
  await world.status({ kind: 'do-not-disturb' }, world.clock.now() + hourMs);
  // The other one's device is another: the same change arrives there by someone else's hand.
  other.pbx.extensions.set(me, { dnd: 'on' });
  await other.request('my-extension.read', {});
  expect(other.mine().rows.doNotDisturb).toMatchObject({ kind: 'elsewhere' });
  other.pbx.extensions.set(me, { dnd: 'off' });
  await other.request('my-extension.read', {});
  expect(other.mine().rows).toEqual({});
});

test('a number that was given to a new colleague is not written to until the person says whose it is', async () => {
  const world = await openWorld(cleanups);
  await world.set([{ setting: 'ringTime', value: 60 }], { until: world.clock.now() + hourMs });
  const updates = world.updates().length;
  world.pbx.extensions.set(me, { extnumber: '1102' });
  world.pbx.extensions.add({
    extnumber: me,
    username: 'New Colleague',
    registername: 'newbie',
    email: 'new@example.com',
    ringtimeout: '60',
  });
  expect(await world.request('my-extension.read', {})).toMatchObject(refused('extension.not-mine'));
  expect(world.mine()).toMatchObject({
    stranger: { name: 'New Colleague' },
    current: { ringTime: null, name: null },
    status: { confirmed: false },
  });
  expect(world.notices()).toContain('extension-stranger');
  expect(
    await world.request('status.set', { status: { kind: 'do-not-disturb' }, until: null, anyway: true }),
  ).toMatchObject(refused('extension.not-mine'));
  world.clock.travel(2 * hourMs);
  expect(await world.request('my-extension.read', {})).toMatchObject(refused('extension.not-mine'));
  expect(world.updates()).toHaveLength(updates);
  expect(world.pbx.extensions.get(me)?.fields.ringtimeout).toBe('60');
  // It was me all along, with a new name.
  expect(await world.request('my-extension.confirm-mine', {})).toEqual(done);
  await world.until(({ stranger, current }) => stranger === null && current.name === 'New Colleague');
});

test('a new name alone, or my own change of it, makes nobody a stranger', async () => {
  const world = await openWorld(cleanups, {
    before: (pbx) => pbx.extensions.set(me, { email: 'amy@example.com' }),
  });
  world.pbx.extensions.set(me, { username: 'Amy Married' });
  expect(await world.request('my-extension.read', {})).toEqual(done);
  await world.set([
    { setting: 'name', value: 'Amy Again' },
    { setting: 'email', value: 'amy.again@example.com' },
  ]);
  expect(world.mine()).toMatchObject({ stranger: null, current: { name: 'Amy Again' } });
});

test('choosing another extension says what will not end, and writes nothing to either', async () => {
  const world = await openWorld(cleanups);
  await world.status({ kind: 'do-not-disturb' }, world.clock.now() + hourMs);
  const updates = world.updates().length;
  await world.request('setup.open', { at: 'extension' });
  await world.request('setup.extension', { number: '1003' });
  await world.until(({ number }) => number === '1003');
  expect(world.running.snapshot().notices).toContainEqual(
    expect.objectContaining({ code: 'ends-left', detail: { number: me, count: 1 } }),
  );
  world.clock.travel(2 * hourMs);
  await world.request('my-extension.read', {});
  expect(world.updates()).toHaveLength(updates);
  expect(world.held('dnd')).toEqual({ dnd: 'on' });
});

test('a journal whose last line is torn loses nothing else', async () => {
  const world = await openWorld(cleanups);
  await world.status({ kind: 'do-not-disturb' }, world.clock.now() + hourMs);
  await world.running.core.stop();
  const file = await journalOf(world);
  await appendFile(file, '{"change":{"id":"torn');
  const again = await world.restart('crash');
  expect(again.mine().timed).toHaveLength(1);
  expect(again.notices()).not.toContain('settings-corrupt');
  world.clock.travel(2 * hourMs);
  await again.until(({ timed }) => timed.length === 0);
  expect(again.held('dnd')).toEqual({ dnd: 'off' });
});

test('a broken journal is kept as a dated copy and said, and what can be read of it goes on', async () => {
  const world = await openWorld(cleanups);
  await world.status({ kind: 'do-not-disturb' }, world.clock.now() + hourMs);
  await world.running.core.stop();
  const file = await journalOf(world);
  const lines = (await readFile(file, 'utf8')).split('\n');
  await writeFile(file, [lines[0], 'nonsense', ...lines.slice(1)].join('\n'));
  const again = await world.restart('crash');
  expect(again.notices()).toContain('settings-corrupt');
  expect(await readdir(join(file, '..'))).toEqual(
    expect.arrayContaining([expect.stringMatching(/^changes\.corrupt-.*\.jsonl$/), 'changes.jsonl']),
  );
  expect(again.mine().timed).toHaveLength(1);
});

test('my calls follow my row: they come and go with it, and the other party is never me', async () => {
  const world = await openWorld(cleanups);
  world.running.core.signal({ kind: 'panel', open: true });
  const call = {
    id: 7,
    from: '01512345678',
    to: me,
    trunk: 'SIP',
    status: 'Talking' as const,
    party: { key: 'callee' as const, number: me },
  };
  world.pbx.extensions.setCalls(me, { inbound: [call] });
  world.pbx.extensions.setStatus(me, 'Busy');
  world.clock.travel(10_000);
  const { calls } = await world.until((mine) => mine.calls.length === 1);
  expect(calls).toMatchObject([{ with: { number: '01512345678' }, state: 'talking' }]);
  world.pbx.extensions.setCalls(me, {});
  world.pbx.extensions.setStatus(me, 'Registered');
  world.clock.travel(10_000);
  await world.until((mine) => mine.calls.length === 0);
});

test('a foreign change that my own change has settled no longer asks', async () => {
  const world = await openWorld(cleanups);
  world.pbx.extensions.set(me, { dnd: 'on' });
  await world.request('my-extension.read', {});
  await world.set([dnd(false)]);
  expect(world.mine().rows.doNotDisturb).toMatchObject({ kind: 'saved' });
  world.clock.travel(10_001);
  await world.until(({ rows }) => rows.doNotDisturb === undefined);
});
