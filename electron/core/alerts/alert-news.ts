/** What a watch has to tell, as facts: the words come later, in the person's language. */

import { z } from 'zod';
import { watchSchema } from '../settings/settings-schema.ts';

export const watchHitSchema = z.object({
  watch: watchSchema,
  number: z.string(),
  /** May be empty: tell the number then. */
  name: z.string(),
  state: watchSchema.shape.states.element,
  /** ms since the epoch */
  at: z.number(),
});
export type WatchHit = z.output<typeof watchHitSchema>;

export type WatchNews =
  | { readonly kind: 'hit'; readonly hit: WatchHit }
  /** The state was there when the watch was set: an answer to what somebody did just now. */
  | { readonly kind: 'already'; readonly hit: WatchHit }
  /** All that was found after one pause. */
  | { readonly kind: 'after-pause'; readonly hits: readonly WatchHit[] };
