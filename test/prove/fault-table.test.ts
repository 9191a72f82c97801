/** The page of faults and the tests must agree: every row names a test that there is. */

import { readFile } from 'node:fs/promises';
import { join, normalize } from 'node:path';
import { expect, test } from 'vitest';

const page = join('docs', 'faults.md');
const fewestRows = 80;

interface Row {
  readonly number: number;
  readonly place: string;
  readonly fault: string;
  readonly title: string;
  readonly file: string;
}

const rowPattern = /^\| +(\d+) +\| (.+?) +\| (.+?) +\| .+? +\| .+? +\| \[(.+)\]\((.+?)\) +\|$/;

async function readRows(): Promise<readonly Row[]> {
  const lines = (await readFile(page, 'utf8')).split('\n').filter((line) => /^\| +\d/.test(line));
  return lines.map((line) => {
    const [, number = '', place = '', fault = '', title = '', file = ''] = rowPattern.exec(line) ?? [];
    if (title === '') throw new Error(`expected a row with a test at its end, got: ${line}`);
    return { number: Number(number), place, fault, title, file: normalize(join('docs', file)) };
  });
}

/** Quotes may be written either way, and in a title they may be escaped. */
const plain = (text: string): string => text.replaceAll('’', "'").replaceAll("\\'", "'");

test('every fault names a test that there is', async () => {
  const missing: string[] = [];
  for (const { number, title, file } of await readRows()) {
    const source = await readFile(file, 'utf8').catch(() => '');
    if (!plain(source).includes(plain(title))) missing.push(`${String(number)}: ${file}: ${title}`);
  }
  expect(missing).toEqual([]);
});

test('the faults are numbered, distinct, and enough', async () => {
  const rows = await readRows();
  expect(rows.map(({ number }) => number)).toEqual(rows.map((_, index) => index + 1));
  expect(new Set(rows.map(({ place, fault }) => `${place}: ${fault}`)).size).toBe(rows.length);
  expect(rows.length).toBeGreaterThanOrEqual(fewestRows);
});
