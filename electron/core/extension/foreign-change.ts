/** Tells what somebody else has changed: what the PBX tells now against what it told last, less what was our own doing. */

import { z } from 'zod';
import type { ForeignChange } from '../../contract/own-extension.ts';
import type { OwnChanges, OwnField, OwnValues } from '../../contract/own-fields.ts';
import { ownChangesSchema } from './own-schema.ts';
import { fieldsOf, pick, sameValue, told, withChange } from './own-values.ts';

export const foreignRecordSchema = z.object({
  /** ms since the epoch */
  noticedAt: z.number(),
  /** The same fields in both. */
  before: ownChangesSchema,
  after: ownChangesSchema,
});
export type ForeignRecord = z.output<typeof foreignRecordSchema>;

export interface Knowledge {
  /** What the PBX told last of each field; null before the first reading. */
  readonly known: OwnChanges | null;
  readonly foreign: ForeignRecord | null;
}

export interface Noticed extends Knowledge {
  /** What somebody else has changed since the last reading. */
  readonly news: readonly OwnField[];
}

/**
 * A field that an answer leaves out is not changed by that: what it said last stays known.
 * @param ours what is being written by us: a field that holds just that is our own doing
 */
export function notice(
  { known, foreign }: Knowledge,
  fresh: OwnValues,
  ours: OwnChanges,
  nowMs: number,
): Noticed {
  const tells = told(fresh);
  if (known === null) return { known: tells, foreign, news: [] };
  const isOurs = (field: OwnField): boolean =>
    ours[field] !== undefined && sameValue(ours[field], tells[field] ?? null);
  const changed = fieldsOf(tells).filter(
    (field) => known[field] !== undefined && !sameValue(known[field], tells[field] ?? null),
  );
  const news = changed.filter((field) => !isOurs(field));
  const next = { ...known, ...tells };
  return {
    known: next,
    foreign: grown(foreign, { known, next, news, decided: fieldsOf(tells).filter(isOurs) }, nowMs),
    news,
  };
}

/** An unanswered change grows with the next; what came back by itself, or was decided by us meanwhile, leaves it. */
function grown(
  foreign: ForeignRecord | null,
  about: {
    readonly known: OwnChanges;
    readonly next: OwnChanges;
    readonly news: readonly OwnField[];
    readonly decided: readonly OwnField[];
  },
  nowMs: number,
): ForeignRecord | null {
  const { known, next, news, decided } = about;
  let before = foreign?.before ?? {};
  for (const field of news) {
    const value = known[field];
    if (before[field] === undefined && value !== undefined) before = withChange(before, field, value);
  }
  const fields = fieldsOf(before).filter(
    (field) => !decided.includes(field) && !sameValue(before[field] ?? null, next[field] ?? null),
  );
  if (fields.length === 0) return null;
  const noticedAt = news.length > 0 || foreign === null ? nowMs : foreign.noticedAt;
  return { noticedAt, before: pick(before, fields), after: pick(next, fields) };
}

export function foreignView(foreign: ForeignRecord | null): ForeignChange | null {
  return (
    foreign && {
      noticedAt: foreign.noticedAt,
      changes: fieldsOf(foreign.before).map((field) => ({
        field,
        from: foreign.before[field] ?? null,
        to: foreign.after[field] ?? null,
      })),
    }
  );
}
