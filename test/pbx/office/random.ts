/** Seeded chance: the same seed gives the same names, quirks and office day on every machine. */

export interface Random {
  /** A number in [0, 1). */
  next(): number;
  /** A whole number in [low, high], both included. */
  between(low: number, high: number): number;
  pick<T>(choices: readonly [T, ...T[]]): T;
  /** True with the given probability. */
  chance(probability: number): boolean;
  /** Exponentially distributed, for waiting times with the given mean. */
  waiting(mean: number): number;
  /** `length` letters and digits, none that are easily confused. */
  word(length: number): string;
  digits(length: number): string;
}

const wordLetters = 'abcdefghjkmnpqrstuvwxyzABCDEFGHJKMNPQRSTUVWXYZ23456789';

/** Mulberry32: small, fast, and good enough for names and waiting times. */
export function createRandom(seed: number): Random {
  let state = seed >>> 0;
  function next(): number {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  }
  const between = (low: number, high: number): number => low + Math.floor(next() * (high - low + 1));
  const fromLetters = (letters: string, length: number): string =>
    Array.from({ length }, () => letters.charAt(between(0, letters.length - 1))).join('');
  return {
    next,
    between,
    pick: <T>(choices: readonly [T, ...T[]]): T => choices[between(0, choices.length - 1)] ?? choices[0],
    chance: (probability) => next() < probability,
    waiting: (mean) => -Math.log(1 - next()) * mean,
    word: (length) => fromLetters(wordLetters, length),
    digits: (length) => fromLetters('0123456789', length),
  };
}

/** A number in [0, 1) that depends on the seed and the key alone (FNV-1a), so that a quirk never flickers. */
export function hashed(seed: number, key: string): number {
  let hash = (0x811c9dc5 ^ seed) >>> 0;
  for (let index = 0; index < key.length; index++) {
    hash = Math.imul(hash ^ key.charCodeAt(index), 0x01000193) >>> 0;
  }
  hash = Math.imul(hash ^ (hash >>> 15), 0x2c1b3c6d) >>> 0;
  hash = Math.imul(hash ^ (hash >>> 12), 0x297a2d39) >>> 0;
  return ((hash ^ (hash >>> 15)) >>> 0) / 2 ** 32;
}
