/** My own extension as the renderer sees it: no secret, and no other extension's settings. All times in ms since the epoch. */

import type { OutsideCall } from '../calls.ts';
import type { Failure } from '../failure.ts';
import type { Experience } from './caller-experience.ts';
import type { DeadEnd } from './dead-ends.ts';
import type { Dialling } from './dialling.ts';
import type { DurationChoice } from './durations.ts';
import type {
  AnySetting,
  SettingName,
  SettingValue,
  SettingValues,
  SomeSettings,
  ToldSettings,
} from './settings.ts';

export interface MyExtension {
  readonly number: string;
  /** When the PBX last told these settings. */
  readonly readAt: number;
  /** A reading is under way. */
  readonly reading: boolean;
  /** Why the last reading failed; null when it went well. The settings are those of `readAt` then. */
  readonly readFailure: Failure | null;
  /** What the device told last. */
  readonly current: ToldSettings;
  /** What nobody can set here; empty where the device did not tell. */
  readonly facts: { readonly type: string; readonly port: string; readonly language: string };
  /** The calls that I am on; they follow my row in the list. */
  readonly calls: readonly MyCall[];
  /** What this person may change, in the page's order; everything else is the administrator's, and refused by the core as well. */
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
  /** Something may have been forgotten: is it still wanted? */
  readonly reminder: Reminder | null;
  /** Edits made within this time go to the device as one update. */
  readonly gatherMs: number;
  /** Firmware where applying settings may disturb calls: edits are gathered for longer. */
  readonly slowFirmware: boolean;
  /** How a number that is typed becomes what is dialled. */
  readonly dialling: Dialling;
  /**
   * This number seems to be someone else's now: name, registration name and e-mail are all others than before. Nothing is
   * written until the person says that it is still theirs (`my-extension.confirm-mine`) or chooses their own.
   */
  readonly stranger: { readonly name: string; readonly nameBefore: string } | null;
}

export interface MyCall {
  /** Stable while the call lasts, and unique in the list. */
  readonly key: string;
  readonly direction: 'inbound' | 'outbound';
  /** The other party, never me; the name is a colleague's, or empty. Both are empty where nobody told. */
  readonly with: { readonly number: string; readonly name: string };
  /** Empty where the device did not tell. */
  readonly trunk: string;
  readonly state: OutsideCall['phase'] | 'unknown';
}

/** `T`: a setting's value; null for a secret, and where the device did not tell. */
export type RowState<T = SettingValue> =
  /** Being gathered, sent, or waiting until the device applies it. */
  | { readonly kind: 'saving'; readonly wanted: T | null; readonly changeId: string }
  /** A little while after it was read back. */
  | { readonly kind: 'saved'; readonly at: number; readonly changeId: string }
  /** `partly`: the device took the rest of the change. `kept`: what it holds. */
  | {
      readonly kind: 'partly' | 'refused';
      readonly wanted: T | null;
      readonly kept: T | null;
      readonly failure: Failure | null;
      readonly changeId: string;
    }
  /** It was sent, and nobody knows yet whether it is in force: the core keeps asking, also after a restart. */
  | {
      readonly kind: 'unknown';
      readonly wanted: T | null;
      readonly since: number;
      readonly failure: Failure | null;
      readonly changeId: string;
    }
  /** Changed elsewhere between what was on screen and my change; nothing was sent. `change.answer` decides. */
  | {
      readonly kind: 'conflict';
      readonly mine: T | null;
      readonly theirs: T | null;
      readonly changeId: string;
    }
  /** Changed elsewhere and not answered: `change.undo` puts back, `change.keep` accepts. */
  | {
      readonly kind: 'elsewhere';
      readonly before: T | null;
      readonly now: T | null;
      readonly at: number;
      readonly changeId: string;
    }
  /** A timed change is over, and what is there now is not what it had set. `change.answer`: mine brings back what was before. */
  | {
      readonly kind: 'end-asks';
      readonly mine: T | null;
      readonly theirs: T | null;
      readonly changeId: string;
    };

export type Rows = { readonly [S in SettingName]?: RowState<SettingValues[S]> } & {
  readonly [S in Exclude<AnySetting, SettingName>]?: RowState<never>;
};

/** What callers get now, in the header. */
export interface Status {
  readonly kind: 'normal' | 'do-not-disturb' | 'forwarding';
  /** `wordExperience` makes it a sentence. */
  readonly experience: Experience;
  /** When this state ends by itself; for `normal`: when the next timed change does. */
  readonly until: number | null;
  /** The change that made it, where it is known. */
  readonly changeId: string | null;
  /** The preset that made it. */
  readonly presetName: string | null;
  /** Where calls are lost as things stand. */
  readonly deadEnds: readonly DeadEnd[];
  /** False while a change of it is being saved (then this is the state to come), unknown, or the PBX is away. */
  readonly confirmed: boolean;
}

export interface UndoView {
  readonly changeId: string;
  readonly at: number;
  readonly what: readonly AnySetting[];
  /** Offered at the foot of the page until then. */
  readonly until: number;
}

export type ChangeReason = 'me' | 'preset' | 'timed-end' | 'undo' | 'elsewhere';

/** One setting of a change; both null for a secret. */
export interface SettingDifference {
  readonly setting: AnySetting;
  /** Null: not told. */
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
  /** Its end, while it has one before it. */
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
