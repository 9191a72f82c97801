/** How the panel's window is made: locked down, and either a popover beside the tray or a plain window. */

import type { BrowserWindowConstructorOptions, Size, WebPreferences } from 'electron';

export const defaultPanelSize = { width: 400, height: 640 };
export const smallestPanelSize = { width: 320, height: 400 };
/** Pinned it is a compact list that stays beside other windows. */
export const defaultPinnedSize = { width: 300, height: 420 };
export const smallestPinnedSize = { width: 220, height: 160 };

/** `window`: where the desktop shows no tray there is nothing to pop out of, and where it does not let us place one, no way to. */
export type PanelMode = 'popover' | 'window';

export interface PanelAppearance {
  readonly mode: PanelMode;
  readonly platform: NodeJS.Platform;
  readonly size: Size;
  readonly smallest: Size;
  /** Shown as it is made; otherwise once its page is painted. */
  readonly show: boolean;
  readonly onTop: boolean;
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

export function panelOptions(appearance: PanelAppearance): BrowserWindowConstructorOptions {
  const { mode, platform, size, smallest, show, onTop, dark, preload, session, icon, devTools } = appearance;
  return {
    ...size,
    minWidth: smallest.width,
    minHeight: smallest.height,
    title: 'Lampfield',
    show,
    backgroundColor: dark ? '#17191d' : '#fcfcfd',
    fullscreenable: false,
    autoHideMenuBar: true,
    alwaysOnTop: onTop,
    ...(platform === 'linux' && { icon }),
    ...(mode === 'popover' && {
      frame: false,
      skipTaskbar: true,
      maximizable: false,
      minimizable: false,
      ...popoverType(platform),
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

function popoverType(platform: NodeJS.Platform): { type?: string } {
  // A macOS panel opens over other programs' full-screen spaces.
  if (platform === 'darwin') return { type: 'panel' };
  // On Linux `skipTaskbar` does nothing; window managers keep toolbars out of task bar and pager.
  if (platform === 'linux') return { type: 'toolbar' };
  return {};
}
