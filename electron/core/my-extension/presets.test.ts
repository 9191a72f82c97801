/** A person's named sets of settings. */

import { describe, expect, test } from 'vitest';
import type { DeadEnd } from '../../contract/my-extension/dead-ends.ts';
import type { ReportedSettings } from '../../contract/my-extension/settings.ts';
import type { Settings } from '../settings/settings-schema.ts';
import { changesIn, createPresets } from './presets.ts';
import { nothingTold } from './view.ts';

type Raw = Settings['presets'][number];

function start(presets: Raw[] = [], told: Partial<ReportedSettings> = { ringTime: 15, doNotDisturb: true }) {
  const store = { presets };
  const now = { told };
  const asked: unknown[] = [];
  const deadEnd: DeadEnd = { code: 'mobile-blank', setting: 'forwardAll', detail: {} };
  const made = createPresets({
    settings: {
      get current() {
        return store;
      },
      async change(by) {
        store.presets = by(store).presets;
      },
    },
    editable: ['ringTime', 'doNotDisturb', 'forwardAll', 'forwardBusy', 'mobile'],
    told: () => ({ ...nothingTold, ...now.told }),
    deadEnds(settings) {
      asked.push(settings);
      return settings.ringTime === 60 ? [deadEnd] : [];
    },
  });
  const { handlers } = made;
  return {
    ...made,
    now,
    asked,
    deadEnd,
    raw: () => store.presets,
    save: handlers['preset.save'],
    rename: handlers['preset.rename'],
    remove: handlers['preset.remove'],
    preview: handlers['preset.preview'],
  };
}
const lunch = { name: 'Lunch', settings: ['ringTime'], endsAfter: 'hour' } as const;
const saving = (about: object = {}) => ({ ...lunch, settings: ['ringTime' as const], ...about });
const refused = (rule: string) => ({ code: 'settings.invalid', detail: { key: 'presets', rule } });

describe('saved', () => {
  test('it holds the settings as they are now', async () => {
    const world = start();
    expect(await world.save(saving())).toEqual({ id: 'preset-1' });
    expect(world.list()).toEqual([
      { id: 'preset-1', name: 'Lunch', settings: { ringTime: 15 }, endsAfter: 'hour' },
    ]);
    expect(world.find('preset-1').name).toBe('Lunch');
  });

  test('it has an id of its own', async () => {
    const world = start();
    for (const name of ['A', 'B', 'C']) await world.save(saving({ name }));
    await world.remove({ id: 'preset-2' });
    expect(await world.save(saving({ name: 'D' }))).toEqual({ id: 'preset-2' });
    expect(world.list().map(({ id }) => id)).toEqual(['preset-1', 'preset-3', 'preset-2']);
  });

  test('again it stays in its place, with what a newer version has written beside it', async () => {
    const world = start();
    await world.save(saving());
    await world.save(saving({ name: 'Other' }));
    Object.assign(world.raw()[0] ?? {}, { colour: 'red' });
    world.now.told = { ringTime: 30 };
    expect(await world.save(saving({ id: 'preset-1', name: 'LUNCH', endsAfter: null }))).toEqual({
      id: 'preset-1',
    });
    expect(world.raw()[0]).toEqual({
      id: 'preset-1',
      name: 'LUNCH',
      settings: { ringTime: 30 },
      endsAfter: null,
      colour: 'red',
    });
    expect(world.list().map(({ name }) => name)).toEqual(['LUNCH', 'Other']);
  });

  test('it may not have another’s name, nor be one that isn’t there', async () => {
    const world = start();
    await world.save(saving());
    await expect(world.save(saving({ name: 'lunch' }))).rejects.toMatchObject(refused('name-taken'));
    await expect(world.save(saving({ id: 'gone', name: 'X' }))).rejects.toMatchObject(
      refused('unknown-preset'),
    );
    expect(world.list()).toHaveLength(1);
  });

  test('thirty are enough, and one of them can still be saved again', async () => {
    const world = start();
    for (let n = 0; n < 30; n += 1) await world.save(saving({ name: String(n) }));
    await expect(world.save(saving({ name: 'more' }))).rejects.toMatchObject(refused('too-many'));
    expect(await world.save(saving({ id: 'preset-30', name: 'last' }))).toEqual({ id: 'preset-30' });
  });

  test('holds only what this person may change and the device has told', async () => {
    const world = start([], { ringTime: null, forwardAll: { on: true, destination: null } });
    await expect(world.save(saving({ settings: ['name'] }))).rejects.toMatchObject({
      code: 'extension.not-allowed',
    });
    for (const field of ['ringTime', 'forwardAll'])
      await expect(world.save(saving({ settings: [field] }))).rejects.toMatchObject({
        code: 'extension.invalid',
        detail: { field, rule: 'untold' },
      });
    world.now.told = {
      forwardAll: { on: false, destination: null },
      forwardBusy: { on: true, destination: { kind: 'voicemail' } },
      doNotDisturb: false,
      mobile: { number: null, prefix: null, usedAsExtension: true, ringTogether: null },
    };
    await world.save(saving({ settings: ['forwardAll', 'forwardBusy', 'doNotDisturb', 'mobile'] }));
    expect(world.list()[0]?.settings).toEqual(world.now.told);
  });
});

describe('renamed', () => {
  test('it keeps everything else', async () => {
    const world = start();
    await world.save(saving());
    await world.save(saving({ name: 'Other' }));
    await world.rename({ id: 'preset-1', name: 'Break' });
    expect(world.list()).toMatchObject([{ name: 'Break', settings: { ringTime: 15 } }, { name: 'Other' }]);
    await world.rename({ id: 'preset-1', name: 'BREAK' });
    await expect(world.rename({ id: 'preset-1', name: 'other' })).rejects.toMatchObject(
      refused('name-taken'),
    );
    await expect(world.rename({ id: 'gone', name: 'X' })).rejects.toMatchObject(refused('unknown-preset'));
  });
});

describe('removed', () => {
  test('it is gone, and no other', async () => {
    const world = start();
    await world.save(saving());
    await world.save(saving({ name: 'Other' }));
    await world.remove({ id: 'preset-1' });
    expect(world.list().map(({ name }) => name)).toEqual(['Other']);
    await expect(world.remove({ id: 'preset-1' })).rejects.toMatchObject(refused('unknown-preset'));
  });
});

test('one that this version can’t read is kept and not shown', async () => {
  const newer: Raw = { id: 'preset-1', name: 'Lunch', settings: { hologram: true } };
  const world = start([newer, { name: 7 }]);
  expect(world.list()).toEqual([]);
  await expect(world.save(saving())).rejects.toMatchObject(refused('name-taken'));
  expect(await world.save(saving({ name: 'New' }))).toEqual({ id: 'preset-2' });
  expect(world.raw().slice(0, 2)).toEqual([newer, { name: 7 }]);
});

test('an older one without an end has none', () => {
  const world = start([{ id: 'a', name: 'A', settings: { ringTime: 30 } }]);
  expect(world.find('a').endsAfter).toBe(null);
});

test('a preview tells what would change, and what would lose calls then', () => {
  const settings = { doNotDisturb: true, ringTime: 60 };
  const world = start([{ id: 'a', name: 'A', settings, endsAfter: null }]);
  expect(world.preview({ id: 'a' })).toEqual({
    changes: [{ setting: 'ringTime', before: 15, after: 60 }],
    deadEnds: [world.deadEnd],
  });
  expect(world.asked).toMatchObject([{ ringTime: 60, doNotDisturb: true }]);
});

test('its changes come in the page’s order', () => {
  expect(changesIn({ ringTime: 15, doNotDisturb: false })).toEqual([
    { setting: 'doNotDisturb', value: false },
    { setting: 'ringTime', value: 15 },
  ]);
});
