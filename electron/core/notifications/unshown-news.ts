/** What was not shown yet, kept between runs: an alert that fired must not be lost when the program ends. */

import { join } from 'node:path';
import { z } from 'zod';
import { alertHitSchema } from '../alerts/news.ts';
import { createJsonFile, type FilePorts, type JsonFile } from '../lib/files/json-file.ts';

/** Older news is dropped: nobody reads a longer digest. */
export const maxUnshown = 200;

const unshownNewsSchema = z.object({ hits: z.array(alertHitSchema).max(maxUnshown) });
export type UnshownNews = z.output<typeof unshownNewsSchema>;

/** @param dataFolder an absolute path */
export function createUnshownNewsFile(
  dataFolder: string,
  ports: Omit<FilePorts, 'file'>,
): JsonFile<UnshownNews> {
  return createJsonFile({
    ...ports,
    file: join(dataFolder, 'owed-news.json'),
    schema: unshownNewsSchema,
    fallback: () => ({ hits: [] }),
  });
}
