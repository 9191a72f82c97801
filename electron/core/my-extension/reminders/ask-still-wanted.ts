/** Asks, while the program runs, whether do not disturb or forwarding is still wanted; what was asked and answered is in the journal. */

import type { Reminder } from '../../../contract/my-extension/my-extension.ts';
import type { AnySetting } from '../../../contract/my-extension/setting-facts.ts';
import type { SettingChange, ReportedSettings } from '../../../contract/my-extension/settings.ts';
import type { PresenceState } from '../../../contract/presence.ts';
import type { Payload } from '../../../contract/requests.ts';
import { createTimer } from '../../lib/timer.ts';
import type { Clock } from '../../ports.ts';
import type { Journal } from '../journal/journal.ts';
import { layersOf } from '../journal/layers.ts';
import {
  answeredReminder,
  askedAbout,
  createCallTimer,
  noReminderPeriods,
  openReminder,
  reminderPeriodsAfter,
  reminderSettings,
  type ReminderPeriods,
} from './reminders.ts';
import { noForwarding } from '../status.ts';

export interface LiveRemindersPorts {
  readonly clock: Clock;
  readonly journal: Journal;
  readonly editable: readonly AnySetting[];
  /** What my phone is doing; null while nobody knows. */
  readonly myState: () => PresenceState | null;
  /** Another question, or none any longer. */
  readonly tell: (reminder: Reminder | null) => void;
  readonly changed: () => void;
}

export interface LiveReminders {
  /** The question that nobody has answered yet. */
  readonly open: Reminder | null;
  /** After each reading. */
  update(told: ReportedSettings): void;
  /** My phone may be doing something else. */
  followPhone(): void;
  /** The change that the answer asks for; null where there is none to make. */
  answer(answer: Payload<'reminder.answer'>['answer']): SettingChange | null;
  stop(): void;
}

/** A new day and twenty minutes of calls come without anything else happening. */
const everyMs = 60_000;

export function createLiveReminders(ports: LiveRemindersPorts): LiveReminders {
  const { clock, journal, editable, myState, tell, changed } = ports;
  const callTimer = createCallTimer();
  const timer = createTimer(clock);
  let isRunning = true;

  const periods = (): ReminderPeriods => journal.state.known?.reminderPeriods ?? noReminderPeriods;

  function setPeriods(next: ReminderPeriods): void {
    const { known } = journal.state;
    if (next === periods() || known === null) return;
    const before = openReminder(periods());
    const after = openReminder(next);
    journal.note({ known: { ...known, reminderPeriods: next } });
    if (before?.kind !== after?.kind) tell(after);
    changed();
  }

  /** It ends by itself, or this person may not change it. */
  function isSpared(kind: Reminder['kind']): boolean {
    const setting = reminderSettings[kind];
    const { changes, known } = journal.state;
    return (
      !editable.includes(setting) ||
      (layersOf(setting, changes, known?.bottom).at(-1)?.until ?? null) !== null
    );
  }

  function followPhone(): void {
    timer.cancel();
    if (!isRunning) return;
    const state = myState();
    callTimer.follow(state, clock.uptimeMs());
    if (Object.values(periods()).every((one) => one === null)) return;
    // Nobody is asked about what may have changed unseen.
    if (state !== null) {
      const onCallsForMs = callTimer.forMs(clock.uptimeMs());
      setPeriods(askedAbout(periods(), { nowMs: clock.now(), onCallsForMs, isSpared }));
    }
    timer.set(everyMs, followPhone);
  }

  return {
    get open() {
      return openReminder(periods());
    },
    update(told) {
      setPeriods(reminderPeriodsAfter(periods(), told, clock.now()));
      followPhone();
    },
    followPhone,
    answer(answer) {
      const asked = openReminder(periods());
      if (asked === null) return null;
      setPeriods(answeredReminder(periods(), answer === 'not-today' ? answer : 'leave', clock.now()));
      if (answer !== 'switch-off') return null;
      return asked.kind === 'forwarding'
        ? { setting: 'forwardAll', value: noForwarding }
        : { setting: 'doNotDisturb', value: false };
    },
    stop() {
      isRunning = false;
      timer.cancel();
    },
  };
}
