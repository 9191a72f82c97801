/** A text chosen in the core and worded where it is shown. */

import type { TextKey } from './translate.ts';

export interface Message {
  readonly key: TextKey;
  readonly params?: Readonly<Record<string, string | number>>;
}
