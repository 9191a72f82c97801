/** Electron's entry: takes Electron's objects, builds the core and the shell around it, and nothing else. */

import { userInfo } from 'node:os';
import { join } from 'node:path';
import {
  app,
  BrowserWindow,
  dialog,
  globalShortcut,
  ipcMain,
  Menu,
  nativeImage,
  nativeTheme,
  net,
  Notification,
  powerMonitor,
  protocol,
  screen,
  session,
  shell,
  Tray,
} from 'electron';
import { createCore } from './core/create-core.ts';
import { createFileLog, type FileLog } from './core/support/file-log.ts';
import { createKeychain } from './core/keychain/keychain.ts';
import { createMemorySecrets } from './core/keychain/memory-secrets.ts';
import { managedSettingsFile } from './core/settings/managed-settings.ts';
import { systemClock as clock } from './core/lib/system-clock.ts';
import { argumentsOfNextStart, readCommandLine } from './shell/command-line.ts';
import type { ElectronObjects } from './shell/electron-objects.ts';
import { requireDataFolder, runStartStep, showStartFailure } from './shell/failed-start.ts';
import { createOrderlyQuit, type OrderlyQuit } from './shell/orderly-quit.ts';
import { dataFolderOf, prepareApp, type PreparedApp } from './shell/prepare-app.ts';
import { runShell } from './shell/run-shell.ts';
import { systemLocale } from './shell/system/system-locale.ts';

const electron: ElectronObjects = {
  app,
  protocol,
  ipcMain,
  globalShortcut,
  nativeTheme,
  net,
  powerMonitor,
  shell,
  screen: () => screen,
  sessionOf: (partition) => session.fromPartition(partition),
  makeWindow: (options) => new BrowserWindow(options),
  makeTray: (picture) => new Tray(picture),
  makeMenu: (template) => Menu.buildFromTemplate(template),
  setApplicationMenu: (menu) => Menu.setApplicationMenu(menu),
  loadPicture: (path) => nativeImage.createFromPath(path),
  makeNotification: (options) => new Notification(options),
  notificationCentre: Notification,
};

const commandLine = readCommandLine(process.argv.slice(1));
const { platform, env } = process;
// Not awaited: Electron becomes ready only after this file has run to its end.
void prepare();

/** The part that has to run before Electron is ready runs at once. */
async function prepare(): Promise<void> {
  const dataFolder = dataFolderOf(app, commandLine);
  const logFile = join(dataFolder, 'lampfield.log');
  let log: FileLog | undefined;
  try {
    if (commandLine.action !== 'quit') requireDataFolder(dataFolder);
    const prepared = prepareApp(electron, commandLine, platform);
    if (prepared === undefined) return app.exit(0);
    log = await createFileLog({ file: logFile, clock });
    await start(prepared, log);
  } catch (error) {
    await showStartFailure(error, {
      app,
      showError: (text) => dialog.showMessageBox({ type: 'error', title: 'Lampfield', ...text }),
      writeToTerminal: (text) => process.stderr.write(text),
      dataFolder,
      logFile,
      ...(log && { log }),
    });
  }
}

async function start({ dataFolder, keychainService }: PreparedApp, log: FileLog): Promise<void> {
  const keychain = createKeychain({ service: keychainService, clock });
  const orderlyQuit = createOrderlyQuit({
    app,
    clock,
    log,
    nativeCallsEnd: (limitMs) => keychain.close(limitMs),
    kill: () => process.kill(process.pid, 'SIGKILL'),
  });
  endOnSignals(orderlyQuit, log);
  const locale = app
    .whenReady()
    .then(() => systemLocale({ app, named: app.commandLine.getSwitchValue('lang'), platform, env }));
  const core = await runStartStep('core', () =>
    createCore({
      clock,
      random: Math.random,
      secrets: commandLine.demo && !app.isPackaged ? createMemorySecrets() : keychain,
      log,
      dataFolder,
      locale,
      version: app.getVersion(),
      runtime: { electron: process.versions.electron, chromium: process.versions.chrome },
      managedFile: {
        file: commandLine.managed ?? managedSettingsFile(platform, env),
        required: commandLine.managed !== undefined,
      },
      person: { login: userInfo().username, fullName: '' },
    }),
  );
  await runStartStep('shell', () =>
    runShell(electron, core, log, {
      platform,
      env,
      clock,
      builtFolder: join(import.meta.dirname, '..'),
      dataFolder,
      action: commandLine.action,
      link: commandLine.link,
      startArguments: argumentsOfNextStart(commandLine),
      loadUpdater: async () => (await import('electron-updater')).default.autoUpdater,
      orderlyQuit,
    }),
  );
}

function endOnSignals(orderlyQuit: OrderlyQuit, log: FileLog): void {
  // An error's text may hold anything, so the log only says that there was one.
  process.on('uncaughtException', () => {
    log.error('shell.uncaught');
    orderlyQuit.quit(1);
  });
  process.on('unhandledRejection', () => log.error('shell.unhandled'));
  for (const name of ['SIGINT', 'SIGTERM'] as const) process.on(name, () => orderlyQuit.quit());
}
