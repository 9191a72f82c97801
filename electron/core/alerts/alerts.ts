/** "Tell me when Ina is free": keeps what people wait for, and says when it has come. */

import type { Colleague } from '../../contract/presence.ts';
import type { Handlers, Payload } from '../../contract/requests.ts';
import type { GroupView, WatchTarget } from '../../contract/snapshot.ts';
import { AppError } from '../app-error.ts';
import type { Clock, Log } from '../ports.ts';
import type { RosterUpdate } from '../presence/roster.ts';
import type { Settings } from '../settings/settings-schema.ts';
import type { SettingsStore } from '../settings/settings-store.ts';
import { createSettling, type SettledChange } from './settling.ts';
import { createExpiry } from './alert-expiry.ts';
import { begun, holding } from './alert-match.ts';
import type { WatchHit, WatchNews } from './alert-news.ts';

export type Watch = Settings['watches'][number];

export interface WatchesPorts {
  readonly clock: Clock;
  readonly log: Log;
  readonly settings: Pick<SettingsStore, 'current' | 'change' | 'subscribe'>;
  readonly find: (number: string) => Colleague | undefined;
  readonly groups: () => readonly GroupView[];
  /** False while the list is not live. */
  readonly live: () => boolean;
  readonly tell: (news: WatchNews) => void;
  /** A person has ended that watch: nothing that it found is of interest any more. */
  readonly onEnded: (id: string) => void;
}

export interface Watches {
  readonly handlers: Pick<Handlers, 'watch.set' | 'watch.remove'>;
  /** Those that still wait. */
  list(): readonly Watch[];
  /** Takes in what the roster says after an answer; the first update of a connection may have no changes. */
  take(update: Pick<RosterUpdate, 'changes'>): void;
  /** Another PBX, another list: nothing seen so far counts. */
  forgetSeen(): void;
  /** Waits for the next time, whatever holds now. */
  again(watch: Watch): Promise<void>;
  /** Ends a watch, as a person wants it. */
  remove(id: string): Promise<void>;
  stop(): void;
}

export function createWatches(ports: WatchesPorts): Watches {
  const { clock, log, settings, find, groups, live, tell, onEnded } = ports;
  /** Watches that have done their work, while their removal is on its way to the disk. */
  const done = new Set<string>();
  /** When each watch was set in this run, on the uptime clock: it waits for what begins later. */
  const setAtMs = new Map<string, number>();
  let hasLooked = false;

  const settling = createSettling({
    clock,
    settleMs: () => settings.current.notifications.settleMs,
    live,
    onSettled,
  });
  const expiry = createExpiry({ clock, watches: list, onExpired: (ids) => void take(ids) });
  const stopListening = settings.subscribe(() => expiry.arm());
  expiry.arm();

  function list(): readonly Watch[] {
    return settings.current.watches.filter(({ id }) => !done.has(id));
  }

  function numbersOf(target: WatchTarget): readonly string[] {
    if (target.kind === 'person') return [target.number];
    return groups().find(({ id }) => id === target.groupId)?.numbers ?? [];
  }

  function onSettled(changes: readonly SettledChange[]): void {
    const all = changes.map((change) => ({ change, hits: hitsOf(change) }));
    const finished = all.flatMap(({ hits }) => hits.filter(({ watch }) => watch.mode === 'once'));
    // Two watches for one person find one piece of news.
    const told = all.flatMap(({ change, hits: [hit] }) => (hit === undefined ? [] : [{ change, hit }]));
    // Off the disk first: told twice after a crash would be worse than told a moment later.
    void take(finished.map(({ watch }) => watch.id)).then(() => {
      for (const { hit, change } of told) if (!change.afterPause) tell({ kind: 'hit', hit });
      const old = told.filter(({ change }) => change.afterPause).map(({ hit }) => hit);
      if (old.length > 0) tell({ kind: 'after-pause', hits: old });
    });
  }

  /** What each watch finds in it; a watch for once has done its work with that. */
  function hitsOf(change: SettledChange): readonly WatchHit[] {
    const { number, name, at } = change;
    const hits: WatchHit[] = [];
    for (const watch of personFirst(list())) {
      if (expiry.isOver(watch) || change.beganMs < (setAtMs.get(watch.id) ?? -Infinity)) continue;
      if (!numbersOf(watch.target).includes(number)) continue;
      const state = begun(watch, change);
      if (state === null) continue;
      if (watch.mode === 'once') done.add(watch.id);
      hits.push({ watch, number, name, state, at });
    }
    return hits;
  }

  /** Takes watches off the list; they are over in this run even where the disk refuses. */
  async function take(ids: readonly string[]): Promise<void> {
    const over = new Set(ids.filter((id) => settings.current.watches.some((watch) => watch.id === id)));
    if (over.size === 0) return;
    for (const id of over) done.add(id);
    try {
      await settings.change(({ watches }) => ({ watches: watches.filter(({ id }) => !over.has(id)) }));
      for (const id of over) done.delete(id);
    } catch {
      log.warn('watch.not-removed');
    }
  }

  async function keep(watch: Watch): Promise<void> {
    const setMs = clock.uptimeMs();
    await settings.change(({ watches }) => ({
      watches: [...watches.filter(({ id }) => id !== watch.id), watch],
    }));
    done.delete(watch.id);
    setAtMs.set(watch.id, setMs);
  }

  async function set({ target, mode, states, expiresAt }: Payload<'watch.set'>) {
    if (target.kind === 'group' && !groups().some(({ id }) => id === target.groupId))
      throw new AppError('settings.invalid', { key: 'watches', rule: 'unknown-group' });
    const id = target.kind === 'person' ? `person:${target.number}` : `group:${target.groupId}`;
    const watch: Watch = { id, target, mode, states, expiresAt };
    const already = holdingNow(watch);
    const kept = already === null || mode === 'always';
    if (kept) await keep(watch);
    else await take([id]);
    // Nobody knows what holds now: the next answer tells.
    if (!live()) look(numbersOf(target));
    if (already === null) return { id, kept, already };
    tell({ kind: 'already', hit: already });
    return { id, kept, already: { number: already.number, name: already.name, state: already.state } };
  }

  /** Only what is confirmed counts as "already". */
  function holdingNow(watch: Watch): WatchHit | null {
    if (!live()) return null;
    for (const number of numbersOf(watch.target)) {
      const row = find(number);
      const state = row === undefined ? null : holding(watch.states, row.state);
      if (row !== undefined && state !== null)
        return { watch, number, name: row.name, state, at: clock.now() };
    }
    return null;
  }

  /** What came to hold while the program did not run. */
  function lookFirst(): void {
    hasLooked = true;
    look([...new Set(list().flatMap(({ target }) => numbersOf(target)))]);
  }

  function look(numbers: readonly string[]): void {
    for (const number of numbers) {
      const row = find(number);
      if (row !== undefined) settling.look(row);
    }
  }

  async function remove(id: string): Promise<void> {
    await settings.change(({ watches }) => ({ watches: watches.filter((watch) => watch.id !== id) }));
    onEnded(id);
  }

  return {
    handlers: {
      'watch.set': set,
      'watch.remove': async ({ id }) => {
        await remove(id);
        return null;
      },
    },
    list,
    take({ changes }) {
      if (!hasLooked) lookFirst();
      settling.take(changes);
    },
    forgetSeen() {
      hasLooked = false;
      settling.reset();
    },
    async again({ expiresAt, ...watch }) {
      const isOver = expiresAt !== null && expiresAt <= clock.now();
      await keep({ ...watch, expiresAt: isOver ? null : expiresAt, waitsForNext: true });
    },
    remove,
    stop() {
      stopListening();
      expiry.stop();
      settling.reset();
    },
  };
}

function personFirst(watches: readonly Watch[]): readonly Watch[] {
  const ofPeople = watches.filter(({ target }) => target.kind === 'person');
  return [...ofPeople, ...watches.filter(({ target }) => target.kind !== 'person')];
}
