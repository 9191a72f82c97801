/** Records what renderer tests and pictures are based on: `node test/core/record-for-renderer.ts`. */

import { writeFile } from 'node:fs/promises';
import { NOW } from '../renderer/fixtures/snapshots.ts';
import { recordedNames, recordMyExtension } from './my-extension/record-my-extension.ts';

const file = new URL('../renderer/fixtures/recorded-my-extension.ts', import.meta.url);
/** Greater than any other number that the core shows. */
const earliestTime = 1_000_000_000_000;

const parts: string[] = [];
for (const name of recordedNames) {
  const told = JSON.stringify(await recordMyExtension(name));
  const timed = told.replaceAll(/\b\d{13}\b/g, (digits) => {
    const ms = Number(digits);
    return ms < earliestTime ? digits : `NOW + ${ms - NOW}`;
  });
  parts.push(`  ${JSON.stringify(name)}: ${timed},`);
  console.log(name);
}
await writeFile(
  file,
  `/** My extension as the core told it; made by \`test/core/record-for-renderer.ts\`, not by hand. */

import type { MyExtension } from '../../electron/contract/my-extension/my-extension.ts';
import { NOW } from './snapshots.ts';

export const recordedMyExtension = {
${parts.join('\n')}
} satisfies Record<string, MyExtension>;
`,
);
