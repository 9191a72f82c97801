/** The user's own extension as the renderer sees it: no secret, and no other extension's settings. All times in ms since the epoch. */

import type { Experience } from './caller-experience.ts';
import type { DeadEnd } from './dead-ends.ts';
import type { LimitViolation } from './extension-limits.ts';
import type { Failure } from './failure.ts';
import type { OwnChanges, OwnField, OwnSecretField, OwnValue, OwnValues } from './own-fields.ts';

export interface OwnExtension {
  readonly number: string;
  /** When the PBX last told these values. */
  readonly readAt: number;
  /** A reading is under way. */
  readonly reading: boolean;
  /** Why the last reading failed; null when it went well. The values are those of `readAt` then. */
  readonly readFailure: Failure | null;
  /** What the device told last. */
  readonly stored: OwnValues;
  /** What nobody can set here; empty where the device did not tell. */
  readonly facts: { readonly type: string; readonly port: string; readonly language: string };
  readonly calls: readonly OwnCall[];
  /** What this person may change; everything else is set by the administrator, and refused by the core as well. */
  readonly editable: readonly (OwnField | OwnSecretField)[];
  readonly draft: OwnDraft;
  readonly save: OwnSave;
  /** What "Undo" would bring back; null when there is nothing to undo. */
  readonly undo: OwnUndo | null;
  readonly timed: readonly TimedChange[];
  readonly presets: readonly Preset[];
  /** What somebody else changed and nobody has answered to yet. */
  readonly foreign: ForeignChange | null;
  readonly reminder: Reminder | null;
  /** What a caller experiences now; `wordExperience` makes it a sentence. */
  readonly experience: Experience;
  /** The same for the draft; null when nothing is drafted. */
  readonly draftExperience: Experience | null;
  /** Where calls would be lost if the draft were saved; with an empty draft, where they are lost now. */
  readonly deadEnds: readonly DeadEnd[];
}

export interface OwnCall {
  readonly id: string;
  readonly direction: 'inbound' | 'outbound';
  /** The other party; the name is a colleague's, or empty. */
  readonly with: { readonly number: string; readonly name: string };
  /** Empty where the device did not tell. */
  readonly trunk: string;
  readonly state: 'talking' | 'ringing' | 'waiting' | 'unknown';
}

/** What is changed and not saved yet. Only fields that differ from what is stored are in it. */
export interface OwnDraft {
  readonly changes: OwnChanges;
  /** Secrets that are set anew; their values stay in the core and do not survive a restart. */
  readonly secrets: readonly OwnSecretField[];
  /** What is wrong with the draft. `field` is one of the field names, or a part of a destination: `forward.busy.number`. */
  readonly problems: readonly DraftProblem[];
}
export interface DraftProblem {
  /** Where the draft is changed to mend it. */
  readonly field: OwnField | OwnSecretField;
  readonly violation: LimitViolation;
}

export type OwnSave =
  | { readonly kind: 'idle' }
  | {
      readonly kind: 'saving';
      readonly step: 'reading' | 'writing' | 'waiting-to-apply' | 'reading-back';
    }
  /** Nothing was written: somebody else changed what I change. `own.save` with a choice for each field goes on. */
  | { readonly kind: 'conflict'; readonly fields: readonly OwnConflict[] }
  /** Everything that is not listed in `fields` was applied, and what is listed stays in the draft. */
  | { readonly kind: 'not-applied'; readonly fields: readonly OwnNotApplied[] }
  /** Nothing was written, the draft stands. */
  | { readonly kind: 'failed'; readonly failure: Failure }
  /**
   * Something was sent and nobody knows yet whether it was applied: the core asks the PBX until it knows, also after a
   * restart. Becomes `saved`, `not-applied` or `failed`.
   */
  | {
      readonly kind: 'unknown';
      readonly since: number;
      readonly fields: readonly (OwnField | OwnSecretField)[];
      readonly failure: Failure | null;
    }
  /** `foundOut`: it had been unknown before, the PBX was asked later. */
  | {
      readonly kind: 'saved';
      readonly at: number;
      readonly fields: readonly (OwnField | OwnSecretField)[];
      readonly foundOut: boolean;
    };

export interface OwnConflict {
  readonly field: OwnField;
  readonly mine: OwnValue;
  /** Null: the device does not tell it any more. */
  readonly theirs: OwnValue | null;
}
export interface OwnNotApplied {
  readonly field: OwnField | OwnSecretField;
  /** Null for a secret. */
  readonly wanted: OwnValue | null;
  /** Null for a secret, and where the device did not tell. */
  readonly found: OwnValue | null;
}
export interface OwnUndo {
  readonly savedAt: number;
  readonly changes: readonly OwnDifference[];
  /** What cannot be brought back because nobody knows what it was. */
  readonly lost: readonly (OwnField | OwnSecretField)[];
}
export interface OwnDifference {
  readonly field: OwnField;
  /** Null: the device did not tell. */
  readonly from: OwnValue | null;
  readonly to: OwnValue | null;
}

/** A change that ends by itself: the previous values come back at `until`. */
export interface TimedChange {
  readonly id: string;
  readonly begunAt: number;
  readonly until: number;
  /** `from`: the value for now, `to`: the one that comes back. */
  readonly changes: readonly OwnDifference[];
  /**
   * `waiting-for-pbx`: the time has come and the PBX is away. `asks`: somebody changed the fields meanwhile, see `conflicts`
   * (`mine`: what would come back).
   */
  readonly state: 'pending' | 'restoring' | 'waiting-for-pbx' | 'asks';
  readonly conflicts: readonly OwnConflict[];
}

/** Why a preset was refused: the `rule` of `settings.invalid {key: presets}`. */
export const presetRules = ['name-taken', 'too-many', 'unknown-preset'] as const;
export type PresetRule = (typeof presetRules)[number];

export interface Preset {
  readonly id: string;
  readonly name: string;
  readonly values: OwnChanges;
}
/** What applying a preset would change, and where calls would be lost then. */
export interface PresetPreview {
  readonly changes: readonly OwnDifference[];
  readonly deadEnds: readonly DeadEnd[];
}

export interface ForeignChange {
  readonly noticedAt: number;
  /** `from`: as it was, `to`: as it is. */
  readonly changes: readonly OwnDifference[];
}

/** A gentle question: is this still meant? */
export interface Reminder {
  readonly kind: 'do-not-disturb' | 'forward-always';
  readonly why: 'since-another-day' | 'on-calls';
  readonly since: number;
}
