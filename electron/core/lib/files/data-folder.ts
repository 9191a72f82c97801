/** The data folder: one program holds it at a time, and writes nothing to it after releasing it. */

import { join } from 'node:path';
import { AppError } from '../../app-error.ts';
import type { Log } from '../../ports.ts';
import { errnoOf } from './errno-of.ts';
import { tryLock } from './file-lock.ts';
import { makePrivateFolder } from './private-folder.ts';
import { systemClock } from '../system-clock.ts';
import { createTimer } from '../timer.ts';
import { createPendingWork } from '../pending-work.ts';
import { wait } from '../wait.ts';

/** After a crash, this is the longest that another process with the same number can keep someone out. */
const staleAfterMs = 60_000;
const renewEveryMs = 20_000;
const askAgainMs = 100;

/** Every file of the folder is written through this. */
export interface DataFolder {
  /** Runs one piece of writing. Rejects with `settings.unwritable` once the folder was let go. */
  write<T>(work: () => Promise<T>): Promise<T>;
  /** Waits for what is being written, and lets other programs in. Never rejects. */
  release(): Promise<void>;
}

/**
 * Rejects with `settings.in-use` when another program has the folder, and still has it after `waitMs`. Where no lock can be
 * written (a full disk, a folder that is read-only), the program runs without one.
 */
export async function lockDataFolder(folder: string, log: Log, waitMs = 0): Promise<DataFolder> {
  const lock = await takeLock(folder, log, waitMs);
  const underWay = createPendingWork();
  let released = false;
  const renewal = createTimer(systemClock);

  function renewLater(): void {
    renewal.set(renewEveryMs, () => {
      lock?.renew().catch((error: unknown) => log.warn('folder.not-locked', { errno: errnoOf(error) }));
      renewLater();
    });
  }
  if (lock !== undefined) renewLater();

  return {
    write(work) {
      if (released) return Promise.reject(new AppError('settings.unwritable', { errno: 'stopped' }));
      return underWay.follow(work());
    },
    async release() {
      released = true;
      renewal.cancel();
      await underWay.settled();
      await lock?.release();
    },
  };
}

async function takeLock(folder: string, log: Log, waitMs: number) {
  const file = join(folder, 'running.lock');
  const untilMs = systemClock.uptimeMs() + waitMs;
  let lock;
  try {
    await makePrivateFolder(folder);
    lock = await tryLock({ file, staleAfterMs });
    while (lock === undefined && systemClock.uptimeMs() < untilMs) {
      await wait(systemClock, askAgainMs);
      lock = await tryLock({ file, staleAfterMs });
    }
  } catch (error) {
    log.warn('folder.not-locked', { errno: errnoOf(error) });
    return undefined;
  }
  if (lock === undefined) throw new AppError('settings.in-use', { folder });
  return lock;
}
