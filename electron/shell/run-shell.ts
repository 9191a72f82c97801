/** The shell built in one visible place, once Electron is ready: every part with what it needs of Electron and of the core. */

import { readFile } from 'node:fs/promises';
import { homedir } from 'node:os';
import { join } from 'node:path';
import type { Core } from '../core/core.ts';
import { createJsonFile } from '../core/lib/json-file.ts';
import type { Clock, Log } from '../core/ports.ts';
import { createAutostartEntry } from './system/autostart-entry.ts';
import { readLink, readWish, type Wish } from './command-line.ts';
import { watchDoNotDisturb } from './system/do-not-disturb.ts';
import type { ElectronObjects } from './electron-objects.ts';
import { lockDownContents, lockSession } from './panel/lock-down.ts';
import { createLinuxNotifications } from './notifications/linux-notifications.ts';
import { createNotificationServer } from './notifications/notification-server.ts';
import { createNotifications } from './notifications/notifications.ts';
import { createOpenLink } from './system/open-link.ts';
import type { OrderlyQuit } from './orderly-quit.ts';
import { openPanelRequests } from './panel/panel-requests.ts';
import { panelScheme } from './panel/panel-address.ts';
import { createPanelProtocol } from './panel/panel-protocol.ts';
import { createPanelBounds } from './panel/panel-bounds.ts';
import { openPanelMemory } from './panel/panel-memory.ts';
import { createPanel } from './panel/panel.ts';
import { runCommand } from './system/run-command.ts';
import { createShell } from './shell.ts';
import { createShortcut } from './system/shortcut.ts';
import { carriedOutSchema, createStartAtLogin, hiddenStartArgument } from './system/start-at-login.ts';
import { followDisplays, isWayland } from './system/displays.ts';
import { openSessionBus } from './system/session-bus.ts';
import { forwardSystemSignals } from './system/system-signals.ts';
import { watchTrayHost } from './tray/tray-host.ts';
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
  /** The `lampfield:` link of this start. */
  readonly link?: string | undefined;
  /** What a start at login has to be told again: `--data`, `--managed`. */
  readonly startArguments: readonly string[];
  readonly loadUpdater: UpdatesPorts['load'];
  readonly ending: OrderlyQuit;
}

/** `core` is not started yet. Resolves when the tray stands and the core has started. */
export async function runShell(
  electron: ElectronObjects,
  core: Core,
  log: Log,
  surroundings: ShellSurroundings,
): Promise<void> {
  const { app, nativeTheme, notificationCentre } = electron;
  const { platform, env, clock, builtFolder, dataFolder, wish, startArguments, ending } = surroundings;
  const signal: Core['signal'] = (news) => core.signal(news);
  const icon = join(builtFolder, 'icon.png');
  const openPanel = (): void => signal({ kind: 'tray-clicked' });
  const wayland = isWayland(app, platform, env);
  const [bus, memory] = await Promise.all([
    openSessionBus({ platform, env, log }),
    openPanelMemory(join(dataFolder, 'panel.json'), clock, log),
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
  const screen = electron.screen();
  const panel = createPanel(
    {
      makeWindow: electron.makeWindow,
      bounds: createPanelBounds({
        screen,
        trayBounds: () => tray.bounds(),
        canPlace: !wayland,
        memory,
        clock,
      }),
      madeShown: wayland,
      look: () => ({
        platform,
        dark: nativeTheme.shouldUseDarkColors,
        preload: join(builtFolder, 'preload', 'preload.cjs'),
        session,
        icon,
        devTools: !app.isPackaged,
      }),
      clock,
      log,
      onVisible: (open) => signal({ kind: 'panel', open }),
    },
    wayland ? 'window' : 'popover',
  );
  const server = createNotificationServer(bus);
  const notifications = createNotifications({
    makeNotification: electron.makeNotification,
    signal,
    log,
  });
  const endRequests = openPanelRequests({
    ipcMain: electron.ipcMain,
    core,
    contents: () => panel.contents(),
    log,
  });

  ending.begun({
    letGo: () => panel.letGo(),
    stop: async () => {
      for (const end of ends) end();
      await core.stop();
      tray.destroy();
      bus.close();
    },
  });
  const updates = createUpdates({
    load: surroundings.loadUpdater,
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
    notifications:
      platform === 'linux' ? createLinuxNotifications({ server, icon, signal, clock, log }) : notifications,
    quit: () => ending.quit(),
    openLink: createOpenLink(electron.shell, log),
    setStartAtLogin: createStartAtLogin({
      app,
      platform,
      entry: createAutostartEntry({
        env,
        home: homedir(),
        executable: process.execPath,
        args: [hiddenStartArgument, ...startArguments],
      }),
      carriedOut: createJsonFile({
        file: join(dataFolder, 'start-at-login.json'),
        schema: carriedOutSchema,
        fallback: () => ({ on: null }),
        clock,
        log,
      }),
      told: (on) => signal({ kind: 'start-at-login', on }),
      log,
    }),
    setShortcut: createShortcut({
      globalShortcut: electron.globalShortcut,
      onPressed: () => {
        if (panel.pressedShortcut()) openPanel();
      },
      refused: (shortcut) => signal({ kind: 'shortcut-refused', shortcut }),
      log,
    }),
    setTheme: (theme) => {
      nativeTheme.themeSource = theme;
    },
    setUpdateCheck: updates.setCheck,
    installUpdate: updates.install,
  });
  nativeTheme.on('updated', () => tray.redraw());
  followDisplays(screen, () => panel.displaysChanged());
  watchDoNotDisturb({
    platform,
    env,
    bus,
    server,
    run: runCommand,
    told: (on) => signal({ kind: 'do-not-disturb', on }),
  });
  let hasTray = true;
  const trayHost = await watchTrayHost({
    bus,
    platform,
    clock,
    told: (present) => {
      signal({ kind: 'tray', present });
      if (present && !hasTray) tray.remake();
      hasTray = present;
      if (wayland) return;
      panel.setMode(present ? 'popover' : 'window');
      // Started hidden, or closed where nothing can open it again: it must be found by the one who uses it.
      if (!present) panel.openMinimized();
    },
  });
  // Without a tray at this moment, a panel that opens now is a window.
  if (!trayHost.present) {
    hasTray = false;
    panel.setMode('window');
  }

  const ends = [
    () => shell.stop(),
    endRequests,
    forwardSystemSignals({
      powerMonitor: electron.powerMonitor,
      net: electron.net,
      clock,
      signal,
      onShutdown: () => ending.quit(),
    }),
    () => trayHost.stop(),
  ];

  if (platform === 'win32')
    notificationCentre.handleActivation((details) => notifications.activated(details));
  if (platform === 'darwin') notifications.adopt(await notificationCentre.getHistory());
  const follow = (link: string | undefined): void => {
    if (link !== undefined) signal({ kind: 'set-up-link', link });
  };
  app.on('second-instance', (_event, _argv, _folder, data) => {
    shell.grant(readWish(data));
    follow(readLink(data));
  });
  app.on('open-url', (event, url) => {
    event.preventDefault();
    follow(url);
  });
  app.on('activate', openPanel);

  await core.start();
  shell.grant(platform === 'darwin' && app.getLoginItemSettings().wasOpenedAtLogin ? 'nothing' : wish);
  follow(surroundings.link);
}
