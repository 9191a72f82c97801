/** My own lamp, in the panel and in the tray: what I have set for my calls comes before what my phone is doing. */

import type { LampState } from '../lamp-shapes.ts';
import type { PresenceState } from '../presence.ts';
import type { Status } from './my-extension.ts';

/** `status` is null while nobody has read my settings: then only the phone can be told of. */
export function myLamp(state: PresenceState, status: Status | null): LampState {
  return status === null || status.kind === 'normal' ? state : status.kind;
}
