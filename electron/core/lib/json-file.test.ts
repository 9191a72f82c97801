/** The JSON file against a real folder: broken, unreadable, unwritable, and written by several at once. */

import { chmod, mkdir, mkdtemp, readFile, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { z } from 'zod';
import { isAppError } from '../app-error.ts';
import type { Clock, Log } from '../ports.ts';
import { createJsonFile } from './json-file.ts';

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

function open(file = join(folder, 'count.json'), migrate?: (json: unknown) => unknown) {
  return createJsonFile({
    file,
    schema,
    fallback: () => ({ count: 0 }),
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
    problem: { kind: 'corrupt', file: 'count.json', reason, keptAs },
  });
  expect(await readFile(join(folder, keptAs), 'utf8')).toBe(text);
  expect(lines).toEqual([`file.corrupt {"file":"count.json","reason":"${reason}","keptAs":"${keptAs}"}`]);
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
