/** The journal on a disk that refuses for a while. */

import { expect, test } from 'vitest';
import { newChange } from './change.ts';
import type { JournalFile } from './journal-file.ts';
import { openJournal } from './journal.ts';

const log = { debug() {}, info() {}, warn() {}, error() {} };
const now = (): number => 0;
const change = newChange({ id: 'c1', at: 0, why: 'me' });

/** What was written, and whether the disk has room. */
function memoryFile() {
  const disk = { text: '', isFull: false };
  const refuseWhereFull = async (): Promise<void> => {
    if (disk.isFull) throw Object.assign(new Error('no space left on device'), { code: 'ENOSPC' });
  };
  const file: JournalFile = {
    name: 'changes.jsonl',
    read: async () => disk.text,
    async append(text) {
      // As much as there was room for.
      if (disk.isFull) disk.text += text.slice(0, 10);
      await refuseWhereFull();
      disk.text += text;
    },
    async replace(text) {
      await refuseWhereFull();
      disk.text = text;
    },
    keepAside: () => Promise.reject(new Error('nothing is broken')),
  };
  return { disk, file };
}

test('what a full disk did not take is written when the program ends, and the next run knows it', async () => {
  const { disk, file } = memoryFile();
  const { journal } = await openJournal({ file, now, log });
  disk.isFull = true;
  await expect(journal.write({ changes: [change] })).rejects.toMatchObject({
    code: 'settings.unwritable',
    detail: { file: 'changes.jsonl', errno: 'ENOSPC' },
  });
  disk.isFull = false;
  await journal.stop();
  const next = await openJournal({ file, now, log });
  expect(next.problem).toBeNull();
  expect(next.journal.state.changes).toEqual([change]);
});

test('after its end nothing is written any longer', async () => {
  const { disk, file } = memoryFile();
  const { journal } = await openJournal({ file, now, log });
  await journal.stop();
  await journal.write({ changes: [change] });
  expect(disk.text).toBe('');
});
