/** The saves of one own extension: one after the other, each with its outcome taken into draft, undo and journal. */

import type { OwnConflict, OwnNotApplied } from '../../contract/own-extension.ts';
import type { Failure } from '../../contract/failure.ts';
import type { OwnChanges, OwnSecretField } from '../../contract/own-fields.ts';
import { AppError, toFailure } from '../app-error.ts';
import type { Clock, Log } from '../ports.ts';
import { afterOurs, joined } from './draft.ts';
import type { OwnReading, Verdict } from './judge.ts';
import type { OwnPbx } from './own-pbx.ts';
import type { InFlight, OwnRecordStore } from './own-record.ts';
import { storedNow, type OwnState } from './own-state.ts';
import { fieldsOf, pick, withHidden } from './own-values.ts';
import { findOut, safeSave, type SafeSaveOutcome, type SafeSaveWish } from './safe-save.ts';
import { createTurns } from './turns.ts';
import { secretsBefore, undoOf, withoutSecrets } from './undo.ts';
import type { DeviceHabits } from './write-own.ts';

/** A change of ours that the device was seen to hold. */
export interface SavedChange {
  /** The same when one save is found out twice. */
  readonly id: string;
  /** ms since the epoch */
  readonly at: number;
  /** When it is to end by itself. */
  readonly until: number | null;
  /** What is missing here was not told before. */
  readonly before: OwnChanges;
  readonly now: OwnChanges;
}

export interface SaveWish extends SafeSaveWish {
  /** A conflict puts the change into the draft, where the person decides; else it is only returned. */
  readonly joinsDraft: boolean;
  /** Waits behind a save under way; else it is refused with `extension.busy`. */
  readonly waits: boolean;
}

/** `saved.now` is empty where everything was there already. */
export type SaveOutcome =
  | { readonly kind: 'saved'; readonly now: OwnChanges }
  | { readonly kind: 'conflict'; readonly conflicts: readonly OwnConflict[] }
  | { readonly kind: 'not-applied'; readonly fields: readonly OwnNotApplied[] }
  | { readonly kind: 'failed'; readonly failure: Failure }
  | { readonly kind: 'unknown'; readonly failure: Failure };

export interface SavingPorts {
  readonly number: string;
  readonly pbx: OwnPbx;
  readonly clock: Clock;
  readonly log: Log;
  readonly state: OwnState;
  readonly record: OwnRecordStore;
  readonly signal: AbortSignal;
  readonly read: () => Promise<OwnReading>;
  readonly changed: () => void;
  /** Has kept what it needs when it resolves. */
  readonly onSaved: (saved: SavedChange) => Promise<void>;
  /** Nobody knows what came of a save: the PBX is to be asked soon. */
  readonly onUnknown: () => void;
}

export interface Saving {
  /** @throws AppError `extension.busy` */
  run(wish: SaveWish): Promise<SaveOutcome>;
  readonly busy: boolean;
  /** Reads in its turn; asks first what came of a save whose outcome is unknown. Rejects where the PBX does not answer. */
  look(): Promise<void>;
}

export function createSaving(ports: SavingPorts): Saving {
  const { number, pbx, clock, log, state, record, signal, read, changed, onSaved, onUnknown } = ports;
  const turns = createTurns();
  const habits: DeviceHabits = { refusesMixed: false };
  let underWay = 0;
  /** The secrets of a save whose outcome is unknown. */
  let sentSecrets: SafeSaveWish['secrets'] = {};

  async function once(wish: SaveWish): Promise<SaveOutcome> {
    try {
      await settleOld();
    } catch (error) {
      return { kind: 'failed', failure: toFailure(error) };
    }
    const previous = state.save;
    sentSecrets = wish.secrets;
    const outcome = await safeSave(
      {
        number,
        pbx,
        clock,
        signal,
        habits,
        read,
        note: (inFlight) => record.change({ inFlight }),
        step(step) {
          state.save = { kind: 'saving', step };
          changed();
        },
      },
      wish,
    );
    return conclude(wish, outcome, previous);
  }

  async function conclude(
    wish: SaveWish,
    outcome: SafeSaveOutcome,
    previous: OwnState['save'],
  ): Promise<SaveOutcome> {
    const quiet = wish.purpose === 'switch';
    const before = previous.kind === 'saving' ? ({ kind: 'idle' } as const) : previous;
    switch (outcome.kind) {
      case 'conflict':
        state.save = before;
        if (wish.joinsDraft) {
          state.save = { kind: 'conflict', fields: outcome.conflicts };
          const undo = wish.purpose === 'undo' ? null : record.current.undo;
          await keep({ draft: joined(record.current.draft, wish.draft), undo });
        }
        return outcome;
      case 'failed':
        state.save = quiet ? before : outcome;
        await keep({ inFlight: null });
        return outcome;
      case 'nothing':
        state.save = quiet
          ? before
          : { kind: 'saved', at: clock.now(), fields: fieldsOf(wish.draft.value), foundOut: false };
        if (wish.purpose === 'undo') await keep({ undo: null });
        return { kind: 'saved', now: {} };
      case 'unknown':
        remember(outcome.inFlight, outcome.failure);
        onUnknown();
        return outcome;
      case 'judged': {
        const { inFlight, verdict } = outcome;
        state.undoSecrets = secretsBefore(inFlight, outcome.before.detail, state.undoSecrets);
        await settle(inFlight, verdict, false);
        if (quiet && verdict.notApplied.length === 0) state.save = before;
        return verdict.notApplied.length === 0
          ? { kind: 'saved', now: verdict.applied }
          : { kind: 'not-applied', fields: verdict.notApplied };
      }
    }
  }

  function remember(inFlight: InFlight, failure: Failure | null): void {
    const fields = [...fieldsOf(inFlight.wanted), ...inFlight.secrets];
    state.save = { kind: 'unknown', since: inFlight.startedAt, fields, failure };
  }

  async function settleOld(): Promise<void> {
    const { inFlight } = record.current;
    if (inFlight === null) return;
    remember(inFlight, null);
    changed();
    const verdict = await findOut({ pbx, read }, inFlight, sentSecrets);
    await settle(inFlight, verdict, true);
  }

  async function settle(inFlight: InFlight, verdict: Verdict, foundOut: boolean): Promise<void> {
    const { applied, secrets, notApplied } = verdict;
    const { id, startedAt, purpose, until } = inFlight;
    const before = pick(inFlight.before, withHidden(fieldsOf(applied), applied));
    // First those who must know of it: if the program ends here, the save is found out again.
    if (fieldsOf(applied).length > 0)
      await onSaved({ id, at: startedAt, until, before, now: applied }).catch((error: unknown) =>
        log.warn('own.not-kept', { code: toFailure(error).code }),
      );
    const at = clock.now();
    const draft = afterOurs(record.current.draft, applied, storedNow(state));
    dropSecrets(secrets, inFlight);
    const undo =
      purpose === 'switch'
        ? record.current.undo
        : purpose === 'undo'
          ? null
          : undoOf(at, before, verdict, storedNow(state));
    await keep({ draft, inFlight: null, undo });
    state.save =
      notApplied.length > 0
        ? { kind: 'not-applied', fields: notApplied }
        : { kind: 'saved', at, fields: [...fieldsOf(applied), ...secrets], foundOut };
  }

  /** One that was typed anew while the old one was being saved stays. */
  function dropSecrets(applied: readonly OwnSecretField[], inFlight: InFlight): void {
    const same = applied.filter((field) => state.secrets[field] === sentSecrets[field]);
    state.secrets = withoutSecrets(state.secrets, same);
    if (inFlight.secrets.length > 0) sentSecrets = {};
  }

  /** A disk that refuses costs a question at the next start, not the outcome of now. */
  async function keep(patch: Parameters<OwnRecordStore['change']>[0]): Promise<void> {
    await record
      .change(patch)
      .catch((error: unknown) => log.warn('own.not-kept', { code: toFailure(error).code }));
  }

  const first = record.current.inFlight;
  if (first !== null) remember(first, null);

  return {
    get busy() {
      return underWay > 0;
    },
    async run(wish) {
      if (underWay > 0 && !wish.waits) throw new AppError('extension.busy');
      storedNow(state);
      underWay += 1;
      try {
        return await turns.run(() => once(wish));
      } finally {
        underWay -= 1;
        changed();
      }
    },
    look: () =>
      turns.run(async () => {
        // Seen first: finding out may take long, and the panel is of use meanwhile.
        if (record.current.inFlight === null || state.reading === null) await read();
        await settleOld();
        changed();
      }),
  };
}
