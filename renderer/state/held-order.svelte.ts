/** Keeps the rows in place while someone points at them or moves among them by keys. */
import type { Row } from './row.svelte.ts';

export interface Arranged {
  readonly rows: readonly Row[];
  /** This many at the top are favourites with a heading of their own. */
  readonly favourites: number;
}

interface Held extends Arranged {
  /** Search, filter and order; another question is answered at once. */
  readonly question: string;
  readonly order: readonly string[];
}

export class HeldOrder {
  #held: Held | null = $state.raw(null);
  readonly #holders = new Set<'pointer' | 'focus'>();

  hold(by: 'pointer' | 'focus', now: () => Arranged, question: string, order: readonly string[]): void {
    this.#holders.add(by);
    if (this.#held !== null && this.#holds(this.#held, question, order)) return;
    this.#held = { ...now(), question, order };
  }

  release(by: 'pointer' | 'focus'): void {
    this.#holders.delete(by);
    if (this.#holders.size === 0) this.#held = null;
  }

  /** Rows keep their places; new ones come last; those that the PBX no longer lists are dropped. */
  apply(
    fresh: Arranged,
    question: string,
    order: readonly string[],
    isListed: (row: Row) => boolean,
  ): Arranged {
    const held = this.#held;
    if (held === null || !this.#holds(held, question, order)) return fresh;
    const here = new Set(held.rows);
    const staying = held.rows.filter(isListed);
    const gone = held.rows.slice(0, held.favourites).filter((row) => !isListed(row)).length;
    return {
      rows: [...staying, ...fresh.rows.filter((row) => !here.has(row))],
      favourites: held.favourites - gone,
    };
  }

  /** False once the favourites were reordered, which must show; a star added or removed can wait. */
  #holds(held: Held, question: string, order: readonly string[]): boolean {
    if (held.question !== question) return false;
    const before = new Set(held.order);
    if (order.length !== before.size || !order.every((number) => before.has(number))) return true;
    return order.every((number, i) => number === held.order[i]);
  }
}
