/** One holder at a time, against a real folder and real processes. */

import { spawnSync } from 'node:child_process';
import { mkdtemp, readFile, readdir, rm, writeFile } from 'node:fs/promises';
import { hostname, tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { tryLock } from './file-lock.ts';
import { systemClock } from '../system-clock.ts';

const minute = 60_000;
let folder: string;
let file: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'lampfield-lock-'));
  file = join(folder, 'running.lock');
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const lock = () => tryLock({ file, staleAfterMs: 3 * minute });

function leaveBehind(holder: { pid: number; host?: string; uptimeMs?: number }): Promise<void> {
  const { pid, host = hostname(), uptimeMs = systemClock.uptimeMs() } = holder;
  return writeFile(file, JSON.stringify({ token: 'of another', pid, host, uptimeMs }));
}

test('one has it, until it lets go', async () => {
  const first = await lock();
  expect(first).toBeDefined();
  expect(await lock()).toBeUndefined();
  await first?.release();
  expect(await lock()).toBeDefined();
});

test('a living program keeps it', async () => {
  await leaveBehind({ pid: process.ppid });
  expect(await lock()).toBeUndefined();
});

test.each([
  ['a program that died', { pid: spawnSync(process.execPath, ['-e', '']).pid }],
  ['a run of the machine before this one', { pid: process.ppid, uptimeMs: systemClock.uptimeMs() + minute }],
  ['one that hasn’t renewed for long', { pid: process.ppid, uptimeMs: systemClock.uptimeMs() - 4 * minute }],
  ['an earlier program with our own number', { pid: process.pid }],
])('%s does not keep it', async (_, holder) => {
  await leaveBehind(holder);
  expect(await lock()).toBeDefined();
  expect(await lock()).toBeUndefined();
});

test.each(['', '{"token":"of ano'])(
  'a program that died while it wrote %j does not keep it',
  async (text) => {
    await writeFile(file, text);
    expect(await lock()).toBeDefined();
    expect(await lock()).toBeUndefined();
  },
);

test('a program that is just writing its name keeps it', async () => {
  await writeFile(file, '');
  const other = lock();
  await leaveBehind({ pid: process.ppid });
  expect(await other).toBeUndefined();
});

test('a program on another machine keeps it while its file is young', async () => {
  await leaveBehind({ pid: 1, host: 'another' });
  expect(await lock()).toBeUndefined();
});

test('a holder that has lost it can’t get it back by renewing or releasing', async () => {
  const first = await lock();
  await leaveBehind({ pid: process.ppid });
  await first?.renew();
  await first?.release();
  expect(await readFile(file, 'utf8')).toContain('of another');
});

test('if many find it stale, one gets it, and no file is left behind', async () => {
  await leaveBehind({ pid: spawnSync(process.execPath, ['-e', '']).pid });
  const got = await Promise.all([lock(), lock(), lock(), lock()]);
  expect(got.filter((one) => one !== undefined)).toHaveLength(1);
  expect(await readdir(folder)).toEqual(['running.lock']);
});
