/** For tests: a journal whose file is in memory, and what was noted in it. */

import type { Change } from '../../../electron/core/my-extension/journal/change.ts';
import {
  openJournal,
  type Entry,
  type Journal,
  type Known,
} from '../../../electron/core/my-extension/journal/journal.ts';

export interface MemoryJournal extends Journal {
  /** What was noted since it was opened, oldest first. */
  readonly noted: readonly Entry[];
  readonly changeOf: (id: string) => Change | undefined;
}

const log = { debug() {}, info() {}, warn() {}, error() {} };

export async function openMemoryJournal(
  changes: readonly Change[] = [],
  known: Known | null = null,
): Promise<MemoryJournal> {
  const { journal } = await openJournal({
    file: {
      name: 'changes.jsonl',
      read: async () => null,
      append: async () => undefined,
      replace: async () => undefined,
      keepAside: async () => 'copy.jsonl',
    },
    now: () => 0,
    log,
  });
  await journal.write({ changes, ...(known !== null && { known }) });
  const noted: Entry[] = [];
  return {
    get state() {
      return journal.state;
    },
    noted,
    changeOf: (id) => journal.state.changes.find((change) => change.id === id),
    write(entry) {
      noted.push(entry);
      return journal.write(entry);
    },
    note(entry) {
      noted.push(entry);
      journal.note(entry);
    },
    stop: () => journal.stop(),
  };
}
