/** My own lamp, in the panel and in the tray: what I have set for my calls takes precedence over my phone's state. */

import type { LampState } from '../lamp-shapes.ts';
import type { PresenceState } from '../presence.ts';
import type { Status } from './my-extension.ts';

/** `status` is null until my settings have been read; only the phone's state counts then. */
export function myLamp(state: PresenceState, status: Status | null): LampState {
  return status === null || status.kind === 'normal' ? state : status.kind;
}
