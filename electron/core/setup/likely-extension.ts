/** Guesses which extension is this person's, from the name they are logged in to the computer with. */

export interface PersonHint {
  /** The computer's account: `ina.tang`, `itang`. */
  readonly login: string;
  /** Where the system knows it: `Ina Tang`. */
  readonly fullName: string;
}

interface Listed {
  readonly number: string;
  readonly name: string;
}

/** The one extension whose name fits best; null when none does or two fit equally: a wrong suggestion is worse than none. */
export function likelyExtension(
  extensions: readonly Listed[],
  { login, fullName }: PersonHint,
): string | null {
  const scored = extensions
    .map(({ number, name }) => ({ number, score: Math.max(likeness(name, fullName), likeness(name, login)) }))
    .filter(({ score }) => score > 0)
    .sort((a, b) => b.score - a.score);
  const [best, second] = scored;
  return best === undefined || best.score === second?.score ? null : best.number;
}

/** 3: all words the same · 2: an account such as `itang` or `inat` for Ina Tang · 1: one word of two or more the same. */
function likeness(name: string, hint: string): 0 | 1 | 2 | 3 {
  const words = wordsOf(name);
  const hints = wordsOf(hint);
  if (words.length === 0 || hints.length === 0) return 0;
  if ([...words].sort().join(' ') === [...hints].sort().join(' ')) return 3;
  const [first, last] = [words[0] ?? '', words.at(-1) ?? ''];
  const short = hints.join('');
  if (words.length > 1 && shortForms(first, last).includes(short)) return 2;
  return words.some((word) => word.length > 2 && hints.includes(word)) ? 1 : 0;
}

function shortForms(first: string, last: string): string[] {
  return [first + last, last + first, first.charAt(0) + last, first + last.charAt(0), last + first.charAt(0)];
}

/** Accents and case do not count: accounts rarely have them. */
function wordsOf(text: string): string[] {
  return text
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word !== '');
}
