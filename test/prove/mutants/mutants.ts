/** Part `mutants`: breaks the code in thousands of small ways; the tests must notice. */

import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Stryker } from '@stryker-mutator/core';
import type { Figure, Part } from '../part.ts';
import { harmlessSurvivors } from './harmless-survivors.ts';

/** Percent of the mutants that must be noticed, in each area. */
const MIN_SCORE = 85;

/** By area: the files to break, and nothing that only wires others together. */
const areas: Readonly<Record<string, readonly string[]>> = {
  session: ['electron/core/session/**/*.ts'],
  trust: ['electron/core/trust/**/*.ts'],
  pbx: ['electron/core/pbx/**/*.ts'],
  'my-extension': ['electron/core/my-extension/**/*.ts'],
  alerts: ['electron/core/alerts/**/*.ts'],
  settings: ['electron/core/settings/**/*.ts'],
};

export const mutants: Part = async ({ say, only }) => {
  const figures: Figure[] = [];
  const survivors: string[] = [];
  for (const [area, files] of Object.entries(areas)) {
    if (only.length > 0 && !only.includes(area)) continue;
    say(`mutants: ${area} …`);
    const stryker = new Stryker({
      mutate: [...files, '!**/*.test.ts', '!**/*.fixture.ts', '!**/*-port.ts'],
      testRunner: 'vitest',
      plugins: ['@stryker-mutator/vitest-runner'],
      vitest: { configFile: join('test', 'prove', 'mutants', 'vitest.config.ts'), related: true },
      coverageAnalysis: 'perTest',
      concurrency: 2,
      timeoutMS: 20_000,
      reporters: ['progress'],
      tempDirName: join('dist', 'stryker'),
      ignorePatterns: ['dist', 'release', 'docs'],
      allowEmpty: true,
    });
    const results = (await stryker.runMutationTest()).filter(
      ({ status }) => status !== 'Ignored' && status !== 'CompileError',
    );
    const noticed = results.filter(({ status }) => status === 'Killed' || status === 'Timeout');
    const lived = results.filter(({ status }) => status === 'Survived' || status === 'NoCoverage');
    const harmless = lived.filter(({ fileName, location }) =>
      harmlessSurvivors.has(`${fileName}:${String(location.start.line)}`),
    );
    const score = (100 * noticed.length) / Math.max(1, results.length - harmless.length);
    for (const mutant of lived) {
      const at = mutant.location.start.line;
      const lines = (await readFile(mutant.fileName, 'utf8')).split('\n');
      survivors.push(
        `- \`${mutant.fileName}:${String(at)}\` ${mutant.mutatorName}: \`${lines[at - 1]?.trim() ?? ''}\` → \`${mutant.replacement}\``,
      );
    }
    figures.push({
      promise: `${area}: at least ${String(MIN_SCORE)} % of the mutants are noticed`,
      measured: `${score.toFixed(1)} % of ${String(results.length)}`,
      holds: score >= MIN_SCORE,
    });
  }
  return { figures, ...(survivors.length === 0 ? {} : { details: survivors.join('\n') }) };
};
