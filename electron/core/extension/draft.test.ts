/** The three-way merge and what moves a draft's starting point. */

import { describe, expect, test } from 'vitest';
import type { OwnChanges, OwnValues } from '../../contract/own-fields.ts';
import { readDetail } from '../pbx/wire-detail.ts';
import { afterOurs, completed, decided, edited, emptyDraft, merge, settled, type Draft } from './draft.ts';
import { valuesOf } from './own-values.ts';

function stored(values: Partial<OwnValues> = {}): OwnValues {
  const detail = readDetail({ extnumber: '1002', username: 'Amy' });
  if (detail === undefined) throw new Error('not read');
  return { ...valuesOf(detail), ...values };
}

const drafted = (value: OwnChanges, base: OwnChanges = {}): Draft => ({ base, value });
const voicemail = { kind: 'voicemail' } as const;

describe('a merge', () => {
  test.each([
    ['nobody else changed it', { name: 'Amy' }, stored(), { changes: { name: 'Mine' }, conflicts: [] }],
    ['it is there already', { name: 'Amy' }, stored({ name: 'Mine' }), { changes: {}, conflicts: [] }],
    [
      'somebody else changed it',
      { name: 'Amy' },
      stored({ name: 'Theirs' }),
      { changes: {}, conflicts: [{ field: 'name', mine: 'Mine', theirs: 'Theirs' }] },
    ],
    [
      'it was not told before and is now',
      {},
      stored({ name: 'Theirs' }),
      { changes: {}, conflicts: [{ field: 'name', mine: 'Mine', theirs: 'Theirs' }] },
    ],
  ])('where %s', (_, base, fresh, merged) => {
    expect(merge(drafted({ name: 'Mine' }, base), fresh)).toEqual(merged);
  });

  test('where it was told before and is not any more asks', () => {
    const draft = drafted({ email: 'mine@example.org' }, { email: 'old@example.org' });
    expect(merge(draft, stored())).toMatchObject({ conflicts: [{ field: 'email', theirs: null }] });
  });

  test('knows that a rule which is off may keep its destination to itself', () => {
    const off = { 'forward.busy.enabled': false, 'forward.busy.destination': voicemail } as const;
    const back = drafted(
      { 'forward.busy.enabled': true, 'forward.busy.destination': { kind: 'mobile', prefix: '' } },
      off,
    );
    expect(merge(back, stored({ 'forward.busy.enabled': false })).conflicts).toEqual([]);
    expect(merge(back, stored({ 'forward.busy.enabled': true })).conflicts).toMatchObject([
      { field: 'forward.busy.destination', theirs: null },
    ]);
  });

  test('takes a number in its short form for the same number', () => {
    const wanted = { kind: 'number', number: '5923333', prefix: '9' } as const;
    const draft = drafted({ 'forward.busy.destination': wanted }, { 'forward.busy.destination': voicemail });
    const told = { kind: 'number', number: '95923333', prefix: '' } as const;
    expect(merge(draft, stored({ 'forward.busy.destination': told }))).toEqual({
      changes: {},
      conflicts: [],
    });
  });
});

describe('the starting point', () => {
  test('is what was stored at the first edit, whatever is read later', () => {
    const first = edited(emptyDraft, stored(), 'name', 'Mine');
    const second = edited(first, stored({ name: 'Theirs' }), 'name', 'Mine too');
    expect(second).toEqual(drafted({ name: 'Mine too' }, { name: 'Amy' }));
  });

  test('moves with what we wrote ourselves, and with nothing else', () => {
    const draft = drafted({ name: 'Mine', email: 'mine@example.org' }, { name: 'Amy' });
    const after = afterOurs(draft, { name: 'Ours' }, stored({ name: 'Ours', email: 'theirs@example.org' }));
    expect(after).toEqual(drafted(draft.value, { name: 'Ours' }));
  });

  test('moves to a value of theirs that was shown, by "mine"; "theirs" ends the change', () => {
    const draft = drafted({ name: 'Mine', email: 'mine@example.org' }, { name: 'Amy' });
    const shown = [
      { field: 'name', mine: 'Mine', theirs: 'Theirs' },
      { field: 'email', mine: 'mine@example.org', theirs: null },
    ] as const;
    const choices = [
      { field: 'name', choice: 'mine' },
      { field: 'email', choice: 'theirs' },
      { field: 'mobile', choice: 'mine' },
    ] as const;
    expect(decided(draft, choices, shown)).toEqual(drafted({ name: 'Mine' }, { name: 'Theirs' }));
  });
});

test('a change that is stored by now is none', () => {
  const draft = drafted({ name: 'Mine', email: 'mine@example.org' }, { name: 'Amy' });
  expect(settled(draft, stored({ name: 'Mine' })).value).toEqual({ email: 'mine@example.org' });
});

test('a rule that is switched on gets the destination that was told last, and loses it when switched off again', () => {
  const off = stored({ 'forward.busy.enabled': false });
  const on = completed(edited(emptyDraft, off, 'forward.busy.enabled', true), off, {
    'forward.busy.destination': voicemail,
  });
  expect(on.value).toEqual({ 'forward.busy.enabled': true, 'forward.busy.destination': voicemail });
  expect(completed(edited(on, off, 'forward.busy.enabled', false), off, {})).toEqual(emptyDraft);
});
