/** `life-child.ts DAYS SEED`: lives through them and reports to its parent. */

import { liveThrough } from './office-life.ts';

const [days = '1', seed = '1'] = process.argv.slice(2);
process.send?.(await liveThrough(Number(days), Number(seed)));
process.disconnect();
