/** Finds people by name or number: any word's start, accents and case ignored, small typos forgiven, best first. */
import UFuzzy from '@leeoniya/ufuzzy';
import { fold } from './fold.ts';
import type { Folded } from './fold.ts';

export interface Searchable {
  readonly name: string;
  readonly number: string;
}

/** Offsets into the shown name or number: start, end, start, end, … */
export type Ranges = readonly number[];

export interface Match<T> {
  readonly item: T;
  readonly name: Ranges;
  readonly number: Ranges;
}

const LETTERS = {
  unicode: true,
  interSplit: "[^\\p{L}\\d']+",
  intraSplit: '\\p{Ll}\\p{Lu}',
  interBound: "[^\\p{L}\\d']",
  intraBound: '\\p{L}\\d|\\d\\p{L}',
  intraChars: "[\\p{L}\\d']",
  intraContr: "'\\p{L}{1,2}\\b",
  // Equals keep the list's order.
  compare: () => 0,
} as const;

/** Words that begin as typed. `interLft: 2`: at a word's start only (the type is an ambient const enum). */
const wordStarts = new UFuzzy({ ...LETTERS, interLft: 2 });
/** Anywhere in a word, one letter wrong, missing, swapped or too many. */
const forgiving = new UFuzzy({
  ...LETTERS,
  intraMode: 1,
  intraIns: 1,
  intraSub: 1,
  intraTrn: 1,
  intraDel: 1,
});
const anywhere = new UFuzzy({ ...LETTERS });

/** `Tang Ina` finds `Ina Tang`; more words than this are taken in their order. */
const WORDS_IN_ANY_ORDER = 3;
/** Shorter needles resemble too many names to allow typos. */
const FORGIVE_FROM = 4;
/** Fewer letters are found at the start of a word only: inside words they are everywhere. */
const INSIDE_FROM = 3;
/** Scripts in which one character says as much as a word. */
const SIGNS = /\p{Lo}/u;
const isShort = (word: string): boolean => word.length < INSIDE_FROM && !SIGNS.test(word);
/** A phone number as people paste it, with a country code or blanks. */
const DIALLED = /^[+(]?[\d\s()/.-]*$/;
const SEPARATORS = /[^\p{L}\p{M}\d]+/gu;

export interface Matcher<T> {
  /** Best first; null when there is nothing to search for. */
  find(query: string): Match<T>[] | null;
}

export function createMatcher<T>(items: readonly T[], read: (item: T) => Searchable): Matcher<T> {
  const folded: Folded[] = items.map((item) => fold(read(item).name));
  const names = folded.map(({ text }) => text);
  const numbers = items.map((item) => read(item).number);

  function byName(finder: UFuzzy, needle: string): { index: number; ranges: Ranges }[] {
    const [indexes, info, order] = finder.search(names, needle, WORDS_IN_ANY_ORDER);
    if (indexes === null) return [];
    // oxlint-disable-next-line typescript/no-unnecessary-condition -- the library’s types say less than it returns
    if (info === null || order === null) return indexes.map((index) => ({ index, ranges: [] }));
    return order.flatMap((at) => {
      const index = info.idx[at];
      return index === undefined ? [] : [{ index, ranges: info.ranges[at] ?? [] }];
    });
  }

  /** Names with letters that some people type as two, in that spelling. */
  const asTwo = items.flatMap((item, index) => {
    const { name } = read(item);
    const two = fold(name, true);
    return two.text === names[index] ? [] : [{ index, text: two.text }];
  });

  /** Words typed without what separates them: `jeanluc`, `vanderberg`. */
  function byJoinedWords(needle: string): number[] {
    const joined = needle.replace(SEPARATORS, '');
    if (joined.length < INSIDE_FROM) return [];
    const startsAWord = (text: string): boolean => {
      const words = text.split(SEPARATORS).filter((word) => word !== '');
      return words.some((_, at) => words.slice(at).join('').startsWith(joined));
    };
    return [
      ...names.flatMap((text, index) => (startsAWord(text) ? [index] : [])),
      ...asTwo.flatMap(({ index, text }) => (startsAWord(text) ? [index] : [])),
    ];
  }

  /** Every short word of the needle begins a word of the name. */
  function shortWordsFit(index: number, needle: string): boolean {
    const words = (names[index] ?? '').split(SEPARATORS);
    const short = needle.split(SEPARATORS).filter((word) => word !== '' && isShort(word));
    return short.every((start) => words.some((word) => word.startsWith(start)));
  }

  function byNumber(digits: string): { index: number; ranges: Ranges }[] {
    const found: { index: number; ranges: Ranges; at: number }[] = [];
    numbers.forEach((number, index) => {
      const at = number.indexOf(digits);
      if (at >= 0) found.push({ index, ranges: [at, at + digits.length], at });
    });
    return found.sort((a, b) => Number(a.at > 0) - Number(b.at > 0));
  }

  return {
    find(query) {
      const needle = fold(query.trim()).text;
      if (needle === '') return null;
      const matches = new Map<number, Match<T>>();
      const add = (index: number, name: Ranges, number: Ranges) => {
        const item = items[index];
        const word = folded[index];
        if (item === undefined || word === undefined || matches.has(index)) return;
        matches.set(index, { item, name: unfold(word, name), number });
      };
      if (/\d/.test(needle)) {
        const digits = DIALLED.test(needle) ? needle.replace(/\D/g, '') : needle;
        for (const { index, ranges } of byNumber(digits)) add(index, [], ranges);
        // A full outside number ends with the extension.
        if (matches.size === 0 && DIALLED.test(needle))
          numbers.forEach((number, index) => {
            if (number.length >= INSIDE_FROM && digits.endsWith(number)) add(index, [], [0, number.length]);
          });
      }
      for (const { index, ranges } of byName(wordStarts, needle)) add(index, ranges, []);
      if (isShort(needle.replace(SEPARATORS, ''))) return [...matches.values()];
      const looser = needle.length >= FORGIVE_FROM ? forgiving : anywhere;
      if (matches.size === 0 || needle.length >= FORGIVE_FROM) {
        for (const { index, ranges } of byName(looser, needle))
          if (shortWordsFit(index, needle)) add(index, ranges, []);
      }
      for (const index of byJoinedWords(needle)) add(index, [], []);
      return [...matches.values()];
    },
  };
}

/** Offsets in the shown name: a letter that folds to two (`ß`) is marked whole, with its accents. */
function unfold(folded: Folded, ranges: Ranges): Ranges {
  const { offsets } = folded;
  if (offsets === null) return ranges;
  return ranges.map((at, i) => {
    const isEnd = i % 2 === 1;
    let offset = at;
    while (isEnd && offset < offsets.length - 1 && offsets[offset] === offsets[at - 1]) offset += 1;
    return offsets[offset] ?? at;
  });
}
