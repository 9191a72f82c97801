/** The journal of my extension: any content opens, what was read is read the same again, and the log repeats none of it. */

import { openJournal } from '../../../../electron/core/my-extension/journal/journal.ts';
import type { JournalFile } from '../../../../electron/core/my-extension/journal/journal-file.ts';
import { refuseSecret } from '../judge-outcome.ts';

/** A disk that holds one file. */
function createFile(content: string): JournalFile & { readonly content: () => string } {
  let text: string | null = content;
  return {
    name: 'changes.jsonl',
    content: () => text ?? '',
    read: () => Promise.resolve(text),
    append: (more) => Promise.resolve(void (text = (text ?? '') + more)),
    replace: (whole) => Promise.resolve(void (text = whole)),
    keepAside: () => Promise.resolve('changes.corrupt.jsonl'),
  };
}

const note = (event: string, detail?: object): void => {
  refuseSecret(JSON.stringify([event, detail]));
};
const log = { info: note, warn: note, error: note };

export async function fuzz(data: Buffer): Promise<void> {
  const file = createFile(data.toString('utf8'));
  const open = () => openJournal({ file, now: () => 1_800_000_000_000, log });
  const first = await open();
  if (first.problem !== null) refuseSecret(JSON.stringify(first.problem));
  await first.journal.write({ dropped: ['no-such-change'] });
  await first.journal.stop();
  const second = await open();
  if (second.problem !== null) throw new Error(`what was mended is broken again: ${file.content()}`);
  if (JSON.stringify(second.journal.state) !== JSON.stringify(first.journal.state))
    throw new Error('reading twice gives other changes');
}
