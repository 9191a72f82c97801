/** What the shell uses of Electron, as types: `main.ts` gives the real ones, tests give small ones of their own. */

import type {
  App,
  AutoUpdater,
  BrowserWindowConstructorOptions,
  GlobalShortcut,
  IpcMain,
  MenuItemConstructorOptions,
  NativeImage,
  NativeTheme,
  Net,
  Notification,
  NotificationConstructorOptions,
  PowerMonitor,
  Protocol,
  Screen,
  Session,
  Shell,
} from 'electron';
import type { ShownNotification } from './notifications/notifications.ts';
import type { PanelWindow } from './panel/panel.ts';
import type { ShownMenu, ShownTray } from './tray/tray.ts';

export interface ElectronObjects {
  readonly app: Pick<
    App,
    | 'on'
    | 'quit'
    | 'exit'
    | 'whenReady'
    | 'requestSingleInstanceLock'
    | 'releaseSingleInstanceLock'
    | 'getPath'
    | 'setPath'
    | 'getVersion'
    | 'getLocale'
    | 'isPackaged'
    | 'getLoginItemSettings'
    | 'setLoginItemSettings'
    | 'setAppUserModelId'
    | 'setAsDefaultProtocolClient'
    | 'enableSandbox'
  > & {
    readonly commandLine: Pick<
      App['commandLine'],
      'appendSwitch' | 'hasSwitch' | 'getSwitchValue' | 'removeSwitch'
    >;
  };
  readonly autoUpdater: Pick<AutoUpdater, 'on'>;
  readonly protocol: Pick<Protocol, 'registerSchemesAsPrivileged'>;
  readonly ipcMain: Pick<IpcMain, 'handle'>;
  readonly globalShortcut: Pick<GlobalShortcut, 'register' | 'unregister'>;
  readonly nativeTheme: Pick<
    NativeTheme,
    'on' | 'themeSource' | 'shouldUseDarkColors' | 'shouldUseDarkColorsForSystemIntegratedUI'
  >;
  readonly net: Pick<Net, 'isOnline'>;
  readonly powerMonitor: Pick<PowerMonitor, 'on'>;
  /** A function, because Electron doesn't allow access before it is ready. */
  readonly screen: () => Pick<
    Screen,
    'on' | 'getCursorScreenPoint' | 'getDisplayMatching' | 'getDisplayNearestPoint' | 'getPrimaryDisplay'
  >;
  readonly shell: Pick<Shell, 'openExternal'>;
  readonly sessionOf: (partition: string) => Session;
  readonly makeWindow: (options: BrowserWindowConstructorOptions) => PanelWindow;
  readonly makeTray: (picture: NativeImage) => ShownTray;
  readonly makeMenu: (template: MenuItemConstructorOptions[]) => ShownMenu;
  readonly setApplicationMenu: (menu: ShownMenu | null) => void;
  readonly loadPicture: (path: string) => NativeImage;
  readonly makeNotification: (options: NotificationConstructorOptions) => ShownNotification;
  readonly notificationCentre: Pick<typeof Notification, 'handleActivation' | 'getHistory'>;
}
