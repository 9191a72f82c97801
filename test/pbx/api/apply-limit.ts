/** The device's habit of answering 10025 when configurations are applied too often: what came too soon waits for `apply`. */

export interface ApplyLimitOptions {
  /** This many updates within `withinMs` are applied; the next one is stored and answered with 10025. */
  updates: number;
  withinMs: number;
}

export interface ApplyLimit {
  /** Applies the change now, or keeps it and answers 10025. */
  request(change: () => void): { success: Record<string, unknown> } | { errno: number };
  /** What the call `apply` does: applies what waits, unless it comes too soon itself. */
  apply(): { success: Record<string, unknown> } | { errno: number };
}

/** Without options nothing is ever too often. */
export function createApplyLimit(options: ApplyLimitOptions | null, now: () => number): ApplyLimit {
  let appliedAtMs: number[] = [];
  let waiting: (() => void)[] = [];

  function isTooSoon(): boolean {
    if (options === null) return false;
    appliedAtMs = appliedAtMs.filter((atMs) => atMs > now() - options.withinMs);
    return appliedAtMs.length >= options.updates;
  }

  function applyWaiting(): void {
    for (const change of waiting) change();
    waiting = [];
    if (options !== null) appliedAtMs.push(now());
  }

  return {
    request(change) {
      waiting.push(change);
      if (isTooSoon()) return { errno: 10025 };
      applyWaiting();
      return { success: {} };
    },
    apply() {
      if (waiting.length === 0) return { success: {} };
      if (isTooSoon()) return { errno: 10025 };
      applyWaiting();
      return { success: {} };
    },
  };
}
