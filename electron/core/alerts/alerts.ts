/** "Tell me when Ina is free": keeps what people are waiting for, and reports when it happens. */

import type { Colleague } from '../../contract/presence.ts';
import type { Handlers, Payload } from '../../contract/requests.ts';
import type { GroupView, AlertTarget } from '../../contract/snapshot.ts';
import { AppError } from '../app-error.ts';
import type { Clock, Log } from '../ports.ts';
import type { RosterUpdate } from '../presence/roster.ts';
import type { Settings } from '../settings/settings-schema.ts';
import type { SettingsStore } from '../settings/settings-store.ts';
import { createStateDebounce, type SettledChange } from './state-debounce.ts';
import { createAlertExpiry } from './alert-expiry.ts';
import { stateThatBegan, stateThatHolds } from './alert-match.ts';
import type { AlertHit, AlertNews } from './news.ts';

export type Alert = Settings['alerts'][number];

export interface AlertsPorts {
  readonly clock: Clock;
  readonly log: Log;
  readonly settings: Pick<SettingsStore, 'current' | 'change' | 'subscribe'>;
  readonly find: (number: string) => Colleague | undefined;
  readonly groups: () => readonly GroupView[];
  /** False while the list is not live. */
  readonly live: () => boolean;
  readonly tell: (news: AlertNews) => void;
  /** The person has ended that alert: what it found no longer matters. */
  readonly onEnded: (id: string) => void;
}

export interface Alerts {
  readonly handlers: Pick<Handlers, 'alert.set' | 'alert.remove'>;
  /** Those still waiting. */
  list(): readonly Alert[];
  /** Processes a roster update; the first one of a connection may have no changes. */
  update(update: Pick<RosterUpdate, 'changes'>): void;
  /** Another PBX, another list: nothing seen so far counts. */
  forgetSeen(): void;
  /** Waits for the next time, whatever the state is now. */
  again(alert: Alert): Promise<void>;
  /** Ends an alert because a person said so. */
  remove(id: string): Promise<void>;
  stop(): void;
}

export function createAlerts(ports: AlertsPorts): Alerts {
  const { clock, log, settings, find, groups, live, tell, onEnded } = ports;
  /** Alerts that have fired, until their removal is on disk. */
  const done = new Set<string>();
  /** When each alert was set in this run, on the uptime clock: only what begins later counts. */
  const setAtMs = new Map<string, number>();
  let hasLooked = false;

  const debounce = createStateDebounce({
    clock,
    settleMs: () => settings.current.notifications.settleMs,
    live,
    onSettled,
  });
  const expiry = createAlertExpiry({ clock, alerts: list, onExpired: (ids) => void removeFromList(ids) });
  const stopListening = settings.subscribe(() => expiry.arm());
  expiry.arm();

  function list(): readonly Alert[] {
    return settings.current.alerts.filter(({ id }) => !done.has(id));
  }

  function numbersOf(target: AlertTarget): readonly string[] {
    if (target.kind === 'person') return [target.number];
    // No one needs an alert about their own phone.
    const me = settings.current.extension;
    return groups()
      .filter(({ id }) => id === target.groupId)
      .flatMap(({ numbers }) => numbers.filter((number) => number !== me));
  }

  function onSettled(changes: readonly SettledChange[]): void {
    const all = changes.map((change) => ({ change, hits: hitsOf(change) }));
    const finished = all.flatMap(({ hits }) => hits.filter(({ alert }) => alert.mode === 'once'));
    // Two alerts about one person make one piece of news.
    const told = all.flatMap(({ change, hits: [hit] }) => (hit === undefined ? [] : [{ change, hit }]));
    // Removed from the disk first: a second notification after a crash would be worse than a slightly later one.
    void removeFromList(finished.map(({ alert }) => alert.id)).then(() => {
      for (const { hit, change } of told) if (!change.afterPause) tell({ kind: 'hit', hit });
      const old = told.filter(({ change }) => change.afterPause).map(({ hit }) => hit);
      if (old.length > 0) tell({ kind: 'after-pause', hits: old });
    });
  }

  /** What each alert finds in it; a one-time alert is done after that. */
  function hitsOf(change: SettledChange): readonly AlertHit[] {
    const { number, name, at } = change;
    const hits: AlertHit[] = [];
    for (const alert of personFirst(list())) {
      if (expiry.isOver(alert) || change.beganMs < (setAtMs.get(alert.id) ?? -Infinity)) continue;
      if (!numbersOf(alert.target).includes(number)) continue;
      const state = stateThatBegan(alert, change);
      if (state === null) continue;
      if (alert.mode === 'once') done.add(alert.id);
      hits.push({ alert, number, name, state, at });
    }
    return hits;
  }

  /** Takes alerts off the list; they are over in this run even if that can't be written. */
  async function removeFromList(ids: readonly string[]): Promise<void> {
    const over = new Set(ids.filter((id) => settings.current.alerts.some((alert) => alert.id === id)));
    if (over.size === 0) return;
    for (const id of over) done.add(id);
    try {
      await settings.change(({ alerts }) => ({ alerts: alerts.filter(({ id }) => !over.has(id)) }));
      for (const id of over) done.delete(id);
    } catch {
      log.warn('alert.not-removed');
    }
  }

  async function saveAlert(alert: Alert): Promise<void> {
    const setMs = clock.uptimeMs();
    await settings.change(({ alerts }) => ({
      alerts: [...alerts.filter(({ id }) => id !== alert.id), alert],
    }));
    done.delete(alert.id);
    setAtMs.set(alert.id, setMs);
  }

  async function set({ target, mode, states, expiresAt, next }: Payload<'alert.set'>) {
    if (target.kind === 'group' && !groups().some(({ id }) => id === target.groupId))
      throw new AppError('settings.invalid', { key: 'alerts', rule: 'unknown-group' });
    const id = target.kind === 'person' ? `person:${target.number}` : `group:${target.groupId}`;
    const alert: Alert = {
      id,
      target,
      mode,
      states,
      expiresAt,
      ...(next === true && { waitsForNext: true }),
    };
    const already = next === true ? null : holdingNow(alert);
    const kept = already === null || mode === 'always';
    if (kept) await saveAlert(alert);
    else await removeFromList([id]);
    // No one knows the state now; the next answer will say.
    if (!live()) addPeople(numbersOf(target));
    if (already === null) return { id, kept, already };
    tell({ kind: 'already', hit: already });
    return { id, kept, already: { number: already.number, name: already.name, state: already.state } };
  }

  /** Only what is confirmed counts as "already". */
  function holdingNow(alert: Alert): AlertHit | null {
    if (!live()) return null;
    for (const number of numbersOf(alert.target)) {
      const row = find(number);
      if (row === undefined) continue;
      const state = stateThatHolds(alert.states, row.state);
      if (state !== null) return { alert, number, name: row.name, state, at: clock.now() };
    }
    return null;
  }

  /** What became true while the program wasn't running. */
  function addEveryoneWaitedFor(): void {
    hasLooked = true;
    addPeople([...new Set(list().flatMap(({ target }) => numbersOf(target)))]);
  }

  function addPeople(numbers: readonly string[]): void {
    for (const number of numbers) {
      const row = find(number);
      if (row !== undefined) debounce.addPerson(row);
    }
  }

  async function remove(id: string): Promise<void> {
    await settings.change(({ alerts }) => ({ alerts: alerts.filter((alert) => alert.id !== id) }));
    onEnded(id);
  }

  return {
    handlers: {
      'alert.set': set,
      'alert.remove': ({ id }) => remove(id),
    },
    list,
    update({ changes }) {
      if (!hasLooked) addEveryoneWaitedFor();
      debounce.addChanges(changes);
    },
    forgetSeen() {
      hasLooked = false;
      debounce.reset();
    },
    async again(alert) {
      const expiresAt = expiry.isOver(alert) ? null : alert.expiresAt;
      await saveAlert({ ...alert, expiresAt, waitsForNext: true });
    },
    remove,
    stop() {
      stopListening();
      expiry.stop();
      debounce.reset();
    },
  };
}

function personFirst(alerts: readonly Alert[]): readonly Alert[] {
  const rank = ({ target }: Alert): number => (target.kind === 'person' ? 0 : 1);
  return alerts.toSorted((one, other) => rank(one) - rank(other));
}
