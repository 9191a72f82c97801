/** What people have not been told yet, kept between runs: a watch that has done its work must not be lost with the program. */

import { z } from 'zod';
import { watchHitSchema } from './alert-news.ts';

/** Older ones give way: nobody reads a longer digest. */
export const owedAtMost = 200;

export const owedSchema = z.object({ hits: z.array(watchHitSchema).max(owedAtMost) });
export type Owed = z.output<typeof owedSchema>;

export const nothingOwed = (): Owed => ({ hits: [] });
