/** Pauses that grow with each failure in a row: pure arithmetic. */

import type { Random } from '../ports.ts';

/** `firstMs` doubled with each step after the first, up to `longestMs`. `step` counts from 1. */
export function doubledMs(step: number, firstMs: number, longestMs: number): number {
  return Math.min(longestMs, firstMs * 2 ** (step - 1));
}

/** Anything from `floorMs` to a ceiling that doubles with each failure, so that a whole office does not come back in step. */
export function randomBackoffMs(
  failuresInARow: number,
  {
    floorMs,
    longestMs,
    random,
  }: { readonly floorMs: number; readonly longestMs: number; readonly random: Random },
): number {
  const ceilingMs = doubledMs(failuresInARow, 2 * floorMs, longestMs);
  return floorMs + (ceilingMs - floorMs) * random();
}
