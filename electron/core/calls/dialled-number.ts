/** A number as people write it, turned into what can be dialled. */

/** `+49 (0)151 234-56 78` is `00491512345678`; null for what is no number. */
export function dialledNumber(written: string): string | null {
  const plain = written
    .trim()
    .replace(/^(\+|00)(.*?)\(0\)/, '$1$2')
    .replaceAll(/[\s()./\-\u2010-\u2015]/g, '')
    .replace(/^\+/, '00');
  return /^[\d*#]{1,31}$/.test(plain) ? plain : null;
}
