/** The user's own extension as the renderer sees it: no secret, and no other extension's settings. */

import type { Message } from './text/message.ts';

export interface OwnExtension {
  readonly number: string;
  /** When the PBX last told these values, ms since the epoch. */
  readonly readAt: number;
  readonly doNotDisturb: boolean;
  /** What a caller experiences now, one sentence in parts. */
  readonly experience: readonly Message[];
}
