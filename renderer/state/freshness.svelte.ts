/** How old the list and its rows are; a live list is always fresh. */
import type { Colleague } from '../../electron/contract/presence.ts';
import type { Snapshot } from '../../electron/contract/snapshot.ts';
import type { Clock } from './clock.svelte.ts';
import type { RosterRows } from './roster.svelte.ts';

export class Freshness {
  readonly #roster: RosterRows;
  readonly #clock: Clock;
  readonly #snapshot: () => Snapshot | null;

  constructor(roster: RosterRows, clock: Clock, snapshot: () => Snapshot | null) {
    this.#roster = roster;
    this.#clock = clock;
    this.#snapshot = snapshot;
  }

  /**
   * When the PBX last answered, ms since the epoch; null: never in this run, or live: unchanged answers come without a
   * snapshot, so the list is as of now.
   */
  readonly confirmedAt: number | null = $derived.by(() => {
    const connection = this.#snapshot()?.connection;
    if (connection === undefined || connection.kind === 'live') return null;
    const told = 'confirmedAt' in connection ? connection.confirmedAt : null;
    const listed = this.#roster.confirmedAt;
    return told === null || (listed !== null && listed > told) ? listed : told;
  });

  /** The whole list has been unconfirmed for too long. */
  readonly listIsStale: boolean = $derived.by(() => {
    const { confirmedAt } = this;
    return confirmedAt !== null && this.#clock.coarse - confirmedAt > this.#roster.staleAfterMs;
  });

  /** When a row was last confirmed, if that is too long ago; null: it is fresh. */
  staleSince(colleague: Colleague): number | null {
    const whole = this.listIsStale ? this.confirmedAt : null;
    const own = colleague.confirmedAt;
    if (own === undefined) return whole;
    if (whole !== null) return Math.min(own, whole);
    return this.#clock.coarse - own > this.#roster.staleAfterMs ? own : null;
  }
}
