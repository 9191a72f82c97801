/** Looks for a newer version now and then and reports it; fetches and installs it only when a person says so. */

import type { AppUpdater } from 'electron-updater';
import type { Clock, Log } from '../core/ports.ts';

type Feed = Pick<AppUpdater, 'autoDownload' | 'autoInstallOnAppQuit' | 'allowDowngrade' | 'logger'> & {
  checkForUpdates(): Promise<{
    readonly isUpdateAvailable: boolean;
    readonly updateInfo: { readonly version: string };
  } | null>;
  /** Also rejects when the download isn't properly signed, or isn't what the feed announced. */
  downloadUpdate(): Promise<unknown>;
  /** What keeps it from installing it only emits as `error`: at once, or on macOS a while later. */
  quitAndInstall(isSilent: boolean, isForceRunAfter: boolean): void;
  once(event: 'error', listener: () => void): unknown;
};

export interface UpdatesPorts {
  /** Loaded when first needed: it is larger than the rest of the shell. */
  readonly load: () => Promise<Feed>;
  /** Only a package knows where its updates come from. */
  readonly isPackaged: boolean;
  readonly clock: Clock;
  readonly log: Log;
  readonly onFound: (version: string) => void;
  /** The requested update could not be downloaded, verified or installed. */
  readonly failed: () => void;
}

export interface Updates {
  /** Off until it is used. */
  readonly setCheck: (on: boolean) => void;
  /** Restarts into the new version, or reports `failed`. */
  readonly install: () => Promise<void>;
}

/** A while after the start, when nobody is waiting for anything. */
const firstAfterMs = 60_000;
const everyMs = 12 * 3_600_000;

export function createUpdates({ load, isPackaged, clock, log, onFound, failed }: UpdatesPorts): Updates {
  let cancel: (() => void) | undefined;
  let lastTold = '';
  let installing = false;

  async function check(): Promise<void> {
    try {
      const feed = await load();
      feed.autoDownload = false;
      feed.autoInstallOnAppQuit = false;
      feed.allowDowngrade = false;
      feed.logger = null;
      const found = await feed.checkForUpdates();
      if (found?.isUpdateAvailable !== true || found.updateInfo.version === lastTold) return;
      lastTold = found.updateInfo.version;
      // It may have been switched off while it was asking.
      if (cancel !== undefined) onFound(lastTold);
    } catch {
      // No network or no feed: nothing to report.
      log.warn('shell.update-check-failed');
    }
  }

  function wait(delayMs: number): void {
    cancel = clock.after(delayMs, () => {
      wait(everyMs);
      void check();
    });
  }

  function giveUp(): void {
    installing = false;
    log.warn('shell.update-install-failed');
    failed();
  }

  return {
    setCheck(on) {
      if (!isPackaged || on === (cancel !== undefined)) return;
      cancel?.();
      cancel = undefined;
      if (on) wait(firstAfterMs);
    },
    async install() {
      if (installing) return;
      installing = true;
      try {
        if (lastTold === '') throw new Error('there is nothing to install');
        const feed = await load();
        await feed.downloadUpdate();
        feed.once('error', giveUp);
        feed.quitAndInstall(true, true);
      } catch {
        giveUp();
      }
    },
  };
}
