/** Unpacks chosen files of a ZIP archive, with their modes. */
import { createWriteStream } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { dirname, join, relative } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { promisify } from 'node:util';
import { type Entry, open, type ZipFile } from 'yauzl';

/** `placeOf` says where below `folder` an entry belongs; undefined leaves it out. */
export async function unpackZip(
  archive: string,
  folder: string,
  placeOf: (entry: string) => string | undefined,
): Promise<void> {
  const zip = await promisify<string, ZipFile>((path, done) =>
    open(path, { lazyEntries: true }, (error, file) => done(error, file)),
  )(archive);
  const openStream = promisify(zip.openReadStream.bind(zip));
  for await (const entry of entriesOf(zip)) {
    const place = entry.fileName.endsWith('/') ? undefined : placeOf(entry.fileName);
    if (place === undefined) continue;
    const path = join(folder, place);
    if (relative(folder, path).startsWith('..')) throw new Error(`${entry.fileName} would leave its folder`);
    await mkdir(dirname(path), { recursive: true });
    // The upper half holds the mode, where the archive was made on a system that has them.
    const mode = (entry.externalFileAttributes >>> 16) & 0o777 || 0o644;
    await pipeline(await openStream(entry), createWriteStream(path, { mode }));
  }
}

/** One after another: each is read once the one before is done. */
async function* entriesOf(zip: ZipFile): AsyncGenerator<Entry> {
  for (;;) {
    const entry = await new Promise<Entry | undefined>((resolve, reject) => {
      zip
        .once('entry', resolve)
        .once('end', () => resolve(undefined))
        .once('error', reject);
      zip.readEntry();
    });
    zip.removeAllListeners();
    if (entry === undefined) return;
    yield entry;
  }
}
