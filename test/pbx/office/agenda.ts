/** What happens when in simulated time: things are added for later and taken out in order. */

export interface Agenda<T> {
  /** `afterMs` from the present of the simulation. */
  add(afterMs: number, what: T): void;
  /** Moves time on to the next thing and takes it out; undefined when there is none. */
  next(): T | undefined;
  /** Simulated milliseconds until the next thing; null when there is none. */
  waitMs(): number | null;
  nowMs(): number;
}

export function createAgenda<T>(): Agenda<T> {
  /** Latest first, so that the next thing is taken from the end. */
  const things: { atMs: number; what: T }[] = [];
  let nowMs = 0;
  return {
    add(afterMs, what) {
      const atMs = nowMs + afterMs;
      let low = 0;
      let high = things.length;
      while (low < high) {
        const middle = (low + high) >>> 1;
        if ((things[middle]?.atMs ?? 0) > atMs) low = middle + 1;
        else high = middle;
      }
      things.splice(low, 0, { atMs, what });
    },
    next() {
      const thing = things.pop();
      if (thing === undefined) return undefined;
      nowMs = thing.atMs;
      return thing.what;
    },
    waitMs: () => (things.length === 0 ? null : (things.at(-1)?.atMs ?? nowMs) - nowMs),
    nowMs: () => nowMs,
  };
}
