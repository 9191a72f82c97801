/** What a person has changed and not saved: each field with the value that it had when they began, so that a later reading shows who else changed it. */

import type { OwnConflict } from '../../contract/own-extension.ts';
import { ownFields } from '../../contract/own-fields.ts';
import type { OwnChanges, OwnField, OwnValue, OwnValues } from '../../contract/own-fields.ts';
import { forwardKinds } from '../pbx/wire-forward.ts';
import {
  destinationField,
  enabledField,
  fieldsOf,
  pick,
  ruleOf,
  sameValue,
  withChange,
} from './own-values.ts';

export interface Draft {
  /** What the device told when the change began; a field that is missing here was not told. */
  readonly base: OwnChanges;
  readonly value: OwnChanges;
}

export const emptyDraft: Draft = { base: {}, value: {} };

/** A change that begins now, from what is stored. */
export function draftOf(value: OwnChanges, stored: OwnValues): Draft {
  return fieldsOf(value).reduce((draft, field) => edited(draft, stored, field, value[field]), emptyDraft);
}

/** Changed back to what is stored, a field is no change any more; undefined takes it out. */
export function edited(draft: Draft, stored: OwnValues, field: OwnField, value: OwnValue | undefined): Draft {
  const rest = without(draft, [field]);
  if (value === undefined || sameValue(stored[field], value)) return rest;
  const before = draft.value[field] === undefined ? stored[field] : (draft.base[field] ?? null);
  return {
    base: withBase(rest.base, field, before),
    value: withChange(rest.value, field, value),
  };
}

/**
 * A rule that is switched on where the device does not tell a destination gets the one that it told last, for the person to
 * see and change; switched off again, it needs none.
 */
export function completed(draft: Draft, stored: OwnValues, lastTold: OwnChanges): Draft {
  return forwardKinds.reduce((next, kind) => {
    const field = destinationField[kind];
    if (stored[field] !== null) return next;
    if (next.value[enabledField[kind]] !== true) return without(next, [field]);
    const last = lastTold[field];
    if (next.value[field] !== undefined || last === undefined || last.kind === 'other') return next;
    return edited(next, stored, field, last);
  }, draft);
}

export function without(draft: Draft, fields: readonly OwnField[]): Draft {
  const kept = ownFields.filter((field) => !fields.includes(field));
  return { base: pick(draft.base, kept), value: pick(draft.value, kept) };
}

/** Takes `other` in, over what the draft says of the same fields. */
export function joined(draft: Draft, other: Draft): Draft {
  const rest = without(draft, fieldsOf(other.value));
  return { base: { ...rest.base, ...other.base }, value: { ...rest.value, ...other.value } };
}

/** After a reading: what is stored as it was drafted is no change any more. */
export function settled(draft: Draft, stored: OwnValues): Draft {
  const done = fieldsOf(draft.value).filter((field) => sameValue(stored[field], draft.value[field] ?? null));
  return done.length === 0 ? draft : without(draft, done);
}

/**
 * After a save of ours: what we wrote is nobody else's change. A rule that we switched off may have its destination left out
 * of the answer from then on; that is our doing as well.
 */
export function afterOurs(draft: Draft, ours: OwnChanges, stored: OwnValues): Draft {
  const left = settled(draft, stored);
  const { value } = left;
  let { base } = left;
  for (const field of fieldsOf(value)) {
    const written = ours[field];
    if (written !== undefined) base = withBase(base, field, written);
  }
  for (const kind of forwardKinds) {
    const field = destinationField[kind];
    if (ours[enabledField[kind]] === false && value[field] !== undefined && stored[field] === null)
      base = withBase(base, field, null);
  }
  return { base, value };
}

/**
 * @param choices `mine` writes over the value of theirs that was shown, and over no later one; `theirs` drops the change
 * @param shown the conflicts that the person has seen
 */
export function decided(
  draft: Draft,
  choices: readonly { readonly field: OwnField; readonly choice: 'mine' | 'theirs' }[],
  shown: readonly OwnConflict[],
): Draft {
  let { base } = draft;
  const dropped: OwnField[] = [];
  for (const { field, choice } of choices) {
    const conflict = shown.find((one) => one.field === field);
    if (conflict === undefined) continue;
    if (choice === 'theirs') dropped.push(field);
    else base = withBase(base, field, conflict.theirs);
  }
  return without({ base, value: draft.value }, dropped);
}

export interface Merged {
  /** What differs from the fresh reading and may be written. */
  readonly changes: OwnChanges;
  /** What somebody else has changed to something else. */
  readonly conflicts: readonly OwnConflict[];
}

/** Three-way: mine, the value that I began from, and the one that is there now. */
export function merge(draft: Draft, fresh: OwnValues): Merged {
  const conflicts: OwnConflict[] = [];
  const write: OwnField[] = [];
  for (const field of fieldsOf(draft.value)) {
    const mine = draft.value[field];
    if (mine === undefined || sameValue(fresh[field], mine)) continue;
    if (sameValue(fresh[field], draft.base[field] ?? null) || isHidden(field, draft, fresh))
      write.push(field);
    else conflicts.push({ field, mine, theirs: fresh[field] });
  }
  return { changes: pick(draft.value, write), conflicts };
}

/** The destination of a rule that was off when the change began and still is: an answer may leave it out. */
function isHidden(field: OwnField, { base }: Draft, fresh: OwnValues): boolean {
  const kind = ruleOf(field);
  if (kind === undefined || fresh[field] !== null) return false;
  return base[enabledField[kind]] === false && fresh[enabledField[kind]] === false;
}

function withBase(base: OwnChanges, field: OwnField, value: OwnValue | null): OwnChanges {
  const others = pick(
    base,
    ownFields.filter((one) => one !== field),
  );
  return value === null ? others : withChange(others, field, value);
}
