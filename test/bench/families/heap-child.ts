/** Polls with a whole core and tells how its heap grew, as a part of what it was; run with `--expose-gc`. */

import { setImmediate } from 'node:timers/promises';
import { startDevice } from '../device.ts';
import { startPacedCore } from '../paced-core.ts';

const [people, polls, folder] = process.argv.slice(2);
if (folder === undefined || globalThis.gc === undefined)
  throw new Error('needs people, polls, a folder and --expose-gc');
const collect = (): unknown => globalThis.gc?.({ type: 'major', execution: 'async' });

/** Code is compiled, caches are filled and the day's memory of changes is full by then. */
const warmUpPolls = 1_500;

/** Used bytes after collection: finalisers and weak references take more than one. */
async function heapBytes(): Promise<number> {
  for (let round = 0; round < 4; round += 1) {
    await setImmediate();
    await collect();
  }
  return process.memoryUsage().heapUsed;
}

const device = await startDevice(Number(people));
const { core, nextPoll } = await startPacedCore(device, folder);
await device.toggle(1);
for (let poll = 0; poll < warmUpPolls; poll += 1) await nextPoll();
const before = await heapBytes();
for (let poll = 0; poll < Number(polls); poll += 1) await nextPoll();
const after = await heapBytes();
await core.stop();
await device.close();
console.log(JSON.stringify({ before, after }));
