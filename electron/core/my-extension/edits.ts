/** What the person decides: edits gathered into one change, undo, answers to questions, ends set and brought forward. */

import type { DeadEnd } from '../../contract/my-extension/dead-ends.ts';
import type { CallSettings } from '../../contract/my-extension/caller-experience.ts';
import type { Dialling } from '../../contract/my-extension/dialling.ts';
import {
  settingFacts,
  settingNames,
  type AnySetting,
  type SecretSetting,
  type SettingChange,
  type SettingName,
  type SettingValue,
  type ToldSettings,
} from '../../contract/my-extension/settings.ts';
import type { Failure } from '../../contract/failure.ts';
import { AppError } from '../app-error.ts';
import type { Clock } from '../ports.ts';
import {
  added,
  everythingIn,
  isOut,
  isOver,
  newChange,
  outcomeOf,
  settingsIn,
  without,
  withoutSettings,
  type Change,
  type Entries,
} from './change.ts';
import type { UnsentChange } from './compare-with-device.ts';
import { checkSecret, checkUntil, refuseNewDeadEnds, refuseUneditable } from './check-change.ts';
import { consequences, openAbout } from './reconcile-reading.ts';
import type { Journal } from './journal.ts';
import { layersOf, timedChanges, underneath } from './layers.ts';
import type { Saves } from './saves.ts';
import { backFrom, withWanted } from './status.ts';
import { asRestored, contradicts, holds } from './values.ts';

export interface EditsPorts {
  readonly clock: Clock;
  readonly journal: Journal;
  readonly saves: Saves;
  readonly newId: () => string;
  readonly editable: readonly AnySetting[];
  readonly dialling: () => Dialling;
  readonly deadEnds: (settings: CallSettings) => readonly DeadEnd[];
  /** How long edits are gathered. */
  readonly gatherMs: () => number;
  /** @throws AppError `extension.unread`, `extension.not-mine` */
  readonly told: () => ToldSettings;
  readonly endWhatIsDue: () => void;
  readonly changed: () => void;
}

export interface Decision {
  readonly changes: readonly SettingChange[];
  readonly why: 'me' | 'preset';
  readonly presetName?: string;
  readonly until: number | null;
  readonly anyway: boolean;
}

export interface Edits {
  /** Gathered and not on its way yet. */
  readonly gathered: Change | null;
  /** In the journal, on their way, and gathered: oldest first. */
  all(): readonly Change[];
  /** Checked, and gathered; the outcome comes later. Returns the change's id. */
  decide(decision: Decision): string;
  setSecret(setting: SecretSetting, value: string): Promise<void>;
  canUndo(change: Change): boolean;
  undo(changeId: string): void;
  keep(changeId: string): void;
  answer(changeId: string, setting: AnySetting, choice: 'mine' | 'theirs'): void;
  setEnd(changeId: string, until: number | null): Promise<void>;
  endNow(changeId: string): void;
  /** Resolves when everything gathered was sent, or could not be. */
  flush(): Promise<void>;
}

/** Typing on and on must not keep a change from being sent for ever. */
const gatherAtMost = 5;

interface Gathered {
  readonly unsent: UnsentChange;
  readonly sinceMs: number;
  readonly cancel: () => void;
}

export function createEdits(ports: EditsPorts): Edits {
  const { clock, journal, saves, newId, editable, deadEnds, gatherMs, changed } = ports;
  let gathered: Gathered | null = null;
  /** Secrets of changes that asked: for an answer in this run. */
  const unsentById = new Map<string, UnsentChange>();
  let lastSave: Promise<unknown> = Promise.resolve();

  const bottom = () => journal.state.known?.bottom ?? {};

  function all(): readonly Change[] {
    const inJournal = journal.state.changes;
    const known = new Set(inJournal.map(({ id }) => id));
    const coming = gathered === null ? saves.waiting : [...saves.waiting, gathered.unsent.change];
    return [...inJournal, ...coming.filter(({ id }) => !known.has(id))];
  }

  function find(id: string): Change {
    const found = all().find((change) => change.id === id);
    if (found === undefined) throw new AppError('extension.invalid', { field: 'change', rule: 'unknown' });
    return found;
  }

  function send(unsent: UnsentChange): void {
    if (unsent.change.secrets.length > 0) unsentById.set(unsent.change.id, unsent);
    lastSave = saves.save(unsent).then(ports.endWhatIsDue);
    changed();
  }

  function flush(): Promise<unknown> {
    if (gathered !== null) {
      gathered.cancel();
      const { unsent } = gathered;
      gathered = null;
      send(unsent);
    }
    return lastSave;
  }

  /** All values that this setting may have by the time of saving without being someone else's edit. */
  function seenOf(setting: SettingName, told: ToldSettings): readonly (SettingValue | null)[] {
    const coming = all().flatMap((change) =>
      change.state === 'waiting' || isOut(change) ? (change.settings[setting]?.after ?? []) : [],
    );
    return [told[setting], ...coming];
  }

  function isPointless(
    setting: SettingName,
    after: SettingValue,
    told: ToldSettings,
    until: number | null,
  ): boolean {
    if (until !== null || !holds(told[setting], after)) return false;
    const isComing = all().some(
      (change) =>
        change !== gathered?.unsent.change &&
        (change.state === 'waiting' || isOut(change)) &&
        change.settings[setting] !== undefined,
    );
    return !isComing && (layersOf(setting, journal.state.changes, bottom()).at(-1)?.until ?? null) === null;
  }

  function entriesFor({ changes }: Decision, told: ToldSettings): Entries {
    return Object.fromEntries(
      changes.map(({ setting, value }) => {
        const back = backFrom(setting);
        return [setting, { before: told[setting], after: value, ...(back !== undefined && { back }) }];
      }),
    );
  }

  /** When a timed change ends, today's value comes back: it must be known, and differ from the new one. */
  function checkEnds({ changes, until }: Decision, told: ToldSettings): void {
    checkUntil(until, clock.now());
    if (until === null) return;
    const ending = changes.filter(({ setting }) => settingFacts[setting].mayEnd);
    const [first] = changes;
    if (ending.length === 0)
      throw new AppError('extension.invalid', { field: first?.setting ?? '', rule: 'no-end' });
    for (const { setting, value } of ending) {
      if (told[setting] === null) throw new AppError('extension.invalid', { field: setting, rule: 'untold' });
      const hasUnder =
        backFrom(setting) !== undefined ||
        !holds(told[setting], value) ||
        layersOf(setting, journal.state.changes, bottom()).at(-1)?.change != null;
      if (!hasUnder && ending.length === 1)
        throw new AppError('extension.invalid', { field: setting, rule: 'nothing-to-change' });
    }
  }

  function decide(decision: Decision): string {
    const { changes, why, until, anyway } = decision;
    const told = ports.told();
    refuseUneditable(
      editable,
      changes.map(({ setting }) => setting),
    );
    checkEnds(decision, told);
    const now = withWanted(
      told,
      all().filter((change) => outcomeOf(change) === 'pending'),
    );
    const then = { ...now, ...Object.fromEntries(changes.map(({ setting, value }) => [setting, value])) };
    if (!anyway) refuseNewDeadEnds(deadEnds(now), deadEnds(then));

    const joins =
      gathered !== null &&
      why === 'me' &&
      gathered.unsent.change.why === 'me' &&
      gathered.unsent.change.until === until;
    if (!joins) void flush();
    const joined = gathered;
    joined?.cancel();
    const before = joined?.unsent;
    let change =
      before?.change ??
      newChange({ id: newId(), at: clock.now(), why, until, presetName: decision.presetName ?? null });
    const { id } = change;
    const entries = entriesFor(decision, told);
    const seen = {
      ...Object.fromEntries(settingsIn(entries).map((setting) => [setting, seenOf(setting, told)])),
      ...before?.seen,
    };
    const answers = added(change.answers, openAbout(settingsIn(entries), all()));
    change = { ...change, answers, settings: { ...change.settings, ...entries } };
    // Changed back within a moment: nothing has happened.
    change = withoutSettings(
      change,
      settingsIn(change.settings).filter((setting) => {
        const after = change.settings[setting]?.after;
        return after !== undefined && isPointless(setting, after, told, until);
      }),
    );
    gathered = null;
    if (settingsIn(change.settings).length > 0) {
      const sinceMs = joined?.sinceMs ?? clock.uptimeMs();
      const waitMs = Math.min(
        gatherMs(),
        Math.max(0, sinceMs + gatherAtMost * gatherMs() - clock.uptimeMs()),
      );
      const cancel = clock.after(waitMs, () => void flush());
      gathered = { unsent: { change, seen, secrets: {}, secretsSeen: {} }, sinceMs, cancel };
    }
    changed();
    return id;
  }

  /** The change that undoes another one: it restores the value from before. */
  function lifting(change: Change, why: 'undo' | 'timed-end', only: readonly SettingName[]): UnsentChange {
    const told = ports.told();
    const isOpen = outcomeOf(change) === 'pending' || outcomeOf(change) === 'unknown';
    const under = underneath(change, journal.state.changes, bottom(), clock.now());
    const settings: Record<string, Entries[SettingName]> = {};
    const seen: Record<string, readonly (SettingValue | null)[]> = {};
    for (const setting of only) {
      const entry = change.settings[setting];
      const after = isOpen ? entry?.before : under.get(setting)?.value;
      if (entry === undefined || after === undefined || after === null) continue;
      settings[setting] = { before: entry.after, after: asRestored(after) };
      seen[setting] = isOpen ? [entry.after, ...seenOf(setting, told)] : [entry.after];
    }
    const secrets = saves.secretsBefore.get(change.id) ?? {};
    const names = why === 'undo' ? change.secrets.filter((secret) => secrets[secret] !== undefined) : [];
    return {
      change: newChange({
        id: newId(),
        at: clock.now(),
        why,
        settings,
        secrets: names,
        lifts: [change.id],
        answers: why === 'undo' ? openAbout(everythingIn(change), all()) : [],
      }),
      seen,
      secrets,
      secretsSeen: saves.secretsAfter.get(change.id) ?? {},
    };
  }

  function canUndo(change: Change): boolean {
    if (change.why === 'timed-end' || change.why === 'undo' || change.state === 'replaced') return false;
    const done = outcomeOf(change);
    if (done === 'refused') return false;
    if (done === 'pending' || done === 'unknown') return change.secrets.length === 0;
    const under = underneath(change, journal.state.changes, bottom(), clock.now());
    const mine = settingsIn(change.settings).filter(
      (setting) => !(setting in change.kept) && !(setting in change.conflicts),
    );
    const settings = mine.every(
      (setting) =>
        under.get(setting)?.value != null && !isOver(change, setting) && editable.includes(setting),
    );
    if (change.why === 'elsewhere') {
      const open = mine.filter((setting) => !isOver(change, setting) && editable.includes(setting));
      return open.some((setting) => under.get(setting)?.value != null) || secretsKnown(change).length > 0;
    }
    const secrets = change.secrets.every(
      (secret) => secretsKnown(change).includes(secret) && !isOver(change, secret),
    );
    const differs = mine.some((setting) => {
      const entry = change.settings[setting];
      return entry !== undefined && (entry.before === null || contradicts(entry.before, entry.after));
    });
    return settings && secrets && (differs || change.secrets.length > 0);
  }

  /** The web password is told as its MD5, which cannot be set. */
  function secretsKnown(change: Change): readonly SecretSetting[] {
    const before = saves.secretsBefore.get(change.id) ?? {};
    return change.secrets.filter(
      (secret) => secret !== 'loginPassword' && before[secret] !== undefined && editable.includes(secret),
    );
  }

  /** A decision that sends nothing: what is there now is wanted. */
  function accept(setting: SettingName, value: SettingValue): void {
    const decision = newChange({
      id: newId(),
      at: clock.now(),
      why: 'me',
      state: 'done',
      settings: { [setting]: { before: value, after: value } },
      answers: openAbout([setting], all()),
    });
    journal.note({ changes: [decision, ...consequences(decision, [...journal.state.changes, decision])] });
  }

  function answerEnd(change: Change, setting: SettingName, choice: 'mine' | 'theirs'): void {
    const theirs = ports.told()[setting] ?? change.endAsks[setting] ?? null;
    if (choice === 'mine') {
      const unsent = lifting(change, 'timed-end', [setting]);
      return send({ ...unsent, seen: { [setting]: [theirs] } });
    }
    if (theirs !== null) return accept(setting, theirs);
    journal.note({
      changes: [
        { ...change, ended: added(change.ended, [setting]), endAsks: without(change.endAsks, [setting]) },
      ],
    });
  }

  function answerConflict(change: Change, setting: AnySetting, choice: 'mine' | 'theirs'): void {
    const name = settingNames.find((one) => one === setting);
    // What is there now, which the row shows: it may have changed again since the conflict.
    const theirs = (name && ports.told()[name]) ?? change.conflicts[setting] ?? null;
    const done = { ...change, answered: added(change.answered, [setting]) };
    journal.note({ changes: [done] });
    if (choice === 'theirs') {
      if (name !== undefined && theirs !== null) accept(name, theirs);
      return;
    }
    const unsent = unsentById.get(change.id);
    const { why, until, presetName, lifts } = change;
    const answers = openAbout([setting], all());
    const again = newChange({ id: newId(), at: clock.now(), why, until, presetName, lifts, answers });
    const entry = name && change.settings[name];
    if (name !== undefined && entry !== undefined)
      return send({
        change: { ...again, settings: { [name]: { ...entry, before: theirs } } },
        seen: { [name]: [theirs] },
        secrets: {},
        secretsSeen: {},
      });
    const secret = change.secrets.find((one) => one === setting);
    const value = secret && unsent?.secrets[secret];
    if (secret === undefined || value === undefined)
      throw new AppError('extension.invalid', { field: setting, rule: 'untold' });
    send({
      change: { ...again, secrets: [secret] },
      seen: {},
      secrets: { [secret]: value },
      secretsSeen: {},
    });
  }

  function endNow(change: Change): void {
    const settings = timedChanges(journal.state.changes, bottom());
    const live = [...settings].find(([{ id }]) => id === change.id)?.[1];
    if (live === undefined) throw new AppError('extension.invalid', { field: 'change', rule: 'no-end' });
    // What lies under another change has nothing to bring back: it is only no longer there.
    const hidden = live.filter(
      (setting) => layersOf(setting, journal.state.changes, bottom()).at(-1)?.change?.id !== change.id,
    );
    if (hidden.length > 0) journal.note({ changes: [{ ...change, ended: added(change.ended, hidden) }] });
    const shown = live.filter((setting) => !hidden.includes(setting));
    if (shown.length > 0) send(lifting(change, 'timed-end', shown));
  }

  function keep(change: Change): void {
    const asks = settingsIn(change.endAsks);
    if (asks.length > 0) {
      for (const setting of asks) answerEnd(find(change.id), setting, 'theirs');
      return;
    }
    const news = everythingIn(change).filter(
      (setting) =>
        !change.answered.includes(setting) &&
        (change.why === 'elsewhere' ||
          isOut(change) ||
          setting in change.kept ||
          setting in change.conflicts),
    );
    journal.note({
      changes: [
        news.length > 0 ? { ...change, answered: added(change.answered, news) } : { ...change, until: null },
      ],
    });
  }

  return {
    get gathered() {
      return gathered?.unsent.change ?? null;
    },
    all,
    decide,
    async setSecret(setting, value) {
      ports.told();
      refuseUneditable(editable, [setting]);
      checkSecret(setting, value);
      const answers = openAbout([setting], all());
      const change = newChange({ id: newId(), at: clock.now(), why: 'me', secrets: [setting], answers });
      const done = await saves.save({ change, seen: {}, secrets: { [setting]: value }, secretsSeen: {} });
      const failure = failureOf(done);
      if (failure !== null) throw new AppError(failure.code, failure.detail);
    },
    canUndo,
    undo(changeId) {
      const change = find(changeId);
      ports.told();
      if (gathered?.unsent.change.id === changeId) {
        gathered.cancel();
        gathered = null;
        return changed();
      }
      if (!canUndo(change))
        throw new AppError('extension.invalid', { field: 'change', rule: 'nothing-to-change' });
      const only = settingsIn(change.settings).filter(
        (setting) => editable.includes(setting) && !isOver(change, setting),
      );
      send(lifting(change, 'undo', only));
    },
    keep(changeId) {
      keep(find(changeId));
      ports.endWhatIsDue();
      changed();
    },
    answer(changeId, setting, choice) {
      const change = find(changeId);
      ports.told();
      const name = settingNames.find((one) => one === setting);
      if (name !== undefined && name in change.endAsks) answerEnd(change, name, choice);
      else if (setting in change.conflicts && !change.answered.includes(setting))
        answerConflict(change, setting, choice);
      else throw new AppError('extension.invalid', { field: setting, rule: 'unknown' });
      ports.endWhatIsDue();
      changed();
    },
    async setEnd(changeId, until) {
      find(changeId);
      checkUntil(until, clock.now());
      await flush();
      const change = find(changeId);
      const ending = settingsIn(change.settings).filter((setting) => settingFacts[setting].mayEnd);
      const under = underneath(change, journal.state.changes, bottom(), clock.now());
      const isOpen = outcomeOf(change) === 'pending' || outcomeOf(change) === 'unknown';
      const isKnown = ending.some((setting) =>
        isOpen ? change.settings[setting]?.before != null : under.get(setting)?.value != null,
      );
      if ((change.why !== 'me' && change.why !== 'preset') || (until !== null && !isKnown))
        throw new AppError('extension.invalid', { field: 'until', rule: 'no-end' });
      // A person who was promised an end must hear that the next run would not know of it.
      const written = journal.write({ changes: [{ ...change, until }] });
      ports.endWhatIsDue();
      changed();
      await written;
    },
    endNow(changeId) {
      ports.told();
      endNow(find(changeId));
      changed();
    },
    async flush() {
      await flush();
    },
  };
}

function failureOf(change: Change): Failure | null {
  const outcome = outcomeOf(change);
  if (outcome === 'applied' || outcome === 'pending') return null;
  return change.failure ?? { code: 'extension.not-applied', detail: { count: 1 } };
}
