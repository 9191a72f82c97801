/** One after the other: work that must not overlap waits for its turn. */

export interface Turns {
  /** The work's own outcome; a failure keeps nobody behind it from their turn. */
  run<T>(work: () => Promise<T>): Promise<T>;
}

export function createTurns(): Turns {
  let last: Promise<unknown> = Promise.resolve();
  return {
    run(work) {
      const done = last.then(work);
      last = done.catch(() => undefined);
      return done;
    },
  };
}
