/** A folder that only this user can read. */

import { chmod, mkdir, stat } from 'node:fs/promises';
import { basename } from 'node:path';

/**
 * Makes the folder with those above it that are missing. One that is there already is closed to others only when it
 * carries the product's name: earlier versions left it open. Rejects as file calls do.
 * @param folder absolute path
 */
export async function makePrivateFolder(folder: string): Promise<void> {
  const made = await mkdir(folder, { recursive: true, mode: 0o700 });
  // Windows has no such modes: there a user's own folders are closed to others anyway.
  if (made !== undefined || process.getuid === undefined || !/^lampfield/i.test(basename(folder))) return;
  const { mode, uid } = await stat(folder);
  if (uid === process.getuid() && (mode & 0o077) !== 0) await chmod(folder, 0o700);
}
