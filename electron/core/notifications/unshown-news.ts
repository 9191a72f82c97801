/** News that was not shown yet, kept between runs: an alert that fired must not be lost when the program ends. */

import { z } from 'zod';
import { alertHitSchema } from '../alerts/news.ts';

/** Older news is dropped: nobody reads a longer digest. */
export const maxUnshown = 200;

export const unshownNewsSchema = z.object({ hits: z.array(alertHitSchema).max(maxUnshown) });
export type UnshownNews = z.output<typeof unshownNewsSchema>;

export const noUnshownNews = (): UnshownNews => ({ hits: [] });
