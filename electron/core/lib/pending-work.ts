/** Work that has begun and has not ended, so that an end can wait for it. */

export interface PendingWork {
  /** Returns `work` itself. */
  follow<T>(work: Promise<T>): Promise<T>;
  /** Resolves when everything that was followed has ended, however it ended. */
  settled(): Promise<void>;
}

export function createPendingWork(): PendingWork {
  const underWay = new Set<Promise<unknown>>();
  return {
    follow(work) {
      const leave = (): void => void underWay.delete(ended);
      const ended = work.then(leave, leave);
      underWay.add(ended);
      return work;
    },
    async settled() {
      while (underWay.size > 0) await Promise.all(underWay);
    },
  };
}
