/** The list's rows: the roster without me, searched, filtered and sorted. */
import { untrack } from 'svelte';
import type { Snapshot } from '../../electron/contract/snapshot.ts';
import type { Favourites } from './favourites.svelte.ts';
import type { Groups } from './groups.svelte.ts';
import { HeldOrder } from './held-order.svelte.ts';
import type { Arranged } from './held-order.svelte.ts';
import { createMatcher } from '../names/matcher.ts';
import type { Match } from '../names/matcher.ts';
import type { RosterRows } from './roster.svelte.ts';
import type { Row } from './row.svelte.ts';
import { bySurname } from '../names/surname.ts';

export const filters = ['all', 'favourites', 'free'] as const;
export type Filter = (typeof filters)[number] | `group:${string}`;

export type Entry =
  | { readonly kind: 'heading'; readonly section: 'favourites' | 'everyone'; readonly count: number }
  /** `position`: from 1, among the rows. */
  | { readonly kind: 'row'; readonly row: Row; readonly position: number };

export class People {
  readonly #roster: RosterRows;
  readonly #favourites: Favourites;
  readonly #groups: Groups;
  readonly #snapshot: () => Snapshot | null;
  readonly #heldOrder = new HeldOrder();
  query = $state('');
  #wantedFilter: Filter = $state('all');

  constructor(roster: RosterRows, favourites: Favourites, groups: Groups, snapshot: () => Snapshot | null) {
    this.#roster = roster;
    this.#favourites = favourites;
    this.#groups = groups;
    this.#snapshot = snapshot;
  }

  /**
   * A pinned panel shows only favourites; unpinned, the earlier filter and search are back. Where the administrator keeps it
   * pinned, nobody could get at the others, so it shows everything.
   */
  readonly onlyFavourites: boolean = $derived.by(() => {
    const settings = this.#snapshot()?.settings;
    return settings?.pinned === true && !settings.locked.includes('pinned');
  });

  /** Everyone again once the chosen group is gone. */
  get filter(): Filter {
    if (this.onlyFavourites) return 'favourites';
    const wanted = this.#wantedFilter;
    return wanted.startsWith('group:') && this.group === null ? 'all' : wanted;
  }

  set filter(filter: Filter) {
    this.#wantedFilter = filter;
  }

  /** That group, all of it. */
  showGroup(id: string): void {
    this.#wantedFilter = `group:${id}`;
    this.query = '';
  }

  /** The chosen group, if the filter is one. */
  readonly group = $derived.by(() => this.#groups.find(this.#wantedFilter.slice('group:'.length)) ?? null);

  readonly #locale = $derived.by(() => this.#snapshot()?.locale ?? 'en');
  readonly #sortBy = $derived.by(() => this.#snapshot()?.settings.sortBy ?? 'name');

  readonly #myNumber = $derived.by(() => this.#snapshot()?.settings.extension ?? null);

  /** All but me. */
  readonly #others: readonly Row[] = $derived.by(() =>
    this.#roster.order.filter(({ number }) => number !== this.#myNumber),
  );

  readonly #sorted: readonly Row[] = $derived.by(() => {
    const rows = this.#others;
    if (this.#sortBy === 'number') return rows.toSorted(byNumber);
    if (this.#sortBy === 'surname') return this.#bySurname;
    return this.#sortBy === 'name' ? rows : this.#freeFirst(rows);
  });

  readonly #bySurname: readonly Row[] = $derived.by(() => {
    const rows = this.#others;
    void this.#roster.namesVersion;
    const compare = bySurname(this.#locale);
    return untrack(() =>
      rows.toSorted((a, b) => Number(a.nameless) - Number(b.nameless) || compare(a.label, b.label)),
    );
  });

  readonly #matcher = $derived.by(() => {
    void this.#roster.namesVersion;
    const rows = this.#sorted;
    return untrack(() => createMatcher(rows, (row) => ({ name: row.label, number: row.number })));
  });

  readonly #matches = $derived.by(() =>
    this.onlyFavourites || this.query.trim() === '' ? null : this.#matcher.find(this.query),
  );
  readonly #matchByNumber = $derived(
    new Map(this.#matches?.map((match) => [match.item.number, match] as const)),
  );

  /** All who match the search, whatever the filter. */
  readonly #found: readonly Row[] = $derived(this.#matches?.map(({ item }) => item) ?? this.#sorted);

  readonly counts: Readonly<Record<(typeof filters)[number], number>> = $derived.by(() => {
    const found = this.#found;
    const favourites = this.#favourites.set;
    void this.#roster.statesVersion;
    return untrack(() => ({
      all: found.length,
      favourites: found.filter((row) => favourites.has(row.number)).length,
      free: found.filter(isFree).length,
    }));
  });

  readonly #fresh: Arranged = $derived.by(() => {
    const shown = this.#filtered(this.#found);
    if (this.#matches !== null) return { rows: shown, favourites: 0 };
    const favourites = this.#favourites.set;
    if (favourites.size === 0) return { rows: shown, favourites: 0 };
    const here = new Set(shown);
    const first = this.#favourites.numbers.flatMap((number) => {
      const row = this.#roster.row(number);
      return row !== undefined && here.has(row) ? [row] : [];
    });
    const others = shown.filter((row) => !favourites.has(row.number));
    return { rows: [...first, ...others], favourites: first.length };
  });

  /** Search, filter and order as one string: when it changes, held rows are let go and the list starts at its top. */
  readonly question = $derived(`${this.filter} ${this.#sortBy} ${this.query}`);

  readonly #arranged: Arranged = $derived.by(() =>
    this.#heldOrder.apply(
      this.#fresh,
      this.question,
      this.#favourites.numbers,
      (row) => this.#roster.row(row.number) === row,
    ),
  );

  /** Until `release`, no row moves under the pointer or the focus. */
  hold(by: 'pointer' | 'focus'): void {
    this.#heldOrder.hold(by, () => this.#fresh, this.question, this.#favourites.numbers);
  }

  release(by: 'pointer' | 'focus'): void {
    this.#heldOrder.release(by);
  }

  /** The rows to show, in order. */
  get rows(): readonly Row[] {
    return this.#arranged.rows;
  }

  /** How many rows at the top are favourites, in the person's own order. */
  get favouritesFirst(): number {
    return this.#arranged.favourites;
  }

  readonly entries: readonly Entry[] = $derived.by(() => {
    const { rows, favourites } = this.#arranged;
    const entries: Entry[] = rows.map((row, i) => ({ kind: 'row', row, position: i + 1 }));
    if (favourites === 0 || favourites === rows.length) return entries;
    return [
      { kind: 'heading', section: 'favourites', count: favourites },
      ...entries.slice(0, favourites),
      { kind: 'heading', section: 'everyone', count: rows.length - favourites },
      ...entries.slice(favourites),
    ];
  });

  /** What the search matched in a row; undefined outside a search. */
  matchOf(number: string): Match<Row> | undefined {
    return this.#matchByNumber.get(number);
  }

  /** All but me, in the list's order, regardless of search and filter. */
  get all(): readonly Row[] {
    return this.#sorted;
  }

  /** Searches all people, regardless of the filter; null for an empty search. */
  find(query: string): Match<Row>[] | null {
    return this.#matcher.find(query);
  }

  #freeFirst(rows: readonly Row[]): readonly Row[] {
    void this.#roster.statesVersion;
    return untrack(() => [...rows.filter(isFree), ...rows.filter((row) => !isFree(row))]);
  }

  #filtered(rows: readonly Row[]): readonly Row[] {
    const { filter, group } = this;
    if (filter === 'all') return rows;
    if (filter === 'favourites') return rows.filter((row) => this.#favourites.has(row.number));
    if (filter !== 'free') {
      const members = new Set(group?.numbers);
      return this.#freeFirst(rows.filter((row) => members.has(row.number)));
    }
    void this.#roster.statesVersion;
    return untrack(() => rows.filter(isFree));
  }
}

function isFree(row: Row): boolean {
  return row.colleague.state === 'free';
}

/** `99` before `100`, `007` after `7`: by value for plain numbers, without the cost of a collator. */
function byNumber(a: Row, b: Row): number {
  if (a.number.length !== b.number.length) return a.number.length - b.number.length;
  return a.number < b.number ? -1 : a.number > b.number ? 1 : 0;
}
