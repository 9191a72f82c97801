/** News that nobody was told yet, kept between runs: an alert that fired must not be lost when the program ends. */

import { z } from 'zod';
import { alertHitSchema } from './alert-news.ts';

/** Older news is dropped: nobody reads a longer digest. */
export const mostUntold = 200;

export const untoldNewsSchema = z.object({ hits: z.array(alertHitSchema).max(mostUntold) });
export type UntoldNews = z.output<typeof untoldNewsSchema>;

export const noUntoldNews = (): UntoldNews => ({ hits: [] });
