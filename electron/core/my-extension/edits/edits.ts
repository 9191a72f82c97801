/** What the person decides: edits gathered into one change, undo, answers to questions, ends set and brought forward. */

import type { DeadEnd } from '../../../contract/my-extension/dead-ends.ts';
import type { CallSettings } from '../../../contract/my-extension/caller-experience.ts';
import {
  settingFacts,
  type AnySetting,
  type SecretSetting,
} from '../../../contract/my-extension/setting-facts.ts';
import type {
  SettingChange,
  SettingName,
  SettingValue,
  ReportedSettings,
} from '../../../contract/my-extension/settings.ts';
import type { Failure } from '../../../contract/failure.ts';
import { AppError } from '../../app-error.ts';
import type { Clock } from '../../ports.ts';
import { createAnswers } from './answers.ts';
import {
  added,
  isOut,
  newChange,
  outcomeOf,
  settingsIn,
  withoutSettings,
  type Change,
  type Entries,
} from '../journal/change.ts';
import { seenValues, type UnsentChange } from '../device/compare-with-device.ts';
import { checkEnds, checkSecret, checkUntil, refuseNewDeadEnds, refuseUneditable } from './check-change.ts';
import { createGathering } from './gathering.ts';
import { openAbout } from '../device/reconcile-reading.ts';
import type { Journal } from '../journal/journal.ts';
import { layersOf, timedChanges, underneath } from '../journal/layers.ts';
import type { Saves } from '../saves/saves.ts';
import { backFrom, withWanted } from '../status.ts';
import { createUndo } from './undo.ts';
import { holds } from '../device/values.ts';

export interface EditsPorts {
  readonly clock: Clock;
  readonly journal: Journal;
  readonly saves: Saves;
  readonly newId: () => string;
  readonly editable: readonly AnySetting[];
  readonly deadEnds: (settings: CallSettings) => readonly DeadEnd[];
  /** How long edits are gathered. */
  readonly gatherMs: () => number;
  /** @throws AppError `extension.unread`, `extension.not-mine` */
  readonly told: () => ReportedSettings;
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

export function createEdits(ports: EditsPorts): Edits {
  const { clock, journal, saves, newId, editable, told, deadEnds, changed } = ports;
  /** Secrets of changes that asked: for an answer in this run. */
  const sentWithSecrets = new Map<string, UnsentChange>();
  let lastSave: Promise<unknown> = Promise.resolve();
  const gathering = createGathering({ clock, gatherMs: ports.gatherMs, send });
  const undo = createUndo({ clock, journal, saves, newId, editable, told, allChanges });
  const answers = createAnswers({
    clock,
    journal,
    newId,
    told,
    allChanges,
    undo,
    send,
    sent: (id) => sentWithSecrets.get(id),
  });

  const bottom = () => journal.state.known?.bottom ?? {};
  const topOf = (setting: SettingName) => layersOf(setting, journal.state.changes, bottom()).at(-1);

  function allChanges(): readonly Change[] {
    const inJournal = journal.state.changes;
    const known = new Set(inJournal.map(({ id }) => id));
    const gathered = gathering.unsent === null ? [] : [gathering.unsent.change];
    return [...inJournal, ...[...saves.waiting, ...gathered].filter(({ id }) => !known.has(id))];
  }

  function find(id: string): Change {
    const found = allChanges().find((change) => change.id === id);
    if (found === undefined) throw new AppError('extension.invalid', { field: 'change', rule: 'unknown' });
    return found;
  }

  function send(unsent: UnsentChange): void {
    if (unsent.change.secrets.length > 0) sentWithSecrets.set(unsent.change.id, unsent);
    lastSave = saves.save(unsent).then(ports.endWhatIsDue);
    changed();
  }

  function isPointless(
    setting: SettingName,
    after: SettingValue,
    now: ReportedSettings,
    until: number | null,
  ): boolean {
    if (until !== null || !holds(now[setting], after)) return false;
    const isComing = allChanges().some(
      (change) =>
        !gathering.isGathered(change) &&
        (change.state === 'waiting' || isOut(change)) &&
        change.settings[setting] !== undefined,
    );
    return !isComing && (topOf(setting)?.until ?? null) === null;
  }

  function refuseImpossible({ changes, until, anyway }: Decision, now: ReportedSettings): void {
    refuseUneditable(
      editable,
      changes.map(({ setting }) => setting),
    );
    checkUntil(until, clock.now());
    if (until !== null) checkEnds(changes, now, topOf);
    if (anyway) return;
    const coming = withWanted(
      now,
      allChanges().filter((change) => outcomeOf(change) === 'pending'),
    );
    const then = {
      ...coming,
      ...Object.fromEntries(changes.map(({ setting, value }) => [setting, value])),
    };
    refuseNewDeadEnds(deadEnds(coming), deadEnds(then));
  }

  function decide(decision: Decision): string {
    const { why, until } = decision;
    const now = told();
    refuseImpossible(decision, now);

    const last = gathering.unsent?.change;
    if (why !== 'me' || last?.why !== 'me' || last.until !== until) gathering.flush();
    const joined = gathering.unsent;
    const before =
      joined?.change ??
      newChange({ id: newId(), at: clock.now(), why, until, presetName: decision.presetName ?? null });
    const entries = entriesFor(decision, now);
    const names = settingsIn(entries);
    const seen = {
      ...Object.fromEntries(names.map((setting) => [setting, seenValues(setting, now, allChanges())])),
      ...joined?.seen,
    };
    const answered = added(before.answers, openAbout(names, allChanges()));
    const all: Change = { ...before, answers: answered, settings: { ...before.settings, ...entries } };
    // Changed back within a moment: nothing has happened.
    const change = withoutSettings(
      all,
      settingsIn(all.settings).filter((setting) => {
        const after = all.settings[setting]?.after;
        return after !== undefined && isPointless(setting, after, now, until);
      }),
    );
    const isEmpty = settingsIn(change.settings).length === 0;
    gathering.replace(isEmpty ? null : { change, seen, secrets: {}, secretsSeen: {} });
    changed();
    return before.id;
  }

  function endNow(change: Change): void {
    const settings = timedChanges(journal.state.changes, bottom());
    const live = [...settings].find(([{ id }]) => id === change.id)?.[1];
    if (live === undefined) throw new AppError('extension.invalid', { field: 'change', rule: 'no-end' });
    // What lies under another change has nothing to bring back: it is only no longer there.
    const hidden = live.filter((setting) => topOf(setting)?.change?.id !== change.id);
    if (hidden.length > 0) journal.note({ changes: [{ ...change, ended: added(change.ended, hidden) }] });
    const shown = live.filter((setting) => !hidden.includes(setting));
    if (shown.length > 0) send(undo.ending(change, shown));
  }

  /** @throws AppError `extension.invalid` where nothing of it may end, or nobody knows what would come back */
  function checkEndOf(change: Change, until: number | null): void {
    const ending = settingsIn(change.settings).filter((setting) => settingFacts[setting].mayEnd);
    const under = underneath(change, journal.state.changes, bottom(), clock.now());
    const isOpen = outcomeOf(change) === 'pending' || outcomeOf(change) === 'unknown';
    const isKnown = ending.some((setting) =>
      isOpen ? change.settings[setting]?.before != null : under.get(setting)?.value != null,
    );
    if ((change.why !== 'me' && change.why !== 'preset') || (until !== null && !isKnown))
      throw new AppError('extension.invalid', { field: 'until', rule: 'no-end' });
  }

  async function flush(): Promise<void> {
    gathering.flush();
    await lastSave;
  }

  return {
    get gathered() {
      return gathering.unsent?.change ?? null;
    },
    all: allChanges,
    decide,
    async setSecret(setting, value) {
      told();
      refuseUneditable(editable, [setting]);
      checkSecret(setting, value);
      const about = { id: newId(), at: clock.now(), answers: openAbout([setting], allChanges()) };
      const change = newChange({ ...about, why: 'me', secrets: [setting] });
      const done = await saves.save({ change, seen: {}, secrets: { [setting]: value }, secretsSeen: {} });
      const failure = failureOf(done);
      if (failure !== null) throw new AppError(failure.code, failure.detail);
    },
    canUndo: (change) => undo.isPossible(change),
    undo(changeId) {
      const change = find(changeId);
      told();
      if (gathering.isGathered(change)) {
        gathering.replace(null);
        return changed();
      }
      if (!undo.isPossible(change))
        throw new AppError('extension.invalid', { field: 'change', rule: 'nothing-to-change' });
      send(undo.undoing(change));
    },
    keep(changeId) {
      answers.keep(find(changeId));
      ports.endWhatIsDue();
      changed();
    },
    answer(changeId, setting, choice) {
      const change = find(changeId);
      told();
      answers.answer(change, setting, choice);
      ports.endWhatIsDue();
      changed();
    },
    async setEnd(changeId, until) {
      find(changeId);
      checkUntil(until, clock.now());
      await flush();
      const change = find(changeId);
      checkEndOf(change, until);
      // A person who was promised an end must hear that the next run would not know of it.
      const written = journal.write({ changes: [{ ...change, until }] });
      ports.endWhatIsDue();
      changed();
      await written;
    },
    endNow(changeId) {
      told();
      endNow(find(changeId));
      changed();
    },
    flush,
  };
}

function entriesFor({ changes }: Decision, told: ReportedSettings): Entries {
  return Object.fromEntries(
    changes.map(({ setting, value }) => {
      const back = backFrom(setting);
      return [setting, { before: told[setting], after: value, ...(back !== undefined && { back }) }];
    }),
  );
}

function failureOf(change: Change): Failure | null {
  const outcome = outcomeOf(change);
  if (outcome === 'applied' || outcome === 'pending') return null;
  return change.failure ?? { code: 'extension.not-applied', detail: { count: 1 } };
}
