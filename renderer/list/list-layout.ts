/** The position of each entry of the list, which are visible, and how the scroll position is kept when they move. */

export const ROW_PX = 44;
export const HEADING_PX = 26;
/** Rendered beyond both edges, so that a fast scroll shows no gap. */
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

/** The entries to render: index of the first, and of the one after the last. */
export function rangeInView({ places }: Layout, scrollTop: number, viewPx: number): [number, number] {
  const first = places.findLastIndex(({ top }) => top <= scrollTop - SPARE_PX);
  const end = places.findIndex(({ top }) => top >= scrollTop + viewPx + SPARE_PX);
  return [Math.max(first, 0), end === -1 ? places.length : end];
}

/** The first row that is fully visible: Enter in the search opens it. */
export function firstWhole({ places }: Layout, scrollTop: number): Placed | undefined {
  return places.find(({ top, isRow }) => isRow && top >= scrollTop - 1);
}

/** The scroll position that shows the whole row; for the first row, the top of the list. */
export function scrollTopFor({ places }: Layout, key: string, scrollTop: number, viewPx: number): number {
  const place = places.find((one) => one.key === key);
  if (place === undefined) return scrollTop;
  if (place === places.find(({ isRow }) => isRow)) return 0;
  if (place.top < scrollTop) return place.top;
  return Math.max(scrollTop, place.top + ROW_PX - viewPx);
}

/**
 * The scroll position that keeps visible entries in place when others come, go or move above them. Most of the visible ones
 * decide, so one that moves doesn't take the view along. At the top the list stays at the top.
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
