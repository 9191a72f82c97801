/** Undo: whether a change can be taken back, and the change that takes it back. Timed ends are brought forward the same way. */

import type { SecretSetting } from '../../../contract/my-extension/setting-facts.ts';
import type { SettingName, SettingValue } from '../../../contract/my-extension/settings.ts';
import {
  entriesIn,
  everythingIn,
  isApplied,
  isOver,
  newChange,
  outcomeOf,
  settingsIn,
  type Change,
  type Entries,
} from '../journal/change.ts';
import { seenValues, type UnsentChange } from '../device/compare-with-device.ts';
import type { EditsPorts } from './edits.ts';
import { underneath } from '../journal/layers.ts';
import { openAbout } from '../device/reconcile-reading.ts';
import type { Saves } from '../saves/saves.ts';
import { asRestored, contradicts } from '../device/values.ts';

export interface UndoPorts extends Pick<EditsPorts, 'clock' | 'journal' | 'newId' | 'editable' | 'told'> {
  readonly saves: Pick<Saves, 'secretsBefore' | 'secretsAfter'>;
  /** In the journal, on their way, and gathered: oldest first. */
  readonly allChanges: () => readonly Change[];
}

export interface Undo {
  isPossible(change: Change): boolean;
  /** The change that undoes all of it that this person may still undo. */
  undoing(change: Change): UnsentChange;
  /** The change that brings back what was before these settings of a change that ends. */
  ending(change: Change, settings: readonly SettingName[]): UnsentChange;
}

export function createUndo(ports: UndoPorts): Undo {
  const { clock, journal, saves, newId, editable, told, allChanges } = ports;

  const under = (change: Change) =>
    underneath(change, journal.state.changes, journal.state.known?.bottom ?? {}, clock.now());

  function lifting(change: Change, why: 'undo' | 'timed-end', only: readonly SettingName[]): UnsentChange {
    const now = told();
    const isOpen = outcomeOf(change) === 'pending' || outcomeOf(change) === 'unknown';
    const below = under(change);
    const settings: Record<string, Entries[SettingName]> = {};
    const seen: Record<string, readonly (SettingValue | null)[]> = {};
    for (const setting of only) {
      const entry = change.settings[setting];
      const after = isOpen ? entry?.before : below.get(setting)?.value;
      if (entry === undefined || after == null) continue;
      settings[setting] = { before: entry.after, after: asRestored(after) };
      seen[setting] = isOpen ? [entry.after, ...seenValues(setting, now, allChanges())] : [entry.after];
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
        answers: why === 'undo' ? openAbout(everythingIn(change), allChanges()) : [],
      }),
      seen,
      secrets,
      secretsSeen: saves.secretsAfter.get(change.id) ?? {},
    };
  }

  /** The web password is told as its MD5, which cannot be set. */
  function secretsKnown(change: Change): readonly SecretSetting[] {
    const before = saves.secretsBefore.get(change.id) ?? {};
    return change.secrets.filter(
      (secret) => secret !== 'loginPassword' && before[secret] !== undefined && editable.includes(secret),
    );
  }

  return {
    isPossible(change) {
      if (change.why === 'timed-end' || change.why === 'undo' || change.state === 'replaced') return false;
      const done = outcomeOf(change);
      if (done === 'refused') return false;
      if (done === 'pending' || done === 'unknown') return change.secrets.length === 0;
      const below = under(change);
      const mine = entriesIn(change.settings).filter(([setting]) => isApplied(change, setting));
      const mayReturn = ([setting]: (typeof mine)[number]): boolean =>
        below.get(setting)?.value != null && !isOver(change, setting) && editable.includes(setting);
      if (change.why === 'elsewhere') return mine.some(mayReturn) || secretsKnown(change).length > 0;
      const secrets = change.secrets.every(
        (secret) => secretsKnown(change).includes(secret) && !isOver(change, secret),
      );
      const differs = mine.some(([, { before, after }]) => before === null || contradicts(before, after));
      return mine.every(mayReturn) && secrets && (differs || change.secrets.length > 0);
    },
    undoing(change) {
      const only = settingsIn(change.settings).filter(
        (setting) => editable.includes(setting) && !isOver(change, setting),
      );
      return lifting(change, 'undo', only);
    },
    ending: (change, settings) => lifting(change, 'timed-end', settings),
  };
}
