/** Part `mutants`: breaks the code in thousands of small ways; the tests must notice. */

import { access, glob, readFile } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { Stryker } from '@stryker-mutator/core';
import type { Figure, Part } from '../part.ts';
import { drawLines } from './draw-lines.ts';
import { harmlessSurvivors } from './harmless-survivors.ts';

/** Percent of the mutants that must be noticed, in each area. */
const MIN_SCORE = 85;

/** By folder of the core: the tests in `test/core` that are to notice, beside those in the folder itself. */
const areas: Readonly<Record<string, readonly string[]>> = {
  session: ['login-guard.property'],
  trust: ['pbx/fetch-certificate', 'pbx/in-the-middle'],
  settings: ['setup/managed'],
  alerts: ['notifications.property'],
  notifications: ['notifications.property'],
  pbx: ['pbx/pbx-client', 'pbx/pinned-transport', 'pbx/transport-limits'],
  'my-extension': [
    'my-extension/my-extension',
    'my-extension/my-extension-attacks',
    'my-extension/my-extension-ends',
    'my-extension/my-extension-tray',
    'my-extension/changed-elsewhere',
    'my-extension/my-extension.property',
  ],
};

const folderOf = (area: string): string => join('electron', 'core', area);

/** What runs: no tests, no fixtures, and no files that hold types alone. */
async function sourcesOf(area: string): Promise<readonly string[]> {
  const files: string[] = [];
  for await (const file of glob(join(folderOf(area), '**', '*.ts')))
    if (!/(?:\.test|\.fixture|-port)\.ts$/.test(file)) files.push(file);
  return files.sort();
}

/** @returns every mutant, with what became of it */
async function breakCode(patterns: readonly string[], tests: readonly string[]) {
  const stryker = new Stryker({
    mutate: [...patterns],
    testFiles: [...tests],
    testRunner: 'vitest',
    plugins: ['@stryker-mutator/vitest-runner'],
    vitest: { configFile: join('test', 'prove', 'mutants', 'vitest.config.ts'), related: false },
    coverageAnalysis: 'perTest',
    // What a module makes once, when it's loaded, can't be broken and mended again within one process.
    ignoreStatic: true,
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

/** What the log says is for support; that it holds no secret is another part's promise. */
const isLogged = (words: string): boolean => /: log\.(?:info|warn|error)\(/.test(words);

/** @throws where one of them was moved: without it, what only it notices would count as unnoticed */
async function testsOf(area: string): Promise<readonly string[]> {
  const whole = (areas[area] ?? []).map((name) => join('test', 'core', `${name}.test.ts`));
  for (const file of whole) await access(file);
  return [join(folderOf(area), '**', '*.test.ts'), ...whole];
}

export const mutants: Part = async ({ say, only, share, seed }) => {
  const figures: Figure[] = [];
  const allSurvivors: string[] = [];
  const unknown = only.find((area) => !(area in areas));
  if (unknown !== undefined)
    throw new Error(`there is no area "${unknown}", only ${Object.keys(areas).join(', ')}`);
  for (const area of Object.keys(areas)) {
    if (only.length > 0 && !only.includes(area)) continue;
    say(`mutants: ${area} …`);
    const lines = await drawLines(await sourcesOf(area), share, seed);
    const results = await breakCode(lines, await testsOf(area));
    const late = results.filter(({ status }) => status === 'Timeout').length;
    const noticed = results.filter(({ status }) => status === 'Killed').length + late;
    const survivors: string[] = [];
    let harmless = 0;
    for (const mutant of results) {
      if (mutant.status !== 'Survived' && mutant.status !== 'NoCoverage') continue;
      const words = await describeMutant(mutant);
      const isHarmless = isLogged(words) || harmlessSurvivors.has(words);
      if (isHarmless) harmless += 1;
      else survivors.push(`- ${String(mutant.location.start.line)} \`${words}\``);
    }
    const counted = Math.max(1, results.length - harmless);
    const score = (100 * noticed) / counted;
    const measured = `${score.toFixed(1)} % of ${String(counted)} (${String(late)} by a time-out), and ${String(harmless)} harmless`;
    figures.push({
      promise: `${area}: at least ${String(MIN_SCORE)} % of the mutants are noticed`,
      measured,
      holds: score >= MIN_SCORE,
    });
    // At once: a night's run may end in a later area.
    say([`mutants: ${area}: ${measured}`, ...survivors].join('\n'));
    allSurvivors.push(...survivors);
  }
  return { figures, ...(allSurvivors.length === 0 ? {} : { details: allSurvivors.join('\n') }) };
};
