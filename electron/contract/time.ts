/** The range of times that a date can show; anything beyond it would throw when displayed. */

import { z } from 'zod';

/** The last moment of the year 9999, ms since the epoch. */
export const latestTime = Date.UTC(9999, 11, 31, 23, 59, 59, 999);

/** ms since the epoch */
export const timeSchema = z.number().int().min(0).max(latestTime);
