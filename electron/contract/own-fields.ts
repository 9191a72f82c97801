/** The settings of the user's own extension, one name each: what is shown, drafted, compared and written goes by these names. */

import type { ForwardDestination } from './forward-limits.ts';

/** Every setting that can be told, and what its value is. */
export interface OwnFieldValues {
  readonly doNotDisturb: boolean;
  /** seconds */
  readonly ringTimeoutSeconds: number;
  readonly 'forward.always.enabled': boolean;
  readonly 'forward.always.destination': ForwardDestination;
  readonly 'forward.noAnswer.enabled': boolean;
  readonly 'forward.noAnswer.destination': ForwardDestination;
  readonly 'forward.busy.enabled': boolean;
  readonly 'forward.busy.destination': ForwardDestination;
  readonly hasVoicemail: boolean;
  /** `on`, `off`, or a word of newer firmware (`custom`) that is shown and never written by us. */
  readonly voicemailToEmail: string;
  readonly mobile: string;
  readonly mobilityEnabled: boolean;
  readonly ringSimultaneously: boolean;
  readonly mobilePrefix: string;
  readonly name: string;
  readonly email: string;
  readonly agentId: string;
  readonly callerId: string;
  readonly registerName: string;
  readonly maxRegistrations: number;
  /** `follow-system`, `unlimited`, seconds, or a word of newer firmware. */
  readonly maxDuration: string | number;
  readonly allowMonitoring: boolean;
  /** `disabled`, `extensive`, `listen`, `whisper`, `barge-in`, or a word of newer firmware. */
  readonly monitorMode: string;
  readonly outboundRestricted: boolean;
}
export type OwnField = keyof OwnFieldValues;
export type OwnValue = OwnFieldValues[OwnField];

/** In the order of the panel. */
export const ownFields = [
  'doNotDisturb',
  'ringTimeoutSeconds',
  'forward.always.enabled',
  'forward.always.destination',
  'forward.noAnswer.enabled',
  'forward.noAnswer.destination',
  'forward.busy.enabled',
  'forward.busy.destination',
  'hasVoicemail',
  'voicemailToEmail',
  'mobile',
  'mobilityEnabled',
  'ringSimultaneously',
  'mobilePrefix',
  'name',
  'email',
  'agentId',
  'callerId',
  'registerName',
  'maxRegistrations',
  'maxDuration',
  'allowMonitoring',
  'monitorMode',
  'outboundRestricted',
] as const satisfies readonly OwnField[];

/** Settings that are set anew and never shown: the PIN, the SIP password, the web password. */
export const ownSecretFields = ['voicemailPin', 'registerPassword', 'loginPassword'] as const;
export type OwnSecretField = (typeof ownSecretFields)[number];

/** As the device told them; null: it did not tell. Null is neither off nor empty. */
export type OwnValues = { readonly [F in OwnField]: OwnFieldValues[F] | null };
/** Some of the settings, each with a value to set. */
export type OwnChanges = { readonly [F in OwnField]?: OwnFieldValues[F] };
