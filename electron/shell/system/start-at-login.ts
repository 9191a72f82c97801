/** Starting with the desktop's login, hidden: through Electron on Windows and macOS, with an XDG autostart entry on Linux. */

import type { App } from 'electron';
import type { Log } from '../../core/ports.ts';
import type { AutostartEntry } from './autostart-entry.ts';

export const hiddenStartArgument = '--hidden';

export interface StartAtLoginPorts {
  readonly app: Pick<App, 'getLoginItemSettings' | 'setLoginItemSettings' | 'isPackaged'>;
  readonly platform: NodeJS.Platform;
  readonly entry: AutostartEntry;
  readonly log: Log;
}

/** Makes it so, unless it is so. Never rejects. Outside a package it would register the bare runtime, so it does nothing. */
export function createStartAtLogin({ app, platform, entry, log }: StartAtLoginPorts) {
  const windows = platform === 'win32' ? { args: [hiddenStartArgument] } : {};
  return async (wanted: boolean): Promise<void> => {
    if (!app.isPackaged) return;
    try {
      if (platform === 'linux') return await (wanted ? entry.write() : entry.remove());
      if (app.getLoginItemSettings(windows).openAtLogin === wanted) return;
      app.setLoginItemSettings({ openAtLogin: wanted, ...windows });
    } catch {
      log.warn('shell.start-at-login-failed');
    }
  };
}
