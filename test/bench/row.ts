/** A line of the bench's table: one claim, measured at some sizes, against its limit. */

export interface Measured {
  readonly value: number;
  /** Where the true median lies, 19 times out of 20; absent for counts. */
  readonly interval?: readonly [low: number, high: number];
  readonly samples?: number;
}

export interface Row {
  readonly what: string;
  /** Null: nothing is promised; the figure is only printed. */
  readonly limit: { readonly kind: 'at most' | 'below' | 'exactly'; readonly value: number } | null;
  /** How a value is written. */
  readonly unit: 'ratio' | 'count' | 'percent';
  /** By column: a number of people, or two that are compared. */
  readonly cells: Readonly<Record<string, Measured>>;
}

export function isMet({ limit }: Row, { value }: Measured): boolean {
  if (limit === null) return true;
  if (limit.kind === 'exactly') return value === limit.value;
  return limit.kind === 'below' ? value < limit.value : value <= limit.value;
}

/** True when each cell is within the limit, and there is one. */
export function isRowMet(row: Row): boolean {
  const cells = Object.values(row.cells);
  return cells.length > 0 && cells.every((cell) => isMet(row, cell));
}
