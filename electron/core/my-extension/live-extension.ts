/** One extension of mine on one connection: read, followed, changed. Ends with the connection, or when another extension is chosen. */

import type { DeadEnd } from '../../contract/my-extension/dead-ends.ts';
import type { CallSettings } from '../../contract/my-extension/caller-experience.ts';
import type { Dialling } from '../../contract/my-extension/dialling.ts';
import type { MyExtension, Reminder } from '../../contract/my-extension/my-extension.ts';
import { secretSettings, settingNames, type AnySetting } from '../../contract/my-extension/setting-facts.ts';
import type { SettingValue, ReportedSettings } from '../../contract/my-extension/settings.ts';
import type { PresenceState } from '../../contract/presence.ts';
import type { Payload } from '../../contract/requests.ts';
import { AppError } from '../app-error.ts';
import type { PbxConnection } from '../connection/connection.ts';
import type { CurrentCall } from '../pbx/extension-detail.ts';
import type { Clock, Log } from '../ports.ts';
import type { Change } from './journal/change.ts';
import { createEdits, type Edits } from './edits/edits.ts';
import { appliesRoughly, createDevice, type Reading } from './device/device.ts';
import { createTimedEnds } from './ends/timed-ends.ts';
import type { Journal } from './journal/journal.ts';
import { createLiveReminders } from './reminders/ask-still-wanted.ts';
import { isSomeoneElse } from './owner.ts';
import { createReadSchedule } from './device/read-schedule.ts';
import { createSaves } from './saves/saves.ts';
import { statusOf } from './status.ts';
import {
  callViews,
  freshMs,
  nothingTold,
  recentOf,
  rowsOf,
  timedOf,
  undoOf,
  type ViewFacts,
} from './view.ts';

export interface LivePorts {
  readonly number: string;
  readonly call: PbxConnection['call'];
  readonly journal: Journal;
  readonly clock: Clock;
  readonly log: Log;
  readonly newId: () => string;
  readonly editable: readonly AnySetting[];
  readonly dialling: () => Dialling;
  /** Empty for a number that no colleague has. */
  readonly nameOf: (number: string) => string;
  readonly deadEnds: (settings: CallSettings) => readonly DeadEnd[];
  /** What my phone is doing; null while nobody knows. */
  readonly myState: () => PresenceState | null;
  readonly tell: {
    readonly foreign: (change: Change) => void;
    readonly endAsks: (changeId: string) => void;
    readonly reminder: (reminder: Reminder | null) => void;
  };
  readonly changed: () => void;
}

export type LiveView = Omit<MyExtension, 'presets'>;

export interface LiveExtension {
  readonly number: string;
  readonly edits: Edits;
  /** Null until the settings were read once. */
  view(): LiveView | null;
  /** @throws AppError `extension.unread`, `extension.not-mine` */
  told(): ReportedSettings;
  /** The calls that I am on, with their ids at the device. */
  calls(): readonly CurrentCall[];
  /** False: the number seems to belong to someone else by now. */
  isMine(): boolean;
  read(): Promise<void>;
  confirmMine(): Promise<void>;
  answerReminder(answer: Payload<'reminder.answer'>['answer']): void;
  setLive(live: boolean): void;
  /** My row in the list may have changed: my calls follow it. */
  followRow(): void;
  stop(): Promise<void>;
}

const everySetting: readonly AnySetting[] = [...settingNames, ...secretSettings];
const usualGatherMs = 1_500;
/** Where applying may disturb calls, it is done less often. */
const slowGatherMs = 8_000;
/** What the program waits for when it ends with an edit that was not sent yet. */
const flushAtMostMs = 4_000;

/** The device may not tell a name: an empty text then. */
function nameIn(told: SettingValue | null | undefined): string {
  return typeof told === 'string' ? told : '';
}

export function createLiveExtension(ports: LivePorts): LiveExtension {
  const { number, journal, clock, log, newId, editable, myState, tell } = ports;
  const ending = new AbortController();
  const device = createDevice({ number, call: ports.call, now: () => clock.now(), signal: ending.signal });
  const doneAt = new Map<string, number>();
  let stranger: Reading | null = null;
  let slowFirmware: boolean | null = null;
  let isLive = false;
  let rowState: PresenceState | null = null;

  for (const { id, state } of journal.state.changes) if (state === 'done') doneAt.set(id, -Infinity);
  // The last run ended while it was being sent.
  const cutShort = journal.state.changes.filter(({ state }) => state === 'sent');
  if (cutShort.length > 0)
    journal.note({ changes: cutShort.map((change) => ({ ...change, state: 'unknown' })) });

  function changed(): void {
    for (const { id, state } of journal.state.changes) {
      if (state !== 'done' || doneAt.has(id)) continue;
      doneAt.set(id, clock.now());
      // The tick fades, and so does the offer to undo.
      clock.after(freshMs, ports.changed);
    }
    ports.changed();
  }

  /** Null where the number seems to be someone else's: nothing of theirs is used. */
  function accept(reading: Reading): Reading | null {
    const { known, changes } = journal.state;
    const isTheirs = known !== null && isSomeoneElse(number, reading.told, known.told, changes);
    stranger = isTheirs ? reading : null;
    if (isTheirs) log.warn('my-extension.not-mine');
    return isTheirs ? null : reading;
  }

  const saves = createSaves({
    device,
    journal,
    clock,
    log,
    signal: ending.signal,
    newId,
    accept,
    onRead,
    tellForeign: tell.foreign,
    changed,
  });
  const ends = createTimedEnds({
    clock,
    journal,
    saves,
    newId,
    isReady: () => isLive && stranger === null && saves.reading !== null,
    tellAsks: tell.endAsks,
    changed,
  });
  const edits = createEdits({
    clock,
    journal,
    saves,
    newId,
    editable,
    deadEnds: ports.deadEnds,
    gatherMs: () => (slowFirmware === true ? slowGatherMs : usualGatherMs),
    told,
    endWhatIsDue: () => ends.endWhatIsDue(),
    changed,
  });
  const reminders = createLiveReminders({
    clock,
    journal,
    editable,
    myState,
    tell: tell.reminder,
    changed,
  });
  const schedule = createReadSchedule(clock, async () => {
    slowFirmware ??= await device.firmware().then(appliesRoughly, () => null);
    await saves.read();
  });

  function onRead(reading: Reading): void {
    schedule.noteRead();
    reminders.update(reading.told);
    ends.endWhatIsDue();
  }

  function told(): ReportedSettings {
    if (stranger !== null) throw new AppError('extension.not-mine');
    if (saves.reading === null) throw new AppError('extension.unread');
    return saves.reading.told;
  }

  function facts(current: ReportedSettings): ViewFacts {
    return {
      told: current,
      changes: edits.all(),
      bottom: journal.state.known?.bottom ?? {},
      doneAt,
      nowMs: clock.now(),
      canUndo: (change) => edits.canUndo(change),
      isEnding: (id) => ends.isEnding(id),
    };
  }

  function view(): LiveView | null {
    const { reading } = saves;
    const shown = stranger ?? reading;
    if (shown === null) return null;
    const isMine = stranger === null;
    const all = facts(isMine ? shown.told : nothingTold);
    const { detail } = shown;
    const state = myState();
    const context = { number, nameOf: ports.nameOf, ...(state !== null && { state }) };
    return {
      number,
      readAt: shown.at,
      reading: saves.isReading,
      readFailure: saves.readFailure,
      current: all.told,
      facts: isMine
        ? { type: detail.type, port: detail.port ?? '', language: detail.language ?? '' }
        : { type: '', port: '', language: '' },
      calls: isMine ? callViews(detail.calls, { number, state }, ports.nameOf) : [],
      editable,
      rows: rowsOf(all, everySetting),
      status: statusOf({
        told: all.told,
        changes: all.changes,
        bottom: all.bottom,
        context,
        deadEnds: ports.deadEnds,
        isFresh: isLive && isMine && saves.readFailure === null,
      }),
      undo: undoOf(all),
      recent: recentOf(all),
      timed: timedOf(all),
      reminder: reminders.open,
      gatherMs: slowFirmware === true ? slowGatherMs : usualGatherMs,
      slowFirmware: slowFirmware === true,
      dialling: ports.dialling(),
      stranger: stranger && {
        name: stranger.detail.name ?? '',
        nameBefore: nameIn(journal.state.known?.told.name),
      },
    };
  }

  return {
    number,
    edits,
    view,
    told,
    isMine: () => stranger === null,
    calls: () => (stranger === null ? (saves.reading?.detail.calls ?? []) : []),
    read: () => saves.read(),
    async confirmMine() {
      const { known } = journal.state;
      if (stranger === null || known === null) return;
      // From here on these are my name and my mail; the rest is compared as ever.
      const { name, registerName, email } = stranger.told;
      await journal.write({ known: { ...known, told: { ...known.told, name, registerName, email } } });
      stranger = null;
      changed();
      await saves.read();
    },
    answerReminder(answer) {
      const off = reminders.answer(answer);
      if (off !== null) edits.decide({ changes: [off], why: 'me', until: null, anyway: true });
    },
    setLive(live) {
      if (live === isLive) return;
      isLive = live;
      saves.setLive(live);
      schedule.setLive(live);
      if (live) ends.comeBack();
    },
    followRow() {
      const state = myState();
      if (state !== null && rowState !== null && state !== rowState) schedule.hurry();
      rowState = state ?? rowState;
      reminders.followPhone();
    },
    async stop() {
      reminders.stop();
      ends.stop();
      schedule.stop();
      if (edits.gathered !== null) {
        const sent = edits.flush();
        await Promise.race([sent, new Promise<void>((resolve) => void clock.after(flushAtMostMs, resolve))]);
      }
      saves.stop();
      ending.abort();
      await journal.stop();
    },
  };
}
