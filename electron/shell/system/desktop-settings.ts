/** The settings that the desktop carries out: start at login, the key combination, the theme. */

import { homedir } from 'node:os';
import { join } from 'node:path';
import type { Core } from '../../core/core.ts';
import { createJsonFile } from '../../core/lib/files/json-file.ts';
import type { Clock, Log } from '../../core/ports.ts';
import type { ElectronObjects } from '../electron-objects.ts';
import type { ShellParts } from '../shell.ts';
import { createAutostartEntry } from './autostart-entry.ts';
import type { SessionBus } from './session-bus.ts';
import { createShortcut, hasShortcutPortal } from './shortcut.ts';
import { appliedSettingSchema, createStartAtLogin, hiddenStartArgument } from './start-at-login.ts';

export interface DesktopSettingsPorts {
  readonly electron: Pick<ElectronObjects, 'app' | 'globalShortcut' | 'nativeTheme'>;
  readonly signal: Core['signal'];
  readonly log: Log;
  readonly clock: Clock;
  readonly platform: NodeJS.Platform;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly dataFolder: string;
  /** Undefined for the person's own data folder. */
  readonly profile: string | undefined;
  readonly folder: Core['folder'];
  /** The arguments that a start at login repeats. */
  readonly startArguments: readonly string[];
  readonly wayland: boolean;
  readonly bus: Pick<SessionBus, 'call'>;
  readonly pressedShortcut: () => void;
}

export type DesktopSettings = Pick<ShellParts, 'setStartAtLogin' | 'setShortcut' | 'setTheme'>;

export function createDesktopSettings(ports: DesktopSettingsPorts): DesktopSettings {
  const { electron, signal, log, clock, platform, env, dataFolder, profile, folder, startArguments } = ports;
  const { app, globalShortcut, nativeTheme } = electron;
  return {
    setStartAtLogin: createStartAtLogin({
      app,
      platform,
      profile,
      entry: createAutostartEntry({
        env,
        profile,
        home: homedir(),
        executable: process.execPath,
        args: [hiddenStartArgument, ...startArguments],
      }),
      applied: createJsonFile({
        file: join(dataFolder, 'start-at-login.json'),
        schema: appliedSettingSchema,
        fallback: () => ({ on: null }),
        folder,
        clock,
        log,
      }),
      onChange: (on) => signal({ kind: 'start-at-login', on }),
      log,
    }),
    setShortcut: createShortcut({
      globalShortcut,
      areGranted: async () => !ports.wayland || hasShortcutPortal(ports.bus),
      onPressed: ports.pressedShortcut,
      refused: (shortcut) => signal({ kind: 'shortcut-refused', shortcut }),
      log,
    }),
    setTheme: (theme) => {
      nativeTheme.themeSource = theme;
    },
  };
}
