/** Fuzzes one target in a process of its own, so that a hang can be ended: `fuzz-child.ts TARGET RUNS SEED`. */

import fc from 'fast-check';
import { z } from 'zod';
import { mutateInputs } from './mutate-input.ts';
import { seeds } from './seeds.ts';

/** A single input that takes longer counts as a hang. */
const SLOW_MS = 2_000;

const [name = '', runs = '1', seed = '1'] = process.argv.slice(2);
const target = z
  .object({
    fuzz: z.custom<(data: Buffer) => void | Promise<void>>((value) => typeof value === 'function'),
    /** Frees what the target holds open. */
    end: z.custom<() => Promise<void>>((value) => typeof value === 'function').optional(),
  })
  .parse(await import(`./targets/${name}.ts`));
const start = seeds[name];
if (start === undefined) throw new Error(`test/prove/fuzz/seeds.ts has no seeds for "${name}"`);

let count = 0;
await fc.assert(
  fc.asyncProperty(mutateInputs(start), async (data) => {
    count += 1;
    if (count % 500 === 0) process.send?.(count);
    const began = performance.now();
    await target.fuzz(data);
    const took = performance.now() - began;
    if (took > SLOW_MS) throw new Error(`one input took ${took.toFixed(0)} ms`);
  }),
  { numRuns: Number(runs), seed: Number(seed) },
);
await target.end?.();
process.send?.(count);
process.disconnect();
