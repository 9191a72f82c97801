/** The time for words on the screen: one shared timer that runs only while something reads it. */
import { createSubscriber } from 'svelte/reactivity';

/** Where the time comes from; tests steer one of their own. */
export interface TimeSource {
  now(): number;
  /** Calls back every `everyMs`; the returned function ends it. */
  tick(everyMs: number, callback: () => void): () => void;
}

export const wallTime: TimeSource = {
  now: () => Date.now(),
  tick(everyMs, callback) {
    const timer = setInterval(callback, everyMs);
    return () => clearInterval(timer);
  },
};

/** Minutes are shown, so ten seconds are as exact as a row needs to be. */
const COARSE_MS = 10_000;
const FINE_MS = 1000;

export class Clock {
  readonly #source: TimeSource;
  readonly #followCoarse: () => void;
  readonly #followFine: () => void;
  #coarse = 0;

  constructor(source: TimeSource) {
    this.#source = source;
    this.#followCoarse = createSubscriber((update) => {
      this.#coarse = source.now();
      return source.tick(COARSE_MS, () => {
        this.#coarse = source.now();
        update();
      });
    });
    this.#followFine = createSubscriber((update) => source.tick(FINE_MS, update));
  }

  /** ms since the epoch, moving on every ten seconds: for the rows. */
  get coarse(): number {
    this.#followCoarse();
    return this.#coarse === 0 ? this.#source.now() : this.#coarse;
  }

  /** ms since the epoch, moving on every second: for countdowns. */
  get fine(): number {
    this.#followFine();
    return this.#source.now();
  }

  /** Calls back once, later; the returned function calls it off. */
  after(ms: number, callback: () => void): () => void {
    const end = this.#source.tick(ms, () => {
      end();
      callback();
    });
    return end;
  }

  /** Not reactive: the time at this moment. */
  get now(): number {
    return this.#source.now();
  }
}
