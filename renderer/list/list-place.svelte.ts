/** The visible part of the list: how far it is scrolled, and the row that keys act on while the search has the focus. */
import { firstWhole, layOut } from './list-layout.ts';
import type { Layout } from './list-layout.ts';
import type { Entry, People } from '../state/people.svelte.ts';

export class ListPlace {
  readonly #people: People;
  scrollTop = $state(0);
  /** Until it's measured, about what it will be: most rows are made with the list. */
  viewPx = $state(innerHeight / 2);
  /** Increases when the list must scroll to its top, as when the panel opens. */
  #beginnings = $state(0);

  constructor(people: People) {
    this.#people = people;
  }

  readonly layout: Layout = $derived.by(() =>
    layOut(this.#people.entries.map((entry) => ({ key: entryKey(entry), isRow: entry.kind === 'row' }))),
  );

  /** The number of the first row that is fully visible. */
  readonly first: string | null = $derived.by(() => firstWhole(this.layout, this.scrollTop)?.key ?? null);

  get beginnings(): number {
    return this.#beginnings;
  }

  toBeginning(): void {
    this.#beginnings += 1;
  }
}

export function entryKey(entry: Entry): string {
  return entry.kind === 'row' ? entry.row.number : `heading:${entry.section}`;
}
