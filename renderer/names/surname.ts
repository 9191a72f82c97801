/** Sorting by surname: the last word of a name, or what stands before its comma. */

/** `Müller` of `Zoë Müller`, of `Müller, Zoë` and of `Zoë Müller (Sales)`. */
export function surnameOf(name: string): string {
  const bare = name.replace(/\s*[([].*$/, '').trim() || name.trim();
  const [beforeComma, ...rest] = bare.split(',');
  if (beforeComma !== undefined && rest.length > 0) return beforeComma.trim();
  return bare.split(/\s+/).at(-1) ?? bare;
}

/** By surname, then by the whole name; equal ones keep their order. */
export function bySurname(locale: string): (a: string, b: string) => number {
  const { compare } = new Intl.Collator(locale, { numeric: true });
  return (a, b) => compare(surnameOf(a), surnameOf(b)) || compare(a, b);
}
