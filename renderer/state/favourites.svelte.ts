/** The favourites in the person's order, and the requests that change them. */
import { untrack } from 'svelte';
import type { Snapshot } from '../../electron/contract/snapshot.ts';
import type { RequestAndReport } from './request-and-report.ts';

export class Favourites {
  readonly #snapshot: () => Snapshot | null;
  readonly #request: RequestAndReport;

  constructor(snapshot: () => Snapshot | null, request: RequestAndReport) {
    this.#snapshot = snapshot;
    this.#request = request;
  }

  /** As one string, so that a snapshot with the same favourites changes nothing in the list. */
  readonly #key = $derived.by(() => JSON.stringify(this.#snapshot()?.favourites ?? []));

  readonly numbers: readonly string[] = $derived.by(() => {
    void this.#key;
    return untrack(() => this.#snapshot()?.favourites ?? []);
  });

  readonly set: ReadonlySet<string> = $derived(new Set(this.numbers));

  has(number: string): boolean {
    return this.set.has(number);
  }

  toggle(number: string): void {
    void this.#request('favourite.set', { number, on: !this.has(number) });
  }

  /** Puts one before another; null: last. Favourites that the PBX doesn't list keep their places. */
  move(number: string, before: string | null): Promise<boolean> {
    const others = this.numbers.filter((other) => other !== number);
    const at = before === null ? others.length : others.indexOf(before);
    if (!this.has(number) || at === -1) return Promise.resolve(false);
    return this.#request('favourite.order', { numbers: others.toSpliced(at, 0, number) });
  }
}
