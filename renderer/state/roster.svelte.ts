/** All rows by number, kept across snapshots so that only what changed is updated. */
import type { Colleague, Roster } from '../../electron/contract/presence.ts';
import { Row } from './row.svelte.ts';

export class RosterRows {
  readonly #byNumber = new Map<string, Row>();
  #order: readonly Row[] = $state.raw([]);
  #confirmedAt: number | null = $state.raw(null);
  #staleAfterMs = $state(Number.POSITIVE_INFINITY);
  #namesVersion = $state(0);
  #statesVersion = $state(0);

  /** In the snapshot's order; the same array as long as nobody came, went or moved. */
  get order(): readonly Row[] {
    return this.#order;
  }

  get confirmedAt(): number | null {
    return this.#confirmedAt;
  }

  get staleAfterMs(): number {
    return this.#staleAfterMs;
  }

  /** Increases when someone comes, goes, moves or is renamed: search indexes depend on it. */
  get namesVersion(): number {
    return this.#namesVersion;
  }

  /** Increases when anyone's state changes: counts depend on it instead of on thousands of rows. */
  get statesVersion(): number {
    return this.#statesVersion;
  }

  /** Reactive: read again when someone comes, goes or moves. */
  row(number: string): Row | undefined {
    void this.#order;
    return this.#byNumber.get(number);
  }

  /** Takes a newer roster; returns whose state changed, without those who came or went. */
  update(roster: Roster): Row[] {
    this.#confirmedAt = roster.confirmedAt;
    this.#staleAfterMs = roster.staleAfterMs;
    const changed: Row[] = [];
    let renamed = false;
    const order = roster.colleagues.map((colleague) => {
      const row = this.#byNumber.get(colleague.number);
      if (row === undefined) return this.#add(colleague);
      const before = row.colleague;
      if (!row.update(colleague)) return row;
      renamed ||= before.name !== colleague.name;
      if (before.state !== colleague.state) changed.push(row);
      return row;
    });
    const moved = !sameOrder(this.#order, order);
    if (moved) {
      this.#forgetAllBut(order);
      this.#order = order;
    }
    // oxlint-disable-next-line typescript/no-unnecessary-condition -- changed by a callback that the analysis does not follow
    if (moved || renamed) this.#namesVersion += 1;
    if (moved || changed.length > 0) this.#statesVersion += 1;
    return changed;
  }

  #add(colleague: Colleague): Row {
    const row = new Row(colleague);
    this.#byNumber.set(colleague.number, row);
    return row;
  }

  #forgetAllBut(order: readonly Row[]): void {
    if (this.#byNumber.size === order.length) return;
    const here = new Set(order);
    for (const [number, row] of this.#byNumber) {
      if (!here.has(row)) this.#byNumber.delete(number);
    }
  }
}

function sameOrder(a: readonly Row[], b: readonly Row[]): boolean {
  return a.length === b.length && a.every((row, i) => row === b[i]);
}
