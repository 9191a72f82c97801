/** What screen readers announce: one polite sentence at a time, never a flood. */
import type { TimeSource } from './clock.svelte.ts';

/** Time for one sentence to be heard before the next replaces it. */
const APART_MS = 4000;

/** `summarise` makes one sentence of many, oldest first. */
export class Announcer {
  #text = $state('');
  readonly #time: TimeSource;
  readonly #summarise: (sentences: readonly string[]) => string;
  #waiting: string[] = [];
  #endTick: (() => void) | null = null;

  constructor(time: TimeSource, summarise: (sentences: readonly string[]) => string) {
    this.#time = time;
    this.#summarise = summarise;
  }

  get text(): string {
    return this.#text;
  }

  say(...sentences: readonly string[]): void {
    if (sentences.length === 0) return;
    this.#waiting.push(...sentences);
    if (this.#endTick !== null) return;
    this.#speak();
    this.#endTick = this.#time.tick(APART_MS, () => {
      if (this.#waiting.length > 0) this.#speak();
      else this.stop();
    });
  }

  stop(): void {
    this.#endTick?.();
    this.#endTick = null;
  }

  #speak(): void {
    const sentences = this.#waiting;
    this.#waiting = [];
    this.#text = sentences.length === 1 ? (sentences[0] ?? '') : this.#summarise(sentences);
  }
}
