/** What Electron must know before it is ready: scheme, sandbox, folders, switches. Synchronous for that reason. */

import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { CommandLine } from './command-line.ts';
import type { ElectronObjects } from './electron-objects.ts';
import { panelSchemes } from './panel/panel-protocol.ts';

/** The installer gives its shortcut the same ID; Windows groups notifications by it. */
export const appUserModelId = 'io.github.lampfield.Lampfield';

/** Debugging switches that no fuse disables; they are removed in a package. */
const debuggingSwitches = [
  'remote-debugging-port',
  'remote-debugging-pipe',
  'remote-debugging-address',
  'remote-allow-origins',
  'load-extension',
  'disable-web-security',
];

export interface PreparedApp {
  /** Absolute path; holds no secret. */
  readonly dataFolder: string;
  /** The name of our entries in the system's keychain. */
  readonly keychainService: string;
}

/** Undefined: there is nothing to start. Another instance is running and was sent the action, or there is none to quit. */
export function prepareApp(
  { app, protocol }: Pick<ElectronObjects, 'app' | 'protocol'>,
  commandLine: CommandLine,
  platform: NodeJS.Platform,
): PreparedApp | undefined {
  protocol.registerSchemesAsPrivileged(panelSchemes);
  app.enableSandbox();
  if (app.isPackaged) {
    for (const name of debuggingSwitches) {
      if (app.commandLine.hasSwitch(name)) app.commandLine.removeSwitch(name);
    }
  }
  app.commandLine.appendSwitch('disable-background-networking');
  app.commandLine.appendSwitch('disable-component-update');
  // Wayland hands global shortcuts out through the desktop's portal only.
  if (platform === 'linux') app.commandLine.appendSwitch('enable-features', 'GlobalShortcutsPortal');
  if (platform === 'win32') app.setAppUserModelId(appUserModelId);
  // Linux and macOS read it in the package; nothing after `--` is a switch.
  if (platform === 'win32' && app.isPackaged)
    app.setAsDefaultProtocolClient('lampfield', process.execPath, ['--']);

  const dataFolder = dataFolderOf(app, commandLine);
  app.setPath('userData', dataFolder);
  // Chromium's files stay apart from ours.
  app.setPath('sessionData', join(dataFolder, 'chromium'));
  const quits = commandLine.action === 'quit';
  // Asking for the lock would make the folder.
  if (quits && !existsSync(dataFolder)) return undefined;
  // The lock is kept in the folder, so the folder must be set first.
  const { action, link } = commandLine;
  if (!app.requestSingleInstanceLock({ action, ...(link !== undefined && { link }) })) return undefined;
  if (quits) {
    app.releaseSingleInstanceLock();
    return undefined;
  }
  return { dataFolder, keychainService: keychainService(profileOf(app, dataFolder)) };
}

/** Absolute path of the folder for settings and log: the person's own, or the one that this start names. */
export function dataFolderOf(app: Pick<ElectronObjects['app'], 'getPath'>, { data }: CommandLine): string {
  return data === undefined ? ownFolder(app) : resolve(data);
}

function ownFolder(app: Pick<ElectronObjects['app'], 'getPath'>): string {
  return join(app.getPath('appData'), 'Lampfield');
}

/** A short name for a data folder, whose secrets and start at login are its own; undefined for the person's own folder. */
export function profileOf(
  app: Pick<ElectronObjects['app'], 'getPath'>,
  dataFolder: string,
): string | undefined {
  if (dataFolder === ownFolder(app)) return undefined;
  return createHash('sha256').update(dataFolder).digest('hex').slice(0, 12);
}

function keychainService(profile: string | undefined): string {
  return profile === undefined ? 'Lampfield' : `Lampfield ${profile}`;
}
