/** What people have not been told yet, kept between runs: an alert that has done its work must not be lost with the program. */

import { z } from 'zod';
import { alertHitSchema } from './alert-news.ts';

/** Older ones give way: nobody reads a longer digest. */
export const owedAtMost = 200;

export const owedSchema = z.object({ hits: z.array(alertHitSchema).max(owedAtMost) });
export type Owed = z.output<typeof owedSchema>;

export const nothingOwed = (): Owed => ({ hits: [] });
