/** `life-child.ts DAYS SEED`: lives through them and reports to its parent. */

import { liveThrough } from './office-life.ts';

const [days = '1', seed = '1'] = process.argv.slice(2);
const report = await liveThrough(Number(days), Number(seed));
// A program that has crashed here still renews its lock, which would keep this process for ever.
process.send?.(report, () => process.exit());
