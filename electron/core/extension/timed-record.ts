/** A change that ends by itself, as it is kept on disk, and how it gives way to what is saved after it. */

import { createHash } from 'node:crypto';
import { z } from 'zod';
import type { OwnConflict, TimedChange } from '../../contract/own-extension.ts';
import { ownFields } from '../../contract/own-fields.ts';
import type { OwnChanges, OwnField, OwnValue } from '../../contract/own-fields.ts';
import { ownChangesSchema } from './own-schema.ts';
import { fieldsOf, pick, sameValue, withChange } from './own-values.ts';
import type { SavedChange } from './saving.ts';
import { restorable } from './undo.ts';

export const timedRecordSchema = z.object({
  /** Made of that of the save which began it: a save that is found out twice begins one change. */
  id: z.string().min(1).max(100),
  /** ms since the epoch, as `until` */
  begunAt: z.number(),
  until: z.number(),
  /** What was set for a while. */
  now: ownChangesSchema,
  /** What comes back; a field of `now` that is missing here was not told before and cannot be brought back. */
  back: ownChangesSchema,
  /** Fields that somebody else has changed meanwhile: the person is asked. What is missing in `theirs` is not told any more. */
  asks: z.object({ fields: z.array(z.enum(ownFields)), theirs: ownChangesSchema }).nullable(),
  /** How often the device has refused what came back, or said yes and not done it. */
  refusals: z.number().int().nonnegative(),
});
export type TimedRecord = z.output<typeof timedRecordSchema>;

/**
 * After a save: what the person has now decided anew is no older timed change's business any more, and a save with an end
 * begins one of its own. What such a one brings back is from before the first of several that follow each other.
 */
export function afterSave(records: readonly TimedRecord[], saved: SavedChange): readonly TimedRecord[] {
  if (records.some(({ id }) => id === idOf(saved))) return records;
  const others = records.flatMap((record) => without(record, fieldsOf(saved.now)));
  const begun = saved.until === null ? undefined : begin(records, saved, saved.until);
  return begun === undefined ? others : [...others, begun];
}

/** A save's id grows with its fields; requests name this one. */
function idOf({ id }: SavedChange): string {
  return createHash('sha256').update(id).digest('hex').slice(0, 16);
}

function begin(records: readonly TimedRecord[], saved: SavedChange, until: number): TimedRecord | undefined {
  const { at, before, now } = saved;
  let back = restorable(before, now);
  for (const field of fieldsOf(back)) {
    const older = records.find((record) => sameValue(record.now[field] ?? null, before[field] ?? null));
    const first = older?.back[field];
    if (first !== undefined) back = withChange(back, field, first);
  }
  const changed = fieldsOf(back).filter((field) => !sameValue(back[field] ?? null, now[field] ?? null));
  if (changed.length === 0) return undefined;
  return { id: idOf(saved), begunAt: at, until, now, back: pick(back, changed), asks: null, refusals: 0 };
}

/** Empty when nothing is left to bring back. */
export function without(record: TimedRecord, fields: readonly OwnField[]): readonly TimedRecord[] {
  const keep = ownFields.filter((field) => !fields.includes(field));
  const back = pick(record.back, keep);
  if (fieldsOf(back).length === 0) return [];
  const asked = record.asks?.fields.filter((field) => keep.includes(field)) ?? [];
  const asks = asked.length === 0 ? null : { fields: asked, theirs: pick(record.asks?.theirs ?? {}, asked) };
  return [{ ...record, now: pick(record.now, keep), back, asks }];
}

export function asking(
  record: TimedRecord,
  conflicts: readonly Pick<OwnConflict, 'field' | 'theirs'>[],
): TimedRecord {
  const theirs = conflicts.reduce((values, { field, theirs: value }) => withBase(values, field, value), {});
  return { ...record, asks: { fields: conflicts.map(({ field }) => field), theirs } };
}

/**
 * With the person's answers the question is over: `theirs` stays as it is, `mine` comes back over the value that was shown,
 * and over no later one. A field without an answer is asked about again.
 */
export function answered(
  record: TimedRecord,
  choices: readonly { readonly field: OwnField; readonly choice: 'mine' | 'theirs' }[],
): readonly TimedRecord[] {
  const chosen = (choice: 'mine' | 'theirs'): readonly OwnField[] =>
    choices.filter((one) => one.choice === choice).map(({ field }) => field);
  const shown = conflictsOf(record);
  const now = shown
    .filter(({ field }) => chosen('mine').includes(field))
    .reduce((values, { field, theirs }) => withBase(values, field, theirs), record.now);
  return without({ ...record, now, asks: null }, chosen('theirs'));
}

function withBase(values: OwnChanges, field: OwnField, value: OwnValue | null): OwnChanges {
  const others = pick(
    values,
    ownFields.filter((one) => one !== field),
  );
  return value === null ? others : withChange(others, field, value);
}

export function conflictsOf({ asks, back }: TimedRecord): readonly OwnConflict[] {
  return (asks?.fields ?? []).flatMap((field) => {
    const mine = back[field];
    return mine === undefined ? [] : [{ field, mine, theirs: asks?.theirs[field] ?? null }];
  });
}

export function timedView(record: TimedRecord, state: TimedChange['state']): TimedChange {
  const { id, begunAt, until, now, back, asks } = record;
  // The destination of a rule that is off for a while comes back with the rule: that goes without saying.
  const shown = fieldsOf({ ...now, ...back }).filter(
    (field) => now[field] !== undefined || asks?.fields.includes(field) === true,
  );
  return {
    id,
    begunAt,
    until,
    changes: shown.map((field) => ({ field, from: now[field] ?? null, to: back[field] ?? null })),
    state,
    conflicts: conflictsOf(record),
  };
}
