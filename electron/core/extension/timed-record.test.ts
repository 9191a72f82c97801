/** How changes for a while give way to each other: no field has two hours, and what comes back is from before the first. */

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ownFields } from '../../contract/own-fields.ts';
import type { OwnChanges } from '../../contract/own-fields.ts';
import { afterSave, answered, asking, conflictsOf, timedView, type TimedRecord } from './timed-record.ts';

const saved = (id: string, before: OwnChanges, now: OwnChanges, until: number | null = 10) => ({
  id,
  at: 1,
  until,
  before,
  now,
});

describe('a save', () => {
  it('with an end begins a change of just what differs and can be brought back', () => {
    const before = {
      doNotDisturb: false,
      'forward.busy.destination': { kind: 'other', raw: 'IVR' },
    } as const;
    const now = {
      doNotDisturb: true,
      mobile: '1',
      'forward.busy.destination': { kind: 'voicemail' },
    } as const;
    const [record] = afterSave([], saved('a', before, now));
    expect(record).toMatchObject({ back: { doNotDisturb: false }, until: 10, asks: null });
    expect(Object.keys(record?.back ?? {})).toEqual(['doNotDisturb']);
    expect(timedView(record ?? expect.fail(), 'pending').changes).toContainEqual({
      field: 'mobile',
      from: '1',
      to: null,
    });
  });

  it('that is found out twice begins one, with a name that a request can carry', () => {
    const long = saved(`1795525591974-${ownFields.join()}`, { doNotDisturb: false }, { doNotDisturb: true });
    const once = afterSave([], long);
    expect(afterSave(once, long)).toBe(once);
    expect(once[0]?.id.length).toBeLessThanOrEqual(100);
  });

  it('of nothing that can be brought back begins none', () => {
    expect(afterSave([], saved('a', {}, { doNotDisturb: true }))).toEqual([]);
  });

  it('with any others before it: no field twice, and the way back leads to before the first', () => {
    const step = fc.record({
      field: fc.constantFrom('ringTimeoutSeconds', 'maxDuration'),
      /** Null: the value that it had at the very beginning. */
      choice: fc.constantFrom(60, 300, null),
      timed: fc.boolean(),
    });
    fc.assert(
      fc.property(fc.array(step, { maxLength: 12 }), (steps) => {
        const first: Record<string, number> = { ringTimeoutSeconds: 30, maxDuration: 600 };
        const device = { ...first };
        /** What each field held before the first of the changes for a while that follow each other. */
        const original = new Map<string, number>();
        let records: readonly TimedRecord[] = [];
        steps.forEach(({ field, choice, timed }, index) => {
          const value = choice ?? first[field] ?? expect.fail();
          const before = device[field];
          if (before === undefined || before === value) return;
          device[field] = value;
          if (!timed) original.delete(field);
          else if (!original.has(field)) original.set(field, before);
          if (original.get(field) === value) original.delete(field);
          records = afterSave(
            records,
            saved(String(index), { [field]: before }, { [field]: value }, timed ? 10 : null),
          );
        });
        const backs = records.flatMap(({ back }) => Object.entries(back));
        expect(backs.length).toBe(new Set(backs.map(([field]) => field)).size);
        expect(Object.fromEntries(backs)).toEqual(Object.fromEntries(original));
      }),
    );
  });
});

describe('an answer', () => {
  const [begun] = afterSave(
    [],
    saved(
      'a',
      { ringTimeoutSeconds: 30, doNotDisturb: false },
      { ringTimeoutSeconds: 15, doNotDisturb: true },
    ),
  );
  const asks = asking(begun ?? expect.fail(), [
    { field: 'ringTimeoutSeconds', theirs: 300 },
    { field: 'doNotDisturb', theirs: null },
  ]);

  it('is asked for what somebody else changed', () => {
    expect(conflictsOf(asks)).toEqual([
      { field: 'ringTimeoutSeconds', mine: 30, theirs: 300 },
      { field: 'doNotDisturb', mine: false, theirs: null },
    ]);
  });

  it('leaves theirs, and brings mine back over what was shown and over nothing later', () => {
    const [left] = answered(asks, [
      { field: 'ringTimeoutSeconds', choice: 'mine' },
      { field: 'doNotDisturb', choice: 'theirs' },
    ]);
    expect(left).toMatchObject({
      now: { ringTimeoutSeconds: 300 },
      back: { ringTimeoutSeconds: 30 },
      asks: null,
    });
    expect(left?.back).not.toHaveProperty('doNotDisturb');
    const theirs = (['ringTimeoutSeconds', 'doNotDisturb'] as const).map((field) => ({
      field,
      choice: 'theirs' as const,
    }));
    expect(answered(asks, theirs)).toEqual([]);
  });
});
