import { beforeEach, expect, test } from 'vitest';
import { createMemoryFile, type MemoryFile } from '../../../../test/core/fixtures/memory-file.ts';
import {
  createRefusedPasswords,
  noRefusedPasswords,
  type RefusedFile,
  type RefusedPasswords,
} from './refused-passwords.ts';

const log = { info: () => undefined, warn: () => undefined, error: () => undefined };
const here = 'pbx.example:8088';
const there = '192.0.2.8:8088';
const one = { username: 'api', passwordMd5: '1'.repeat(32) };
const two = { username: 'api', passwordMd5: '2'.repeat(32) };

let file: MemoryFile<RefusedFile>;
let refused: RefusedPasswords;
const start = () => (refused = createRefusedPasswords({ file, log }));
const marked = () => file.content.marks.map(({ address }) => address);

beforeEach(() => {
  file = createMemoryFile(noRefusedPasswords);
  start();
});

test('what was only added is known in this run, at this address, under this name', async () => {
  refused.add(here, one);
  refused.add(here, two);
  expect([refused.has(here, one), refused.has(here, two)]).toEqual([true, true]);
  expect([refused.has(there, one), refused.has(here, { ...one, username: 'x' })]).toEqual([false, false]);
  expect(await refused.wasRefused(here, one)).toBe(true);
  expect(await start().wasRefused(here, one)).toBe(false);
});

test('what was marked is known in later runs, the latest of each address', async () => {
  await refused.mark(here, one);
  await refused.mark(here, two);
  await refused.mark(there, one);
  expect(refused.has(here, one)).toBe(true);
  start();
  expect(refused.has(here, two)).toBe(false);
  expect(await refused.wasRefused(here, two)).toBe(true);
  expect(refused.has(here, two)).toBe(true);
  expect(await refused.wasRefused(here, one)).toBe(false);
  expect(await refused.wasRefused(there, one)).toBe(true);
});

test('an accepted password is known no longer; another keeps its mark', async () => {
  await refused.mark(here, one);
  refused.add(here, two);
  await refused.remove(here, two);
  expect([refused.has(here, two), refused.has(here, one)]).toEqual([false, true]);
  expect(marked()).toEqual([here]);
  await refused.remove(here, one);
  expect([refused.has(here, one), marked()]).toEqual([false, []]);
});

test('who starts again at one address keeps what is known of others', async () => {
  await refused.mark(here, one);
  await refused.mark(there, one);
  await refused.forget(here);
  expect([refused.has(here, one), refused.has(there, one), marked()]).toEqual([false, true, [there]]);
});

test('the file holds the latest hundred addresses', async () => {
  const mark = { salt: '00', mark: '0000' };
  const addresses = Array.from({ length: 100 }, (_, n) => `${n}.example:8088`);
  file.content = { version: 1, marks: addresses.map((address) => ({ address, ...mark })) };
  await refused.mark(here, one);
  expect(marked()).toEqual([...addresses.slice(1), here]);
});

test('where it cannot be written, this run still knows', async () => {
  file.full = true;
  await refused.mark(here, one);
  expect(refused.has(here, one)).toBe(true);
  expect(await start().wasRefused(here, one)).toBe(false);
});
