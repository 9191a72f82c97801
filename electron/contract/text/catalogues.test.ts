import { expect, it } from 'vitest';
import { de } from './de.ts';
import { en } from './en.ts';
import { createTranslate, languageFor, languages } from './translate.ts';

type Words = { readonly [key: string]: string | Words };
const catalogues: Readonly<Record<string, Words>> = { en, de };

/** Every text under its full key. */
function flat(words: Words, prefix = ''): [key: string, text: string][] {
  return Object.entries(words).flatMap(([key, value]): [string, string][] =>
    typeof value === 'string' ? [[prefix + key, value]] : flat(value, `${prefix}${key}.`),
  );
}
const placesOf = (text: string) => [...new Set(text.match(/{{.*?}}/g))].toSorted();

it('names every language that there is', () => {
  expect(Object.keys(catalogues).toSorted()).toEqual(languages.toSorted());
});

it.for(Object.keys(catalogues))(
  '%s says everything that English says, with the same places to fill',
  (language) => {
    const english = new Map(flat(en));
    const own = new Map(flat(catalogues[language] ?? {}));
    expect([...own.keys()].toSorted()).toEqual([...english.keys()].toSorted());
    const differing = [...own]
      .filter(([key, text]) => placesOf(text).join() !== placesOf(english.get(key) ?? '').join())
      .map(([key]) => key)
      // "One" may be a word instead of a number.
      .filter((key) => !key.endsWith('_one'));
    expect(differing).toEqual([]);
  },
);

it('leaves nothing empty and nothing with blanks at its ends', () => {
  const bad = Object.entries(catalogues).flatMap(([language, words]) =>
    flat(words)
      .filter(([, text]) => text.trim() === '' || text !== text.trim())
      .map(([key]) => `${language} ${key}`),
  );
  expect(bad).toEqual([]);
});

it('is German in German: long texts differ from the English ones', () => {
  const english = new Map(flat(en));
  // What stands between the places is what can be translated.
  const wordsOf = (text: string): string => text.replace(/{{.*?}}/g, '').replace(/[^\p{L} ]/gu, '');
  const same = flat(de).filter(([key, text]) => wordsOf(text).length > 20 && english.get(key) === text);
  expect(same.map(([key]) => key)).toEqual([]);
});

it('fills places and picks plurals by the language, and falls back to English for an unknown one', () => {
  expect(languageFor('de-AT')).toBe('de');
  expect(languageFor('fr')).toBe('en');
  expect(createTranslate('en')('find.found', { count: 1 })).toBe('1 colleague found');
  expect(createTranslate('de')('find.found', { count: 2 })).toContain('2');
});

/** What a native writer of today wouldn't put into a small panel, by language. */
const unwanted: Readonly<Record<string, RegExp>> = {
  en: /\b(anew|somebody|anybody|everybody|nobody|whoever|shall|all the same|holds? .* back|held back|is no news|in force|laid down|watch(es|ing)?|PM|AM)\b|\b(do|does|did|is|are|was|were|has|have|could|would|will|must) not\b|\bcannot\b/i,
  de: /Beobacht|Mitteilung|Voreinstellung|zurückgehalten|Stillschweigen|\bPM\b|(?<!Kolleginnen und )\bKollegen?\b(?! oder Kollegin)/,
};
/** The name of the state, as every phone has it. */
const named = /do not disturb/gi;

it.for(Object.keys(catalogues))('%s reads as a native writer puts it', (language) => {
  const found = flat(catalogues[language] ?? {}).filter(([, text]) =>
    unwanted[language]?.test(text.replaceAll(named, '')),
  );
  expect(found).toEqual([]);
});

it('writes an ellipsis as one character', () => {
  const odd = Object.entries(catalogues).flatMap(([language, words]) =>
    flat(words)
      .filter(([, text]) => text.includes('...'))
      .map(([key]) => `${language} ${key}`),
  );
  expect(odd).toEqual([]);
});
