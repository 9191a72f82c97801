/** Which lines of a file are broken when there's no time for all: blocks of them, drawn by chance, the same for the same seed. */

import { readFile } from 'node:fs/promises';
import { createRandom } from '../../pbx/office/random.ts';

/** Long enough for most statements: a mutant counts only when it lies in one block whole. */
const BLOCK_LINES = 12;

/**
 * @param share of each file; 1 is the whole file
 * @returns Stryker's patterns, `file:first-last`
 */
export async function drawLines(
  files: readonly string[],
  share: number,
  seed: number,
): Promise<readonly string[]> {
  if (share >= 1) return files;
  const chance = createRandom(seed);
  const drawn: string[] = [];
  for (const file of files) {
    const lines = (await readFile(file, 'utf8')).split('\n').length;
    for (let first = 1; first <= lines; first += BLOCK_LINES)
      if (chance.chance(share))
        drawn.push(`${file}:${String(first)}-${String(Math.min(lines, first + BLOCK_LINES - 1))}`);
  }
  return drawn;
}
