/** What is dialled for numbers as people write them. */

import { describe, expect, test } from 'vitest';
import { dialledNumber, usualInternationalPrefix } from './dialling.ts';

const german = { internationalPrefix: '00' };

describe('a number as people write it', () => {
  test.each([
    ['0151 2345678', '01512345678'],
    ['0151 / 234-56 78', '01512345678'],
    ['(030) 123.45', '03012345'],
    ['  0301234 ', '0301234'],
    // Copied from a web page: non-breaking and narrow spaces, a dash, a mark that says the direction.
    ['030\u00a012\u202f34\u20135\u200e', '03012345'],
    ['+49 151 2345678', '00491512345678'],
    ['+49 (0)151 2345678', '00491512345678'],
    ['+49 (0) 151 2345678', '00491512345678'],
    ['0049 (0)151 2345678', '00491512345678'],
    ['00 49 (0) 151/234', '0049151234'],
    [' (+49) 30 1234', '0049301234'],
    // Inside the country, the zero in brackets is dialled.
    ['(0)30 1234', '0301234'],
    ['', ''],
    ['  ', ''],
  ])('%j is dialled as %j', (typed, dialled) => {
    expect(dialledNumber(typed, german)).toEqual({ dialled, rule: null });
  });

  test.each(['0151 x', 'Ina', '*21', '030#', '٠٣٠', '+', '+ ()', '+49+30', '030+49'])(
    '%j cannot be dialled',
    (typed) => {
      expect(dialledNumber(typed, german)).toEqual({ dialled: '', rule: 'digits' });
    },
  );

  test('a plus needs to be known: without it, nothing is guessed', () => {
    const unknown = { internationalPrefix: null };
    expect(dialledNumber('+49 30 1234', unknown)).toEqual({ dialled: '', rule: 'plus' });
    expect(dialledNumber('030 1234', unknown)).toEqual({ dialled: '0301234', rule: null });
  });

  test('what is dialled stays as it is', () => {
    const { dialled } = dialledNumber('+1 (555) 010-0199', { internationalPrefix: '011' });
    expect(dialled).toBe('01115550100199');
    expect(dialledNumber(dialled, german).dialled).toBe(dialled);
  });
});

describe('the usual international prefix', () => {
  test.each([
    ['de-AT', '00'],
    ['de_DE', '00'],
    ['en-US', '011'],
    ['fr-CA', '011'],
    ['en-AU', '0011'],
    ['ja', '010'],
    ['ru-KZ', '810'],
    ['zh-Hant-TW', '002'],
    // English alone is most likely that of the United States.
    ['en', '011'],
    ['', '00'],
    ['not a locale', '00'],
  ])('of %j is %s', (locale, prefix) => {
    expect(usualInternationalPrefix(locale)).toBe(prefix);
  });
});
