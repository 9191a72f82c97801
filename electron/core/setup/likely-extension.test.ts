import { describe, expect, it } from 'vitest';
import { likelyExtension } from './likely-extension.ts';

const people = [
  { number: '1000', name: '1000' },
  { number: '1001', name: 'Ina Tang' },
  { number: '1002', name: 'Amy' },
  { number: '1003', name: 'Jürgen Groß' },
  { number: '1004', name: 'Amy Winter' },
  { number: '1005', name: '' },
];
const hint = (login: string, fullName = '') => ({ login, fullName });

describe('likelyExtension', () => {
  it.each([
    ['the full name', hint('u123', 'Ina Tang'), '1001'],
    ['the full name, turned round', hint('u123', 'Tang, Ina'), '1001'],
    ['first.last', hint('ina.tang'), '1001'],
    ['first letter and last name', hint('itang'), '1001'],
    ['first name and last letter', hint('inat'), '1001'],
    ['a name without its accents', hint('jurgen.groß'), '1003'],
    ['one word of two', hint('winter'), '1004'],
    ['the whole of a short name rather than a part of a long one', hint('amy'), '1002'],
  ])('finds %s', (_, person, number) => {
    expect(likelyExtension(people, person)).toBe(number);
  });

  it('offers nobody rather than a stranger', () => {
    expect(likelyExtension(people, hint('root'))).toBeNull();
    expect(likelyExtension(people, hint(''))).toBeNull();
  });

  it('suggests nobody when two fit equally well', () => {
    const twins = [...people, { number: '1009', name: 'Ina Tang' }];
    expect(likelyExtension(twins, hint('ina.tang'))).toBeNull();
  });
});
