/** What must outlive the program of one own extension: the draft, the save that is under way, and what undo would bring back. No secret. */

import { z } from 'zod';
import { ownFields, ownSecretFields } from '../../contract/own-fields.ts';
import type { JsonFile } from '../lib/json-file.ts';
import type { Clock, Log } from '../ports.ts';
import { emptyDraft } from './draft.ts';
import { ownChangesSchema } from './own-schema.ts';

const secretNames = z.array(z.enum(ownSecretFields));
const draft = z.object({ base: ownChangesSchema, value: ownChangesSchema });

const inFlight = z.object({
  /** Unique for this extension: a save that is found out twice is one save. */
  id: z.string(),
  startedAt: z.number(),
  /** As it was right before; what is missing here was not told. */
  before: ownChangesSchema,
  wanted: ownChangesSchema,
  /** Secrets that were set with it, by name. */
  secrets: secretNames,
  /** The device has stored it and wants to be asked to apply it (10025). */
  needsApply: z.boolean(),
  /** What was under way, in the words of whoever began it. */
  purpose: z.enum(['draft', 'undo', 'switch', 'other']),
  /** When the change is to end by itself. */
  until: z.number().nullable(),
});

export const ownRecordSchema = z.object({
  draft,
  inFlight: inFlight.nullable(),
  undo: z
    .object({
      savedAt: z.number(),
      /** From the value of the save back to the one before. */
      back: draft,
      lost: z.array(z.enum([...ownFields, ...ownSecretFields])),
      /** Secrets whose old value is known to this run of the program only. */
      secrets: secretNames,
    })
    .nullable(),
});

export type OwnRecord = z.output<typeof ownRecordSchema>;
export type InFlight = NonNullable<OwnRecord['inFlight']>;
export type UndoRecord = NonNullable<OwnRecord['undo']>;

export function emptyOwnRecord(): OwnRecord {
  return { draft: emptyDraft, inFlight: null, undo: null };
}

/** Typing changes the draft with every key. */
const draftDelayMs = 500;

export interface OwnRecordStore {
  readonly current: OwnRecord;
  /** On disk when it resolves. Rejects with `settings.unwritable`; the change counts in this run all the same. */
  change(patch: Partial<OwnRecord>): Promise<void>;
  /** On disk a moment later; a disk that refuses is logged. */
  changeSoon(patch: Partial<OwnRecord>): void;
  /** Writes what is not written yet, then never again: the file may belong to another run. */
  stop(): Promise<void>;
}

export async function openOwnRecord(
  file: JsonFile<OwnRecord>,
  { clock, log }: { readonly clock: Clock; readonly log: Log },
): Promise<OwnRecordStore> {
  let { value: current } = await file.read();
  let stopped = false;
  let cancelSoon: (() => void) | undefined;
  let lastWrite: Promise<unknown> = Promise.resolve();

  function take(patch: Partial<OwnRecord>): void {
    current = { ...current, ...patch };
  }

  async function write(): Promise<void> {
    cancelSoon?.();
    cancelSoon = undefined;
    if (stopped) return;
    const written = file.write(current);
    lastWrite = written.catch(() => undefined);
    await written;
  }

  /** The file's own log line says why it failed. */
  const writeQuietly = (): Promise<void> => write().catch(() => log.warn('own.not-kept'));

  return {
    get current() {
      return current;
    },
    async change(patch) {
      take(patch);
      await write();
    },
    changeSoon(patch) {
      take(patch);
      if (!stopped) cancelSoon ??= clock.after(draftDelayMs, () => void writeQuietly());
    },
    async stop() {
      if (stopped) return;
      if (cancelSoon !== undefined) await writeQuietly();
      stopped = true;
      await lastWrite;
    },
  };
}
