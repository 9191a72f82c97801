/** The order of the list: by name as the reader's language has it, then by number. */

export interface Listed {
  readonly number: string;
  readonly name: string;
}

export type RosterOrder = (a: Listed, b: Listed) => number;

/** "10" after "9"; those without a name come last, by number; never 0 for two numbers that differ (`7`, `007`). */
export function createRosterOrder(locale: string): RosterOrder {
  const collator = createCollator(locale);
  return (a, b) =>
    Number(isNameless(a)) - Number(isNameless(b)) ||
    collator.compare(nameKey(a), nameKey(b)) ||
    collator.compare(a.number, b.number) ||
    (a.number < b.number ? -1 : a.number > b.number ? 1 : 0);
}

/** "📞 Reception" stands under R. */
function nameKey({ name }: Listed): string {
  return name.replace(/^[^\p{L}\p{N}]+/u, '');
}

/** The device repeats the number where nobody gave a name. */
function isNameless({ name, number }: Listed): boolean {
  return name.trim() === '' || name.trim() === number;
}

/** The environment may say `C` or `de_DE.UTF-8`: sort as the system does rather than fail. */
function createCollator(locale: string): Intl.Collator {
  try {
    return new Intl.Collator(locale, { numeric: true });
  } catch {
    return new Intl.Collator(undefined, { numeric: true });
  }
}

/** `sorted` with `rows` at their places. Comparing names costs more than anything else that a change of one row does. */
export function insertInOrder<T extends Listed>(
  sorted: readonly T[],
  rows: readonly T[],
  order: RosterOrder,
): T[] {
  const result = [...sorted];
  for (const row of rows) {
    let low = 0;
    let high = result.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      const other = result[middle];
      if (other !== undefined && order(other, row) < 0) low = middle + 1;
      else high = middle;
    }
    result.splice(low, 0, row);
  }
  return result;
}
