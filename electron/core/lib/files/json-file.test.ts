/** The JSON file against a real folder: broken, unreadable, unwritable, and written by several at once. */

import { chmod, mkdir, mkdtemp, readFile, readdir, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { isAppError } from '../../app-error.ts';
import type { Clock, Log } from '../../ports.ts';
import { createJsonFile } from './json-file.ts';
import { unlockedFolder } from '../../../../test/core/fixtures/unlocked-folder.ts';

const schema = z.object({ count: z.number() });
const clock: Clock = {
  now: () => Date.UTC(2026, 10, 24, 7, 5, 9),
  uptimeMs: () => 0,
  after: () => () => undefined,
};
const lines: string[] = [];
const log: Log = {
  info: (event) => lines.push(event),
  warn: (event) => lines.push(event),
  error: (event, fields) => lines.push(`${event} ${JSON.stringify(fields)}`),
};

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'lampfield-json-'));
  lines.length = 0;
});
afterEach(() => rm(folder, { recursive: true, force: true }));

function open(
  file = join(folder, 'count.json'),
  migrate?: (json: unknown) => unknown,
  keepsLastGood = false,
) {
  return createJsonFile({
    keepsLastGood,
    file,
    schema,
    fallback: () => ({ count: 0 }),
    folder: unlockedFolder,
    clock,
    log,
    ...(migrate ? { migrate } : {}),
  });
}

test('a missing file is the fallback, without a problem', async () => {
  expect(await open().read()).toEqual({ value: { count: 0 } });
  expect(lines).toEqual([]);
});

test('what is written is read again, by the owner alone', async () => {
  const file = join(folder, 'deep', 'er', 'count.json');
  await open(file).write({ count: 7 });
  expect(await open(file).read()).toEqual({ value: { count: 7 } });
  expect(await readdir(join(folder, 'deep', 'er'))).toEqual(['count.json']);
});

test('a byte order mark does not make a file broken', async () => {
  await writeFile(join(folder, 'count.json'), '\uFEFF{"count": 3}');
  expect(await open().read()).toEqual({ value: { count: 3 } });
});

test.each([
  ['syntax', '{"count": 1'],
  ['syntax', ''],
  ['schema', '{"count": "one"}'],
])('a file broken in its %s is kept as a dated copy and reported', async (reason, text) => {
  await writeFile(join(folder, 'count.json'), text);
  const keptAs = 'count.corrupt-2026-11-24T07-05-09.000Z.json';
  expect(await open().read()).toEqual({
    value: { count: 0 },
    problem: { kind: 'corrupt', file: 'count.json', reason, keptAs, restored: false },
  });
  expect(await readFile(join(folder, keptAs), 'utf8')).toBe(text);
  expect(lines).toEqual([
    `file.corrupt {"file":"count.json","reason":"${reason}","keptAs":"${keptAs}","restored":false}`,
  ]);
  // The next start is clean, and a write does not touch the copy.
  await open().write({ count: 1 });
  expect(await open().read()).toEqual({ value: { count: 1 } });
});

test('a second broken file in the same moment does not overwrite the first copy', async () => {
  const file = join(folder, 'count.json');
  await writeFile(file, 'first');
  await open().read();
  await writeFile(file, 'second');
  await open().read();
  const copies = (await readdir(folder)).sort();
  expect(await Promise.all(copies.map((copy) => readFile(join(folder, copy), 'utf8')))).toEqual([
    'second',
    'first',
  ]);
});

test('an older file is migrated; a migration that fails leaves the file as a copy', async () => {
  await writeFile(join(folder, 'count.json'), '{"n": 4}');
  const migrate = (json: unknown) => ({ count: z.object({ n: z.number() }).parse(json).n });
  expect(await open(undefined, migrate).read()).toEqual({ value: { count: 4 } });
  await writeFile(join(folder, 'count.json'), '{"m": 4}');
  expect((await open(undefined, migrate).read()).problem).toMatchObject({
    kind: 'corrupt',
    reason: 'schema',
  });
});

test('a file that cannot be read is reported and never written over', async () => {
  const file = join(folder, 'count.json');
  await mkdir(file);
  const json = open();
  expect(await json.read()).toEqual({
    value: { count: 0 },
    problem: { kind: 'unreadable', file: 'count.json', errno: 'EISDIR' },
  });
  await expect(json.write({ count: 1 })).rejects.toSatisfy((error) =>
    isAppError(error, 'settings.unwritable'),
  );
});

test("a folder that cannot be made is settings.unwritable with the system's reason", async () => {
  await writeFile(join(folder, 'in-the-way'), '');
  const json = open(join(folder, 'in-the-way', 'count.json'));
  await expect(json.write({ count: 1 })).rejects.toMatchObject({
    code: 'settings.unwritable',
    detail: { file: 'count.json', errno: expect.stringMatching(/^E(NOTDIR|EXIST)$/) },
  });
});

// The superuser may write anywhere, and Windows knows no such mode.
test('a read-only folder leaves the old file', async (context) => {
  const anywhere = process.getuid?.() === 0 || process.platform === 'win32';
  context.skip(anywhere, 'this user, or this system, may write into a read-only folder');
  const json = open();
  await json.write({ count: 1 });
  await chmod(folder, 0o500);
  await expect(json.write({ count: 2 })).rejects.toMatchObject({ code: 'settings.unwritable' });
  expect(await json.read()).toEqual({ value: { count: 1 } });
  await chmod(folder, 0o700);
});

test('writes at once arrive in their order, whole, and leave no scraps', async () => {
  const json = open();
  await Promise.all(Array.from({ length: 30 }, (_, count) => json.write({ count })));
  expect(await json.read()).toEqual({ value: { count: 29 } });
  expect(await readdir(folder)).toEqual(['count.json']);
});

describe('with a copy of the last good content', () => {
  const file = () => join(folder, 'count.json');

  test.each([
    ['empty', ''],
    ['full of NULs', '\0'.repeat(300)],
    ['cut off', '{"count": '],
    ['of another shape', '{"count": "many"}'],
  ])('a file that is %s costs nothing, also at the start after that', async (_, damage) => {
    await open(file(), undefined, true).write({ count: 1 });
    await open(file(), undefined, true).write({ count: 2 });
    await writeFile(file(), damage);
    const reading = await open(file(), undefined, true).read();
    expect(reading).toMatchObject({ value: { count: 2 }, problem: { kind: 'corrupt', restored: true } });
    expect(await open(file(), undefined, true).read()).toEqual({ value: { count: 2 } });
  });

  test('a file that someone edited is the good one from its next reading on', async () => {
    await open(file(), undefined, true).write({ count: 1 });
    await writeFile(file(), '{"count": 5}');
    await open(file(), undefined, true).read();
    await writeFile(file(), 'oops');
    expect((await open(file(), undefined, true).read()).value).toEqual({ count: 5 });
  });

  test('a file that was taken away is a first start', async () => {
    await open(file(), undefined, true).write({ count: 1 });
    await rm(file());
    expect(await open(file(), undefined, true).read()).toEqual({ value: { count: 0 } });
  });

  test('where both are damaged, the fallback counts', async () => {
    await open(file(), undefined, true).write({ count: 1 });
    await writeFile(file(), 'oops');
    await writeFile(join(folder, 'count.last-good.json'), 'oops');
    const reading = await open(file(), undefined, true).read();
    expect(reading).toMatchObject({ value: { count: 0 }, problem: { restored: false } });
  });
});

describe('updates', () => {
  test('by several at once are all kept', async () => {
    const files = [open(), open(), open()];
    const rise = ({ count }: { count: number }) => ({ count: count + 1 });
    await Promise.all(files.flatMap((file) => Array.from({ length: 10 }, () => file.update(rise))));
    expect(await open().read()).toEqual({ value: { count: 30 } });
    expect(await readdir(folder)).toEqual(['count.json']);
  });

  test('a change that fails leaves the file to others', async () => {
    const file = open();
    await expect(
      file.update(() => {
        throw new Error('no');
      }),
    ).rejects.toThrow('no');
    expect(await file.update(() => ({ count: 4 }))).toEqual({ count: 4 });
  });
});

test('its folder is closed to others, and so is an older one of the product', async () => {
  const old = join(folder, 'Lampfield');
  await mkdir(old, { mode: 0o755 });
  await chmod(old, 0o755);
  for (const parent of [old, join(folder, 'fresh')]) {
    await open(join(parent, 'count.json'), undefined, true).write({ count: 1 });
    expect((await stat(parent)).mode & 0o777).toBe(0o700);
    for (const name of await readdir(parent))
      expect((await stat(join(parent, name))).mode & 0o777).toBe(0o600);
  }
});
