/** The user's own extension within the app: one for each connection and extension number, its view, its requests. */

import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { callerExperience } from '../../contract/caller-experience.ts';
import { findDeadEnds, type DeadEnd } from '../../contract/dead-ends.ts';
import type { OwnExtension } from '../../contract/own-extension.ts';
import type { OwnValues } from '../../contract/own-fields.ts';
import { AppError, toFailure } from '../app-error.ts';
import type { PbxConnection } from '../connection/connection.ts';
import { createJsonFile } from '../files/json-file.ts';
import type { Clock, Log } from '../ports.ts';
import type { OwnExtensionField } from '../settings/managed-schema.ts';
import type { SettingsStore } from '../settings/settings-store.ts';
import type { Notices } from '../snapshot/notices.ts';
import { fieldsOf } from './own-values.ts';
import { editableFields } from './own-editable.ts';
import { createOwnExtension, type LiveOwnExtension } from './own-extension.ts';
import { createOwnHandlers, type OwnHandlers } from './own-handlers.ts';
import { createOwnPbx } from './own-pbx.ts';
import { emptyOwnRecord, ownRecordSchema } from './own-record.ts';

export interface OwnForAppPorts {
  readonly clock: Clock;
  readonly log: Log;
  /** Absolute path. */
  readonly dataFolder: string;
  readonly settings: SettingsStore;
  readonly notices: Notices;
  /** The fields that the administrator lets people edit; null: the product's own choice. */
  readonly editable: readonly OwnExtensionField[] | null;
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
  stop(): Promise<void>;
}

interface Followed {
  readonly connection: PbxConnection;
  readonly number: string;
  readonly url: string;
}

export function createOwnForApp(ports: OwnForAppPorts): OwnForApp {
  const { clock, log, dataFolder, settings, notices, changed } = ports;
  const editable = editableFields(ports.editable);
  let followed: Followed | undefined;
  let own: LiveOwnExtension | undefined;

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
    changed();
    await old?.stop();
    if (next === undefined) return;
    const opened = await open(next);
    // Somebody was faster: another connection is followed by now.
    if (followed !== next) return opened.stop();
    own = opened;
    const look = (): void => opened.setLive(next.connection.state().kind === 'live');
    next.connection.subscribe(look);
    look();
    changed();
  }

  function open({ connection, number, url }: Followed): Promise<LiveOwnExtension> {
    // A name that says nothing and that every file system takes.
    const owner = createHash('sha256').update(`${url} ${number}`).digest('hex').slice(0, 16);
    const file = createJsonFile({
      file: join(dataFolder, 'own', owner, 'own-extension.json'),
      schema: ownRecordSchema,
      fallback: emptyOwnRecord,
      clock,
      log,
    });
    return createOwnExtension({
      number,
      pbx: createOwnPbx(connection, number),
      clock,
      log,
      file,
      editable: () => editable,
      nameOf,
      deadEnds,
      checkUntil: () => undefined,
      onRead: () => undefined,
      onSaved: () => Promise.resolve(),
      changed() {
        noteInterrupted();
        changed();
      },
    });
  }

  const row = (number: string) => followed?.connection.roster.find(number);
  const nameOf = (number: string): string => row(number)?.name ?? '';

  function deadEnds(values: OwnValues): readonly DeadEnd[] {
    if (followed === undefined) return [];
    const { connection, number } = followed;
    const listKnown = connection.roster.snapshot().confirmedAt !== null;
    return findDeadEnds(values, { number, find: row, listKnown });
  }

  function noteInterrupted(): void {
    const isOpen = own?.interrupted() === true;
    notices.set(
      'save-interrupted',
      isOpen ? { code: 'save-interrupted', detail: {}, dismissible: true } : undefined,
    );
  }

  function view(): OwnExtension | null {
    const parts = own?.view() ?? null;
    if (parts === null) return null;
    const { number, stored, draft } = parts;
    const state = row(number)?.state;
    const around = { number, nameOf, ...(state !== undefined && { state }) };
    const drafted: OwnValues = { ...stored, ...draft.changes };
    return {
      ...parts,
      timed: [],
      presets: [],
      foreign: null,
      reminder: null,
      experience: callerExperience(stored, around),
      draftExperience: fieldsOf(draft.changes).length === 0 ? null : callerExperience(drafted, around),
      deadEnds: deadEnds(drafted),
    };
  }

  function present(): LiveOwnExtension {
    if (own === undefined) throw new AppError('extension.unread');
    return own;
  }

  return {
    handlers: createOwnHandlers({ present }),
    view,
    follow,
    switchDoNotDisturb() {
      const on = own?.stored()?.doNotDisturb !== true;
      // The tray has no place for a failure: its check mark stays as it was.
      own?.setDoNotDisturb(on).catch((error: unknown) => {
        log.warn('request.failed', { request: 'own.set-do-not-disturb', code: toFailure(error).code });
      });
    },
    stop: () => follow(undefined),
  };
}
