/** Starting with the desktop's login, hidden: through Electron on Windows and macOS, with an XDG autostart entry on Linux. */

import type { App } from 'electron';
import { z } from 'zod';
import type { JsonFile } from '../../core/lib/files/json-file.ts';
import type { Log } from '../../core/ports.ts';
import type { AutostartEntry } from './autostart-entry.ts';

export const hiddenStartArgument = '--hidden';

/** The setting as it was last applied; null: never. */
export const appliedSettingSchema = z.object({ on: z.boolean().nullable() });

export interface StartAtLoginPorts {
  readonly app: Pick<App, 'getLoginItemSettings' | 'setLoginItemSettings' | 'isPackaged'>;
  readonly platform: NodeJS.Platform;
  /** Undefined for the person's own data folder. */
  readonly profile: string | undefined;
  readonly entry: AutostartEntry;
  readonly applied: Pick<JsonFile<z.output<typeof appliedSettingSchema>>, 'read' | 'write'>;
  /** The user has switched it in the desktop's own settings, and our setting differs. */
  readonly onChange: (on: boolean) => void;
  readonly log: Log;
}

/**
 * Call it with the setting at the start and after each change. A setting that was applied once isn't applied
 * again: if the desktop differs since then, that was someone's later decision. Never rejects. Outside a package it would register
 * the bare runtime, so it does nothing. Windows and macOS have one login item for the program, which starts it on the person's own data
 * folder: another folder's setting goes back off.
 */
export function createStartAtLogin(ports: StartAtLoginPorts): (setting: boolean) => Promise<void> {
  const { app, platform, profile, entry, applied, onChange, log } = ports;
  const windows = platform === 'win32' ? { args: [hiddenStartArgument] } : {};
  let lastTurn: Promise<void> = Promise.resolve();

  async function isOn(): Promise<boolean> {
    return platform === 'linux' ? entry.isOn() : app.getLoginItemSettings(windows).openAtLogin;
  }

  async function applySetting(on: boolean): Promise<void> {
    if (platform === 'linux') await (on ? entry.write() : entry.remove());
    else app.setLoginItemSettings({ openAtLogin: on, ...windows });
  }

  async function follow(setting: boolean): Promise<void> {
    if (platform !== 'linux' && profile !== undefined) {
      if (setting) onChange(false);
      return;
    }
    const before = (await applied.read()).value.on;
    const on = await isOn();
    if (before === setting) {
      if (on !== setting) onChange(on);
      else if (on && platform === 'linux') await entry.refreshCommand();
      return;
    }
    if (on !== setting) await applySetting(setting);
    await applied.write({ on: setting });
  }

  return (setting) => {
    if (!app.isPackaged) return Promise.resolve();
    lastTurn = lastTurn.then(() => follow(setting)).catch(() => log.warn('shell.start-at-login-failed'));
    return lastTurn;
  };
}
