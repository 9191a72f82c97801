/** Whom the search finds: names as people type them, and no one by one letter inside a word. */
import { expect, test } from 'vitest';
import { createMatcher } from './matcher.ts';

const names = [
  'Zoë Müller',
  'Jürgen Groß',
  'Søren Ærø',
  'Åsa Öberg',
  '李 雷',
  "Sinéad O'Brien",
  'İsmail Şahin',
  'Łukasz Wałęsa',
  'Ćwikła-Nowak, Anna',
  'Иван Петров',
  'Jean-Luc Picard',
  'MacDonald',
  'van der Berg',
  'Nguyễn Văn Đức',
  'Δημήτρης',
  'محمد علي',
];
const people = names.map((name, place) => ({ name, number: String(1000 + place) }));
const matcher = createMatcher(people, (person) => person);
const found = (query: string): string[] => (matcher.find(query) ?? []).map(({ item }) => item.name);

test.for([
  ['muller', 'Zoë Müller'],
  ['Mueller', 'Zoë Müller'],
  ['müller zoë', 'Zoë Müller'],
  ['juergen', 'Jürgen Groß'],
  ['gross', 'Jürgen Groß'],
  ['soeren', 'Søren Ærø'],
  ['asa', 'Åsa Öberg'],
  ['aasa', 'Åsa Öberg'],
  ['oeberg', 'Åsa Öberg'],
  ['雷', '李 雷'],
  ['obrien', "Sinéad O'Brien"],
  ['o’brien', "Sinéad O'Brien"],
  ['ismail', 'İsmail Şahin'],
  ['lukasz', 'Łukasz Wałęsa'],
  ['anna nowak', 'Ćwikła-Nowak, Anna'],
  ['петр', 'Иван Петров'],
  ['jean luc', 'Jean-Luc Picard'],
  ['jeanluc', 'Jean-Luc Picard'],
  ['donald', 'MacDonald'],
  ['der berg', 'van der Berg'],
  ['vanderberg', 'van der Berg'],
  ['duc', 'Nguyễn Văn Đức'],
  ['δημ', 'Δημήτρης'],
  ['علي', 'محمد علي'],
  ['1003', 'Åsa Öberg'],
  ['003', 'Åsa Öberg'],
  ['+49 1003', 'Åsa Öberg'],
  ['(0049) 30 / 1003', 'Åsa Öberg'],
] as const)('“%s” finds %s', ([query, name]) => {
  expect(found(query)).toContain(name);
});

test('fewer than three letters are found at the start of a word only', () => {
  const annas = ['Anna Gomez', 'Anna Schmidt', 'Anna Meyer', 'Emma Anders'].map((name, place) => ({
    name,
    number: String(2000 + place),
  }));
  const search = createMatcher(annas, (person) => person);
  const whom = (query: string): string[] => (search.find(query) ?? []).map(({ item }) => item.name);
  expect(whom('anna m')).toEqual(['Anna Meyer']);
  expect(whom('m')).toEqual(['Anna Meyer']);
  expect(whom('me')).toEqual(['Anna Meyer']);
  expect(whom('mid')).toEqual(['Anna Schmidt']);
  expect(whom('anna')[0]).toBe('Anna Gomez');
});
