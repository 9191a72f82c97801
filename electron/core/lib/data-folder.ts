/** The folder with what the program keeps: one program has it at a time, and writes nothing to it once it has let go. */

import { join } from 'node:path';
import { AppError } from '../app-error.ts';
import type { Log } from '../ports.ts';
import { errnoOf } from './errno-of.ts';
import { tryToHold } from './file-hold.ts';
import { makePrivateFolder } from './private-folder.ts';
import { systemClock } from './system-clock.ts';
import { createWorkUnderWay } from './work-under-way.ts';

/** After a crash, this is the longest that another process with the same number can keep someone out. */
const staleAfterMs = 60_000;
const renewEveryMs = 20_000;

/** Every file of the folder is written through this. */
export interface DataFolder {
  /** Runs one piece of writing. Rejects with `settings.unwritable` once the folder was let go. */
  write<T>(work: () => Promise<T>): Promise<T>;
  /** Waits for what is being written, and lets other programs in. Never rejects. */
  release(): Promise<void>;
}

/**
 * Rejects with `settings.in-use` while another program has the folder. Where no hold can be written (a full disk, a folder
 * that is read-only), the program runs without one.
 */
export async function holdDataFolder(folder: string, log: Log): Promise<DataFolder> {
  const hold = await takeHold(folder, log);
  const underWay = createWorkUnderWay();
  let released = false;
  let cancelRenewal = (): void => undefined;

  function renewLater(): void {
    cancelRenewal = systemClock.after(renewEveryMs, () => {
      hold?.renew().catch((error: unknown) => log.warn('folder.not-held', { errno: errnoOf(error) }));
      renewLater();
    });
  }
  if (hold !== undefined) renewLater();

  return {
    write(work) {
      if (released) return Promise.reject(new AppError('settings.unwritable', { errno: 'stopped' }));
      return underWay.follow(work());
    },
    async release() {
      released = true;
      cancelRenewal();
      await underWay.settled();
      await hold?.release();
    },
  };
}

async function takeHold(folder: string, log: Log) {
  let hold;
  try {
    await makePrivateFolder(folder);
    hold = await tryToHold({ file: join(folder, 'running.lock'), staleAfterMs });
  } catch (error) {
    log.warn('folder.not-held', { errno: errnoOf(error) });
    return undefined;
  }
  if (hold === undefined) throw new AppError('settings.in-use', { folder });
  return hold;
}
