/** What a poll costs, against a bare request that reads the same answer: with TLS sessions resumed, and without. */

import { startDevice } from './device.ts';
import { createFloor } from './floor.ts';
import { createProductPoll } from './product-poll.ts';
import type { Measured, Row } from './row.ts';
import { ratioOf, sampleInTurns, type Samples } from './samples.ts';

type Name = 'resumed poll' | 'full poll' | 'resumed floor' | 'full floor';
type Measure = 'wallMs' | 'cpuMs';

interface Claim {
  readonly what: string;
  readonly ours: Name;
  readonly floor: Name;
  readonly limit: Row['limit'];
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
  },
];
const measures: Readonly<Record<Measure, string>> = { wallMs: 'wall time', cpuMs: 'CPU' };
/** How many of a hundred change between two polls; some of 500 people always do. */
const news: Readonly<Record<string, number>> = { 'nothing new': 0, '1 % changed': 0.01 };

const sampling = { minRounds: 60, maxRounds: 300, warmUps: 30, perSample: 2 };

function measure(samples: Samples<Name>, { ours, floor }: Claim, what: Measure): Measured {
  const values = (name: Name): number[] => samples[name].map((sample) => sample[what]);
  return ratioOf(values(ours), values(floor));
}

/** @param folder for files that the product keeps */
export async function pollCost(sizes: readonly number[], folder: string): Promise<Row[]> {
  const cells = new Map<string, Record<string, Measured>>();
  for (const people of sizes) {
    for (const [title, part] of Object.entries(news)) {
      const samples = await samplesAt(people, Math.ceil(people * part), folder);
      for (const claim of claims) {
        for (const what of ['wallMs', 'cpuMs'] as const) {
          const key = rowName(claim, what, title);
          cells.set(key, { ...cells.get(key), [people]: measure(samples, claim, what) });
        }
      }
    }
  }
  return Object.keys(news).flatMap((title) =>
    claims.flatMap((claim) =>
      (['wallMs', 'cpuMs'] as const).map((what): Row => {
        const key = rowName(claim, what, title);
        return { what: key, limit: claim.limit, unit: 'ratio', cells: cells.get(key) ?? {} };
      }),
    ),
  );
}

const rowName = (claim: Claim, what: Measure, title: string): string =>
  `poll ÷ bare request, ${claim.what}: ${measures[what]}, ${title}`;

async function samplesAt(people: number, changing: number, folder: string): Promise<Samples<Name>> {
  const device = await startDevice(people);
  const resumed = await createProductPoll(device, true, folder);
  const full = await createProductPoll(device, false, folder);
  const resumedFloor = createFloor(device, true);
  const fullFloor = createFloor(device, false);
  const token = await full.token();
  try {
    await device.toggle(changing);
    return await sampleInTurns<Name>(
      [
        { name: 'resumed poll', run: () => resumed.poll() },
        { name: 'resumed floor', run: () => resumedFloor.ask(token) },
        { name: 'full poll', run: () => full.poll() },
        { name: 'full floor', run: () => fullFloor.ask(token) },
      ],
      sampling,
      (samples) =>
        claims.flatMap((claim) =>
          (['wallMs', 'cpuMs'] as const).map((what) => measure(samples, claim, what)),
        ),
    );
  } finally {
    await Promise.all([resumed.close(), full.close(), resumedFloor.close(), fullFloor.close()]);
    await device.close();
  }
}
