/** The person's own presets, in the whole core against the demo PBX: kept, previewed, applied from panel and tray. */

import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import type { OwnField } from '../../electron/contract/own-fields.ts';
import type { MenuItem } from '../../electron/contract/desktop-model.ts';
import { done, me, ownWorld, refused, type Cleanups, type OwnWorldOptions } from './own-world.ts';
import { ok } from './start-core.ts';
import { createTravellingClock } from './travelling-clock.ts';

const cleanups: Cleanups = [];
afterEach(async () => {
  for (const cleanup of cleanups.splice(0).reverse()) await cleanup();
});

const hourMs = 3_600_000;
const lunchFields: OwnField[] = ['doNotDisturb', 'forward.busy.destination', 'ringTimeoutSeconds'];

/** "Lunch": DND, busy to 1001, ring time as it was stored (30). The draft is put away again. */
async function withLunch(options: OwnWorldOptions = {}) {
  const clock = createTravellingClock();
  const world = await ownWorld(cleanups, {
    ...options,
    ports: { clock },
    before: (pbx) => pbx.extensions.set(me, { ringtimeout: '30' }),
  });
  const { running, edit } = world;
  await edit({ field: 'doNotDisturb', value: true });
  await edit({ field: 'forward.busy.destination', value: { kind: 'extension', extension: '1001' } });
  const { id } = await ok(running.request('own-preset.save', { name: 'Lunch', fields: lunchFields }));
  await ok(running.request('own.reset', { fields: 'all' }));
  world.pbx.clearLog();
  return {
    ...world,
    clock,
    id,
    apply: (more: { anyway?: boolean; until?: number } = {}) =>
      running.request('own-preset.apply', { id, anyway: false, until: null, ...more }),
    notified: () =>
      running.effects.flatMap((effect) => (effect.kind === 'notify' ? [effect.notification] : [])),
    tray(): readonly MenuItem[] {
      const drawn = running.effects.findLast((effect) => effect.kind === 'tray');
      return drawn?.kind === 'tray' ? drawn.tray.menu : [];
    },
  };
}

const settingsOf = (folder: string): Promise<string> => readFile(join(folder, 'settings.json'), 'utf8');

function submenu(menu: readonly MenuItem[], text: string): readonly MenuItem[] {
  const found = menu.find((item) => item.kind === 'submenu' && item.text === text);
  return found?.kind === 'submenu' ? found.items : [];
}

describe('a preset', () => {
  it('takes fields as they are drafted, else as they are stored, and outlives the program', async () => {
    const world = await withLunch();
    const expected = [
      {
        id: world.id,
        name: 'Lunch',
        values: {
          doNotDisturb: true,
          'forward.busy.destination': { kind: 'extension', extension: '1001' },
          ringTimeoutSeconds: 30,
        },
      },
    ];
    expect(world.own().presets).toEqual(expected);
    expect(world.updates()).toEqual([]);
    const next = await world.restart();
    await next.running.until(({ own }) => own !== null);
    expect(next.own().presets).toEqual(expected);
  });

  it('shows what would change against freshly read settings, and sends just that', async () => {
    const { pbx, running, id, apply, updates, own, held } = await withLunch();
    pbx.extensions.set(me, { ringtimeout: '60' });
    const preview = await ok(running.request('own-preset.preview', { id }));
    expect(preview).toEqual({
      changes: [
        { field: 'doNotDisturb', from: false, to: true },
        { field: 'ringTimeoutSeconds', from: 60, to: 30 },
        {
          field: 'forward.busy.destination',
          from: { kind: 'voicemail' },
          to: { kind: 'extension', extension: '1001' },
        },
      ],
      deadEnds: [],
    });
    expect(updates()).toEqual([]);
    expect(await apply()).toEqual(done);
    expect(updates()).toEqual([
      { extid: me, dnd: 'on', ringtimeout: '30', btransferto: 'Extension', btransferext: '1001' },
    ]);
    expect(await running.request('own.undo', {})).toEqual(done);
    expect(held('dnd', 'ringtimeout', 'btransferto')).toEqual({
      dnd: 'off',
      ringtimeout: '60',
      btransferto: 'Voicemail',
    });
    expect(own().draft.changes).toEqual({});
  });

  it('that is in force already sends nothing', async () => {
    const { apply, updates, running, id } = await withLunch();
    expect(await apply()).toEqual(done);
    expect(await apply()).toEqual(done);
    expect(updates()).toHaveLength(1);
    expect(await ok(running.request('own-preset.preview', { id }))).toEqual({ changes: [], deadEnds: [] });
  });

  it('leaves the draft alone', async () => {
    const { apply, edit, own, updates } = await withLunch();
    await edit({ field: 'name', value: 'Amy Lee' });
    expect(await apply()).toEqual(done);
    expect(own().draft.changes).toEqual({ name: 'Amy Lee' });
    expect(updates()).toMatchObject([{ dnd: 'on' }]);
    expect(JSON.stringify(updates())).not.toContain('Amy Lee');
  });

  it('may hold for a while only', async () => {
    const { apply, clock, held, own, running } = await withLunch();
    expect(await apply({ until: clock.now() + hourMs })).toEqual(done);
    expect(own().timed).toMatchObject([
      { state: 'pending', changes: [{ to: false }, { to: { kind: 'voicemail' } }] },
    ]);
    clock.travel(hourMs + 60_000);
    await running.until((snapshot) => snapshot.own?.timed.length === 0);
    expect(held('dnd', 'btransferto', 'ringtimeout')).toEqual({
      dnd: 'off',
      btransferto: 'Voicemail',
      ringtimeout: '30',
    });
  });

  it('warns of a dead end, and is applied all the same when asked to', async () => {
    const { pbx, apply, running, id, updates } = await withLunch();
    pbx.extensions.remove('1001');
    await running.until(({ roster }) => roster.colleagues.every(({ number }) => number !== '1001'));
    expect((await ok(running.request('own-preset.preview', { id }))).deadEnds).toMatchObject([
      { code: 'destination-unknown', field: 'forward.busy.destination', detail: { number: '1001' } },
    ]);
    expect(await apply()).toMatchObject(refused('extension.dead-end'));
    expect(updates()).toEqual([]);
    // The device knows better than to forward to nobody; the person has decided, and hears of it.
    expect(await apply({ anyway: true })).toMatchObject(refused('pbx.rejected'));
  });

  it('says why nothing came of it when the PBX is away', async () => {
    const { pbx, apply, updates } = await withLunch();
    pbx.faults.set('drop');
    expect(await apply()).toMatchObject({
      ok: false,
      failure: { code: expect.stringMatching(/^network\./) },
    });
    expect(updates()).toEqual([]);
  });
});

describe('names and limits', () => {
  it('are unique, whatever their case, and can be changed', async () => {
    const { running, own, id } = await withLunch();
    const save = (name: string) => running.request('own-preset.save', { name, fields: ['doNotDisturb'] });
    expect(await save('lunch')).toMatchObject(
      refused('settings.invalid', { key: 'presets', rule: 'name-taken' }),
    );
    const other = await ok(save('Home office'));
    expect(await running.request('own-preset.rename', { id: other.id, name: ' LUNCH ' })).toMatchObject(
      refused('settings.invalid'),
    );
    expect(await running.request('own-preset.rename', { id, name: 'Break' })).toEqual(done);
    expect(await running.request('own-preset.rename', { id: other.id, name: 'Lunch' })).toEqual(done);
    expect(own().presets.map(({ name }) => name)).toEqual(['Break', 'Lunch']);
    expect(await running.request('own-preset.remove', { id })).toEqual(done);
    expect(own().presets.map(({ name }) => name)).toEqual(['Lunch']);
    for (const name of ['own-preset.remove', 'own-preset.preview'] as const)
      expect(await running.request(name, { id })).toMatchObject(refused('settings.invalid'));
  });

  it('let one be saved anew in its place', async () => {
    const { running, own, id } = await withLunch();
    await ok(running.request('own-preset.save', { name: 'Second', fields: ['name'] }));
    await ok(running.request('own-preset.save', { id, name: 'Lunch', fields: ['doNotDisturb'] }));
    expect(own().presets).toMatchObject([{ id, values: { doNotDisturb: false } }, { name: 'Second' }]);
    expect(own().presets[0]?.values).toEqual({ doNotDisturb: false });
  });

  it('end at thirty', async () => {
    const { running } = await withLunch();
    for (let n = 2; n <= 30; n += 1)
      await ok(running.request('own-preset.save', { name: `Preset ${n}`, fields: ['doNotDisturb'] }));
    expect(
      await running.request('own-preset.save', { name: 'One more', fields: ['doNotDisturb'] }),
    ).toMatchObject(refused('settings.invalid', { key: 'presets', rule: 'too-many' }));
  });

  it('leave out what nobody knows, what is wrong, and what the administrator keeps', async () => {
    const { running, edit, own } = await withLunch({
      managed: { editable: ['doNotDisturb', 'forward', 'ringTimeoutSeconds', 'email', 'agentId'] },
    });
    const save = (fields: OwnField[]) => running.request('own-preset.save', { name: 'New', fields });
    expect(own().stored.agentId).toBeNull();
    expect(await save(['agentId'])).toMatchObject(
      refused('extension.invalid', { field: 'agentId', rule: 'untold' }),
    );
    await edit({ field: 'email', value: 'not an address' });
    expect(await save(['email'])).toMatchObject({
      failure: { code: 'extension.invalid', detail: { field: 'email', rule: 'email' } },
    });
    expect(await save(['name'])).toMatchObject(refused('extension.not-allowed', { field: 'name' }));
    expect(
      await running.core.request('own-preset.save', { name: 'PIN', fields: ['voicemailPin'] }),
    ).toMatchObject(refused('ipc.invalid-payload'));
    expect(own().presets).toHaveLength(1);
  });

  it('do not let a preset through that holds more than is allowed by now', async () => {
    const world = await withLunch();
    await ok(
      world.running.request('own-preset.save', {
        id: world.id,
        name: 'Lunch',
        fields: ['doNotDisturb', 'name'],
      }),
    );
    world.pbx.extensions.set(me, { username: 'Somebody', dnd: 'on' });
    await world.running.core.stop();
    const { presets } = JSON.parse(await settingsOf(world.running.dataFolder)) as { presets: unknown };
    const managed = { editable: ['doNotDisturb'], settings: { presets } };
    const strict = await ownWorld(cleanups, { managed });
    expect(strict.own().presets).toMatchObject([{ name: 'Lunch' }]);
    strict.pbx.extensions.set(me, { username: 'Somebody' });
    expect(
      await strict.running.request('own-preset.apply', { id: world.id, anyway: false, until: null }),
    ).toMatchObject(refused('extension.not-allowed', { field: 'name' }));
    expect(strict.updates()).toEqual([]);
  });

  it('keep what a newer version has written and this one does not understand', async () => {
    const raw = [
      { id: 'preset-9', name: 'Newer', values: { holograms: true } },
      { id: 'preset-1', name: 'Known', values: { doNotDisturb: true }, icon: 'moon' },
    ];
    const { running, own, disk } = await ownWorld(cleanups, { managed: { settings: { presets: raw } } });
    expect(own().presets).toMatchObject([{ name: 'Known' }]);
    expect(await running.request('own-preset.rename', { id: 'preset-1', name: 'Renamed' })).toEqual(done);
    const text = await disk();
    expect(text).toContain('holograms');
    expect(text).toContain('moon');
    expect(own().presets).toMatchObject([{ name: 'Renamed' }]);
  });
});

describe('the tray', () => {
  it('shows each with what it would change, and applies it with one click', async () => {
    const world = await withLunch();
    const { running, id, held, notified, own } = world;
    const tray = (): readonly MenuItem[] => world.tray();
    await expect.poll(() => submenu(submenu(tray(), 'Presets'), 'Lunch').length).toBeGreaterThan(0);
    const items = submenu(submenu(tray(), 'Presets'), 'Lunch');
    expect(items).toMatchObject([
      { kind: 'label', text: 'Do not disturb: Off → On' },
      { kind: 'label', text: expect.stringContaining('Voicemail →') },
      { kind: 'separator' },
      { kind: 'action', id: `preset:${id}`, text: 'Apply', enabled: true },
    ]);
    running.core.signal({ kind: 'menu', id: `preset:${id}` });
    await running.until((snapshot) => snapshot.own?.stored.doNotDisturb === true);
    await expect
      .poll(() => notified(), { timeout: 5_000 })
      .toMatchObject([{ id: 'notice:preset', title: '“Lunch” is applied' }]);
    expect(held('dnd', 'btransferext')).toEqual({ dnd: 'on', btransferext: '1001' });
    await expect
      .poll(() => submenu(submenu(tray(), 'Presets'), 'Lunch')[0])
      .toEqual({ kind: 'label', text: 'Nothing would change' });
    expect(own().foreign).toBeNull();
  });

  it('says when it was not applied, and leads to the settings', async () => {
    const { pbx, running, id, notified, updates } = await withLunch();
    pbx.extensions.setStatus('1001', 'Unavailable');
    await running.until(({ roster }) =>
      roster.colleagues.some(({ number, state }) => number === '1001' && state === 'offline'),
    );
    running.core.signal({ kind: 'menu', id: `preset:${id}` });
    await expect
      .poll(() => notified(), { timeout: 5_000 })
      .toMatchObject([
        { id: 'notice:preset', title: '“Lunch” was not applied', body: expect.stringMatching(/\.$/) },
      ]);
    expect(updates()).toEqual([]);
    running.core.signal({ kind: 'notification-clicked', id: 'notice:preset' });
    expect(running.events.at(-1)).toEqual({ name: 'show', payload: { view: 'own-settings' } });
  });
});
