/** Part `mutants`: breaks the code in thousands of small ways; the tests must notice. */

import { glob, readFile } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { Stryker } from '@stryker-mutator/core';
import type { Figure, Part } from '../part.ts';
import { drawLines } from './draw-lines.ts';
import { harmlessSurvivors } from './harmless-survivors.ts';

/** Percent of the mutants that must be noticed, in each area. */
const MIN_SCORE = 85;

/** A folder of the core each. */
const areas = ['session', 'trust', 'pbx', 'my-extension', 'alerts', 'settings'];

/** Which lines a share of the whole is. */
const SEED = 20_261_125;

const folderOf = (area: string): string => join('electron', 'core', area);

/** What runs: no tests, no fixtures, and no files that hold types alone. */
async function sourcesOf(area: string): Promise<readonly string[]> {
  const files: string[] = [];
  for await (const file of glob(join(folderOf(area), '**', '*.ts')))
    if (!/(?:\.test|\.fixture|-port)\.ts$/.test(file)) files.push(file);
  return files.sort();
}

/** @returns every mutant, with what became of it */
async function breakCode(patterns: readonly string[]) {
  const stryker = new Stryker({
    mutate: [...patterns],
    testRunner: 'vitest',
    plugins: ['@stryker-mutator/vitest-runner'],
    vitest: { configFile: join('test', 'prove', 'mutants', 'vitest.config.ts'), related: true },
    coverageAnalysis: 'perTest',
    concurrency: 2,
    timeoutMS: 10_000,
    dryRunTimeoutMinutes: 30,
    reporters: ['progress'],
    tempDirName: join('dist', 'stryker'),
    ignorePatterns: ['dist', 'release'],
    allowEmpty: true,
  });
  const results = await stryker.runMutationTest();
  return results.filter(({ status }) => status !== 'Ignored' && status !== 'CompileError');
}

type Mutant = Awaited<ReturnType<typeof breakCode>>[number];

/** By its words and not by its line, which moves. */
async function describeMutant({ fileName, location, replacement }: Mutant): Promise<string> {
  const source = await readFile(fileName, 'utf8');
  const line = source.split('\n')[location.start.line - 1]?.trim() ?? '';
  const mutated = replacement.replaceAll(/\s+/g, ' ').slice(0, 60);
  return `${relative(process.cwd(), fileName)}: ${line} → ${mutated}`;
}

export const mutants: Part = async ({ say, only, share }) => {
  const chosen = areas.filter((area) => only.length === 0 || only.includes(area));
  const sources = (await Promise.all(chosen.map(sourcesOf))).flat();
  say(`mutants: ${chosen.join(', ')} …`);
  const results = await breakCode(await drawLines(sources, share, SEED));
  const figures: Figure[] = [];
  const survivors: string[] = [];
  for (const area of chosen) {
    const ofArea = results.filter(({ fileName }) =>
      relative(process.cwd(), fileName).startsWith(join(folderOf(area), '/')),
    );
    const noticed = ofArea.filter(({ status }) => status === 'Killed' || status === 'Timeout').length;
    let harmless = 0;
    for (const mutant of ofArea) {
      if (mutant.status !== 'Survived' && mutant.status !== 'NoCoverage') continue;
      const words = await describeMutant(mutant);
      const isHarmless = harmlessSurvivors.has(words);
      if (isHarmless) harmless += 1;
      else survivors.push(`- ${String(mutant.location.start.line)} \`${words}\``);
    }
    const counted = Math.max(1, ofArea.length - harmless);
    const score = (100 * noticed) / counted;
    figures.push({
      promise: `${area}: at least ${String(MIN_SCORE)} % of the mutants are noticed`,
      measured: `${score.toFixed(1)} % of ${String(counted)}, and ${String(harmless)} harmless`,
      holds: score >= MIN_SCORE,
    });
  }
  return { figures, ...(survivors.length === 0 ? {} : { details: survivors.join('\n') }) };
};
