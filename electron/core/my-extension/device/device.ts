/** My extension at the PBX: read, written, and asked to apply. Nothing that goes through here can name another extension. */

import type { FailureCode, Failure } from '../../../contract/failure.ts';
import type { SecretSetting } from '../../../contract/my-extension/setting-facts.ts';
import type { ReportedSettings } from '../../../contract/my-extension/settings.ts';
import { AppError, isAppError, toFailure } from '../../app-error.ts';
import type { PbxConnection } from '../../connection/connection.ts';
import type { ExtensionDetail } from '../../pbx/extension-detail.ts';
import { passwordMd5 } from '../../pbx/password-md5.ts';
import { withoutUndefined } from '../../lib/without-undefined.ts';
import { toldBy, type DeviceUpdate } from './values.ts';

/** One reading. `detail` and `secrets` stay in the core. */
export interface Reading {
  readonly detail: ExtensionDetail;
  readonly told: ReportedSettings;
  readonly secrets: SecretsTold;
  /** ms since the epoch */
  readonly at: number;
}
/** The web password is told as its MD5. */
export type SecretsTold = { readonly [S in SecretSetting]?: string };
export type SecretValues = { readonly [S in SecretSetting]?: string };

export interface Sent {
  /** Updates that the device took, applied or stored for `apply`. */
  readonly taken: number;
  /** The device has stored it and answered 10025. */
  readonly needsApply: boolean;
  /** Why sending ended early. `certain`: the device did nothing of the update that failed. */
  readonly stopped: { readonly failure: Failure; readonly certain: boolean } | null;
}

/** All reject with AppError, as the PBX client does. */
export interface Device {
  /** Rejects with `extension.unknown` when the PBX has no such extension. */
  read(): Promise<Reading>;
  /** `refused-mixed`: the device did nothing, and may take the parts one by one: the next try sends them so. */
  send(update: DeviceUpdate): Promise<Sent | 'refused-mixed'>;
  /** Asks the device to apply what it has stored and answered with 10025. */
  apply(): Promise<void>;
  firmware(): Promise<string>;
}

export interface DevicePorts {
  readonly number: string;
  readonly call: PbxConnection['call'];
  readonly now: () => number;
  /** Once aborted, nothing more is asked. */
  readonly signal: AbortSignal;
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

export function createDevice({ number, call, now, signal }: DevicePorts): Device {
  let refusesMixed = false;

  const ask: PbxConnection['call'] = async (work) => {
    if (signal.aborted) throw new AppError('network.cancelled');
    return call(work);
  };
  const optional = (inner: AbortSignal | undefined) => (inner === undefined ? {} : { signal: inner });

  async function sendAll(updates: readonly DeviceUpdate[]): Promise<Sent> {
    let needsApply = false;
    for (const [taken, update] of updates.entries()) {
      try {
        await ask((client, token, inner) =>
          client.update(token, { ...update, extension: number }, optional(inner)),
        );
      } catch (error) {
        if (isAppError(error, 'pbx.apply-later')) {
          needsApply = true;
          continue;
        }
        const failure = toFailure(error);
        return { taken, needsApply, stopped: { failure, certain: certain.has(failure.code) } };
      }
    }
    return { taken: updates.length, needsApply, stopped: null };
  }

  return {
    async read() {
      const detail = await ask(async (client, token, inner) => {
        const [found] = await client.extensions(token, [number], optional(inner));
        if (found === undefined) throw new AppError('extension.unknown', { call: 'extension/query' });
        return found;
      });
      const { voicemailPin, registerPassword, loginPasswordMd5 } = detail.secrets;
      const secrets = withoutUndefined({
        voicemailPin,
        registerPassword,
        loginPassword: loginPasswordMd5?.toLowerCase(),
      });
      return { detail, told: toldBy(detail), secrets, at: now() };
    },
    async send(update) {
      const parts = parted(update);
      const apart = refusesMixed;
      const sent = await sendAll(apart ? parts : [update]);
      const isRefused = sent.taken === 0 && sent.stopped?.failure.detail['errno'] === refusedMixed;
      if (!isRefused || parts.length === 1) return sent;
      // Apart it refuses as well: that was not the reason.
      refusesMixed = !apart;
      return apart ? sent : 'refused-mixed';
    },
    apply: () => ask((client, token, inner) => client.apply(token, optional(inner))),
    firmware: () =>
      ask(async (client, token, inner) => (await client.deviceInfo(token, optional(inner))).firmware),
  };
}

/**
 * Ring time and longest call apart from forwarding: some devices answer 10017 when they travel together (PBX notes, "Seen in the
 * field"). Forwarding goes first, because it is what a device refuses most often, and nothing is done then.
 */
export function parted(update: DeviceUpdate): readonly DeviceUpdate[] {
  const { ringTimeoutSeconds, maxDuration, ...others } = update;
  if (update.forward === undefined || (ringTimeoutSeconds === undefined && maxDuration === undefined))
    return [update];
  return [others, withoutUndefined({ ringTimeoutSeconds, maxDuration })];
}

/** Whether the device tells that it holds this secret; undefined where it does not tell. */
export function holdsSecret(setting: SecretSetting, value: string, told: SecretsTold): boolean | undefined {
  const found = told[setting];
  if (found === undefined) return undefined;
  return found === (setting === 'loginPassword' ? passwordMd5(value) : value);
}

/** Before 30.11.0.7, applying a change may disturb calls (PBX notes, "Seen in the field"). */
const calmFirmware = [30, 11, 0, 7];

/** A firmware that does not say its version in numbers counts as newer. */
export function appliesRoughly(firmware: string): boolean {
  const parts = firmware.split('.').map(Number);
  if (parts.length !== calmFirmware.length || parts.some((part) => !Number.isInteger(part))) return false;
  const differing = parts.findIndex((part, i) => part !== calmFirmware[i]);
  return (parts[differing] ?? 0) < (calmFirmware[differing] ?? 0);
}
