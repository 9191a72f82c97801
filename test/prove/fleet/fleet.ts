/** Part `fleet`: five hundred programs share one slow phone system, and nobody is starved, blocked or locked out. */

import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Figure, Part } from '../part.ts';
import { judge } from './measure.ts';
import { plotComparison, type Compared } from './plot.ts';
import { runPlainly, runScenario, scenarios } from './scenarios.ts';
import { sessionlessSpeed, usualSpeed } from './sim-device.ts';

const PROGRAMS = 500;
const SEED = 1;
const plotFile = join('docs', 'pictures', 'fleet.svg');

export const fleet: Part = async ({ share, say, only }) => {
  const programs = Math.max(20, Math.round(PROGRAMS * share));
  const figures: Figure[] = [];
  const compared: Compared[] = [];
  const isWhole = share === 1 && only.length === 0;
  for (const scenario of scenarios) {
    if (only.length > 0 && !only.includes(scenario.name)) continue;
    say(`fleet: ${scenario.name} …`);
    const run = await runScenario(scenario, usualSpeed, programs, SEED);
    figures.push(...judge(scenario.name, run));
    if (!isWhole) continue;
    // The hardest case shows best what the pace is for: a device that resumes no TLS session.
    const slow = await runScenario(scenario, sessionlessSpeed, programs, SEED);
    const fixed = await runPlainly(scenario, sessionlessSpeed, programs, SEED);
    compared.push({ scenario, adaptive: slow.minutes, fixed });
  }
  if (isWhole) {
    await writeFile(plotFile, plotComparison(compared));
    say(`fleet: the plot is in ${plotFile}`);
  }
  return { figures };
};
