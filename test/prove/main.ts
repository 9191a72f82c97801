/**
 * `npm run prove`: tries to break the product, and prints what held.
 *
 *     npm run prove                      every part, whole (hours)
 *     npm run prove fuzz soak            some parts
 *     npm run prove fuzz -- --only list-answer --share 0.1
 *     npm run prove mutants -- --only pbx --share 0.1 --seed 2    other lines than without the seed
 *
 * Exits with 1 when a promise was broken. docs/proof.md keeps the figures of the last whole run.
 */

import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { fleet } from './fleet/fleet.ts';
import { fuzz } from './fuzz/fuzz.ts';
import { mutants } from './mutants/mutants.ts';
import type { Figure, Part } from './part.ts';
import { soak } from './soak/soak.ts';

const parts: Readonly<Record<string, Part>> = { fuzz, fleet, soak, mutants };

const { positionals, values } = parseArgs({
  allowPositionals: true,
  options: {
    only: { type: 'string', multiple: true },
    share: { type: 'string', default: '1' },
    seed: { type: 'string', default: '20261125' },
  },
});
const unknown = positionals.find((name) => !(name in parts));
if (unknown !== undefined)
  throw new Error(`there is no part "${unknown}", only ${Object.keys(parts).join(', ')}`);
const share = Number(values.share);
if (!(share > 0 && share <= 1)) throw new Error('--share takes a number above 0 and at most 1');
const seed = Number(values.seed);
if (!Number.isSafeInteger(seed)) throw new Error('--seed takes a whole number');

const folder = await mkdtemp(join(tmpdir(), 'lampfield-prove-'));
try {
  for (const [name, run] of Object.entries(parts)) {
    if (positionals.length > 0 && !positionals.includes(name)) continue;
    const say = (line: string): void => void process.stderr.write(`${line}\n`);
    const began = performance.now();
    const { figures, details } = await run({
      folder: join(folder, name),
      share,
      seed,
      say,
      only: values.only ?? [],
    });
    const minutes = ((performance.now() - began) / 60_000).toFixed(1);
    console.log(
      `\n### ${name} (${minutes} min)\n\n${figureTable(figures)}${details === undefined ? '' : `\n\n${details}`}`,
    );
    if (!figures.every(({ holds }) => holds) || figures.length === 0) process.exitCode = 1;
  }
} finally {
  await rm(folder, { recursive: true, force: true });
}

function figureTable(figures: readonly Figure[]): string {
  const lines = figures.map(
    ({ promise, measured, holds }) => `| ${promise} | ${measured} | ${holds ? 'holds' : '**broken**'} |`,
  );
  return ['| promise | measured | |', '| --- | --- | --- |', ...lines].join('\n');
}
