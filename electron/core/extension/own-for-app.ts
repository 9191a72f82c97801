/** The user's own extension within the app: one for each connection and extension number, its view, its requests. */

import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { callerExperience } from '../../contract/caller-experience.ts';
import { findDeadEnds, type DeadEnd } from '../../contract/dead-ends.ts';
import type { OwnExtension } from '../../contract/own-extension.ts';
import type { OwnValues } from '../../contract/own-fields.ts';
import type { Colleague } from '../../contract/presence.ts';
import { AppError, toFailure } from '../app-error.ts';
import type { PbxConnection } from '../connection/connection.ts';
import { createJsonFile } from '../lib/json-file.ts';
import type { Clock, Log } from '../ports.ts';
import type { OwnExtensionField } from '../settings/managed-schema.ts';
import type { SettingsStore } from '../settings/settings-store.ts';
import type { Notices } from '../snapshot/notices.ts';
import { checkUntil } from './check-until.ts';
import { fieldsOf } from './own-values.ts';
import { editableFields } from './own-editable.ts';
import { createOwnExtension, type LiveOwnExtension } from './own-extension.ts';
import { createOwnHandlers, type OwnHandlers } from './own-handlers.ts';
import { createOwnKeeper, type OwnKeeper } from './own-keeper.ts';
import { emptyOwnMemory, ownMemorySchema } from './own-memory.ts';
import { createOwnNews, type OwnNewsPorts } from './own-news.ts';
import { noteOwn } from './own-notices.ts';
import { createOwnPbx } from './own-pbx.ts';
import { emptyOwnRecord, ownRecordSchema } from './own-record.ts';
import { createPresets } from './presets.ts';

export interface OwnForAppPorts {
  readonly clock: Clock;
  readonly log: Log;
  /** Absolute path. */
  readonly dataFolder: string;
  readonly settings: SettingsStore;
  readonly notices: Notices;
  /** The fields that the administrator lets people edit; null: the product's own choice. */
  readonly editable: readonly OwnExtensionField[] | null;
  readonly news: Omit<OwnNewsPorts, 'nameOf'>;
  /** The view may have changed. */
  readonly changed: () => void;
}

export interface OwnForApp {
  readonly handlers: OwnHandlers;
  /** Null until the settings were read once. */
  view(): OwnExtension | null;
  /** Another connection, none any more, or perhaps another extension number: what belonged to the old one ends. */
  follow(connection: PbxConnection | undefined): Promise<void>;
  /** The tray's switch. */
  switchDoNotDisturb(): void;
  /** The tray's presets; what came of it is told with a notification. */
  applyPreset(id: string): void;
  stop(): Promise<void>;
}

interface Followed {
  readonly connection: PbxConnection;
  readonly number: string;
  readonly url: string;
}

/** What lives as long as one connection and one extension number. */
interface Opened {
  readonly live: LiveOwnExtension;
  readonly keeper: OwnKeeper;
}

export function createOwnForApp(ports: OwnForAppPorts): OwnForApp {
  const { clock, log, dataFolder, settings, notices, changed } = ports;
  const editable = editableFields(ports.editable);
  let followed: Followed | undefined;
  const news = createOwnNews({ ...ports.news, nameOf });
  let own: Opened | undefined;

  async function follow(connection: PbxConnection | undefined): Promise<void> {
    const { extension, pbx } = settings.current;
    if (followed?.connection === connection && followed?.number === extension) return;
    const next =
      connection === undefined || extension === null || pbx === null
        ? undefined
        : { connection, number: extension, url: pbx.url };
    followed = next;
    const old = own;
    own = undefined;
    note();
    changed();
    if (old !== undefined) await close(old);
    if (next === undefined) return;
    const opened = await open(next);
    // Somebody was faster: another connection is followed by now.
    if (followed !== next) return close(opened);
    own = opened;
    const { live, keeper } = opened;
    const look = (): void => {
      // The connection's last words must not wake what has ended.
      if (own !== opened) return;
      live.setLive(next.connection.state().kind === 'live');
      keeper.look();
    };
    next.connection.subscribe(look);
    next.connection.roster.subscribe(() => {
      if (own === opened) keeper.look();
    });
    keeper.start();
    look();
    note();
    changed();
  }

  async function close({ live, keeper }: Opened): Promise<void> {
    await live.stop();
    await keeper.stop();
  }

  async function open({ connection, number, url }: Followed): Promise<Opened> {
    // A name that says nothing and that every file system takes.
    const owner = createHash('sha256').update(`${url} ${number}`).digest('hex').slice(0, 16);
    const folder = join(dataFolder, 'own', owner);
    const keeper: OwnKeeper = await createOwnKeeper({
      clock,
      log,
      file: createJsonFile({
        file: join(folder, 'own-memory.json'),
        schema: ownMemorySchema,
        fallback: emptyOwnMemory,
        clock,
        log,
      }),
      editable,
      own: () => live,
      myState: () => (connection.state().kind === 'live' ? (row(number)?.state ?? null) : null),
      news,
      changed() {
        note();
        changed();
      },
    });
    const live: LiveOwnExtension = await createOwnExtension({
      number,
      pbx: createOwnPbx(connection, number),
      clock,
      log,
      file: createJsonFile({
        file: join(folder, 'own-extension.json'),
        schema: ownRecordSchema,
        fallback: emptyOwnRecord,
        clock,
        log,
      }),
      editable: () => editable,
      nameOf,
      deadEnds,
      checkUntil: (until, draft) => checkUntil(until, draft, clock.now()),
      onRead: (reading, ours) => keeper.onRead(reading, ours),
      onSaved: (saved) => keeper.onSaved(saved),
      changed() {
        note();
        changed();
      },
    });
    return { live, keeper };
  }

  const presets = createPresets({
    settings,
    own: present,
    editable,
    checkUntil: (until, draft) => checkUntil(until, draft, clock.now()),
    deadEnds,
  });

  function row(number: string): Colleague | undefined {
    return followed?.connection.roster.find(number);
  }

  function nameOf(number: string): string {
    return row(number)?.name ?? '';
  }

  function deadEnds(values: OwnValues): readonly DeadEnd[] {
    if (followed === undefined) return [];
    const { connection, number } = followed;
    const listKnown = connection.roster.snapshot().confirmedAt !== null;
    return findDeadEnds(values, { number, find: row, listKnown });
  }

  function note(): void {
    noteOwn(
      notices,
      own === undefined ? null : { ...own.keeper.view(), interrupted: own.live.interrupted() },
    );
  }

  function view(): OwnExtension | null {
    const parts = own?.live.view() ?? null;
    if (own === undefined || parts === null) return null;
    const { number, stored, draft } = parts;
    // What the phone was doing when the PBX last answered says nothing about a call now.
    const state = followed?.connection.state().kind === 'live' ? row(number)?.state : undefined;
    const around = { number, nameOf, ...(state !== undefined && { state }) };
    const drafted: OwnValues = { ...stored, ...draft.changes };
    return {
      ...parts,
      ...own.keeper.view(),
      presets: presets.list(),
      experience: callerExperience(stored, around),
      draftExperience: fieldsOf(draft.changes).length === 0 ? null : callerExperience(drafted, around),
      deadEnds: deadEnds(drafted),
    };
  }

  function present(): LiveOwnExtension {
    return opened().live;
  }

  function opened(): Opened {
    if (own === undefined) throw new AppError('extension.unread');
    return own;
  }

  return {
    handlers: createOwnHandlers({ present, keeper: () => opened().keeper, presets }),
    view,
    follow,
    switchDoNotDisturb() {
      const on = own?.live.stored()?.doNotDisturb !== true;
      // The tray has no place for a failure: its check mark stays as it was.
      own?.live.setDoNotDisturb(on).catch((error: unknown) => {
        log.warn('request.failed', { request: 'own.set-do-not-disturb', code: toFailure(error).code });
      });
    },
    applyPreset(id) {
      const preset = presets.list().find((one) => one.id === id);
      if (preset === undefined) return;
      const { name } = preset;
      Promise.resolve(presets.handlers['own-preset.apply']({ id, anyway: false, until: null })).then(
        () => news.tellPresetDone(name),
        (error: unknown) => news.tellPresetFailed(name, toFailure(error)),
      );
    },
    stop: () => follow(undefined),
  };
}
