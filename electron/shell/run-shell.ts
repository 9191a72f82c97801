/** Builds the whole shell once Electron is ready: every part with what it needs from Electron and the core. */

import { join, sep } from 'node:path';
import type { Core } from '../core/core.ts';
import type { Clock, Log } from '../core/ports.ts';
import { handleStarts, type LaterStarts, type StartRequest } from './handle-starts.ts';
import type { ElectronObjects } from './electron-objects.ts';
import { createLinuxNotifications } from './notifications/linux-notifications.ts';
import { createNotificationServer } from './notifications/notification-server.ts';
import { createNotifications } from './notifications/notifications.ts';
import type { OrderlyQuit } from './orderly-quit.ts';
import { openPanel } from './panel/open-panel.ts';
import type { PanelMemory } from './panel/panel-memory.ts';
import { profileOf } from './prepare-app.ts';
import { createShell } from './shell.ts';
import { createDesktopSettings } from './system/desktop-settings.ts';
import { isWayland } from './system/displays.ts';
import { watchDoNotDisturb } from './system/do-not-disturb.ts';
import { createOpenLink } from './system/open-link.ts';
import { runCommand } from './system/run-command.ts';
import { openSessionBus } from './system/session-bus.ts';
import { forwardSystemSignals } from './system/system-signals.ts';
import { followTrayHost } from './tray/follow-tray-host.ts';
import { createTrayIcon } from './tray/tray.ts';
import { createUpdates, type UpdatesPorts } from './updates.ts';

export interface ShellSurroundings {
  readonly platform: NodeJS.Platform;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly clock: Clock;
  /** Absolute path of what was built: `renderer`, `preload`, `tray`, `icon.png`. */
  readonly builtFolder: string;
  readonly dataFolder: string;
  readonly panelMemory: PanelMemory;
  readonly firstStart: StartRequest;
  readonly laterStarts: LaterStarts;
  /** The arguments that a start at login repeats: `--data`, `--managed`. */
  readonly startArguments: readonly string[];
  readonly loadUpdater: UpdatesPorts['load'];
  readonly orderlyQuit: OrderlyQuit;
}

/** `core` is not started yet. Resolves when the tray icon is there and the core has started. */
export async function runShell(
  electron: ElectronObjects,
  core: Core,
  log: Log,
  surroundings: ShellSurroundings,
): Promise<void> {
  const { app, nativeTheme } = electron;
  const { platform, env, clock, builtFolder, dataFolder, panelMemory: memory, orderlyQuit } = surroundings;
  const signal: Core['signal'] = (news) => core.signal(news);
  const askForPanel = (): void => signal({ kind: 'tray-clicked' });
  const wayland = isWayland(app, platform, env);
  /** The icon is there first: a click that comes too early opens the panel a moment later. */
  const listening = Promise.withResolvers<undefined>();
  const bus = openSessionBus({ platform, env, log });

  const tray = createTrayIcon({
    makeTray: electron.makeTray,
    makeMenu: electron.makeMenu,
    loadPicture: (file) => electron.loadPicture(join(builtFolder, 'tray', file)),
    platform,
    isTaskBarDark: () => nativeTheme.shouldUseDarkColorsForSystemIntegratedUI,
    onClick: () =>
      void listening.promise.then(() => {
        if (panel.clickedTray()) askForPanel();
      }),
    onChoose: (id) => signal({ kind: 'menu', id }),
  });
  tray.appear();
  nativeTheme.on('updated', () => tray.redraw());
  const { panel, openSession, endRequests } = openPanel({
    electron,
    core,
    log,
    clock,
    platform,
    builtFolder,
    memory,
    wayland,
    trayBounds: () => tray.bounds(),
  });

  const ends: (() => void)[] = [];
  orderlyQuit.setShutdown({
    allowClose: () => panel.allowClose(),
    stop: async () => {
      for (const end of ends) end();
      await core.stop();
      tray.destroy();
      bus.close();
    },
  });

  // Electron needs this thread to bring the icon to the task bar, so whatever takes long comes after this wait.
  const stopTrayHost = await followTrayHost({ bus, platform, clock, signal, panel, tray, wayland });
  const server = createNotificationServer(bus);
  const system = createNotifications({ makeNotification: electron.makeNotification, signal, log });
  const updates = createUpdates({
    load: surroundings.loadUpdater,
    isPackaged: app.isPackaged,
    clock,
    log,
    onFound: (version) => signal({ kind: 'update', version }),
    failed: () => signal({ kind: 'update-failed' }),
  });
  const shell = createShell({
    core,
    panel,
    tray,
    notifications:
      platform === 'linux'
        ? createLinuxNotifications({
            server,
            icon: outsideArchive(join(builtFolder, 'icon.png')),
            signal,
            clock,
            log,
          })
        : system,
    quit: () => orderlyQuit.quit(),
    openLink: createOpenLink(electron.shell, log),
    ...createDesktopSettings({
      electron,
      signal,
      log,
      clock,
      platform,
      env,
      dataFolder,
      profile: profileOf(app, dataFolder),
      folder: core.folder,
      startArguments: surroundings.startArguments,
      wayland,
      bus,
      pressedShortcut: () => {
        if (panel.pressedShortcut()) askForPanel();
      },
    }),
    setUpdateCheck: updates.setCheck,
    installUpdate: updates.install,
  });
  listening.resolve(undefined);
  openSession();
  watchDoNotDisturb({
    platform,
    env,
    bus,
    server,
    run: runCommand,
    onChange: (on) => signal({ kind: 'do-not-disturb', on }),
  });
  const stopSystemSignals = forwardSystemSignals({
    powerMonitor: electron.powerMonitor,
    net: electron.net,
    clock,
    signal,
    onShutdown: () => orderlyQuit.quit(),
  });
  ends.push(
    () => shell.stop(),
    endRequests,
    stopSystemSignals,
    stopTrayHost,
    () => memory.flush(),
  );

  const { notificationCentre } = electron;
  if (platform === 'win32') notificationCentre.handleActivation((details) => system.activated(details));
  if (platform === 'darwin') system.adopt(await notificationCentre.getHistory());
  const starts = handleStarts({
    app,
    signal,
    shell,
    platform,
    laterStarts: surroundings.laterStarts,
  });
  await core.start();
  starts.handleFirst(surroundings.firstStart);
}

/** Other programs can't read inside the package's archive; electron-builder.yml unpacks the files that they need. */
function outsideArchive(file: string): string {
  return file.replace(`app.asar${sep}`, `app.asar.unpacked${sep}`);
}
