/** A whole small Electron of objects that remember: enough to run the shell in plain Node, from start to quit. */

import type { MenuItemConstructorOptions, NativeImage, NotificationConstructorOptions } from 'electron';
import { requestChannel } from '../../../electron/contract/channels.ts';
import type { ElectronObjects } from '../../../electron/shell/electron-objects.ts';
import { panelAddress } from '../../../electron/shell/panel/panel-address.ts';
import type { ShownMenu } from '../../../electron/shell/tray/tray.ts';
import { fakeEvents, preventable, type FakeEvents } from './fake-events.ts';
import { fakeSession, type FakeSession } from './fake-session.ts';
import { fakeWindow, type FakeWindow } from './fake-window.ts';

interface ShownToast {
  readonly options: NotificationConstructorOptions;
  readonly events: FakeEvents;
  closed: boolean;
}

export interface FakeElectron {
  readonly objects: ElectronObjects;
  readonly app: FakeEvents;
  readonly autoUpdater: FakeEvents;
  readonly power: FakeEvents;
  readonly theme: FakeEvents;
  readonly session: FakeSession;
  readonly windows: readonly FakeWindow[];
  readonly toasts: readonly ShownToast[];
  readonly opened: readonly string[];
  readonly tray: {
    readonly events: FakeEvents;
    picture: string;
    toolTip: string;
    menu: readonly MenuItemConstructorOptions[];
    destroyed: boolean;
  };
  readonly state: {
    partition: string;
    online: boolean;
    exitCode: number | undefined;
    themeSource: string;
    shortcut: string | undefined;
    openAtLogin: boolean;
    switches: string[];
    removedSwitches: string[];
    /** Each scheme that we are the opener of, with the arguments before its link. */
    schemes: string[][];
    paths: Map<string, string>;
    appUserModelId: string;
    sandboxed: boolean;
    locked: unknown;
    /** Null: none; undefined: Electron's own. */
    applicationMenu: readonly MenuItemConstructorOptions[] | null | undefined;
  };
  /** A request as the panel's page would send it; `frame` and `id` as someone else would. */
  readonly ask: (
    name: unknown,
    payload: unknown,
    as?: { readonly id?: number; readonly url?: string; readonly parent?: object | null },
  ) => Promise<unknown>;
  /** What the panel's present page was told by that name. */
  readonly told: (name: string) => readonly unknown[];
}

export interface FakeFacts {
  readonly packaged?: boolean;
  readonly hasLock?: boolean;
  readonly switches?: readonly string[];
  readonly appData?: string;
}

export function fakeElectron(facts: FakeFacts = {}): FakeElectron {
  const { packaged = false, hasLock = true, switches = [], appData = '/data' } = facts;
  const app = fakeEvents();
  const autoUpdater = fakeEvents();
  const power = fakeEvents();
  const theme = fakeEvents();
  const screen = fakeEvents();
  const session = fakeSession();
  const windows: FakeWindow[] = [];
  const toasts: ShownToast[] = [];
  const opened: string[] = [];
  const handlers = new Map<string, (...args: never[]) => unknown>();
  const tray: FakeElectron['tray'] = {
    events: fakeEvents(),
    picture: '',
    toolTip: '',
    menu: [],
    destroyed: false,
  };
  const state: FakeElectron['state'] = {
    partition: '',
    online: true,
    exitCode: undefined,
    themeSource: 'system',
    shortcut: undefined,
    openAtLogin: false,
    switches: [...switches],
    removedSwitches: [],
    schemes: [],
    paths: new Map([['appData', appData]]),
    appUserModelId: '',
    sandboxed: false,
    locked: undefined,
    applicationMenu: undefined,
  };
  const display = {
    bounds: { x: 0, y: 0, width: 1920, height: 1080 },
    workArea: { x: 0, y: 32, width: 1920, height: 1048 },
  } as Electron.Display;
  const pictures = new Map<NativeImage, string>();
  const menus = new Map<ShownMenu, readonly MenuItemConstructorOptions[]>();

  const objects: ElectronObjects = {
    app: {
      on: app.on,
      quit: () => {
        const event = preventable({});
        app.emit('before-quit', event);
        if (!event.prevented) state.exitCode = 0;
      },
      exit: (code) => {
        state.exitCode = code ?? 0;
      },
      whenReady: () => Promise.resolve(),
      requestSingleInstanceLock: (data) => {
        state.locked = data;
        return hasLock;
      },
      releaseSingleInstanceLock: () => {
        state.locked = undefined;
      },
      getPath: (name) => state.paths.get(name) ?? '',
      setPath: (name, path) => void state.paths.set(name, path),
      getVersion: () => '0.0.0',
      getLocale: () => 'en-GB',
      isPackaged: packaged,
      getLoginItemSettings: () => ({ openAtLogin: state.openAtLogin }) as Electron.LoginItemSettings,
      setLoginItemSettings: ({ openAtLogin = false }) => {
        state.openAtLogin = openAtLogin;
      },
      setAppUserModelId: (id) => {
        state.appUserModelId = id;
      },
      setAsDefaultProtocolClient: (scheme, _path, args) => {
        state.schemes.push([scheme, ...(args ?? [])]);
        return true;
      },
      enableSandbox: () => {
        state.sandboxed = true;
      },
      commandLine: {
        appendSwitch: (name) => void state.switches.push(name),
        getSwitchValue: () => '',
        hasSwitch: (name) => state.switches.includes(name),
        removeSwitch: (name) => {
          state.switches = state.switches.filter((one) => one !== name);
          state.removedSwitches.push(name);
        },
      },
    },
    autoUpdater: { on: autoUpdater.on },
    protocol: { registerSchemesAsPrivileged: () => undefined },
    ipcMain: { handle: (channel, handler) => void handlers.set(channel, handler) },
    globalShortcut: {
      register: (accelerator) => {
        state.shortcut = accelerator;
        return true;
      },
      unregister: () => {
        state.shortcut = undefined;
      },
    },
    nativeTheme: {
      on: theme.on,
      shouldUseDarkColors: false,
      shouldUseDarkColorsForSystemIntegratedUI: true,
      get themeSource() {
        return state.themeSource === 'dark' ? 'dark' : 'system';
      },
      set themeSource(source) {
        state.themeSource = source;
      },
    },
    net: { isOnline: () => state.online },
    powerMonitor: { on: power.on },
    screen: () => ({
      getCursorScreenPoint: () => ({ x: 0, y: 0 }),
      on: screen.on,
      getDisplayMatching: () => display,
      getDisplayNearestPoint: () => display,
      getPrimaryDisplay: () => display,
    }),
    shell: { openExternal: async (url) => void opened.push(url) },
    sessionOf: (partition) => {
      state.partition = partition;
      return session.session;
    },
    makeWindow: (options) => {
      const made = fakeWindow(options);
      windows.push(made);
      return made.window;
    },
    makeTray: (picture) => {
      tray.picture = pictures.get(picture) ?? '';
      return {
        on: tray.events.on,
        setImage: (next) => {
          tray.picture = typeof next === 'string' ? next : (pictures.get(next) ?? '');
        },
        setToolTip: (text) => {
          tray.toolTip = text;
        },
        setContextMenu: (menu) => {
          tray.menu = menu === null ? [] : (menus.get(menu) ?? []);
        },
        popUpContextMenu: () => undefined,
        getBounds: () => ({ x: 1700, y: 4, width: 24, height: 24 }),
        destroy: () => {
          tray.destroyed = true;
        },
      };
    },
    makeMenu: (template) => {
      const menu = {} as unknown as ShownMenu;
      menus.set(menu, template);
      return menu;
    },
    setApplicationMenu: (menu) => {
      state.applicationMenu = menu === null ? null : (menus.get(menu) ?? []);
    },
    loadPicture: (path) => {
      const picture = { setTemplateImage: () => undefined } as unknown as NativeImage;
      pictures.set(picture, path);
      return picture;
    },
    makeNotification: (options) => {
      const toast: ShownToast = { options, events: fakeEvents(), closed: false };
      return {
        on: toast.events.on,
        show: () => void toasts.push(toast),
        close: () => {
          toast.closed = true;
        },
      };
    },
    notificationCentre: { handleActivation: () => undefined, getHistory: async () => [] },
  };

  return {
    objects,
    app,
    autoUpdater,
    power,
    theme,
    session,
    windows,
    toasts,
    opened,
    tray,
    state,
    ask: async (name, payload, { id, url = panelAddress, parent = null } = {}) => {
      const event = {
        sender: { id: id ?? windows.at(-1)?.window.webContents.id },
        senderFrame: { url, parent },
      };
      const handler = handlers.get(requestChannel);
      if (handler === undefined) throw new Error('nothing answers requests');
      return handler(...([event, name, payload] as never[]));
    },
    told: (name) =>
      (windows.at(-1)?.sent ?? []).filter(([, told]) => told === name).map(([, , payload]) => payload),
  };
}
