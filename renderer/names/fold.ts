/** Folds a name for searching: lower case, without accents, and a way back to where each letter stood. */

export interface Folded {
  readonly text: string;
  /** Offset in the original of each folded character, and the original's length at the end; null: they are the same. */
  readonly offsets: readonly number[] | null;
}

/** Letters that Unicode doesn't decompose, as people type them. */
const TYPED_AS: Readonly<Record<string, string>> = {
  ß: 'ss',
  æ: 'ae',
  œ: 'oe',
  ø: 'o',
  ł: 'l',
  đ: 'd',
  ð: 'd',
  þ: 'th',
  ı: 'i',
  '’': "'",
};

/** Letters that some people type as two: `Jürgen` as `Juergen`, `Åsa` as `Aasa`. */
const TYPED_AS_TWO: Readonly<Record<string, string>> = { ä: 'ae', ö: 'oe', ü: 'ue', ø: 'oe', å: 'aa' };

const ASCII = /^[\x20-\x7e]*$/;
const MARKS = /\p{M}+/gu;

function foldCharacter(character: string, asTwo: boolean): string {
  const two = asTwo ? TYPED_AS_TWO[character.normalize('NFC').toLowerCase()] : undefined;
  if (two !== undefined) return two;
  const bare = character.normalize('NFKD').replace(MARKS, '').toLowerCase().replace(MARKS, '');
  return TYPED_AS[bare] ?? bare;
}

/** @param asTwo writes umlauts and their like as two letters */
export function fold(text: string, asTwo = false): Folded {
  if (ASCII.test(text)) return { text: text.toLowerCase(), offsets: null };
  let folded = '';
  const offsets: number[] = [];
  let at = 0;
  for (const character of asTwo ? text.normalize('NFC') : text) {
    const part = foldCharacter(character, asTwo);
    for (let i = 0; i < part.length; i += 1) offsets.push(at);
    folded += part;
    at += character.length;
  }
  offsets.push(text.length);
  return { text: folded, offsets };
}
