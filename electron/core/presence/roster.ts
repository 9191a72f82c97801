/** The roster: each answer of the PBX as rows with a state and since when, the same objects unless something changed. */

import type { Colleague, PresenceChange, Roster } from '../../contract/presence.ts';
import type { ExtensionList, ListedExtension } from '../pbx/client-port.ts';
import { createListeners } from '../lib/listeners.ts';
import type { Clock } from '../ports.ts';
import { markClocks, wallJumpMs } from '../lib/clock-mark.ts';
import { createRosterOrder, insertInOrder } from './roster-order.ts';
import { agedRow, firstRow, nextRow, shiftedRow } from './roster-row.ts';

export interface RosterOptions {
  readonly clock: Clock;
  /** A BCP 47 tag such as `de`. */
  readonly locale: string;
  /** A row not confirmed for this long, in ms, is stale at the current pace. */
  readonly staleAfterMs: () => number;
}

export interface RosterUpdate {
  /** True when `snapshot()` now shows something else. */
  readonly changed: boolean;
  /** In the device's order, people who left last; none in the first answer, and none for a changed name. */
  readonly changes: readonly PresenceChange[];
}

export interface LiveRoster {
  /** Takes in an answer. `afterPause`: we were not asking before it, so its differences may be old. */
  apply(list: ExtensionList, about: { readonly afterPause: boolean }): RosterUpdate;
  /** Nobody is listed any more; the next answer is a first one. */
  forget(): void;
  /** The same object for as long as nothing changed but the time of the last answer. */
  snapshot(): Roster;
  /** The row of that number, as in the snapshot. */
  find(number: string): Colleague | undefined;
  setLocale(locale: string): void;
  /** Called after each answer that changed something; returns the unsubscribe function. */
  subscribe(listener: (update: RosterUpdate) => void): () => void;
}

/** Up to this many are inserted one by one; for more, sorting everyone is quicker. */
const fewMoved = 16;

const nothingNew: RosterUpdate = { changed: false, changes: [] };

export function createRoster({ clock, locale, staleAfterMs }: RosterOptions): LiveRoster {
  const listeners = createListeners<RosterUpdate>();
  let order = createRosterOrder(locale);
  let previous: ExtensionList | undefined;
  /** Entries that were never understood: no row can be meant by them. */
  let neverUnderstood = 0;
  let rows = new Map<string, Colleague>();
  let sorted: readonly Colleague[] = [];
  let confirmedAt: number | null = null;
  let latest: Roster = { confirmedAt, staleAfterMs: staleAfterMs(), colleagues: sorted };
  let mark = markClocks(clock);

  function apply(list: ExtensionList, { afterPause }: { readonly afterPause: boolean }): RosterUpdate {
    const before = sorted;
    const now = followWallClock();
    const changes = list === previous ? [] : takeIn(list, now, afterPause);
    const isFirst = confirmedAt === null;
    confirmedAt = now;
    if (sorted === before && !isFirst) return nothingNew;
    const update: RosterUpdate = { changed: true, changes };
    listeners.notify(update);
    return update;
  }

  function takeIn(list: ExtensionList, now: number, afterPause: boolean): PresenceChange[] {
    const changes: PresenceChange[] = [];
    const fresh = new Map<string, Colleague>();
    const isFirst = confirmedAt === null;

    function applyEntry(entry: ListedExtension) {
      const row = rows.get(entry.number);
      if (!row) {
        const came = firstRow(entry, now);
        fresh.set(entry.number, came);
        if (!isFirst)
          changes.push({ number: came.number, name: came.name, to: came.state, at: now, afterPause });
        return;
      }
      const isOld = afterPause || (row.confirmedAt !== undefined && now - row.confirmedAt > staleAfterMs());
      const next = nextRow(row, entry, now, !isOld);
      if (next === row) return;
      fresh.set(entry.number, next);
      if (next.state === row.state) return;
      changes.push({
        number: next.number,
        name: next.name,
        from: row.state,
        to: next.state,
        at: now,
        afterPause: isOld,
      });
    }

    for (const entry of list.extensions) applyEntry(entry);
    const gone = missing(list, fresh);
    for (const { number, name, state } of gone)
      changes.push({ number, name, from: state, at: now, afterPause });
    replace(fresh, gone);
    previous = list;
    return changes;
  }

  /** Almost always nobody: then it is enough to count. */
  function absentFrom(extensions: readonly ListedExtension[]): readonly Colleague[] {
    let known = 0;
    for (const { number } of extensions) if (rows.has(number)) known += 1;
    if (known === sorted.length) return [];
    const listed = new Set(extensions.map(({ number }) => number));
    return sorted.filter((row) => !listed.has(row.number));
  }

  /**
   * Returns the rows that went. An answer with entries that couldn't be read may mean any row that it lacks: those rows
   * stay, aged. Entries that were unreadable from the start hide no row and keep no one.
   */
  function missing(
    { extensions, unreadable }: ExtensionList,
    fresh: Map<string, Colleague>,
  ): readonly Colleague[] {
    const absent = absentFrom(extensions);
    neverUnderstood = Math.min(
      unreadable.length,
      Math.max(neverUnderstood, unreadable.length - absent.length),
    );
    if (unreadable.length === neverUnderstood) return absent;
    for (const row of absent) {
      const aged = agedRow(row, confirmedAt ?? clock.now());
      if (aged !== row) fresh.set(row.number, aged);
    }
    return [];
  }

  function replace(fresh: ReadonlyMap<string, Colleague>, gone: readonly Colleague[]) {
    if (fresh.size === 0 && gone.length === 0) return;
    const moved = [...fresh.values()].filter((row) => rows.get(row.number)?.name !== row.name);
    const leaving = new Set([...moved, ...gone].map(({ number }) => number));
    for (const row of gone) rows.delete(row.number);
    for (const row of fresh.values()) rows.set(row.number, row);
    const staying = sorted
      .filter(({ number }) => !leaving.has(number))
      .map((row) => fresh.get(row.number) ?? row);
    sorted =
      moved.length > fewMoved ? [...staying, ...moved].sort(order) : insertInOrder(staying, moved, order);
  }

  /** Times on the rows are the wall clock's; when that is set, they would otherwise lie by as much. Returns the time now. */
  function followWallClock(): number {
    const nowMark = markClocks(clock);
    const jumpMs = wallJumpMs(mark, nowMark);
    mark = nowMark;
    if (jumpMs === 0) return mark.wallMs;
    if (confirmedAt !== null) confirmedAt += jumpMs;
    sorted = sorted.map((row) => shiftedRow(row, jumpMs));
    rows = new Map(sorted.map((row) => [row.number, row]));
    return mark.wallMs;
  }

  return {
    apply,
    forget() {
      previous = undefined;
      neverUnderstood = 0;
      rows = new Map();
      sorted = [];
      confirmedAt = null;
    },
    snapshot() {
      const staleMs = staleAfterMs();
      if (
        latest.colleagues !== sorted ||
        latest.staleAfterMs !== staleMs ||
        (latest.confirmedAt === null) !== (confirmedAt === null)
      ) {
        latest = { confirmedAt, staleAfterMs: staleMs, colleagues: sorted };
      }
      return latest;
    },
    find: (number) => rows.get(number),
    setLocale(tag) {
      order = createRosterOrder(tag);
      sorted = [...sorted].sort(order);
    },
    subscribe: (listener) => listeners.subscribe(listener),
  };
}
