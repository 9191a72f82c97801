/** Keeps alert over one own extension: changes for a while, changes made elsewhere, and what may have been forgotten. */

import type { OwnExtension, Reminder } from '../../contract/own-extension.ts';
import type { OwnField } from '../../contract/own-fields.ts';
import type { PresenceState } from '../../contract/presence.ts';
import type { Handlers } from '../../contract/requests.ts';
import { AppError } from '../app-error.ts';
import type { JsonFile } from '../lib/json-file.ts';
import type { Clock, Log } from '../ports.ts';
import type { Draft } from './draft.ts';
import { foreignView, notice, type ForeignRecord } from './foreign-change.ts';
import type { OwnReading } from './judge.ts';
import type { EditableField } from './own-editable.ts';
import type { LiveOwnExtension } from './own-extension.ts';
import { openOwnMemory, type OwnMemory } from './own-memory.ts';
import type { OwnNews } from './own-news.ts';
import { fieldsOf, pick } from './own-values.ts';
import { createReminders } from './reminders.ts';
import { requireSaved } from './require-saved.ts';
import type { SavedChange } from './saving.ts';
import { createTimedChanges } from './timed-changes.ts';
import { restorable } from './undo.ts';

export interface OwnKeeperPorts {
  readonly clock: Clock;
  readonly log: Log;
  readonly file: JsonFile<OwnMemory>;
  readonly editable: ReadonlySet<EditableField>;
  /** @throws AppError `extension.unread` */
  readonly own: () => Pick<LiveOwnExtension, 'stored' | 'apply'>;
  /** What my phone is doing; null while nobody knows. */
  readonly myState: () => PresenceState | null;
  readonly news: OwnNews;
  readonly changed: () => void;
}

export interface OwnKeeper {
  readonly handlers: Pick<
    Handlers,
    'timed.end' | 'timed.keep' | 'timed.answer' | 'foreign.put-back' | 'foreign.dismiss' | 'reminder.answer'
  >;
  view(): Pick<OwnExtension, 'timed' | 'foreign' | 'reminder'>;
  onRead(reading: OwnReading, ours: Draft['value']): void;
  onSaved(saved: SavedChange): Promise<void>;
  /** What my phone is doing may have changed. */
  look(): void;
  start(): void;
  stop(): Promise<void>;
}

export async function createOwnKeeper(ports: OwnKeeperPorts): Promise<OwnKeeper> {
  const { clock, log, editable, own, myState, news, changed } = ports;
  const memory = await openOwnMemory(ports.file, log);

  const timed = createTimedChanges({
    clock,
    memory,
    save: async (change) => own().apply(change, quietly),
    changed,
    onAsks: (id) => news.tellTimedAsks(id),
    onAnswered: (id) => news.withdrawTimedAsks(id),
  });
  const reminders = createReminders({
    clock,
    memory,
    myState,
    isSpared: (field) => timed.willEnd(field) || !editable.has(field),
    switchOff: async (field) => requireSaved(await own().apply(switchedOff(field), quietly)),
    onAsk: (reminder: Reminder) => news.tellReminder(reminder),
    onOver: () => news.withdrawReminder(),
    changed,
  });

  /** The stored value gives way, whatever it is by then: off is what was asked for. */
  const switchedOff = (field: OwnField): Draft => {
    const before = own().stored()?.[field];
    return {
      base: before === null || before === undefined ? {} : { [field]: before },
      value: { [field]: false },
    };
  };

  function setForeign(foreign: ForeignRecord | null): void {
    memory.keep({ foreign });
    if (foreign === null) news.withdrawForeign();
    changed();
  }

  /** What this person may set, of what was there before. */
  function putBack({ before, after }: ForeignRecord): Draft {
    const known = restorable(before, {});
    const fields = fieldsOf(known).filter((field) => editable.has(field));
    const [refused] = fieldsOf(before);
    if (fields.length === 0) throw new AppError('extension.not-allowed', { field: refused ?? '' });
    return { base: pick(after, fields), value: pick(known, fields) };
  }

  return {
    handlers: {
      async 'timed.end'({ id }) {
        await timed.end(id);
        return null;
      },
      async 'timed.keep'({ id }) {
        await timed.keep(id);
        return null;
      },
      async 'timed.answer'({ id, choices }) {
        await timed.answer(id, choices);
        return null;
      },
      async 'foreign.put-back'() {
        const { foreign } = memory.current;
        if (foreign === null) return null;
        requireSaved(await own().apply(putBack(foreign), { anyway: true, waits: false, joinsDraft: false }));
        setForeign(null);
        return null;
      },
      'foreign.dismiss'() {
        setForeign(null);
        return null;
      },
      async 'reminder.answer'({ answer }) {
        await reminders.answer(answer);
        return null;
      },
    },
    view: () => ({
      timed: timed.list(),
      foreign: foreignView(memory.current.foreign),
      reminder: reminders.view(),
    }),
    onRead({ values, at }, ours) {
      const noticed = notice(memory.current, values, ours, at);
      const wasUnanswered = memory.current.foreign !== null;
      memory.keep({ known: noticed.known, foreign: noticed.foreign });
      if (noticed.news.length > 0 && noticed.foreign !== null) news.tellForeign(noticed.foreign);
      if (wasUnanswered && noticed.foreign === null) news.withdrawForeign();
      reminders.noteRead(values);
      timed.pbxIsThere();
    },
    onSaved: (saved) => timed.noteSaved(saved),
    look: () => reminders.look(),
    start() {
      timed.start();
      reminders.start();
    },
    async stop() {
      timed.stop();
      reminders.stop();
      await memory.stop();
    },
  };
}

/** In its turn, and past the person's draft: nobody waits at the form for this. */
const quietly = { anyway: true, waits: true, joinsDraft: false, quiet: true } as const;
