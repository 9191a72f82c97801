/** Unpacking chosen files of an archive. */
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { storedZip } from './stored-zip.fixture.ts';
import { unpackZip } from './unpack-zip.ts';

let root: string;
let archive: string;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'lampfield-zip-'));
  archive = join(root, 'archive.zip');
  const entries = [
    { name: 'top/', content: Buffer.alloc(0), mode: 0o755 },
    { name: 'top/program', content: Buffer.from('a program'), mode: 0o755 },
    { name: 'top/deep/er/text', content: Buffer.from('a text') },
    { name: 'top/other', content: Buffer.from('nobody wants this') },
  ];
  writeFileSync(archive, storedZip(entries));
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

const unpacked = () => readdirSync(join(root, 'out'), { recursive: true }).map(String).sort();

test('each chosen file comes to its place, with its mode; the others stay out', async () => {
  await unpackZip(archive, join(root, 'out'), (name) =>
    name.endsWith('other') ? undefined : name.replace('top/', ''),
  );
  expect(unpacked()).toEqual(['deep', join('deep', 'er'), join('deep', 'er', 'text'), 'program']);
  expect(readFileSync(join(root, 'out/program'), 'utf8')).toBe('a program');
  expect(readFileSync(join(root, 'out/deep/er/text'), 'utf8')).toBe('a text');
  if (process.platform !== 'win32') expect(statSync(join(root, 'out/program')).mode & 0o777).toBe(0o755);
});

test('nothing is written outside the folder', async () => {
  const outside = unpackZip(archive, join(root, 'out'), (name) => name.replace('top/', '../'));
  await expect(outside).rejects.toThrow('top/program would leave its folder');
  expect(readdirSync(root)).toEqual(['archive.zip']);
});
