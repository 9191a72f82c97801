/**
 * What a poll costs, against a bare request that reads the same answer: with TLS sessions resumed, and without.
 *
 * A bare request holds one `JSON.parse` of the answer, and what it parsed is thrown away. From a changed answer we make rows,
 * facts and their order, and may take five times as long as that parsing (`answer-cost.ts`). So a changed answer is measured
 * against a bare request with the other four added; an unchanged one isn't read at all, and against the bare request alone.
 */

import { startDevice } from '../device.ts';
import { createFloor } from '../floor.ts';
import { createProductPoll } from '../product-poll.ts';
import type { Measured, Row } from '../row.ts';
import { ratioOf, sampleInTurns, type Samples } from '../samples.ts';

type Name = 'resumed poll' | 'full poll' | 'resumed floor' | 'full floor' | 'parse';
type Measure = 'wallMs' | 'cpuMs';

interface Claim {
  readonly what: string;
  readonly ours: Name;
  readonly floor: Name;
  readonly limit: Row['limit'];
  /** About the handshake alone: reading a changed answer of thousands would hide it. */
  readonly withNothingNew?: true;
}

const claims: readonly Claim[] = [
  {
    what: 'both with full handshakes',
    ours: 'full poll',
    floor: 'full floor',
    limit: { kind: 'at most', value: 1.1 },
  },
  {
    what: 'both with resumed sessions',
    ours: 'resumed poll',
    floor: 'resumed floor',
    limit: { kind: 'at most', value: 1.1 },
  },
  {
    what: 'resumed against full handshakes',
    ours: 'resumed poll',
    floor: 'full floor',
    limit: { kind: 'below', value: 0.9 },
    withNothingNew: true,
  },
];
const measures: Readonly<Record<Measure, string>> = { wallMs: 'wall time', cpuMs: 'CPU' };
interface News {
  /** How many of all change between two polls. */
  readonly part: number;
  /** How often the answer may be parsed on top of the bare request. */
  readonly moreParsings: number;
}
const news: Readonly<Record<string, News>> = {
  'nothing new': { part: 0, moreParsings: 0 },
  // Some of 500 people always do.
  '1 % changed': { part: 0.01, moreParsings: 4 },
};

const sampling = { minRounds: 60, maxRounds: 300, warmUps: 30, perSample: 2 };

const claimsFor = ({ moreParsings }: News): readonly Claim[] =>
  claims.filter(({ withNothingNew }) => withNothingNew !== true || moreParsings === 0);

function measure(
  samples: Samples<Name>,
  { ours, floor }: Claim,
  what: Measure,
  { moreParsings }: News,
): Measured {
  const values = (name: Name): number[] => samples[name].map((sample) => sample[what]);
  // Nothing is waited for while parsing, so its wall time is its CPU time, and the finer of the two.
  const parsing = samples.parse.map(({ wallMs }) => wallMs);
  return ratioOf(
    values(ours),
    values(floor).map((value, round) => value + moreParsings * (parsing[round] ?? Number.NaN)),
  );
}

/** @param folder for files that the product keeps */
export async function pollCost(sizes: readonly number[], folder: string): Promise<Row[]> {
  const cells = new Map<string, Record<string, Measured>>();
  for (const people of sizes) {
    for (const [title, some] of Object.entries(news)) {
      const samples = await samplesAt(people, some, folder);
      for (const claim of claimsFor(some)) {
        for (const what of ['wallMs', 'cpuMs'] as const) {
          const key = rowName(claim, what, title);
          cells.set(key, { ...cells.get(key), [people]: measure(samples, claim, what, some) });
        }
      }
    }
  }
  return Object.entries(news).flatMap(([title, some]) =>
    claimsFor(some).flatMap((claim) =>
      (['wallMs', 'cpuMs'] as const).map((what): Row => {
        const key = rowName(claim, what, title);
        return { what: key, limit: claim.limit, unit: 'ratio', cells: cells.get(key) ?? {} };
      }),
    ),
  );
}

const rowName = (claim: Claim, what: Measure, title: string): string =>
  `poll ÷ bare request, ${claim.what}: ${measures[what]}, ${title}`;

async function samplesAt(people: number, some: News, folder: string): Promise<Samples<Name>> {
  const device = await startDevice(people);
  const resumed = await createProductPoll(device, true, folder);
  const full = await createProductPoll(device, false, folder);
  const resumedFloor = createFloor(device, true);
  const fullFloor = createFloor(device, false);
  const token = await full.token();
  const text = Buffer.from(await full.answer()).toString();
  try {
    await device.toggle(Math.ceil(people * some.part));
    return await sampleInTurns<Name>(
      [
        { name: 'resumed poll', run: () => resumed.poll() },
        { name: 'resumed floor', run: () => resumedFloor.ask(token) },
        { name: 'full poll', run: () => full.poll() },
        { name: 'full floor', run: () => fullFloor.ask(token) },
        { name: 'parse', run: () => void JSON.parse(text) },
      ],
      sampling,
      (samples) =>
        claimsFor(some).flatMap((claim) =>
          (['wallMs', 'cpuMs'] as const).map((what) => measure(samples, claim, what, some)),
        ),
    );
  } finally {
    await Promise.all([resumed.close(), full.close(), resumedFloor.close(), fullFloor.close()]);
    await device.close();
  }
}
