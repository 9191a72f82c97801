/** Where each entry of the list stands, which of them can be seen, and how the reader's place is kept when they move. */

export const ROW_PX = 44;
export const HEADING_PX = 26;
/** Beyond both edges, so that a fast scroll finds rows there. */
const SPARE_PX = 6 * ROW_PX;

/** An entry by its key, with its top edge. */
export interface Placed {
  readonly key: string;
  readonly top: number;
  readonly isRow: boolean;
}

export interface Layout {
  readonly places: readonly Placed[];
  readonly height: number;
}

export function layOut(entries: readonly { readonly key: string; readonly isRow: boolean }[]): Layout {
  let height = 0;
  const places = entries.map(({ key, isRow }) => {
    const top = height;
    height += isRow ? ROW_PX : HEADING_PX;
    return { key, top, isRow };
  });
  return { places, height };
}

/** The entries to keep in the page: from the first, up to but without the last. */
export function rangeInView({ places }: Layout, scrollTop: number, viewPx: number): [number, number] {
  const first = places.findLastIndex(({ top }) => top <= scrollTop - SPARE_PX);
  const end = places.findIndex(({ top }) => top >= scrollTop + viewPx + SPARE_PX);
  return [Math.max(first, 0), end === -1 ? places.length : end];
}

/** The first row that is seen whole: the one that Enter in the search opens. */
export function firstWhole({ places }: Layout, scrollTop: number): Placed | undefined {
  return places.find(({ top, isRow }) => isRow && top >= scrollTop - 1);
}

/** How far to scroll so that the row is seen whole; the first row brings what stands above it. */
export function scrollTopFor({ places }: Layout, key: string, scrollTop: number, viewPx: number): number {
  const place = places.find((one) => one.key === key);
  if (place === undefined) return scrollTop;
  if (place === places.find(({ isRow }) => isRow)) return 0;
  if (place.top < scrollTop) return place.top;
  return Math.max(scrollTop, place.top + ROW_PX - viewPx);
}

/**
 * Where to scroll so that what was seen stays where it was, although entries came, went or moved above it. Most of those seen
 * decide: one that moved away by itself takes nobody along. At the top the list stays at the top.
 */
export function keepPlace(before: Layout, after: Layout, scrollTop: number, viewPx: number): number {
  if (scrollTop <= 0) return scrollTop;
  const tops = new Map(after.places.map(({ key, top }) => [key, top]));
  const votes = new Map<number, number>();
  for (const { key, top } of before.places) {
    if (top + ROW_PX <= scrollTop || top >= scrollTop + viewPx) continue;
    const now = tops.get(key);
    if (now !== undefined) votes.set(now - top, (votes.get(now - top) ?? 0) + 1);
  }
  const [shift = 0] = [...votes].toSorted(([, one], [, other]) => other - one)[0] ?? [];
  return Math.max(0, scrollTop + shift);
}
