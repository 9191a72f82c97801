/** `npm run bench`: measures what the product promises and prints it as one table of ratios; fails when a limit is missed. */

import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { answerCost } from './families/answer-cost.ts';
import { deskQuiet } from './families/desk-quiet.ts';
import { electron } from './families/electron.ts';
import { electronPolls } from './families/electron-polls.ts';
import { frames } from './families/frames.ts';
import { handshakes } from './families/handshakes.ts';
import { heap } from './families/heap.ts';
import { panelSize } from './families/panel-size.ts';
import { pollCost } from './families/poll-cost.ts';
import { isRowMet, type Row } from './row.ts';
import { startUp } from './families/start-up.ts';
import { table } from './table.ts';

const sizes = [60, 500, 5_000];

const families: Readonly<Record<string, (folder: string) => Promise<Row[]>>> = {
  answer: (folder) => answerCost(sizes, folder),
  poll: (folder) => pollCost(sizes, folder),
  handshakes: (folder) => handshakes(sizes, folder),
  quiet: deskQuiet,
  panel: panelSize,
  frames,
  heap,
  'start-up': startUp,
  electron,
  'electron-polls': electronPolls,
};

/** They take about ten minutes each, so they only run when they're named. */
const onRequest = ['electron', 'electron-polls'];

/** Arguments: the families to measure. */
const { positionals } = parseArgs({ allowPositionals: true });
const unknown = positionals.find((name) => !(name in families));
if (unknown !== undefined)
  throw new Error(`there is no "${unknown}" to measure, only ${Object.keys(families).join(', ')}`);
const folder = await mkdtemp(join(tmpdir(), 'lampfield-bench-'));
const rows: Row[] = [];
try {
  for (const [name, measure] of Object.entries(families)) {
    if (positionals.length > 0 ? !positionals.includes(name) : onRequest.includes(name)) continue;
    process.stderr.write(`Measuring: ${name} …\n`);
    rows.push(...(await measure(folder)));
  }
} finally {
  await rm(folder, { recursive: true, force: true });
}
console.log(table(rows));
if (!rows.every(isRowMet)) process.exitCode = 1;
