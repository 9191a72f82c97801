/** A program that writes one file as every store of the product does: bundled and run by the test of the bundles. */
import { z } from 'zod';
import { createJsonFile } from '../../electron/core/lib/files/json-file.ts';
import { systemClock } from '../../electron/core/lib/system-clock.ts';

const [, , file = ''] = process.argv;
const store = createJsonFile({
  file,
  schema: z.object({ written: z.boolean() }),
  fallback: () => ({ written: false }),
  folder: { write: (work) => work() },
  clock: systemClock,
  log: { info: () => undefined, warn: () => undefined, error: (code, fields) => console.error(code, fields) },
});
await store.write({ written: true });
