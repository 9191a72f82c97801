import { mkdtemp, readdir, rm, stat, writeFile } from 'node:fs/promises';
import { hostname, tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { Log } from '../../ports.ts';
import { lockDataFolder, type DataFolder } from './data-folder.ts';
import { systemClock } from '../system-clock.ts';

const log: Log = { info: () => undefined, warn: () => undefined, error: () => undefined };
let folder: string;
const held: DataFolder[] = [];
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'lampfield-folder-'));
});
afterEach(async () => {
  for (const one of held.splice(0)) await one.release();
  await rm(folder, { recursive: true, force: true });
});

async function lock(waitMs?: number): Promise<DataFolder> {
  const one = await lockDataFolder(folder, log, waitMs);
  held.push(one);
  return one;
}

test('a second one is refused until the first has let go', async () => {
  const first = await lock();
  await expect(lock()).rejects.toMatchObject({ code: 'settings.in-use', detail: { folder } });
  await first.release();
  await lock();
  expect((await stat(join(folder, 'running.lock'))).mode & 0o777).toBe(0o600);
});

test('a second one may wait for the first, but not forever', async () => {
  const first = await lock();
  const second = lock(60_000);
  await expect(lock(200)).rejects.toMatchObject({ code: 'settings.in-use' });
  await first.release();
  await second;
});

test('a crashed program locks no one out', async () => {
  // No process has this number.
  const holder = { token: 'gone', pid: 2 ** 30, host: hostname(), uptimeMs: systemClock.uptimeMs() };
  await writeFile(join(folder, 'running.lock'), JSON.stringify(holder));
  await expect(lock()).resolves.toBeDefined();
});

test('releasing it waits for what is being written, and refuses later writes', async () => {
  const one = await lock();
  const { promise: disk, resolve: written } = Promise.withResolvers<undefined>();
  const order: string[] = [];
  const writing = one.write(() => disk.then(() => order.push('written')));
  const released = one.release().then(() => order.push('released'));
  await expect(one.write(() => Promise.resolve())).rejects.toMatchObject({ code: 'settings.unwritable' });
  written(undefined);
  await Promise.all([writing, released]);
  expect(order).toEqual(['written', 'released']);
  expect(await readdir(folder)).toEqual([]);
});

test('a folder in which no lock can be written is used without one', async () => {
  const file = join(folder, 'file');
  await writeFile(file, '');
  const told: string[] = [];
  const one = await lockDataFolder(file, { ...log, warn: (event) => told.push(event) });
  expect(told).toEqual(['folder.not-locked']);
  await one.release();
});
