/** From an answer's bytes to the snapshot that the renderer gets, without network, against `JSON.parse` of the answer. */

import { readList } from '../../../electron/core/pbx/wire/extensions/list.ts';
import type { ExtensionList } from '../../../electron/core/pbx/client-port.ts';
import { createRoster } from '../../../electron/core/presence/roster.ts';
import { defaultSettings as settings } from '../../../electron/core/settings/settings-schema.ts';
import { composeSnapshot } from '../../../electron/core/snapshot/compose-snapshot.ts';
import { createSnapshotFeed } from '../../../electron/core/snapshot/snapshot-feed.ts';
import { systemClock as clock } from '../../../electron/core/lib/system-clock.ts';
import { startDevice } from '../device.ts';
import { createProductPoll } from '../product-poll.ts';
import type { Measured, Row } from '../row.ts';
import { ratioOf, sampleInTurns, type Samples } from '../samples.ts';

const sampling = { minRounds: 60, maxRounds: 300, warmUps: 30, perSample: 1 };
/** A sample reads at least this many bytes, so that it lasts much longer than the clock's resolution. */
const bytesPerSample = 400_000;

/** Two answers that follow each other, over and over. */
type Pair = readonly [Buffer, Buffer];

const claims = {
  'nothing new': { kind: 'at most', value: 0.1 },
  '1 % changed': { kind: 'at most', value: 5 },
  'one came, one went': { kind: 'at most', value: 5 },
  'everybody changed': { kind: 'at most', value: 5 },
} as const satisfies Readonly<Record<string, Row['limit']>>;
type Claim = keyof typeof claims;
const names = Object.keys(claims) as Claim[];

export async function answerCost(sizes: readonly number[], folder: string): Promise<Row[]> {
  const cells = Object.fromEntries(names.map((name) => [name, {}])) as Record<
    Claim,
    Record<string, Measured>
  >;
  for (const people of sizes) {
    const pairs = await answersOf(people, folder);
    for (const name of names) cells[name][people] = await measure(pairs[name]);
  }
  return names.map((name) => ({
    what: `answer to snapshot ÷ \`JSON.parse\`: ${name}`,
    limit: claims[name],
    unit: 'ratio',
    cells: cells[name],
  }));
}

async function answersOf(people: number, folder: string): Promise<Readonly<Record<Claim, Pair>>> {
  const device = await startDevice(people);
  const product = await createProductPoll(device, true, folder);
  const next = async (): Promise<Buffer> => Buffer.from(await product.answer());
  try {
    const still = await next();
    const pair = async (changing: number): Promise<Pair> => {
      await device.toggle(changing);
      return [await next(), await next()];
    };
    return {
      'nothing new': [still, Buffer.from(still)],
      '1 % changed': await pair(Math.ceil(people / 100)),
      'one came, one went': [without(still, Math.floor(people / 3)), without(still, Math.floor(people / 2))],
      'everybody changed': await pair(people),
    };
  } finally {
    await product.close();
    await device.close();
  }
}

/** Written as the device writes it, without the entry at `place`. */
function without(answer: Buffer, place: number): Buffer {
  const { extlist, ...rest } = JSON.parse(answer.toString()) as { readonly extlist: readonly unknown[] };
  return Buffer.from(JSON.stringify({ ...rest, extlist: extlist.toSpliced(place, 1) }));
}

async function measure(pair: Pair): Promise<Measured> {
  const times = 2 * Math.ceil(bytesPerSample / pair[0].length / 2);
  const texts = [pair[0].toString(), pair[1].toString()] as const;
  const take = createTaker();
  const eachInTurn = (work: (which: 0 | 1) => void) => () => {
    for (let time = 0; time < times; time += 1) work(time % 2 === 0 ? 0 : 1);
  };
  const measured = (samples: Samples<'ours' | 'parse'>): Measured =>
    ratioOf(
      samples.ours.map(({ wallMs }) => wallMs),
      samples.parse.map(({ wallMs }) => wallMs),
    );
  const samples = await sampleInTurns(
    [
      { name: 'ours', run: eachInTurn((which) => take(pair[which])) },
      { name: 'parse', run: eachInTurn((which) => void JSON.parse(texts[which])) },
    ],
    sampling,
    (all) => [measured(all)],
  );
  return measured(samples);
}

/** What stands between the transport and the renderer. */
function createTaker(): (bytes: Uint8Array) => void {
  const roster = createRoster({ clock, locale: 'en', staleAfterMs: () => 6_000 });
  const feed = createSnapshotFeed(
    () =>
      composeSnapshot({
        product: { version: '0.0.0', demoAvailable: false },
        canStayOnTop: true,
        language: 'en',
        locale: 'en',
        settings,
        locked: [],
        groups: [],
        connection: { kind: 'live', plainHttp: false, contended: false },
        setup: null,
        roster: roster.snapshot(),
        myRow: roster.find('1000'),
        myExtension: null,
        calling: { kind: 'idle', others: [], transferable: null },
        alerts: [],
        snoozedUntil: null,
        notices: [],
      }),
    { info: () => undefined, warn: () => undefined, error: () => undefined },
  );
  roster.subscribe(feed.touch);
  let previous: ExtensionList | undefined;
  let revision = 0;
  return (bytes) => {
    const list = readList(bytes, previous);
    const { changed } = roster.apply(list, { afterPause: false });
    previous = list;
    const made = feed.current().revision;
    if (changed !== made > revision) throw new Error('a change made no snapshot, or nothing new made one');
    revision = made;
  };
}
