/** A pause that grows with each failure in a row: `firstMs` doubled with each step after the first, up to `longestMs`. `step` counts from 1. */
export function doubledMs(step: number, firstMs: number, longestMs: number): number {
  return Math.min(longestMs, firstMs * 2 ** (step - 1));
}
