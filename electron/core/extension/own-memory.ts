/** What is remembered of one own extension beside draft and journal: timed changes, what was known last, questions asked. No secret. */

import { isDeepStrictEqual } from 'node:util';
import { z } from 'zod';
import type { JsonFile } from '../lib/json-file.ts';
import type { Log } from '../ports.ts';
import { toFailure } from '../app-error.ts';
import { foreignRecordSchema } from './foreign-change.ts';
import { emptySpells, spellsSchema } from './forgotten.ts';
import { ownChangesSchema } from './own-schema.ts';
import { timedRecordSchema } from './timed-record.ts';

export const ownMemorySchema = z.object({
  timed: z.array(timedRecordSchema),
  /** What the PBX told last of each field; null before the first reading. */
  known: ownChangesSchema.nullable(),
  /** Somebody else's change that nobody has answered to. */
  foreign: foreignRecordSchema.nullable(),
  spells: spellsSchema,
});
export type OwnMemory = z.output<typeof ownMemorySchema>;

export function emptyOwnMemory(): OwnMemory {
  return { timed: [], known: null, foreign: null, spells: emptySpells };
}

export interface OwnMemoryStore {
  readonly current: OwnMemory;
  /** On disk when it resolves. Rejects with `settings.unwritable`; the change counts in this run all the same. */
  change(patch: Partial<OwnMemory>): Promise<void>;
  /** The same where nobody can wait for the disk: one that refuses is logged. */
  keep(patch: Partial<OwnMemory>): void;
  /** Resolves when everything is on disk; nothing is written any more. */
  stop(): Promise<void>;
}

export async function openOwnMemory(file: JsonFile<OwnMemory>, log: Log): Promise<OwnMemoryStore> {
  let { value: current } = await file.read();
  let isStopped = false;
  let lastWrite: Promise<unknown> = Promise.resolve();

  async function change(patch: Partial<OwnMemory>): Promise<void> {
    current = { ...current, ...patch };
    if (isStopped) return;
    const written = file.write(current);
    lastWrite = written.catch(() => undefined);
    await written;
  }

  return {
    get current() {
      return current;
    },
    change,
    keep(patch) {
      // Every reading says what is known; most say nothing new.
      if (isDeepStrictEqual({ ...current, ...patch }, current)) return;
      change(patch).catch((error: unknown) => log.warn('own.not-kept', { code: toFailure(error).code }));
    },
    async stop() {
      isStopped = true;
      await lastWrite;
    },
  };
}
