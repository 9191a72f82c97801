/** Who stands in the list: search, filter and order over the roster's rows. */
import { untrack } from 'svelte';
import type { Snapshot } from '../../electron/contract/snapshot.ts';
import { createMatcher } from './matcher.ts';
import type { Match } from './matcher.ts';
import type { RosterRows } from './roster.svelte.ts';
import type { Row } from './row.svelte.ts';

export const filters = ['all', 'favourites', 'free'] as const;
export type Filter = (typeof filters)[number];

export type Entry =
  | { readonly kind: 'heading'; readonly section: 'favourites' | 'everybody'; readonly count: number }
  /** `position`: from 1, among the rows. */
  | { readonly kind: 'row'; readonly row: Row; readonly position: number };

export class People {
  readonly #roster: RosterRows;
  readonly #snapshot: () => Snapshot | null;
  query = $state('');
  filter: Filter = $state('all');

  constructor(roster: RosterRows, snapshot: () => Snapshot | null) {
    this.#roster = roster;
    this.#snapshot = snapshot;
  }

  /** As one string, so that a snapshot with the same favourites is no news to the list. */
  readonly #favouriteKey = $derived.by(() => JSON.stringify(this.#snapshot()?.favourites ?? []));
  readonly #favouriteNumbers: readonly string[] = $derived.by(() => {
    void this.#favouriteKey;
    return untrack(() => this.#snapshot()?.favourites ?? []);
  });
  readonly #favouriteSet: ReadonlySet<string> = $derived(new Set(this.#favouriteNumbers));
  readonly #sortBy = $derived.by(() => this.#snapshot()?.settings.sortBy ?? 'name');

  readonly #sorted: readonly Row[] = $derived.by(() => {
    const rows = this.#roster.order;
    if (this.#sortBy === 'number') return rows.toSorted(byNumber);
    if (this.#sortBy === 'name') return rows;
    void this.#roster.statesVersion;
    return untrack(() => [...rows.filter(isFree), ...rows.filter((row) => !isFree(row))]);
  });

  readonly #matcher = $derived.by(() => {
    void this.#roster.namesVersion;
    const rows = this.#sorted;
    return untrack(() => createMatcher(rows, (row) => ({ name: row.label, number: row.number })));
  });

  readonly #matches = $derived.by(() => (this.query.trim() === '' ? null : this.#matcher.find(this.query)));
  readonly #matchByNumber = $derived(
    new Map(this.#matches?.map((match) => [match.item.number, match] as const)),
  );

  /** Everybody who matches the search, whatever the filter. */
  readonly #found: readonly Row[] = $derived(this.#matches?.map(({ item }) => item) ?? this.#sorted);

  readonly counts: Readonly<Record<Filter, number>> = $derived.by(() => {
    const found = this.#found;
    const favourites = this.#favouriteSet;
    void this.#roster.statesVersion;
    return untrack(() => ({
      all: found.length,
      favourites: found.filter((row) => favourites.has(row.number)).length,
      free: found.filter(isFree).length,
    }));
  });

  /** The rows to show, in order. */
  readonly rows: readonly Row[] = $derived.by(() => {
    const shown = this.#filtered(this.#found);
    if (this.#matches !== null) return shown;
    const favourites = this.#favouriteSet;
    if (favourites.size === 0) return shown;
    const here = new Set(shown);
    const first = this.#favouriteNumbers.flatMap((number) => {
      const row = this.#roster.row(number);
      return row !== undefined && here.has(row) ? [row] : [];
    });
    return [...first, ...shown.filter((row) => !favourites.has(row.number))];
  });

  readonly entries: readonly Entry[] = $derived.by(() => {
    const rows = this.rows;
    const entries: Entry[] = rows.map((row, i) => ({ kind: 'row', row, position: i + 1 }));
    const first = this.#matches === null ? this.#countFavourites(rows) : 0;
    if (first === 0 || first === rows.length) return entries;
    return [
      { kind: 'heading', section: 'favourites', count: first },
      ...entries.slice(0, first),
      { kind: 'heading', section: 'everybody', count: rows.length - first },
      ...entries.slice(first),
    ];
  });

  isFavourite(number: string): boolean {
    return this.#favouriteSet.has(number);
  }

  /** What of a row the search matched; undefined outside a search. */
  matchOf(number: string): Match<Row> | undefined {
    return this.#matchByNumber.get(number);
  }

  #filtered(rows: readonly Row[]): readonly Row[] {
    if (this.filter === 'all') return rows;
    if (this.filter === 'favourites') return rows.filter((row) => this.#favouriteSet.has(row.number));
    void this.#roster.statesVersion;
    return untrack(() => rows.filter(isFree));
  }

  #countFavourites(rows: readonly Row[]): number {
    const end = rows.findIndex((row) => !this.#favouriteSet.has(row.number));
    return end === -1 ? rows.length : end;
  }
}

function isFree(row: Row): boolean {
  return row.colleague.state === 'free';
}

/** `99` before `100`, `007` after `7`: by value where both are plain numbers, without the cost of a collator. */
function byNumber(a: Row, b: Row): number {
  if (a.number.length !== b.number.length) return a.number.length - b.number.length;
  return a.number < b.number ? -1 : a.number > b.number ? 1 : 0;
}
