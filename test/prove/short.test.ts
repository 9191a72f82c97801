/** The short form of `npm run prove`: a little of each part, on every run of the tests. */

import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { fleet } from './fleet/fleet.ts';
import { fuzz } from './fuzz/fuzz.ts';
import type { Part } from './part.ts';

/** The promises that were broken. */
async function broken(part: Part, share: number, only: readonly string[] = []): Promise<readonly string[]> {
  const folder = await mkdtemp(join(tmpdir(), 'lampfield-prove-'));
  const said: string[] = [];
  try {
    const { figures } = await part({ folder, share, only, seed: 1, say: (line) => said.push(line) });
    expect(figures.length).toBeGreaterThan(0);
    return figures
      .filter(({ holds }) => !holds)
      .flatMap(({ promise, measured }) => [`${promise}: ${measured}`, ...said]);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

test('a thousand damaged inputs of each kind crash nothing', { timeout: 240_000 }, async () => {
  expect(await broken(fuzz, 0.01)).toEqual([]);
});

test('five hundred programs share a phone system through its restart', { timeout: 240_000 }, async () => {
  expect(await broken(fleet, 1, ['PBX restart'])).toEqual([]);
});
