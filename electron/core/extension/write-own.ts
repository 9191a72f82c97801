/** Sends a change to the device: one update, or two where it refuses one, and `apply` where it asks for it later. */

import type { Failure, FailureCode } from '../../contract/failure.ts';
import { isAppError, toFailure } from '../app-error.ts';
import type { ExtensionUpdate } from '../pbx/extension-detail.ts';
import type { Clock } from '../ports.ts';
import { wait } from '../session/wait.ts';
import type { OwnPbx } from './own-pbx.ts';
import { parted } from './own-update.ts';

/** What is known once everything was sent, or sending ended early. */
export interface Sent {
  /** Updates that the device took, applied or stored for `apply`. */
  readonly taken: number;
  /** The device has stored it and answered 10025. */
  readonly needsApply: boolean;
  /** Why sending ended early. `certain`: the device did nothing of the update that failed. */
  readonly stopped?: { readonly failure: Failure; readonly certain: boolean };
}

/** A habit of this device that was met once and is reckoned with from then on. */
export interface DeviceHabits {
  refusesMixed: boolean;
}

/** Failures after which the device has certainly not done what was asked: it said so, or nothing of the request got out. */
const certain: ReadonlySet<FailureCode> = new Set([
  'network.name-unknown',
  'network.refused',
  'tls.unknown-certificate',
  'tls.changed-certificate',
  'tls.refused-certificate',
  'tls.no-certificate',
  'tls.handshake',
  'tls.plain-http',
  'pbx.bad-credentials',
  'pbx.refused-before',
  'pbx.guarded',
  'pbx.locked-out',
  'pbx.session-expired',
  'pbx.signed-out',
  'pbx.rejected',
  'extension.unknown',
  'extension.invalid',
  'keychain.unavailable',
  'keychain.locked',
  'keychain.denied',
  'keychain.unreadable',
]);

const refusedMixed = '10017';

/** `refused-mixed`: the device did nothing, and may take the parts one by one. */
export async function sendUpdate(
  pbx: OwnPbx,
  update: ExtensionUpdate,
  habits: DeviceHabits,
): Promise<Sent | 'refused-mixed'> {
  const parts = parted(update);
  const apart = habits.refusesMixed && parts.length > 1;
  const sent = await sendAll(pbx, apart ? parts : [update]);
  const isRefused = sent.taken === 0 && sent.stopped?.failure.detail['errno'] === refusedMixed;
  if (!isRefused || parts.length === 1) return sent;
  // Apart it refuses as well: that was not the reason.
  habits.refusesMixed = !apart;
  return apart ? sent : 'refused-mixed';
}

async function sendAll(pbx: OwnPbx, updates: readonly ExtensionUpdate[]): Promise<Sent> {
  let needsApply = false;
  for (const [taken, update] of updates.entries()) {
    try {
      await pbx.update(update);
    } catch (error) {
      if (isAppError(error, 'pbx.apply-later')) {
        needsApply = true;
        continue;
      }
      const failure = toFailure(error);
      return { taken, needsApply, stopped: { failure, certain: certain.has(failure.code) } };
    }
  }
  return { taken: updates.length, needsApply };
}

/** Applying often is what the device complains of: each try waits longer. */
const firstApplyMs = 5_000;
const longestApplyMs = 60_000;
const givenUpAfterMs = 10 * 60_000;

/**
 * Waits and asks the device to apply, until it does.
 * @throws AppError `pbx.apply-later` after ten minutes, `network.cancelled` when the signal is aborted, or what the way to the PBX says
 */
export async function applyLater(pbx: OwnPbx, clock: Clock, signal: AbortSignal): Promise<void> {
  const begunMs = clock.uptimeMs();
  for (let delayMs = firstApplyMs; ; delayMs = Math.min(2 * delayMs, longestApplyMs)) {
    await wait(clock, delayMs, signal);
    try {
      return await pbx.apply();
    } catch (error) {
      const late = clock.uptimeMs() - begunMs > givenUpAfterMs;
      if (late || !isAppError(error, 'pbx.apply-later')) throw error;
    }
  }
}
