/** How the heap grows over thousands of polls, one status changing with each. */

import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { z } from 'zod';
import type { Row } from '../row.ts';

const people = 60;
const polls = 10_000;
const resultSchema = z.object({ before: z.number(), after: z.number() });

export async function heap(folder: string): Promise<Row[]> {
  const { stdout } = await promisify(execFile)(process.execPath, [
    '--disable-warning=ExperimentalWarning',
    '--expose-gc',
    fileURLToPath(new URL('heap-child.ts', import.meta.url)),
    String(people),
    String(polls),
    join(folder, 'heap'),
  ]);
  const { before, after } = resultSchema.parse(JSON.parse(stdout));
  return [
    {
      what: `heap growth over ${polls.toLocaleString('en')} polls, after collection`,
      limit: { kind: 'at most', value: 2 },
      unit: 'percent',
      cells: { [people]: { value: (100 * (after - before)) / before } },
    },
  ];
}
