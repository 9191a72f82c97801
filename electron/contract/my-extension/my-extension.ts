/** My own extension as the renderer sees it: no secrets, and no other extension's settings. All times in ms since the epoch. */

import type { OutsideCall } from '../calls.ts';
import type { Failure } from '../failure.ts';
import type { CallerExperience } from './caller-experience.ts';
import type { DeadEnd } from './dead-ends.ts';
import type { Dialling } from './dialling.ts';
import type { DurationChoice } from '../durations.ts';
import type { AnySetting } from './setting-facts.ts';
import type { SettingName, SettingValue, SettingValues, SomeSettings, ReportedSettings } from './settings.ts';

export interface MyExtension {
  readonly number: string;
  /** When these settings were last read from the PBX. */
  readonly readAt: number;
  /** A reading is under way. */
  readonly reading: boolean;
  /** Why the last reading failed; null if it succeeded. After a failure the settings are those of `readAt`. */
  readonly readFailure: Failure | null;
  /** What the device last reported. */
  readonly current: ReportedSettings;
  /** Facts that can't be set here; empty where the device reported nothing. */
  readonly facts: { readonly type: string; readonly port: string; readonly language: string };
  /** The calls that I am on; they follow my row in the list. */
  readonly calls: readonly MyCall[];
  /** What the user may change, in the order of the page. Everything else is up to the administrator; the core refuses it too. */
  readonly editable: readonly AnySetting[];
  /** Rows with something to say; the others show `current`. */
  readonly rows: Rows;
  readonly status: Status;
  /** My latest change, while it can be undone from the foot of the page; afterwards from `recent`. */
  readonly undo: UndoView | null;
  /** Newest first, at most 20. */
  readonly recent: readonly ChangeView[];
  /** Changes that have an end. */
  readonly timed: readonly TimedView[];
  readonly presets: readonly PresetView[];
  /** A setting may have been forgotten: should it stay on? */
  readonly reminder: Reminder | null;
  /** Edits made within this time go to the device as one update. */
  readonly gatherMs: number;
  /** On firmware where applying settings may disturb calls, edits are collected for longer. */
  readonly slowFirmware: boolean;
  /** How a typed number is turned into digits to dial. */
  readonly dialling: Dialling;
  /**
   * This number seems to belong to someone else now: name, registration name and e-mail have all changed. Nothing is
   * written until the user confirms that it is still theirs (`my-extension.confirm-mine`) or chooses another.
   */
  readonly stranger: { readonly name: string; readonly nameBefore: string } | null;
}

export interface MyCall {
  /** Stable while the call lasts, and unique in the list. */
  readonly key: string;
  readonly direction: 'inbound' | 'outbound';
  /** The other party, never me; the name is a colleague's, or empty. Both are empty if the PBX didn't report them. */
  readonly with: { readonly number: string; readonly name: string };
  /** Empty if the device didn't report it. */
  readonly trunk: string;
  readonly state: OutsideCall['phase'] | 'unknown';
}

/** `T`: a setting's value; null for a secret, and where the device didn't report one. */
export type RowState<T = SettingValue> =
  /** Being collected, being sent, or waiting for the device to apply it. */
  | { readonly kind: 'saving'; readonly wanted: T | null; readonly changeId: string }
  /** For a short while after it was read back. */
  | { readonly kind: 'saved'; readonly at: number; readonly changeId: string }
  /** `partly`: the device took the rest of the change. `kept`: what it holds. */
  | {
      readonly kind: 'partly' | 'refused';
      readonly wanted: T | null;
      readonly kept: T | null;
      readonly failure: Failure | null;
      readonly changeId: string;
    }
  /** Sent, but not confirmed yet. The core keeps checking, even after a restart. */
  | {
      readonly kind: 'unknown';
      readonly wanted: T | null;
      readonly since: number;
      readonly failure: Failure | null;
      readonly changeId: string;
    }
  /** Changed elsewhere after it was shown and before my change, so nothing was sent. `change.answer` decides. */
  | {
      readonly kind: 'conflict';
      readonly mine: T | null;
      readonly theirs: T | null;
      readonly changeId: string;
    }
  /** Changed elsewhere, not yet dealt with: `change.undo` changes it back, `change.keep` accepts it. */
  | {
      readonly kind: 'elsewhere';
      readonly before: T | null;
      readonly now: T | null;
      readonly at: number;
      readonly changeId: string;
    }
  /** A timed change has ended, but the setting no longer is what it had set. `change.answer`: `mine` restores the value from before. */
  | {
      readonly kind: 'end-asks';
      readonly mine: T | null;
      readonly theirs: T | null;
      readonly changeId: string;
    };

export type Rows = { readonly [S in SettingName]?: RowState<SettingValues[S]> } & {
  readonly [S in Exclude<AnySetting, SettingName>]?: RowState<never>;
};

/** What callers get now, as the header shows it. */
export interface Status {
  readonly kind: 'normal' | 'do-not-disturb' | 'forwarding';
  /** `wordExperience` turns it into a sentence. */
  readonly experience: CallerExperience;
  /** When this state ends by itself; for `normal`: when the next timed change ends. */
  readonly until: number | null;
  /** The change that caused it, if known. */
  readonly changeId: string | null;
  /** The preset that caused it. */
  readonly presetName: string | null;
  /** Where calls are lost with the present settings. */
  readonly deadEnds: readonly DeadEnd[];
  /** False while a change is being saved (this is then the new state) or unconfirmed, or while the PBX is away. */
  readonly confirmed: boolean;
}

export interface UndoView {
  readonly changeId: string;
  readonly at: number;
  readonly what: readonly AnySetting[];
  /** Offered at the foot of the page until then. */
  readonly until: number;
}

export const changeReasons = ['me', 'preset', 'timed-end', 'undo', 'elsewhere'] as const;
export type ChangeReason = (typeof changeReasons)[number];

/** One setting of a change; both null for a secret. */
export interface SettingDifference {
  readonly setting: AnySetting;
  /** Null: not reported. */
  readonly before: SettingValue | null;
  readonly after: SettingValue | null;
}

export interface ChangeView {
  readonly id: string;
  readonly at: number;
  readonly why: ChangeReason;
  readonly presetName: string | null;
  readonly settings: readonly SettingDifference[];
  readonly outcome: 'pending' | 'applied' | 'partly' | 'refused' | 'unknown';
  readonly failure: Failure | null;
  /** When it ends, while that is still to come. */
  readonly until: number | null;
  readonly undoable: boolean;
  /** `change.set-end` is possible. */
  readonly mayEnd: boolean;
}

export interface TimedView {
  readonly changeId: string;
  readonly presetName: string | null;
  readonly settings: readonly SettingDifference[];
  readonly until: number;
  /** `waiting-for-pbx`: the time has come and the PBX is away or busy. `asks`: see `rows`. */
  readonly state: 'pending' | 'ending' | 'waiting-for-pbx' | 'asks';
}

export interface PresetView {
  readonly id: string;
  readonly name: string;
  readonly settings: SomeSettings;
  /** Offered first when it is applied. */
  readonly endsAfter: DurationChoice | null;
}

/** What applying a preset would change, worked out from what is known. */
export interface PresetPreview {
  readonly changes: readonly SettingDifference[];
  readonly deadEnds: readonly DeadEnd[];
}

export interface Reminder {
  readonly kind: 'do-not-disturb' | 'forwarding';
  readonly why: 'since-another-day' | 'on-calls';
  readonly since: number;
}

/** Why a preset was refused: the `rule` of `settings.invalid {key: presets}`. */
export const presetRules = ['name-taken', 'too-many', 'unknown-preset'] as const;
export type PresetRule = (typeof presetRules)[number];
