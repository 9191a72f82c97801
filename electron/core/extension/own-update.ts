/** Turns changes into updates for the device: only what changed, and two updates where one would be refused. */

import type { OwnChanges, OwnSecretField } from '../../contract/own-fields.ts';
import { AppError } from '../app-error.ts';
import type { ExtensionUpdate, ForwardKind, ForwardRule, MaxDuration } from '../pbx/extension-detail.ts';
import { withoutUndefined } from '../pbx/wire-values.ts';
import { destinationField, enabledField, fieldsOf } from './own-values.ts';

export type SecretChanges = { readonly [F in OwnSecretField]?: string };

const monitorModes = ['disabled', 'extensive', 'listen', 'whisper', 'barge-in'] as const;

function oneOf<const T extends string>(field: string, value: string, known: readonly T[]): T {
  const found = known.find((one) => one === value);
  if (found === undefined) throw new AppError('extension.invalid', { field, rule: 'option' });
  return found;
}

function duration(value: string | number): MaxDuration {
  return typeof value === 'number'
    ? { seconds: value }
    : oneOf('maxDuration', value, ['follow-system', 'unlimited']);
}

function rule(changes: OwnChanges, kind: ForwardKind): ForwardRule | undefined {
  const enabled = changes[enabledField[kind]];
  const destination = changes[destinationField[kind]];
  if (enabled === undefined && destination === undefined) return undefined;
  return withoutUndefined({ enabled, destination });
}

/**
 * @throws AppError `extension.invalid {field, rule}` for a word that we do not write; everything else is checked where the
 *   update is sent
 */
export function updateOf(extension: string, changes: OwnChanges, secrets: SecretChanges): ExtensionUpdate {
  const { voicemailToEmail, monitorMode, maxDuration } = changes;
  const forward = withoutUndefined({
    always: rule(changes, 'always'),
    noAnswer: rule(changes, 'noAnswer'),
    busy: rule(changes, 'busy'),
  });
  return {
    extension,
    ...withoutUndefined({
      name: changes.name,
      callerId: changes.callerId,
      registerName: changes.registerName,
      maxRegistrations: changes.maxRegistrations,
      email: changes.email,
      mobile: changes.mobile,
      hasVoicemail: changes.hasVoicemail,
      voicemailToEmail:
        voicemailToEmail === undefined
          ? undefined
          : oneOf('voicemailToEmail', voicemailToEmail, ['on', 'off']),
      forward: Object.keys(forward).length === 0 ? undefined : forward,
      mobilityEnabled: changes.mobilityEnabled,
      ringSimultaneously: changes.ringSimultaneously,
      mobilePrefix: changes.mobilePrefix,
      allowMonitoring: changes.allowMonitoring,
      monitorMode: monitorMode === undefined ? undefined : oneOf('monitorMode', monitorMode, monitorModes),
      ringTimeoutSeconds: changes.ringTimeoutSeconds,
      maxDuration: maxDuration === undefined ? undefined : duration(maxDuration),
      doNotDisturb: changes.doNotDisturb,
      outboundRestricted: changes.outboundRestricted,
      agentId: changes.agentId,
    }),
    ...secrets,
  };
}

/**
 * Ring timeout and longest call apart from forwarding: some devices answer 10017 when they travel together (PBX notes,
 * "Seen in the field"). Forwarding goes first, because it is what a device refuses most often, and nothing is done then.
 * @returns one update where there is nothing to part
 */
export function parted(update: ExtensionUpdate): readonly ExtensionUpdate[] {
  const { ringTimeoutSeconds, maxDuration, ...others } = update;
  if (update.forward === undefined || (ringTimeoutSeconds === undefined && maxDuration === undefined))
    return [update];
  return [others, { extension: update.extension, ...withoutUndefined({ ringTimeoutSeconds, maxDuration }) }];
}

export function isEmpty(changes: OwnChanges, secrets: SecretChanges = {}): boolean {
  return fieldsOf(changes).length === 0 && Object.keys(secrets).length === 0;
}
