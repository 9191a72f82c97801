/** An extension's settings and calls in domain terms, and a change to them. */

import type { ForwardDestination } from '../../contract/my-extension/settings.ts';

export interface ForwardRule {
  /** Absent: the answer did not say. Missing is not off. */
  readonly enabled?: boolean;
  /** Absent: the answer did not say. Missing is not empty. */
  readonly destination?: ForwardDestination;
}

export type ForwardKind = 'always' | 'noAnswer' | 'busy';

export type MonitorMode =
  | 'disabled'
  | 'extensive'
  | 'listen'
  | 'whisper'
  | 'barge-in'
  | { readonly other: string };
export type MaxDuration =
  | 'follow-system'
  | 'unlimited'
  | { readonly seconds: number }
  | { readonly other: string };
export type VoicemailToEmail = 'on' | 'off' | 'custom' | { readonly other: string };

/** A call that the extension is on. Its texts are fit to be shown (`shownText`). */
export interface CurrentCall {
  /** Different for every call of an answer, and the same for one call from answer to answer. */
  readonly key: string;
  readonly direction: 'inbound' | 'outbound';
  /** What the device calls it when it is transferred or hung up; empty where the answer doesn't say. */
  readonly id: string;
  readonly from: string;
  readonly to: string;
  readonly trunk?: string;
  /** Absent: the answer has no word for it, or one that no document lists. */
  readonly phase?: 'talking' | 'in-progress' | 'waiting';
  /** The other party as the answer names it: never the extension itself. */
  readonly party?: { readonly kind: 'extension' | 'external'; readonly number: string };
}

/** What `extension/query` answers and `extension/update` takes in the same form. */
interface ExtensionFields {
  readonly name?: string;
  readonly callerId?: string;
  readonly registerName?: string;
  readonly maxRegistrations?: number;
  readonly email?: string;
  readonly mobile?: string;
  readonly hasVoicemail?: boolean;
  readonly mobilityEnabled?: boolean;
  readonly ringSimultaneously?: boolean;
  readonly mobilePrefix?: string;
  readonly allowMonitoring?: boolean;
  readonly monitorMode?: MonitorMode;
  readonly ringTimeoutSeconds?: number;
  readonly maxDuration?: MaxDuration;
  readonly doNotDisturb?: boolean;
  readonly outboundRestricted?: boolean;
  readonly agentId?: string;
}

/**
 * One entry of `extension/query`, every field of its table. A field that the answer lacks is absent here.
 * `secrets` never leaves the core.
 */
export interface ExtensionDetail extends ExtensionFields {
  readonly number: string;
  readonly rawStatus: string;
  readonly type: string;
  readonly port?: string;
  readonly language?: string;
  readonly voicemailToEmail?: VoicemailToEmail;
  readonly forward: Readonly<Record<ForwardKind, ForwardRule>>;
  readonly calls: readonly CurrentCall[];
  /** SIP password, voicemail PIN and the MD5 of the web password: never logged, never shown, never in a snapshot. */
  readonly secrets: ExtensionSecrets;
}

export interface ExtensionSecrets {
  readonly registerPassword?: string;
  readonly loginPasswordMd5?: string;
  readonly voicemailPin?: string;
}

/** A change to one extension: only what is present is sent. Covers every parameter of the `extension/update` table. */
export interface ExtensionUpdate extends ExtensionFields {
  /** The extension's present number (`extid`). */
  readonly extension: string;
  /** A new number (`extnumber`). */
  readonly number?: string;
  readonly registerPassword?: string;
  readonly loginPassword?: string;
  /** `other`: a word of newer firmware, sent back unchanged. */
  readonly voicemailToEmail?: 'on' | 'off' | { readonly other: string };
  readonly voicemailPin?: string;
  readonly forward?: Readonly<Partial<Record<ForwardKind, ForwardRule>>>;
}
