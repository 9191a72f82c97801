/** The journal's file on a real disk. */

import { mkdtemp, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { silentLog } from '../../../../test/core/fixtures/start-core.ts';
import { lockDataFolder } from '../../lib/files/data-folder.ts';
import { createJournalFile } from './journal-file.ts';
import { unlockedFolder } from '../../../../test/core/fixtures/unlocked-folder.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'lampfield-journal-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

test('lines are added at the end, a whole file takes the place of the old one, and a broken one is kept', async () => {
  const path = join(folder, 'below', 'changes.jsonl');
  const file = createJournalFile(path, unlockedFolder);
  expect([file.name, await file.read()]).toEqual(['changes.jsonl', null]);
  await file.append('one\n');
  await file.append('two\n');
  expect(await file.read()).toBe('one\ntwo\n');
  await file.replace('three\n');
  expect(await file.read()).toBe('three\n');
  const copy = await file.keepAside(Date.UTC(2026, 10, 25, 7, 5, 9));
  expect(copy).toBe('changes.corrupt-2026-11-25T07-05-09.000Z.jsonl');
  expect(await file.read()).toBe(null);
  expect(await readFile(join(folder, 'below', copy), 'utf8')).toBe('three\n');
});

test('one that can’t be read says why', async () => {
  await expect(createJournalFile(folder, unlockedFolder).read()).rejects.toMatchObject({ code: 'EISDIR' });
});

const isWindows = process.platform === 'win32';
test.skipIf(isWindows)('no one else on this computer can read it (needs modes)', async () => {
  const path = join(folder, 'changes.jsonl');
  const modeOf = async () => (await stat(path)).mode & 0o777;
  const file = createJournalFile(path, unlockedFolder);
  await file.append('one\n');
  expect(await modeOf()).toBe(0o600);
  await rm(path);
  await file.replace('two\n');
  expect(await modeOf()).toBe(0o600);
});

test('nothing of it is written once the program has let go of its folder', async () => {
  const held = await lockDataFolder(folder, silentLog);
  const file = createJournalFile(join(folder, 'changes.jsonl'), held);
  const line = file.append('one\n');
  await held.release();
  await line;
  const late = [file.append('two\n'), file.replace('three\n'), file.keepAside(0)];
  for (const writing of late) await expect(writing).rejects.toMatchObject({ code: 'settings.unwritable' });
  expect(await file.read()).toBe('one\n');
});
