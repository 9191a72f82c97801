/** How the panel's window is made: locked down, and either a popover beside the tray or a plain window. */

import type { BrowserWindowConstructorOptions, WebPreferences } from 'electron';

export const defaultPanelSize = { width: 400, height: 640 };
export const smallestPanelSize = { width: 320, height: 400 };

/** `window`: where the desktop shows no tray, there is nothing to pop out of. */
export type PanelMode = 'popover' | 'window';

export interface PanelLook {
  readonly mode: PanelMode;
  readonly platform: NodeJS.Platform;
  readonly size: { readonly width: number; readonly height: number };
  /** The surface before the renderer has painted, so that it does not flash. */
  readonly dark: boolean;
  /** Absolute path. */
  readonly preload: string;
  /** In memory only: nothing that a page leaves behind reaches the disk. */
  readonly session: NonNullable<WebPreferences['session']>;
  /** Absolute path of a PNG for window lists; Windows and macOS take the program's own. */
  readonly icon: string;
  readonly devTools: boolean;
}

export function panelOptions(look: PanelLook): BrowserWindowConstructorOptions {
  const { mode, platform, size, dark, preload, session, icon, devTools } = look;
  return {
    ...size,
    minWidth: smallestPanelSize.width,
    minHeight: smallestPanelSize.height,
    title: 'Lampfield',
    show: false,
    backgroundColor: dark ? '#17191d' : '#fcfcfd',
    fullscreenable: false,
    autoHideMenuBar: true,
    ...(platform === 'linux' && { icon }),
    ...(mode === 'popover' && {
      frame: false,
      skipTaskbar: true,
      alwaysOnTop: true,
      maximizable: false,
      minimizable: false,
      // A macOS panel opens over other programs' full-screen spaces.
      ...(platform === 'darwin' && { type: 'panel' }),
    }),
    webPreferences: {
      preload,
      session,
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      nodeIntegrationInWorker: false,
      nodeIntegrationInSubFrames: false,
      webSecurity: true,
      allowRunningInsecureContent: false,
      experimentalFeatures: false,
      webviewTag: false,
      navigateOnDragDrop: false,
      spellcheck: false,
      plugins: false,
      enableWebSQL: false,
      devTools,
    },
  };
}
