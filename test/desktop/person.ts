/**
 * Whose account Electron runs under in tests: the one that runs them, or `nobody` where that is root, because Chromium's sandbox
 * refuses root and stays on. No account is made.
 */

import { chown, mkdtemp, readFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** For `spawn`, which takes it as it is: empty for the account that runs the tests. */
export interface Account {
  readonly uid?: number;
  readonly gid?: number;
}

export async function personAccount(): Promise<Account> {
  if (process.getuid?.() !== 0) return {};
  const line = /^nobody:[^:]*:(\d+):(\d+):/m.exec(await readFile('/etc/passwd', 'utf8'));
  if (line === null)
    throw new Error('expected an account named nobody in /etc/passwd: Electron must not run as root');
  return { uid: Number(line[1]), gid: Number(line[2]) };
}

/** A new temporary folder that is the account's own. */
export async function makeFolderFor(account: Account, prefix: string): Promise<string> {
  // Root's own temporary folder may be closed to others.
  const folder = await mkdtemp(join(account.uid === undefined ? tmpdir() : '/tmp', prefix));
  await giveTo(account, folder);
  return folder;
}

export async function giveTo({ uid, gid }: Account, path: string): Promise<void> {
  if (uid !== undefined && gid !== undefined) await chown(path, uid, gid);
}
