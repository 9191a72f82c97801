/** What renderer tests and pictures are based on is what the core shows today. After an intended change: `node test/core/record-for-renderer.ts`. */

import { expect, test } from 'vitest';
import { recordedNames, recordMyExtension } from './record-my-extension.ts';
import { recordedMyExtension } from '../../renderer/fixtures/recorded-my-extension.ts';

/** No two recordings take equally long. */
function withoutTimes(told: unknown): unknown {
  return JSON.parse(JSON.stringify(told).replaceAll(/\b\d{13}\b/g, '"a time"'));
}

test.for(recordedNames)('%s', async (name) => {
  expect(withoutTimes(recordedMyExtension[name])).toEqual(withoutTimes(await recordMyExtension(name)));
});
