/** My extension within the app: one for each connection and number, its view, its requests, the tray's choices. */

import { createHash, randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { findDeadEnds, type DeadEnd } from '../../contract/my-extension/dead-ends.ts';
import type { CallSettings } from '../../contract/my-extension/caller-experience.ts';
import type { MyExtension } from '../../contract/my-extension/my-extension.ts';
import type { MyExtensionRequest } from '../../contract/my-extension/requests.ts';
import type { AnySetting } from '../../contract/my-extension/setting-facts.ts';
import type { SettingChange } from '../../contract/my-extension/settings.ts';
import type { Dialling } from '../../contract/my-extension/dialling.ts';
import type { Colleague } from '../../contract/presence.ts';
import type { Handlers, Payload } from '../../contract/requests.ts';
import { AppError, toFailure } from '../app-error.ts';
import type { PbxConnection } from '../connection/connection.ts';
import type { DataFolder } from '../lib/files/data-folder.ts';
import type { CurrentCall } from '../pbx/extension-detail.ts';
import type { Clock, Log } from '../ports.ts';
import type { SettingsStore } from '../settings/settings-store.ts';
import type { Notices } from '../snapshot/notices.ts';
import { checkedChanges, editableSettings } from './edits/check-change.ts';
import { outcomeOf } from './journal/change.ts';
import { createJournalFile } from './journal/journal-file.ts';
import { openJournal } from './journal/journal.ts';
import { createLiveExtension, type LiveExtension } from './live-extension.ts';
import { createMyNews, noteMyExtension, type MyNewsPorts } from './news.ts';
import { changesIn, createPresets } from './presets.ts';
import { changesFor, withWanted } from './status.ts';
import { holds } from './device/values.ts';

export interface MyExtensionPorts {
  readonly clock: Clock;
  readonly log: Log;
  /** Absolute path. */
  readonly dataFolder: string;
  readonly folder: Pick<DataFolder, 'write'>;
  readonly dialling: () => Dialling;
  readonly settings: SettingsStore;
  readonly notices: Notices;
  /** The settings that the administrator lets people change; null: the product's own choice. */
  readonly editable: readonly AnySetting[] | null;
  readonly news: Omit<MyNewsPorts, 'nameOf'>;
  /** The view may have changed. */
  readonly changed: () => void;
}

export interface MyExtensionOfApp {
  readonly handlers: Pick<Handlers, MyExtensionRequest>;
  /** Null until the settings were read once. */
  view(): MyExtension | null;
  /** The calls that I am on, with their ids at the device. */
  calls(): readonly CurrentCall[];
  /** False: the number seems to belong to someone else by now. */
  isMine(): boolean;
  /** Reads my extension now. Rejects where the PBX does not answer, or there is no extension. */
  read(): Promise<void>;
  /** Another connection, none any longer, or perhaps another number: what belonged to the old one ends. */
  follow(connection: PbxConnection | undefined): Promise<void>;
  /** A choice in the tray: what is wrong with it is told with a notification. */
  chooseStatus(wanted: Payload<'status.set'>): void;
  stop(): Promise<void>;
}

interface Followed {
  readonly connection: PbxConnection;
  readonly number: string;
  readonly url: string;
}

export function createMyExtension(ports: MyExtensionPorts): MyExtensionOfApp {
  const { clock, log, dataFolder, dialling, settings, notices } = ports;
  const editable = editableSettings(ports.editable);
  let followed: Followed | undefined;
  let live: LiveExtension | undefined;
  const news = createMyNews({ ...ports.news, nameOf });

  const row = (number: string): Colleague | undefined => followed?.connection.roster.find(number);

  function nameOf(number: string): string {
    return row(number)?.name ?? '';
  }

  function deadEnds(values: CallSettings): readonly DeadEnd[] {
    if (followed === undefined) return [];
    const { connection, number } = followed;
    const listKnown = connection.roster.snapshot().confirmedAt !== null;
    return findDeadEnds(values, { number, find: row, listKnown });
  }

  const present = (): LiveExtension => {
    if (live === undefined) throw new AppError('extension.unread');
    return live;
  };
  const presets = createPresets({ settings, editable, told: () => present().told(), deadEnds });

  function changed(): void {
    const view = live?.view() ?? null;
    noteMyExtension(notices, view);
    news.follow(view);
    ports.changed();
  }

  async function follow(connection: PbxConnection | undefined): Promise<void> {
    const { extension, pbx } = settings.current;
    if (followed?.connection === connection && followed?.number === extension) return;
    const next =
      connection === undefined || extension === null || pbx === null
        ? undefined
        : { connection, number: extension, url: pbx.url };
    const left = followed;
    followed = next;
    const old = live;
    live = undefined;
    if (old !== undefined) {
      await old.stop();
      if (left !== undefined && next !== undefined) noteEndsLeft(left, next, old);
    }
    changed();
    if (next === undefined) return;
    const opened = await open(next);
    // Someone was faster: another connection is followed by now.
    if (followed !== next) return opened.stop();
    live = opened;
    const followState = (): void => {
      // The connection's last words must not wake what has ended.
      if (live !== opened) return;
      opened.setLive(next.connection.state().kind === 'live');
      opened.followRow();
    };
    next.connection.subscribe(followState);
    next.connection.roster.subscribe(() => {
      if (live === opened) opened.followRow();
    });
    followState();
    changed();
  }

  async function open({ connection, number, url }: Followed): Promise<LiveExtension> {
    // A name that says nothing and that every file system takes.
    const owner = createHash('sha256').update(`${url} ${number}`).digest('hex').slice(0, 16);
    const { journal, problem } = await openJournal({
      file: createJournalFile(join(dataFolder, 'my-extension', owner, 'changes.jsonl'), ports.folder),
      now: () => clock.now(),
      log,
    });
    if (problem !== null) {
      const keptAs = problem.kind === 'corrupt' ? (problem.keptAs ?? '') : '';
      notices.set(`broken:${problem.file}`, {
        code: 'settings-corrupt',
        detail: { file: problem.file, keptAs },
        dismissible: true,
      });
    }
    const opened: LiveExtension = createLiveExtension({
      number,
      call: (work) => connection.call(work),
      journal,
      clock,
      log,
      newId: randomUUID,
      editable,
      dialling,
      nameOf,
      deadEnds,
      myState: () =>
        connection.state().kind === 'live' ? (connection.roster.find(number)?.state ?? null) : null,
      tell: {
        foreign: (change) => news.tellForeign(change, opened.view()?.current ?? null),
        endAsks: (id) => news.tellEndAsks(id),
        reminder: (reminder) => news.tellReminder(reminder),
      },
      changed() {
        if (live === opened) changed();
      },
    });
    return opened;
  }

  /** What was to end by itself stays as it is: nothing is written to an extension that is not mine any longer. */
  function noteEndsLeft(left: Followed, next: Followed, old: LiveExtension): void {
    const count = old.view()?.timed.length ?? 0;
    if (count === 0 || left.number === next.number) return;
    notices.set(`ends-left:${left.number}`, {
      code: 'ends-left',
      detail: { number: left.number, count },
      dismissible: true,
    });
  }

  function setStatus({ status, until, anyway }: Payload<'status.set'>): string {
    const mine = present();
    const { edits } = mine;
    const told = mine.told();
    const now = withWanted(
      told,
      edits.all().filter((change) => outcomeOf(change) === 'pending'),
    );
    if (status.kind === 'preset') {
      const preset = presets.find(status.id);
      const changes = changesIn(preset.settings);
      return edits.decide({ changes, why: 'preset', presetName: preset.name, until, anyway });
    }
    // What is so already and must not be changed by this person is left alone.
    const isFree = ({ setting, value }: SettingChange): boolean =>
      editable.includes(setting) || !holds(now[setting], value);
    const wanted = checkedChanges(changesFor(status, now), told, dialling()).filter(isFree);
    return edits.decide({ changes: wanted, why: 'me', until, anyway });
  }

  function turnOff(): void {
    const mine = present();
    const { edits } = mine;
    const shown = mine.view();
    if (shown === null) throw new AppError('extension.unread');
    const { kind, changeId } = shown.status;
    const change = edits.all().find(({ id }) => id === changeId);
    if (change !== undefined && outcomeOf(change) === 'pending') return edits.undo(change.id);
    if (change !== undefined && shown.timed.some((one) => one.changeId === change.id))
      return edits.endNow(change.id);
    if (kind === 'normal') return;
    const [off] = changesFor({ kind: 'normal' }, shown.current).filter(({ setting }) =>
      kind === 'forwarding' ? setting === 'forwardAll' : setting === 'doNotDisturb',
    );
    if (off !== undefined) edits.decide({ changes: [off], why: 'me', until: null, anyway: true });
  }

  const done = <T>(work: (payload: T) => unknown) => {
    return async (payload: T): Promise<void> => {
      await work(payload);
    };
  };

  return {
    handlers: {
      ...presets.handlers,
      'my-extension.read': done(() => present().read()),
      'my-extension.set': ({ changes, until, anyway }) => {
        const mine = present();
        const checked = checkedChanges(changes, mine.told(), dialling());
        return { changeId: mine.edits.decide({ changes: checked, why: 'me', until, anyway }) };
      },
      'my-extension.set-secret': done(({ setting, value }) => present().edits.setSecret(setting, value)),
      'change.undo': done(({ changeId }) => present().edits.undo(changeId)),
      'change.keep': done(({ changeId }) => present().edits.keep(changeId)),
      'change.answer': done(({ changeId, setting, choice }) =>
        present().edits.answer(changeId, setting, choice),
      ),
      'change.set-end': done(({ changeId, until }) => present().edits.setEnd(changeId, until)),
      'change.end-now': done(({ changeId }) => present().edits.endNow(changeId)),
      'status.set': (wanted) => ({ changeId: setStatus(wanted) }),
      'status.turn-off': done(turnOff),
      'reminder.answer': done(({ answer }) => present().answerReminder(answer)),
      'my-extension.confirm-mine': done(() => present().confirmMine()),
    },
    view() {
      const shown = live?.view() ?? null;
      return shown && { ...shown, presets: presets.list() };
    },
    calls: () => live?.calls() ?? [],
    isMine: () => live?.isMine() ?? true,
    read: async () => present().read(),
    follow,
    chooseStatus(wanted) {
      try {
        setStatus(wanted);
      } catch (error) {
        news.tellRefused(toFailure(error));
      }
    },
    stop: () => follow(undefined),
  };
}
