/** Samples of several contestants taken in turns, so that what else the machine does falls on all of them alike. */

import type { Measured } from './row.ts';

export interface Sample {
  readonly wallMs: number;
  /** User and system time of this process. */
  readonly cpuMs: number;
}

export interface Contestant<Name extends string> {
  readonly name: Name;
  readonly run: () => unknown;
}

export interface Sampling {
  readonly minRounds: number;
  readonly maxRounds: number;
  /** Runs that make one sample: more of them smooth what one run leaves behind for the next. */
  readonly perSample: number;
  /** Rounds that are thrown away: code is compiled in them. */
  readonly warmUps: number;
}

export type Samples<Name extends string> = Readonly<Record<Name, readonly Sample[]>>;

/** Sampling ends early when every median is known this well, as a part of it. */
const wellKnown = 0.04;

async function take(run: () => unknown, times: number): Promise<Sample> {
  await new Promise((resolve) => setImmediate(resolve));
  const cpuBefore = process.cpuUsage();
  const wallBefore = performance.now();
  for (let time = 0; time < times; time += 1) await run();
  const wallMs = performance.now() - wallBefore;
  const { user, system } = process.cpuUsage(cpuBefore);
  return { wallMs: wallMs / times, cpuMs: (user + system) / 1_000 / times };
}

/**
 * Each round gives every contestant one sample; who begins changes from round to round.
 * @param ratios what the samples are for: sampling goes on until they are known well enough, or for `maxRounds`
 */
export async function sampleInTurns<Name extends string>(
  contestants: readonly Contestant<Name>[],
  { minRounds, maxRounds, perSample, warmUps }: Sampling,
  ratios: (samples: Samples<Name>) => readonly Measured[],
): Promise<Samples<Name>> {
  const samples = new Map<Name, Sample[]>(contestants.map(({ name }) => [name, []]));
  const all = (): Samples<Name> => Object.fromEntries(samples) as Record<Name, Sample[]>;
  for (let round = -warmUps; round < maxRounds; round += 1) {
    const first = (round + warmUps) % contestants.length;
    for (const { name, run } of [...contestants.slice(first), ...contestants.slice(0, first)]) {
      const taken = await take(run, perSample);
      if (round >= 0) samples.get(name)?.push(taken);
    }
    const enough = round + 1 >= minRounds && (round + 1) % 20 === 0;
    if (enough && ratios(all()).every(isWellKnown)) break;
  }
  return all();
}

function isWellKnown({ value, interval }: Measured): boolean {
  return interval !== undefined && interval[1] - interval[0] <= 2 * wellKnown * value;
}

/**
 * The median of the rounds' ratios, for both samples of a round were taken side by side; the interval is that of the
 * sign test, which asks nothing of how the noise is spread.
 */
export function ratioOf(ours: readonly number[], floor: readonly number[]): Measured {
  const ratios = ours.map((value, round) => value / (floor[round] ?? Number.NaN)).sort((a, b) => a - b);
  const samples = ratios.length;
  const reach = 0.98 * Math.sqrt(samples);
  const at = (place: number): number =>
    ratios[Math.min(samples - 1, Math.max(0, Math.floor(place)))] ?? Number.NaN;
  return {
    value: at(samples / 2),
    interval: [at(samples / 2 - reach), at(samples / 2 + reach)],
    samples,
  };
}
