/** Whether a number is still mine: told by name, registration name and mail. */

import { expect, test } from 'vitest';
import { newChange, type Change } from './journal/change.ts';
import { isSomeoneElse, type Owner } from './owner.ts';

const ina: Owner = { name: 'Ina', registerName: 'ina-reg', email: 'ina@example.com' };
const max: Owner = { name: 'Max', registerName: 'max-reg', email: 'max@example.com' };
const nobody: Owner = { name: null, registerName: null, email: null };

const renaming = (state: Change['state'], after: string): Change =>
  newChange({ id: 'c', at: 0, why: 'me', state, settings: { name: { before: 'Ina', after } } });

test.each<[string, Owner, Partial<Owner>, boolean]>([
  ['everything that tells people apart differs', max, ina, true],
  ['one mark is the same', { ...max, email: ina.email }, ina, false],
  ['nothing is told', nobody, ina, false],
  ['nothing was known', max, {}, false],
  ['only a blank mark was known', max, { name: '' }, false],
  ['only the number was known', max, { name: '1002', registerName: '1002' }, false],
  ['the one mark that was known differs', max, { name: 'Ina', email: '' }, true],
  ['the one mark that is told differs', { ...nobody, name: 'Max' }, ina, true],
  ['a mark was taken away', { ...max, name: '' }, { name: 'Ina' }, true],
])('where %s', (_, now, before, expected) => {
  expect(isSomeoneElse('1002', now, before, [])).toBe(expected);
});

test('a name that I am changing just now is mine', () => {
  expect(isSomeoneElse('1002', max, ina, [renaming('sent', 'Max')])).toBe(false);
  expect(isSomeoneElse('1002', max, ina, [renaming('unknown', 'Max')])).toBe(false);
  expect(isSomeoneElse('1002', max, ina, [renaming('done', 'Max')])).toBe(true);
  expect(isSomeoneElse('1002', max, ina, [renaming('sent', 'Moritz')])).toBe(true);
});
