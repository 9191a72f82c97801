/** Answers to what a row asks: mine or theirs after a conflict or an end, and "keep" for what is only told. */

import { settingNames, type AnySetting } from '../../../contract/my-extension/setting-facts.ts';
import type { SettingName, SettingValue } from '../../../contract/my-extension/settings.ts';
import { AppError } from '../../app-error.ts';
import {
  added,
  everythingIn,
  isOut,
  newChange,
  settingsIn,
  without,
  type Change,
} from '../journal/change.ts';
import type { UnsentChange } from '../device/compare-with-device.ts';
import { consequences, openAbout } from '../device/reconcile-reading.ts';
import type { Undo, UndoPorts } from './undo.ts';

export interface AnswersPorts extends Omit<UndoPorts, 'saves' | 'editable'> {
  readonly undo: Undo;
  /** A change of this run as it was first sent, with its secrets. */
  readonly sent: (changeId: string) => UnsentChange | undefined;
  readonly send: (unsent: UnsentChange) => void;
}

export interface Answers {
  /** @throws AppError `extension.invalid` where nothing is asked */
  answer(change: Change, setting: AnySetting, choice: 'mine' | 'theirs'): void;
  /** All that it asks stays as it is; one that asks nothing stays without its end. */
  keep(change: Change): void;
}

export function createAnswers(ports: AnswersPorts): Answers {
  const { clock, journal, newId, told, allChanges, undo, send } = ports;

  /** A decision that sends nothing: what is there now is wanted. */
  function accept(setting: SettingName, value: SettingValue): void {
    const decision = newChange({
      id: newId(),
      at: clock.now(),
      why: 'me',
      state: 'done',
      settings: { [setting]: { before: value, after: value } },
      answers: openAbout([setting], allChanges()),
    });
    journal.note({ changes: [decision, ...consequences(decision, journal.state.changes)] });
  }

  function answerEnd(change: Change, setting: SettingName, choice: 'mine' | 'theirs'): void {
    const theirs = told()[setting] ?? change.endAsks[setting] ?? null;
    if (choice === 'mine') return send({ ...undo.ending(change, [setting]), seen: { [setting]: [theirs] } });
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
    const theirs = (name && told()[name]) ?? change.conflicts[setting] ?? null;
    journal.note({ changes: [{ ...change, answered: added(change.answered, [setting]) }] });
    if (choice === 'mine') return sendAgain(change, setting, theirs);
    if (name !== undefined && theirs !== null) accept(name, theirs);
  }

  /** Over theirs, which the person has seen now. */
  function sendAgain(change: Change, setting: AnySetting, theirs: SettingValue | null): void {
    const name = settingNames.find((one) => one === setting);
    const { why, until, presetName, lifts } = change;
    const answers = openAbout([setting], allChanges());
    const again = newChange({ id: newId(), at: clock.now(), why, until, presetName, lifts, answers });
    const nothing = { seen: {}, secrets: {}, secretsSeen: {} };
    const entry = name && change.settings[name];
    if (name !== undefined && entry !== undefined)
      return send({
        ...nothing,
        change: { ...again, settings: { [name]: { ...entry, before: theirs } } },
        seen: { [name]: [theirs] },
      });
    const secrets = ports.sent(change.id)?.secrets ?? {};
    const secret = change.secrets.find((one) => one === setting && secrets[one] !== undefined);
    if (secret === undefined) throw new AppError('extension.invalid', { field: setting, rule: 'untold' });
    send({ ...nothing, change: { ...again, secrets: [secret] }, secrets });
  }

  return {
    answer(change, setting, choice) {
      const name = settingNames.find((one) => one === setting);
      if (name !== undefined && name in change.endAsks) answerEnd(change, name, choice);
      else if (setting in change.conflicts && !change.answered.includes(setting))
        answerConflict(change, setting, choice);
      else throw new AppError('extension.invalid', { field: setting, rule: 'unknown' });
    },
    keep(change) {
      const asks = settingsIn(change.endAsks);
      for (const setting of asks) {
        const now = journal.state.changes.find(({ id }) => id === change.id) ?? change;
        answerEnd(now, setting, 'theirs');
      }
      if (asks.length > 0) return;
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
          news.length > 0
            ? { ...change, answered: added(change.answered, news) }
            : { ...change, until: null },
        ],
      });
    },
  };
}
