/** `npm run bench electron-polls`: what the whole program's memory does while its open panel polls and draws what has changed. */

import type { DemoPbx } from '../../pbx/demo-pbx.ts';
import { setUpElectronBench } from '../electron-bench.ts';
import type { Row } from '../row.ts';
import { keptMemory } from '../tray-program.ts';

/** The shortest interval that there is a setting for, so this takes its time. */
const openMs = 1_000;
/** Code is compiled and caches are full by then. */
const firstPolls = 60;
const polls = 500;
/** People whose state changes with each poll. */
const changing = 6;
/** The panel isn't open any more: a closed one asks less often. */
const longestMs = 12_000;

export async function electronPolls(): Promise<Row[]> {
  const bench = await setUpElectronBench({ poll: { openMs } });
  try {
    const desk = await bench.openLampfield();
    const program = await desk.startAttached();
    changeStates(bench.pbx);
    await program.click();
    await program.page();
    await awaitPolls(bench.pbx, firstPolls);
    const before = await keptMemory(program);
    await awaitPolls(bench.pbx, polls);
    const growth = (await keptMemory(program)) / before;
    await program.end();
    return [
      {
        what: `memory after ${polls} more polls with the panel open against ${firstPolls}`,
        limit: { kind: 'at most', value: 1.03 },
        unit: 'ratio',
        cells: { Lampfield: { value: growth } },
      },
    ];
  } finally {
    await bench.close();
  }
}

/** With each poll, as while people phone. */
function changeStates(pbx: DemoPbx): void {
  const numbers = pbx.extensions.numbers().slice(1, 1 + changing);
  let busy = false;
  pbx.onRequest(({ path }) => {
    if (path !== 'extensionlist/query') return;
    busy = !busy;
    for (const number of numbers) pbx.extensions.setStatus(number, busy ? 'Busy' : 'Registered');
  });
}

async function awaitPolls(pbx: DemoPbx, count: number): Promise<void> {
  for (let left = count; left > 0; left -= 1) {
    const askedAt = performance.now();
    await pbx.nextRequest('extensionlist/query');
    if (performance.now() - askedAt > longestMs) throw new Error('expected the panel to stay open');
  }
}
