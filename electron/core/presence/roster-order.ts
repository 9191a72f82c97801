/** The order of the list: by name as the reader's language has it, then by number. */

export interface Listed {
  readonly number: string;
  readonly name: string;
}

export type Order = (a: Listed, b: Listed) => number;

/** "10" after "9"; who has no name stands under their number; never 0 for two numbers that differ (`7`, `007`). */
export function createOrder(locale: string): Order {
  const collator = createCollator(locale);
  return (a, b) =>
    collator.compare(a.name.trim() || a.number, b.name.trim() || b.number) ||
    collator.compare(a.number, b.number) ||
    (a.number < b.number ? -1 : a.number > b.number ? 1 : 0);
}

/** An environment may say `C` or `de_DE.UTF-8`: order as the system does, rather than fail. */
function createCollator(locale: string): Intl.Collator {
  try {
    return new Intl.Collator(locale, { numeric: true });
  } catch {
    return new Intl.Collator(undefined, { numeric: true });
  }
}

/**
 * `sorted` with `moved` put in where they belong: a few binary searches instead of a sort of everybody.
 * `sorted` must not hold the moved ones any more.
 */
export function insertSorted<T extends Listed>(sorted: readonly T[], moved: readonly T[], order: Order): T[] {
  if (moved.length * 8 > sorted.length) return [...sorted, ...moved].sort(order);
  const result: T[] = [];
  let taken = 0;
  for (const item of [...moved].sort(order)) {
    const place = placeOf(item, sorted, taken, order);
    for (const before of sorted.slice(taken, place)) result.push(before);
    result.push(item);
    taken = place;
  }
  for (const rest of sorted.slice(taken)) result.push(rest);
  return result;
}

function placeOf<T extends Listed>(item: T, sorted: readonly T[], from: number, order: Order): number {
  let low = from;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    const other = sorted[middle];
    if (other && order(other, item) < 0) low = middle + 1;
    else high = middle;
  }
  return low;
}
