/** The groups with their head counts. */
import { untrack } from 'svelte';
import type { GroupView, Snapshot } from '../../electron/contract/snapshot.ts';
import type { RosterRows } from './roster.svelte.ts';

export interface GroupHead extends GroupView {
  /** Of those whom the PBX lists, without me. */
  readonly total: number;
  readonly free: number;
}

export class Groups {
  readonly #roster: RosterRows;
  readonly #snapshot: () => Snapshot | null;

  constructor(roster: RosterRows, snapshot: () => Snapshot | null) {
    this.#roster = roster;
    this.#snapshot = snapshot;
  }

  /** As one string, so that a snapshot with the same groups changes nothing. */
  readonly #key = $derived.by(() => JSON.stringify(this.#snapshot()?.groups ?? []));
  readonly #all: readonly GroupView[] = $derived.by(() => {
    void this.#key;
    return untrack(() => this.#snapshot()?.groups ?? []);
  });

  readonly #myNumber = $derived.by(() => this.#snapshot()?.settings.extension ?? null);

  readonly list: readonly GroupHead[] = $derived.by(() => {
    void this.#roster.order;
    void this.#roster.statesVersion;
    const all = this.#all;
    void this.#myNumber;
    return untrack(() => all.map((group) => this.#counted(group)));
  });

  find(id: string): GroupHead | undefined {
    return this.list.find((group) => group.id === id);
  }

  #counted(group: GroupView): GroupHead {
    const rows = group.numbers.flatMap((number) =>
      number === this.#myNumber ? [] : (this.#roster.row(number) ?? []),
    );
    const free = rows.filter(({ colleague }) => colleague.state === 'free').length;
    return { ...group, total: rows.length, free };
  }
}
