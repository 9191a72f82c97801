/** The shell built in one visible place, once Electron is ready: every part with what it needs of Electron and of the core. */

import { readFile } from 'node:fs/promises';
import { homedir } from 'node:os';
import { join } from 'node:path';
import type { Core } from '../core/core.ts';
import type { Clock, Log } from '../core/ports.ts';
import { createAutostartEntry } from './system/autostart-entry.ts';
import { readWish, type Wish } from './command-line.ts';
import { watchDoNotDisturb } from './system/do-not-disturb.ts';
import type { ElectronObjects } from './electron-objects.ts';
import { lockDownContents, lockSession } from './panel/lock-down.ts';
import { createNotifications } from './notifications/notifications.ts';
import { createOpenLink } from './system/open-link.ts';
import { arrangeQuit } from './orderly-quit.ts';
import { openPanelRequests } from './panel/panel-requests.ts';
import { panelScheme } from './panel/panel-address.ts';
import { createPanelProtocol } from './panel/panel-protocol.ts';
import { openPanelSize } from './panel/panel-size.ts';
import { createPanel } from './panel/panel.ts';
import { runCommand, watchCommand } from './system/run-command.ts';
import { createShell } from './shell.ts';
import { createShortcut } from './system/shortcut.ts';
import { createStartAtLogin, hiddenStartArgument } from './system/start-at-login.ts';
import { forwardSystemSignals } from './system/system-signals.ts';
import { awaitTrayHost, hasTrayHost } from './tray/tray-host.ts';
import { createTrayIcon } from './tray/tray.ts';
import { createUpdates, type UpdatesPorts } from './updates.ts';

export interface ShellSurroundings {
  readonly platform: NodeJS.Platform;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly clock: Clock;
  /** Absolute path of what was built: `renderer`, `preload`, `tray`, `icon.png`. */
  readonly builtFolder: string;
  readonly dataFolder: string;
  readonly wish: Wish;
  readonly loadUpdater: UpdatesPorts['load'];
}

/** `core` is not started yet. Resolves when the tray stands and the core has started. */
export async function runShell(
  electron: ElectronObjects,
  core: Core,
  log: Log,
  surroundings: ShellSurroundings,
): Promise<void> {
  const { app, nativeTheme, notificationCentre } = electron;
  const { platform, env, clock, builtFolder, dataFolder, wish, loadUpdater } = surroundings;
  const signal: Core['signal'] = (news) => core.signal(news);
  const icon = join(builtFolder, 'icon.png');
  const openPanel = (): void => signal({ kind: 'tray-clicked' });
  const askTrayHost = (): Promise<boolean> => hasTrayHost(platform, runCommand);
  const [trayShows, size] = await Promise.all([
    askTrayHost(),
    openPanelSize(join(dataFolder, 'panel.json'), clock, log),
  ]);

  lockDownContents(app, log);
  electron.setApplicationMenu(null);
  const session = electron.sessionOf('panel');
  lockSession(session, { allowDevTools: !app.isPackaged });
  session.protocol.handle(
    panelScheme,
    createPanelProtocol({ folder: join(builtFolder, 'renderer'), read: readFile }),
  );

  const tray = createTrayIcon({
    makeTray: electron.makeTray,
    makeMenu: electron.makeMenu,
    loadPicture: (file) => electron.loadPicture(join(builtFolder, 'tray', file)),
    platform,
    isTaskBarDark: () => nativeTheme.shouldUseDarkColorsForSystemIntegratedUI,
    onClick: () => {
      if (panel.clickedTray()) openPanel();
    },
    onChoose: (id) => signal({ kind: 'menu', id }),
  });
  const panel = createPanel(
    {
      makeWindow: electron.makeWindow,
      screen: electron.screen(),
      trayBounds: () => tray.bounds(),
      look: () => ({
        platform,
        dark: nativeTheme.shouldUseDarkColors,
        preload: join(builtFolder, 'preload', 'preload.cjs'),
        session,
        icon,
        devTools: !app.isPackaged,
      }),
      size,
      clock,
      log,
      onVisible: (open) => signal({ kind: 'panel', open }),
    },
    trayShows ? 'popover' : 'window',
  );
  const notifications = createNotifications({
    makeNotification: electron.makeNotification,
    icon,
    platform,
    signal,
    log,
  });
  const endRequests = openPanelRequests({
    ipcMain: electron.ipcMain,
    core,
    contents: () => panel.contents(),
    log,
  });

  const quit = arrangeQuit({
    app,
    clock,
    log,
    letGo: () => panel.letGo(),
    stop: async () => {
      for (const end of ends) end();
      await core.stop();
      tray.destroy();
    },
  });
  const entry = createAutostartEntry({
    env,
    home: homedir(),
    executable: process.execPath,
    args: [hiddenStartArgument],
  });
  const updates = createUpdates({
    load: loadUpdater,
    isPackaged: app.isPackaged,
    clock,
    log,
    told: (version) => signal({ kind: 'update', version }),
    failed: () => signal({ kind: 'update-failed' }),
  });
  const shell = createShell({
    core,
    panel,
    tray,
    notifications,
    quit,
    openLink: createOpenLink(electron.shell, log),
    setStartAtLogin: createStartAtLogin({ app, platform, entry, log }),
    setShortcut: createShortcut({ globalShortcut: electron.globalShortcut, onPressed: openPanel, log }),
    setTheme: (theme) => {
      nativeTheme.themeSource = theme;
    },
    setUpdateCheck: updates.setCheck,
    installUpdate: updates.install,
  });
  nativeTheme.on('updated', () => tray.redraw());

  const ends = [
    () => shell.stop(),
    endRequests,
    forwardSystemSignals({
      powerMonitor: electron.powerMonitor,
      net: electron.net,
      clock,
      signal,
      onShutdown: quit,
    }),
    watchDoNotDisturb({
      platform,
      env,
      run: runCommand,
      watch: watchCommand,
      told: (on) => signal({ kind: 'do-not-disturb', on }),
    }),
  ];
  if (!trayShows) {
    ends.push(
      awaitTrayHost(askTrayHost, clock, (came) => {
        if (came) panel.setMode('popover');
        else signal({ kind: 'no-tray' });
      }),
    );
  }

  if (platform === 'win32')
    notificationCentre.handleActivation((details) => notifications.activated(details));
  if (platform === 'darwin') notifications.adopt(await notificationCentre.getHistory());
  app.on('second-instance', (_event, _argv, _folder, data) => shell.grant(readWish(data)));
  app.on('activate', openPanel);

  await core.start();
  shell.grant(platform === 'darwin' && app.getLoginItemSettings().wasOpenedAtLogin ? 'nothing' : wish);
}
