/** Electron's entry: takes Electron's objects, builds the core and the shell around it, and nothing else. */

import { userInfo } from 'node:os';
import { join } from 'node:path';
import {
  app,
  autoUpdater,
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
import { buildCore } from './core/create-core.ts';
import { createFileLog, type FileLog } from './core/support/file-log.ts';
import { createKeychain } from './core/keychain/keychain.ts';
import { createMemorySecrets } from './core/keychain/memory-secrets.ts';
import { openStores, type Stores } from './core/open-stores.ts';
import { managedSettingsFile } from './core/settings/managed-settings.ts';
import { systemClock as clock } from './core/lib/system-clock.ts';
import { argumentsOfNextStart, readCommandLine } from './shell/command-line.ts';
import type { ElectronObjects } from './shell/electron-objects.ts';
import { requireDataFolder, runStartStep, showStartFailure } from './shell/failed-start.ts';
import { collectLaterStarts, type LaterStarts } from './shell/handle-starts.ts';
import { createOrderlyQuit, type OrderlyQuit } from './shell/orderly-quit.ts';
import { dataFolderOf, prepareApp } from './shell/prepare-app.ts';
import { openPanelMemory, type PanelMemory } from './shell/panel/panel-memory.ts';
import { runShell } from './shell/run-shell.ts';
import { isWayland } from './shell/system/displays.ts';
import { systemLocale } from './shell/system/system-locale.ts';

const electron: ElectronObjects = {
  app,
  autoUpdater,
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
const dataFolder = dataFolderOf(app, commandLine);
const logFile = join(dataFolder, 'lampfield.log');
let log: FileLog | undefined;
/** The last run ends within 3 s, or later on a busy computer. Chromium kills a program that keeps a later start waiting for 20 s. */
const lastRunEndsMs = 10_000;

/** What a start has before Electron is ready. */
interface Prepared {
  readonly log: FileLog;
  readonly orderlyQuit: OrderlyQuit;
  readonly laterStarts: LaterStarts;
  readonly stores: Stores;
  readonly panelMemory: PanelMemory;
}

// Electron becomes ready once this file has run to its end. Files are read before that: afterwards each answer waits in line
// with Chromium's own start. `prepare` imports nothing dynamically: a chunk that needs this file would wait for it forever.
try {
  const prepared = await prepare();
  if (prepared === undefined) app.exit(0);
  else void start(prepared).catch(showFailure);
} catch (error) {
  void showFailure(error);
}

/** Undefined: there is nothing to start. */
async function prepare(): Promise<Prepared | undefined> {
  if (commandLine.action !== 'quit') requireDataFolder(dataFolder);
  const preparedApp = prepareApp(electron, commandLine, platform);
  if (preparedApp === undefined) return undefined;
  const fileLog = await createFileLog({ file: logFile, clock });
  log = fileLog;
  const keychain = createKeychain({ service: preparedApp.keychainService, clock });
  const orderlyQuit = createOrderlyQuit({
    app,
    autoUpdater,
    clock,
    log,
    nativeCallsEnd: (limitMs) => keychain.close(limitMs),
    kill: () => process.kill(process.pid, 'SIGKILL'),
  });
  endOnSignals(orderlyQuit, log);
  const laterStarts = collectLaterStarts(app, () => orderlyQuit.quit());
  const stores = await runStartStep('core', () =>
    openStores({
      clock,
      secrets: commandLine.demo && !app.isPackaged ? createMemorySecrets() : keychain,
      log: fileLog,
      dataFolder,
      waitForFolderMs: lastRunEndsMs,
      managedFile: {
        file: commandLine.managed ?? managedSettingsFile(platform, env),
        required: commandLine.managed !== undefined,
      },
    }),
  );
  const panelMemory = await openPanelMemory({
    file: join(dataFolder, 'panel.json'),
    folder: stores.folder,
    clock,
    log,
  });
  return { log: fileLog, orderlyQuit, laterStarts, stores, panelMemory };
}

async function start({ log, orderlyQuit, laterStarts, stores, panelMemory }: Prepared): Promise<void> {
  await app.whenReady();
  const core = await runStartStep('core', () =>
    buildCore(
      {
        clock,
        random: Math.random,
        dataFolder,
        locale: systemLocale({ app, named: app.commandLine.getSwitchValue('lang'), platform, env }),
        version: app.getVersion(),
        runtime: { electron: process.versions.electron, chromium: process.versions.chrome },
        person: { login: userInfo().username, fullName: '' },
        canStayOnTop: !isWayland(app, platform, env),
      },
      stores,
    ),
  );
  await runStartStep('shell', () =>
    runShell(electron, core, log, {
      platform,
      env,
      clock,
      builtFolder: join(import.meta.dirname, '..'),
      dataFolder,
      panelMemory,
      firstStart: commandLine,
      laterStarts,
      startArguments: argumentsOfNextStart(commandLine),
      loadUpdater: async () => (await import('electron-updater')).default.autoUpdater,
      orderlyQuit,
    }),
  );
}

function showFailure(error: unknown): Promise<void> {
  return showStartFailure(error, {
    app,
    showError: (text) => dialog.showMessageBox({ type: 'error', title: 'Lampfield', ...text }),
    writeToTerminal: (text) => process.stderr.write(text),
    dataFolder,
    logFile,
    ...(log && { log }),
  });
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
