/** What people have not been told yet, kept between runs: an alert that has done its work must not be lost with the program. */

import { z } from 'zod';
import { alertHitSchema } from './alert-news.ts';

/** Older ones give way: nobody reads a longer digest. */
export const mostUntold = 200;

export const untoldNewsSchema = z.object({ hits: z.array(alertHitSchema).max(mostUntold) });
export type UntoldNews = z.output<typeof untoldNewsSchema>;

export const noUntoldNews = (): UntoldNews => ({ hits: [] });
