import { expect, test } from 'vitest';
import { bySurname, surnameOf } from './surname.ts';

test.for([
  ['Zoë Müller', 'Müller'],
  ['Müller, Zoë', 'Müller'],
  ['Ana María López (Sales)', 'López'],
  ['Front desk', 'desk'],
  ['王小明', '王小明'],
  ['(Lobby)', '(Lobby)'],
] as const)('the surname of %s is %s', ([name, surname]) => {
  expect(surnameOf(name)).toBe(surname);
});

test('people with the same surname are sorted by first name', () => {
  const names = ['Zoë Müller', 'Ada Zimmer', 'Anna Müller', 'Müller, Ben', 'Öznur Arslan'];
  expect(names.toSorted(bySurname('de'))).toEqual([
    'Öznur Arslan',
    'Anna Müller',
    'Müller, Ben',
    'Zoë Müller',
    'Ada Zimmer',
  ]);
});
