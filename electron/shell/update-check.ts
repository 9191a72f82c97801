/** Looks for a newer version now and then and tells of it; fetches and installs nothing by itself. */

import type { AppUpdater } from 'electron-updater';
import type { Clock, Log } from '../core/ports.ts';

type Feed = Pick<AppUpdater, 'autoDownload' | 'autoInstallOnAppQuit' | 'allowDowngrade' | 'logger'> & {
  checkForUpdates(): Promise<{
    readonly isUpdateAvailable: boolean;
    readonly updateInfo: { readonly version: string };
  } | null>;
};

export interface UpdateCheckPorts {
  /** Loaded when first needed: it is larger than the rest of the shell. */
  readonly load: () => Promise<Feed>;
  /** Only a package knows where its updates come from. */
  readonly isPackaged: boolean;
  readonly clock: Clock;
  readonly log: Log;
  readonly told: (version: string) => void;
}

/** After the start, when nobody waits for anything any more. */
const firstAfterMs = 60_000;
const everyMs = 12 * 3_600_000;

/** Returns the switch; off until it is used. */
export function createUpdateCheck({ load, isPackaged, clock, log, told }: UpdateCheckPorts) {
  let cancel: (() => void) | undefined;
  let lastTold = '';

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
      if (cancel !== undefined) told(lastTold);
    } catch {
      // No network, no feed: as good as no news.
      log.warn('shell.update-check-failed');
    }
  }

  function wait(delayMs: number): void {
    cancel = clock.after(delayMs, () => {
      wait(everyMs);
      void check();
    });
  }

  return (on: boolean): void => {
    if (!isPackaged || on === (cancel !== undefined)) return;
    cancel?.();
    cancel = undefined;
    if (on) wait(firstAfterMs);
  };
}
