/** My status in the tray: its lamp, its words, and the choices of its menu, as the core tells the shell to draw them. */

import { afterEach, expect, test } from 'vitest';
import type { MenuItem, TrayModel } from '../../../electron/contract/desktop-model.ts';
import { longestLabel } from '../../../electron/core/desktop/menu-labels.ts';
import { me, openWorld, type Cleanups, type World } from './my-extension-world.ts';

const cleanups: Cleanups = [];
afterEach(async () => {
  for (const clean of cleanups.splice(0).reverse()) await clean();
});

function tray({ running }: World): TrayModel {
  const last = running.effects.findLast((effect) => effect.kind === 'tray');
  if (last?.kind !== 'tray') throw new Error('no tray was drawn');
  return last.tray;
}

function flat(items: readonly MenuItem[]): readonly MenuItem[] {
  return items.flatMap((item) => (item.kind === 'submenu' ? [item, ...flat(item.items)] : [item]));
}

const texts = (world: World): readonly string[] =>
  flat(tray(world).menu).flatMap((item) => (item.kind === 'separator' ? [] : [item.text]));
const ids = (world: World): readonly string[] =>
  flat(tray(world).menu).flatMap((item) => (item.kind === 'action' ? [item.id] : []));

async function choose(world: World, id: string): Promise<void> {
  world.running.core.signal({ kind: 'menu', id });
  world.clock.travel(world.mine().gatherMs);
  await world.settled();
}

const ringNormally = (world: World): MenuItem | undefined =>
  flat(tray(world).menu).find((item) => item.kind === 'action' && item.id === 'status:normal:open');

test('do not disturb for an hour: lamp, tooltip and menu say so, and "Ring normally" ends it', async () => {
  const world = await openWorld(cleanups);
  expect(tray(world).lamp).toBe('free');
  expect(ringNormally(world)).toMatchObject({ text: 'Ring normally', enabled: true, checked: true });
  await choose(world, 'status:do-not-disturb:hour');
  await world.until(({ status }) => status.kind === 'do-not-disturb' && status.confirmed);
  expect(world.held('dnd')).toEqual({ dnd: 'on' });
  expect(tray(world)).toMatchObject({ lamp: 'do-not-disturb' });
  expect(tray(world).tooltip).toMatch(/Do not disturb until /);
  expect(world.mine().status.until).toBeGreaterThan(world.clock.now() + 3_500_000);
  expect(ringNormally(world)).toMatchObject({ enabled: true, checked: false });
  await choose(world, 'status:normal:open');
  await world.until(({ status }) => status.kind === 'normal' && status.confirmed);
  expect(tray(world).lamp).toBe('free');
  expect(ringNormally(world)).toMatchObject({ checked: true });
  expect(world.mine().timed).toEqual([]);
});

test('"Ring normally" ends forwarding and do not disturb together', async () => {
  const world = await openWorld(cleanups);
  await choose(world, 'status:voicemail:open');
  await world.until(({ status }) => status.kind === 'forwarding' && status.confirmed);
  await world.set([{ setting: 'doNotDisturb', value: true }]);
  await choose(world, 'status:normal:open');
  await world.until(({ status }) => status.kind === 'normal' && status.confirmed);
  expect(world.held('alwaysforward', 'dnd')).toEqual({ alwaysforward: 'off', dnd: 'off' });
});

test('the menu offers what the status menu does, and leads to the rest', async () => {
  const world = await openWorld(cleanups);
  const own = tray(world).menu.flatMap((item) => (item.kind === 'separator' ? [] : [item.text]));
  expect(own.slice(1, 5)).toEqual(['Ring normally', 'Do not disturb', 'Forward all calls', 'My calls…']);
  expect(texts(world)).toContain('A colleague or a number…');
  world.running.core.signal({ kind: 'menu', id: 'my-calls' });
  expect(world.running.effects.at(-1)).toEqual({ kind: 'open-panel', show: { view: 'my-calls' } });
});

test('forwarding has its own lamp, and the mobile is offered where its number is known', async () => {
  const world = await openWorld(cleanups, { before: (pbx) => pbx.extensions.set(me, { mobile: '' }) });
  expect(ids(world)).not.toContain('status:mobile:open');
  await world.set([
    {
      setting: 'mobile',
      value: { number: '01512345678', prefix: null, usedAsExtension: null, ringTogether: null },
    },
  ]);
  expect(ids(world)).toContain('status:mobile:open');
  await choose(world, 'status:mobile:tomorrow');
  await world.until(({ status }) => status.kind === 'forwarding' && status.confirmed);
  expect(tray(world).lamp).toBe('forwarding');
  expect(tray(world).tooltip).toMatch(/^Forwarding to mobile until /);
  expect(texts(world)).toContainEqual(expect.stringMatching(/^To mobile until tomorrow\s\d.*\d/));
  expect(world.held('alwaysforward', 'atransferto')).toEqual({
    alwaysforward: 'on',
    atransferto: 'Mobile Number',
  });
});

test('a preset is a submenu with its ends, and no label is longer than a menu is wide', async () => {
  const world = await openWorld(cleanups);
  const name = 'Working from the house in the country, Fridays';
  await world.set([{ setting: 'ringTime', value: 60 }]);
  const reply = await world.request('preset.save', { name, settings: ['ringTime'], endsAfter: null });
  await world.set([{ setting: 'ringTime', value: 15 }]);
  if (!reply.ok) throw new Error(reply.failure.code);
  expect(
    texts(world).every((text) => Array.from(text).length <= longestLabel || text.startsWith('Lampfield')),
  ).toBe(true);
  await choose(world, `status:preset:${reply.value.id}:hour`);
  await world.until(({ current }) => current.ringTime === 60);
  await world.settled();
  expect(world.mine().timed).toMatchObject([{ presetName: name }]);
});

test('what the administrator keeps cannot be chosen', async () => {
  const world = await openWorld(cleanups, { managed: { editable: ['name'] } });
  const items = flat(tray(world).menu);
  expect(items).toContainEqual({ kind: 'action', id: 'status:none', text: 'Do not disturb', enabled: false });
  expect(ids(world).filter((id) => id.startsWith('status:do-not-disturb'))).toEqual([]);
  expect(ringNormally(world)).toMatchObject({ enabled: false });
});

test('a choice that the device refuses draws the tray as it is', async () => {
  const world = await openWorld(cleanups);
  world.pbx.faults.set({ kind: 'errno', errno: 10017 }, { path: 'extension/update', times: 1 });
  const before = world.running.effects.filter(({ kind }) => kind === 'tray').length;
  await choose(world, 'status:do-not-disturb:open');
  await world.until(({ rows }) => rows.doNotDisturb?.kind === 'refused');
  expect(world.running.effects.filter(({ kind }) => kind === 'tray').length).toBeGreaterThan(before);
  expect(tray(world).lamp).toBe('free');
  expect(world.held('dnd')).toEqual({ dnd: 'off' });
});

test('a second click takes back what waits to be applied', async () => {
  const world = await openWorld(cleanups, { pbx: { applyLimit: { updates: 1, withinMs: 60_000 } } });
  await world.set([{ setting: 'ringTime', value: 60 }]);
  world.running.core.signal({ kind: 'menu', id: 'status:do-not-disturb:open' });
  world.clock.travel(1_500);
  await world.pbx.nextRequest('extension/update');
  await world.until(({ status }) => status.kind === 'do-not-disturb');
  expect(ringNormally(world)).toMatchObject({ checked: false });
  world.running.core.signal({ kind: 'menu', id: 'status:normal:open' });
  await world.pbx.nextRequest('extension/update');
  const steps = setInterval(() => world.clock.travel(15_000), 40);
  await world.until(
    ({ rows, status }) =>
      status.kind === 'normal' && status.confirmed && rows.doNotDisturb?.kind !== 'saving',
  );
  clearInterval(steps);
  expect(world.pbx.extensions.get(me)?.fields.dnd).toBe('off');
});
