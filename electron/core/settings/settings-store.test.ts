/** The settings store over a real file: layers, locks, broken files, migration, changes at once. */

import { mkdir, mkdtemp, readFile, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { createSteeredClock } from '../../../test/steered-clock.ts';
import type { Log } from '../ports.ts';
import type { ManagedLayer } from './settings-layers.ts';
import { defaultSettings, schemaVersion } from './settings-schema.ts';
import { createSettingsStore } from './settings-store.ts';
import { unlockedFolder } from '../../../test/core/fixtures/unlocked-folder.ts';

const clock = createSteeredClock({ now: Date.UTC(2026, 10, 24, 7, 5, 9) });
const log: Log = { info: () => undefined, warn: () => undefined, error: () => undefined };
const pbx = { url: 'https://pbx.example.com:8088', version: 'v1.0.0', username: 'api' } as const;

let folder: string;
let file: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'lampfield-settings-'));
  file = join(folder, 'settings.json');
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const open = (managed?: ManagedLayer) =>
  createSettingsStore({
    file,
    folder: unlockedFolder,
    clock,
    log,
    ...(managed && { managed }),
  });
const onDisk = async (): Promise<unknown> => JSON.parse(await readFile(file, 'utf8'));

describe('on disk', () => {
  test('a first start has the defaults and writes nothing', async () => {
    const store = await open();
    expect(store.current).toEqual(defaultSettings);
    expect(store.problems).toEqual([]);
    expect(await readdir(folder)).toEqual([]);
  });

  test('only what the person chose is written, and it is there after a restart', async () => {
    const store = await open();
    const seen: unknown[] = [];
    store.subscribe((settings) => seen.push(settings.theme));
    await store.change({ theme: 'dark', pbx, poll: { idleMs: 20_000 } });
    expect(seen).toEqual(['dark']);
    expect(await onDisk()).toEqual({ schemaVersion, theme: 'dark', pbx, poll: { idleMs: 20_000 } });
    const next = await open();
    expect(next.current).toEqual({
      ...defaultSettings,
      theme: 'dark',
      pbx,
      poll: { openMs: 2_000, alertsMs: 5_000, idleMs: 20_000 },
    });
  });

  test('what a newer version has written is carried along', async () => {
    const newer = {
      schemaVersion: schemaVersion + 1,
      hologram: { on: true },
      poll: { idleMs: 30_000, nightMs: 60_000 },
      groups: [{ id: 'g', name: 'Support', numbers: ['1001'], colour: 'red' }],
    };
    await writeFile(file, JSON.stringify(newer));
    const store = await open();
    expect(store.current.poll.idleMs).toBe(30_000);
    await store.change({ sortBy: 'number', poll: { openMs: 3_000 } });
    expect(await onDisk()).toEqual({ ...newer, sortBy: 'number', poll: { ...newer.poll, openMs: 3_000 } });
  });

  test.each([
    ['syntax', '{"theme": "dark"'],
    ['schema', '{"schemaVersion": 1, "theme": "plaid"}'],
    ['schema', '{"schemaVersion": 1, "poll": {"openMs": 10}}'],
    ['schema', '[]'],
  ])('a file broken in its %s is kept, reported, and the start is clean', async (reason, text) => {
    await writeFile(file, text);
    const store = await open();
    const keptAs = 'settings.corrupt-2026-11-24T07-05-09.000Z.json';
    expect(store.current).toEqual(defaultSettings);
    expect(store.problems).toEqual([
      { kind: 'corrupt', file: 'settings.json', reason, keptAs, restored: false },
    ]);
    expect(await readFile(join(folder, keptAs), 'utf8')).toBe(text);
    await store.change({ theme: 'light' });
    expect((await open()).problems).toEqual([]);
  });

  test('an address is kept in its normal form', async () => {
    const store = await open();
    await store.change({ pbx: { ...pbx, url: 'HTTPS://PBX.Example.com/' } });
    expect(store.current.pbx?.url).toBe('https://pbx.example.com:8088');
  });
});

describe('an older file', () => {
  test('is brought to the present shape, on disk with the next change', async () => {
    await writeFile(file, JSON.stringify({ schemaVersion: 1, poll: { watchedMs: 7_000 } }));
    const store = await open();
    expect(store.current.poll.alertsMs).toBe(7_000);
    await store.change({ theme: 'dark' });
    expect(await onDisk()).toEqual({ schemaVersion, theme: 'dark', poll: { alertsMs: 7_000 } });
  });

  test.each([
    ['tel', 'tel'],
    ['none', defaultSettings.callWith],
  ])('says by `callLinks: %s` how calls are made: %s', async (callLinks, callWith) => {
    await writeFile(file, JSON.stringify({ schemaVersion: 1, callLinks }));
    const store = await open();
    expect(store.problems).toEqual([]);
    expect(store.current.callWith).toBe(callWith);
  });

  test.each([-1, 0])('that no version wrote (%d) counts as broken', async (version) => {
    await writeFile(file, JSON.stringify({ schemaVersion: version }));
    expect((await open()).problems).toMatchObject([{ kind: 'corrupt', reason: 'schema' }]);
  });

  test('without a version counts as written by hand', async () => {
    await writeFile(file, '{"theme": "dark"}');
    expect((await open()).current.theme).toBe('dark');
  });
});

describe('a change', () => {
  test.each([
    [{ poll: { openMs: 999 } }, 'poll.openMs', 'too_small'],
    [{ poll: { idleMs: 600_001 } }, 'poll.idleMs', 'too_big'],
    [{ pbx: { url: 'ftp://pbx' } }, 'pbx.url', 'custom'],
    [{ favourites: [''] }, 'favourites.0', 'too_small'],
  ])('to %j is settings.invalid', async (patch, key, rule) => {
    const store = await open();
    await expect(store.change(patch)).rejects.toMatchObject({
      code: 'settings.invalid',
      detail: { key, rule },
    });
    expect(store.current).toEqual(defaultSettings);
    expect(await readdir(folder)).toEqual([]);
  });

  test('that cannot be written leaves everything as it was', async () => {
    const store = await open();
    await store.change({ theme: 'dark' });
    const told: unknown[] = [];
    store.subscribe((settings) => told.push(settings));
    // A folder in the file's place can't be replaced by a file, not even by root.
    await rm(file);
    await mkdir(join(file, 'in-the-way'), { recursive: true });
    await expect(store.change({ theme: 'light' })).rejects.toMatchObject({
      code: 'settings.unwritable',
      detail: { file: 'settings.json' },
    });
    expect(store.current.theme).toBe('dark');
    expect(told).toEqual([]);
    await rm(file, { recursive: true });
    await store.change({ sortBy: 'number' });
    expect(await onDisk()).toEqual({ schemaVersion, theme: 'dark', sortBy: 'number' });
  });

  test('among many at once is not lost, and one that fails does not take others along', async () => {
    const store = await open();
    const numbers = Array.from({ length: 25 }, (_, n) => `10${n}`);
    const results = await Promise.allSettled(
      numbers.flatMap((number, n) => [
        store.change(({ favourites }) => ({ favourites: [...favourites, number] })),
        store.change(n % 2 === 0 ? { poll: { openMs: 1 } } : { snoozedUntil: n }),
      ]),
    );
    expect(store.current.favourites).toEqual(numbers);
    expect(store.current.snoozedUntil).toBe(23);
    expect(results.filter(({ status }) => status === 'rejected')).toHaveLength(13);
    expect((await open()).current).toEqual(store.current);
  });

  test('keeps what someone has written into the file meanwhile', async () => {
    const store = await open();
    await store.change({ theme: 'dark', favourites: ['1001'] });
    await writeFile(file, JSON.stringify({ schemaVersion, theme: 'light', favourites: ['1002'] }));
    await store.change(({ favourites }) => ({ favourites: [...favourites, '1003'] }));
    expect(await onDisk()).toEqual({ schemaVersion, theme: 'light', favourites: ['1002', '1003'] });
    expect(store.current).toMatchObject({ theme: 'light', favourites: ['1002', '1003'] });
  });

  test('loses nothing with a file that someone has taken away meanwhile', async () => {
    const store = await open();
    await store.change({ theme: 'dark' });
    await rm(file);
    await store.change({ sortBy: 'number' });
    expect(await onDisk()).toEqual({ schemaVersion, theme: 'dark', sortBy: 'number' });
  });

  test('can take the address away', async () => {
    const store = await open();
    await store.change({ pbx });
    await store.change({ pbx: null });
    expect(store.current.pbx).toBeNull();
    expect((await open()).current.pbx).toBeNull();
  });
});

describe('managed', () => {
  const managed: ManagedLayer = {
    values: { pbx: { url: pbx.url }, theme: 'light', startAtLogin: true },
    locked: ['pbx.url', 'startAtLogin', 'shortcut'],
  };

  test('values hold until the person sets others, locked ones always', async () => {
    await writeFile(
      file,
      JSON.stringify({
        schemaVersion: 1,
        pbx: { ...pbx, url: 'https://old:1' },
        startAtLogin: false,
        shortcut: 'Alt+P',
      }),
    );
    const store = await open(managed);
    expect(store.locked).toEqual(['pbx.url', 'startAtLogin', 'shortcut']);
    expect(store.current).toMatchObject({ pbx, theme: 'light', startAtLogin: true, shortcut: null });
    await store.change({ theme: 'dark' });
    expect(store.current.theme).toBe('dark');
    expect(() => store.refuseLocked({ startAtLogin: false })).toThrow();
    expect(() => store.refuseLocked({ startAtLogin: true, theme: 'system' })).not.toThrow();
    // The administrator's values are not copied into the person's file, so that later ones arrive.
    expect((await open()).current).toMatchObject({ startAtLogin: false, shortcut: 'Alt+P' });
  });

  test.each([
    [{ startAtLogin: false }, 'startAtLogin'],
    [{ shortcut: 'Alt+P' }, 'shortcut'],
    [{ pbx: { url: 'https://elsewhere' } }, 'pbx.url'],
    [{ pbx: null }, 'pbx.url'],
  ])('a change to what is locked, %j, is settings.locked', async (patch, key) => {
    const store = await open(managed);
    await expect(store.change(patch)).rejects.toMatchObject({ code: 'settings.locked', detail: { key } });
    expect(await readdir(folder)).toEqual([]);
  });

  test('what is locked may be set to what it is', async () => {
    const store = await open(managed);
    await store.change({ pbx: { ...pbx, username: 'other' }, startAtLogin: true });
    expect(store.current.pbx).toEqual({ ...pbx, username: 'other' });
  });

  test('a locked section is locked in every field', async () => {
    const store = await open({ values: {}, locked: ['poll'] });
    expect(store.locked).toEqual(['poll.openMs', 'poll.alertsMs', 'poll.idleMs']);
    await expect(store.change({ poll: { idleMs: 20_000 } })).rejects.toMatchObject({
      detail: { key: 'poll.idleMs' },
    });
  });
});

test('what an earlier version called watches is kept under its new name', async () => {
  const id = 'one';
  const target = { kind: 'person', number: '1002' };
  const alert = { id, target, mode: 'once', states: ['free'], expiresAt: Number.MAX_SAFE_INTEGER };
  await writeFile(
    file,
    JSON.stringify({
      schemaVersion: 1,
      pbx: { url: 'https://pbx..example.com:8088' },
      poll: { watchedMs: 7_000 },
      watches: [alert],
      snoozedUntil: 9e15,
      favourites: ['1003'],
    }),
  );
  const store = await open();
  expect(store.problems).toEqual([]);
  expect(store.current).toMatchObject({
    pbx: null,
    poll: { alertsMs: 7_000 },
    alerts: [{ ...alert, expiresAt: null }],
    snoozedUntil: null,
    favourites: ['1003'],
  });
});

test.each(['', '\0'.repeat(200), '{"theme'])(
  'a settings file damaged to %j costs nothing',
  async (damage) => {
    const store = await open();
    await store.change({ favourites: ['1003'], theme: 'dark' });
    await writeFile(file, damage);
    const again = await open();
    expect(again.current).toMatchObject({ favourites: ['1003'], theme: 'dark' });
    expect(again.problems).toMatchObject([{ kind: 'corrupt', restored: true }]);
  },
);

test('a moment that no calendar shows is refused', async () => {
  const store = await open();
  await expect(store.change({ snoozedUntil: 8.64e15 + 1 })).rejects.toMatchObject({
    code: 'settings.invalid',
  });
});
