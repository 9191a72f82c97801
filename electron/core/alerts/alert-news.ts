/** What an alert has found, as facts; the words come later, in the person's language. */

import { z } from 'zod';
import { alertSchema } from '../settings/settings-schema.ts';

export const alertHitSchema = z.object({
  alert: alertSchema,
  number: z.string(),
  /** May be empty: the number is shown then. */
  name: z.string(),
  state: alertSchema.shape.states.element,
  /** ms since the epoch */
  at: z.number(),
});
export type AlertHit = z.output<typeof alertHitSchema>;

export type AlertNews =
  | { readonly kind: 'hit'; readonly hit: AlertHit }
  /** The state was there when the alert was set: an answer to what someone did just now. */
  | { readonly kind: 'already'; readonly hit: AlertHit }
  /** All that was found after one pause. */
  | { readonly kind: 'after-pause'; readonly hits: readonly AlertHit[] };
