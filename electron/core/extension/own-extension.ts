/** The user's own extension: read, drafted, saved safely, undone. Belongs to one connection and one extension. */

import type { DeadEnd } from '../../contract/dead-ends.ts';
import type { OwnField, OwnSecretField, OwnValue, OwnValues } from '../../contract/own-fields.ts';
import type { Payload } from '../../contract/requests.ts';
import { AppError, toFailure } from '../app-error.ts';
import type { JsonFile } from '../lib/json-file.ts';
import type { Clock, Log } from '../ports.ts';
import { completed, decided, edited, emptyDraft, settled, without, type Draft } from './draft.ts';
import { draftProblems } from './draft-problems.ts';
import type { OwnReading } from './judge.ts';
import { refuseUneditable, type EditableField } from './own-editable.ts';
import { untilAborted, type OwnPbx } from './own-pbx.ts';
import { openOwnRecord, type OwnRecord } from './own-record.ts';
import { freshState, storedNow } from './own-state.ts';
import { ownView, type OwnViewParts } from './own-view.ts';
import { isEmpty } from './own-update.ts';
import { fieldsOf, told, valuesOf } from './own-values.ts';
import { createReadSchedule } from './read-schedule.ts';
import { requireSaved } from './require-saved.ts';
import { createSaving, type SavedChange, type SaveOutcome, type SaveWish } from './saving.ts';
import { onlySecrets, withoutSecrets } from './undo.ts';

export interface OwnExtensionPorts {
  readonly number: string;
  readonly pbx: OwnPbx;
  readonly clock: Clock;
  readonly log: Log;
  readonly file: JsonFile<OwnRecord>;
  readonly editable: () => ReadonlySet<EditableField>;
  /** Empty for a number that no colleague has. */
  readonly nameOf: (number: string) => string;
  readonly deadEnds: (values: OwnValues) => readonly DeadEnd[];
  /** @throws AppError where such a change cannot end by itself at that time */
  readonly checkUntil: (until: number, draft: Draft) => void;
  /** Told of every reading. `ours`: what a save of ours is writing or has written, whether it is there or not. */
  readonly onRead: (reading: OwnReading, ours: Draft['value']) => void;
  readonly onSaved: (saved: SavedChange) => Promise<void>;
  /** Something that the view shows may have changed. */
  readonly changed: () => void;
}

export interface LiveOwnExtension {
  readonly number: string;
  /** Null until the settings were read once. */
  view(): OwnViewParts | null;
  /** As the PBX told last. */
  stored(): OwnValues | null;
  draft(): Draft;
  /** The save under way when the last run ended; null when there was none, or its outcome is known by now. */
  interrupted(): boolean;
  setLive(live: boolean): void;
  read(): Promise<void>;
  edit(field: OwnField, value: OwnValue): void;
  setSecret(field: OwnSecretField, value: string): void;
  reset(fields: Payload<'own.reset'>['fields']): void;
  save(wish: Payload<'own.save'>): Promise<void>;
  undo(): Promise<void>;
  dismiss(): void;
  setDoNotDisturb(on: boolean): Promise<void>;
  /**
   * Another change than the draft's, with the same safety; the outcome is returned and nothing is thrown for it.
   * @throws AppError `extension.unread`, `extension.not-allowed {field}`, `extension.dead-end` unless `anyway`, `extension.busy` unless it waits
   */
  apply(change: Draft, options: ApplyOptions): Promise<SaveOutcome>;
  stop(): Promise<void>;
}

export interface ApplyOptions {
  readonly anyway: boolean;
  readonly waits: boolean;
  /** A conflict puts the change into the draft. */
  readonly joinsDraft: boolean;
  readonly until?: number;
  /** Leaves what the form shows, and what undo would bring back, as they are. */
  readonly quiet?: true;
}

export async function createOwnExtension(ports: OwnExtensionPorts): Promise<LiveOwnExtension> {
  const { number, clock, log, editable, deadEnds, checkUntil, onRead, onSaved, changed } = ports;
  const state = freshState();
  const record = await openOwnRecord(ports.file, { clock, log });
  const ending = new AbortController();
  const pbx = untilAborted(ports.pbx, ending.signal);
  const interruptedAtStart = record.current.inFlight?.id;

  async function readNow(): Promise<OwnReading> {
    state.isReading = true;
    changed();
    try {
      const detail = await pbx.read();
      const reading: OwnReading = { detail, values: valuesOf(detail), at: clock.now() };
      state.reading = reading;
      state.lastTold = { ...state.lastTold, ...told(reading.values) };
      state.readFailure = null;
      const draft = settled(record.current.draft, reading.values);
      if (draft !== record.current.draft) record.changeSoon({ draft });
      onRead(reading, record.current.inFlight?.wanted ?? {});
      return reading;
    } catch (error) {
      state.readFailure = toFailure(error);
      throw error;
    } finally {
      state.isReading = false;
      schedule.noteRead();
      changed();
    }
  }

  const saving = createSaving({
    number,
    pbx,
    clock,
    log,
    state,
    record,
    signal: ending.signal,
    read: readNow,
    changed,
    onSaved,
    onUnknown: () => schedule.hurry(),
  });
  const schedule = createReadSchedule({ clock, work: () => saving.look() });

  /** Throws what became of it, unless it is done. */
  async function run(wish: SaveWish): Promise<void> {
    requireSaved(await saving.run(wish));
  }

  function check(draft: Draft, anyway: boolean): void {
    refuseUneditable(editable(), fieldsOf(draft.value));
    const count = anyway ? 0 : deadEnds({ ...storedNow(state), ...draft.value }).length;
    if (count > 0) throw new AppError('extension.dead-end', { count });
  }

  return {
    number,
    view: () =>
      ownView({ number, state, record: record.current, editable: editable(), nameOf: ports.nameOf }),
    stored: () => state.reading?.values ?? null,
    draft: () => record.current.draft,
    interrupted: () => interruptedAtStart !== undefined && record.current.inFlight?.id === interruptedAtStart,
    setLive: (live) => schedule.setLive(live),
    read: () => saving.look(),

    edit(field, value) {
      refuseUneditable(editable(), [field]);
      const stored = storedNow(state);
      const draft = edited(record.current.draft, stored, field, value);
      record.changeSoon({ draft: isSwitch(field) ? completed(draft, stored, state.lastTold) : draft });
      changed();
    },
    setSecret(field, value) {
      refuseUneditable(editable(), [field]);
      storedNow(state);
      state.secrets =
        value === '' ? withoutSecrets(state.secrets, [field]) : { ...state.secrets, [field]: value };
      changed();
    },
    reset(fields) {
      const all = fields === 'all';
      state.secrets = all ? {} : withoutSecrets(state.secrets, fields.filter(isSecret));
      const draft = all
        ? emptyDraft
        : without(
            record.current.draft,
            fields.filter((field): field is OwnField => !isSecret(field)),
          );
      record.changeSoon({ draft });
      if (state.save.kind === 'conflict') state.save = { kind: 'idle' };
      changed();
    },

    async save({ anyway, choices, until }) {
      const stored = storedNow(state);
      if (saving.busy) throw new AppError('extension.busy');
      const shown = state.save.kind === 'conflict' ? state.save.fields : [];
      const draft = decided(record.current.draft, choices, shown);
      record.changeSoon({ draft });
      if (isEmpty(draft.value, state.secrets)) {
        if (state.save.kind === 'conflict') state.save = { kind: 'idle' };
        return changed();
      }
      const { secrets } = state;
      refuseUneditable(editable(), Object.keys(secrets).filter(isSecret));
      const [problem] = draftProblems(draft.value, secrets, stored);
      if (problem !== undefined)
        throw new AppError('extension.invalid', { ...problem.violation, field: problem.field });
      check(draft, anyway);
      if (until !== null) checkUntil(until, draft);
      await run({ draft, secrets, purpose: 'draft', until, joinsDraft: true, waits: false });
    },

    async undo() {
      const { undo } = record.current;
      if (undo === null)
        throw new AppError('extension.invalid', { field: 'undo', rule: 'nothing-to-change' });
      const secrets = onlySecrets(state.undoSecrets, undo.secrets);
      refuseUneditable(editable(), [...fieldsOf(undo.back.value), ...Object.keys(secrets).filter(isSecret)]);
      await run({ draft: undo.back, secrets, purpose: 'undo', until: null, joinsDraft: true, waits: false });
    },

    dismiss() {
      if (state.save.kind !== 'saving' && state.save.kind !== 'unknown') state.save = { kind: 'idle' };
      changed();
    },

    async setDoNotDisturb(on) {
      refuseUneditable(editable(), ['doNotDisturb']);
      // Whatever is there now gives way: a switch has no other value of theirs to keep.
      const base = storedNow(state).doNotDisturb === null ? {} : { doNotDisturb: !on };
      const draft: Draft = { base, value: { doNotDisturb: on } };
      await run({ draft, secrets: {}, purpose: 'switch', until: null, joinsDraft: false, waits: true });
    },

    async apply(change, { anyway, waits, joinsDraft, until = null, quiet = false }) {
      storedNow(state);
      check(change, anyway);
      const purpose = quiet ? 'switch' : 'other';
      return saving.run({ draft: change, secrets: {}, purpose, until, joinsDraft, waits });
    },

    async stop() {
      ending.abort();
      schedule.stop();
      await record.stop();
    },
  };
}

/** Of a forwarding rule. */
function isSwitch(field: OwnField): boolean {
  return field.endsWith('.enabled');
}

function isSecret(field: string): field is OwnSecretField {
  return field === 'voicemailPin' || field === 'registerPassword' || field === 'loginPassword';
}
