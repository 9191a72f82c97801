/** Part `fuzz`: nothing that comes from outside crashes the program, hangs it, or makes it reveal a secret. */

import { randomInt } from 'node:crypto';
import type { Figure, Part } from '../part.ts';
import { runTarget } from './run-target.ts';
import { seeds } from './seeds.ts';

const RUNS = 100_000;
/** A share of the whole tries the same inputs each time; only a whole run looks for new ones. */
const SEED = 20_261_125;

export const fuzz: Part = async ({ share, say, only }) => {
  const figures: Figure[] = [];
  for (const name of Object.keys(seeds)) {
    if (only.length > 0 && !only.includes(name)) continue;
    const runs = Math.max(1, Math.round(RUNS * share));
    const seed = share < 1 ? SEED : randomInt(2 ** 31);
    say(`fuzz: ${name}, ${String(runs)} inputs from seed ${String(seed)} …`);
    const outcome = await runTarget(name, runs, seed);
    if (outcome.fault !== undefined) say(outcome.fault);
    figures.push({
      promise: `${name}: no crash, no hang, no secret in a message`,
      measured: `${String(outcome.runs)} inputs, ${outcome.fault === undefined ? '0 faults' : 'a fault'}`,
      holds: outcome.fault === undefined && outcome.runs >= runs,
    });
  }
  return { figures };
};
