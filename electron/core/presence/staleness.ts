/** From when on a state is too old to be believed. */

/** Three polls without an answer are no coincidence. */
export function staleAfter(intervalMs: number): number {
  return 3 * intervalMs;
}

/** `confirmedAt` and `now` in ms since the epoch; a state that was never confirmed is stale. */
export function isStale(confirmedAt: number | null, now: number, staleAfterMs: number): boolean {
  return confirmedAt === null || now - confirmedAt > staleAfterMs;
}
