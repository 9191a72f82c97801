/** The journal's file: lines that are added one by one and are on disk when it says so. */

import { open, readFile, rename } from 'node:fs/promises';
import { basename, dirname, extname, join } from 'node:path';
import writeFileAtomic from 'write-file-atomic';
import type { DataFolder } from '../../lib/files/data-folder.ts';
import { errnoOf } from '../../lib/files/errno-of.ts';
import { makePrivateFolder } from '../../lib/files/private-folder.ts';

/** All reject as file calls do. */
export interface JournalFile {
  /** Without its folder: it is shown to people and goes into the log. */
  readonly name: string;
  /** Null where there is none yet. */
  read(): Promise<string | null>;
  /** On disk when it resolves. */
  append(text: string): Promise<void>;
  /** The whole file, on disk when it resolves; the old one stays until then. */
  replace(text: string): Promise<void>;
  /** Moves it aside under a dated name, which is returned. */
  keepAside(nowMs: number): Promise<string>;
}

/** @param file absolute path */
export function createJournalFile(file: string, folder: Pick<DataFolder, 'write'>): JournalFile {
  const name = basename(file);
  return {
    name,
    async read() {
      try {
        return await readFile(file, 'utf8');
      } catch (error) {
        if (errnoOf(error) === 'ENOENT') return null;
        throw error;
      }
    },
    append: (text) =>
      folder.write(async () => {
        await makePrivateFolder(dirname(file));
        const handle = await open(file, 'a', 0o600);
        try {
          await handle.appendFile(text);
          await handle.datasync();
        } finally {
          await handle.close();
        }
      }),
    replace: (text) =>
      folder.write(async () => {
        await makePrivateFolder(dirname(file));
        await writeFileAtomic(file, text, { mode: 0o600 });
      }),
    keepAside: (nowMs) =>
      folder.write(async () => {
        const extension = extname(name);
        // Windows allows no colon in a file name.
        const date = new Date(nowMs).toISOString().replaceAll(':', '-');
        const copy = `${basename(name, extension)}.corrupt-${date}${extension}`;
        await rename(file, join(dirname(file), copy));
        return copy;
      }),
  };
}
