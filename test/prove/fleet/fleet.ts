/** Part `fleet`: five hundred programs share one slow phone system, and nobody is starved, blocked or locked out. */

import type { Figure, Part } from '../part.ts';
import { judge } from './measure.ts';
import { runScenario, scenarios } from './scenarios.ts';
import { usualSpeed } from './sim-device.ts';

const PROGRAMS = 500;

export const fleet: Part = async ({ share, say, only }) => {
  const figures: Figure[] = [];
  for (const scenario of scenarios) {
    if (only.length > 0 && !only.includes(scenario.name)) continue;
    say(`fleet: ${scenario.name} …`);
    const run = await runScenario(scenario, usualSpeed, Math.max(20, Math.round(PROGRAMS * share)), 1);
    figures.push(...judge(scenario.name, run));
  }
  return { figures };
};
