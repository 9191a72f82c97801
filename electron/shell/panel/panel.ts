/** The panel's window: made when first needed and kept after, shown and hidden, made anew when its renderer crashes. */

import type { BrowserWindow, BrowserWindowConstructorOptions, Rectangle, Screen } from 'electron';
import type { Clock, Log } from '../../core/ports.ts';
import { panelAddress } from './panel-address.ts';
import { panelOptions, type PanelLook, type PanelMode } from './panel-options.ts';
import type { PanelSize } from './panel-size.ts';
import { placePanel } from './place-panel.ts';

export type PanelWindow = Pick<
  BrowserWindow,
  | 'on'
  | 'show'
  | 'hide'
  | 'focus'
  | 'restore'
  | 'isVisible'
  | 'isMinimized'
  | 'isDestroyed'
  | 'destroy'
  | 'setBounds'
  | 'getSize'
  | 'loadURL'
  | 'removeMenu'
  | 'setVisibleOnAllWorkspaces'
> & {
  readonly webContents: Pick<
    BrowserWindow['webContents'],
    'id' | 'on' | 'send' | 'isDevToolsFocused' | 'forcefullyCrashRenderer'
  >;
};

export interface PanelPorts {
  readonly makeWindow: (options: BrowserWindowConstructorOptions) => PanelWindow;
  readonly screen: Pick<
    Screen,
    'getCursorScreenPoint' | 'getDisplayMatching' | 'getDisplayNearestPoint' | 'getPrimaryDisplay'
  >;
  readonly trayBounds: () => Rectangle | undefined;
  /** Asked whenever a window is made: the theme may have changed since. */
  readonly look: () => Omit<PanelLook, 'mode' | 'size'>;
  readonly size: PanelSize;
  readonly clock: Clock;
  readonly log: Log;
  readonly onVisible: (visible: boolean) => void;
}

export interface Panel {
  open(): void;
  close(): void;
  /** A click on the tray: closes an open panel; true: there was none, so it is to be opened. */
  clickedTray(): boolean;
  /** Holds from the next opening on: nobody's window changes under their hands. */
  setMode(mode: PanelMode): void;
  /** Undefined until there is a window. */
  contents(): PanelWindow['webContents'] | undefined;
  /** From now on closing means closing. */
  letGo(): void;
}

/** A click on the tray takes the focus away first: the panel that this closed is the one that the click meant. */
const blurClickMs = 250;
/** More crashes than this in that time, and the next renderer waits until it is asked for. */
const crashLimit = { count: 3, withinMs: 60_000 };

export function createPanel(ports: PanelPorts, firstMode: PanelMode): Panel {
  const { makeWindow, screen, trayBounds, look, size, clock, log, onVisible } = ports;
  let mode = firstMode;
  let nextMode = firstMode;
  let window: PanelWindow | undefined;
  let wanted = false;
  let painted = false;
  let visible = false;
  let lettingGo = false;
  let closedByBlurAt = -Infinity;
  let crashes: number[] = [];

  function make(): PanelWindow {
    const appearance = look();
    const made = makeWindow(panelOptions({ ...appearance, mode, size: size.current }));
    window = made;
    painted = false;
    if (appearance.platform !== 'darwin') made.removeMenu();
    else if (mode === 'popover') made.setVisibleOnAllWorkspaces(true, { visibleOnFullScreen: true });
    const ifPresent = (act: () => void) => () => {
      if (window === made) act();
    };
    made.on('ready-to-show', ifPresent(shown));
    made.webContents.on('did-finish-load', ifPresent(shown));
    made.on(
      'show',
      ifPresent(() => told(true)),
    );
    made.on(
      'restore',
      ifPresent(() => told(true)),
    );
    made.on(
      'hide',
      ifPresent(() => told(false)),
    );
    made.on(
      'minimize',
      ifPresent(() => told(false)),
    );
    made.on('closed', ifPresent(forget));
    made.on('resize', ifPresent(keepSize));
    made.on('blur', ifPresent(blurred));
    made.on(
      'unresponsive',
      ifPresent(() => made.webContents.forcefullyCrashRenderer()),
    );
    made.on('close', (event) => {
      if (lettingGo || window !== made) return;
      event.preventDefault();
      close();
    });
    made.webContents.on('render-process-gone', (_event, { reason }) => {
      if (window === made && reason !== 'clean-exit') crashed(reason);
    });
    // Fails when the window is destroyed while it loads; whatever else is wrong shows in the page.
    made.loadURL(panelAddress).catch(() => log.warn('shell.panel-not-loaded'));
    return made;
  }

  function shown(): void {
    painted = true;
    if (wanted) reveal();
  }

  function reveal(): void {
    if (window === undefined) return;
    if (mode === 'popover') window.setBounds(bounds());
    if (window.isMinimized()) window.restore();
    window.show();
    window.focus();
  }

  function bounds(): Rectangle {
    const tray = trayBounds() ?? { x: 0, y: 0, width: 0, height: 0 };
    const cursor = screen.getCursorScreenPoint();
    const known = tray.width > 0 && tray.height > 0;
    const display = known ? screen.getDisplayMatching(tray) : screen.getDisplayNearestPoint(cursor);
    return placePanel({ tray, cursor, display, size: size.current });
  }

  function told(next: boolean): void {
    if (visible === next) return;
    visible = next;
    onVisible(next);
  }

  function keepSize(): void {
    const [width, height] = window?.getSize() ?? [];
    if (width !== undefined && height !== undefined) size.remember({ width, height });
  }

  function blurred(): void {
    if (mode !== 'popover' || window?.webContents.isDevToolsFocused() === true) return;
    closedByBlurAt = clock.uptimeMs();
    close();
  }

  function close(): void {
    wanted = false;
    window?.hide();
  }

  function forget(): void {
    window = undefined;
    told(false);
  }

  function discard(): void {
    const old = window;
    forget();
    if (old !== undefined && !old.isDestroyed()) old.destroy();
  }

  function crashed(reason: string): void {
    log.error('shell.renderer-gone', { reason });
    const now = clock.uptimeMs();
    crashes = [...crashes.filter((at) => now - at < crashLimit.withinMs), now];
    discard();
    if (crashes.length > crashLimit.count) wanted = false;
    else make();
  }

  return {
    open() {
      if (!wanted && mode !== nextMode) {
        discard();
        mode = nextMode;
      }
      wanted = true;
      if (window === undefined) make();
      else if (painted) reveal();
    },
    close,
    clickedTray() {
      if (window !== undefined && visible) {
        close();
        return false;
      }
      return clock.uptimeMs() - closedByBlurAt >= blurClickMs;
    },
    setMode(next) {
      nextMode = next;
    },
    contents: () => window?.webContents,
    letGo() {
      lettingGo = true;
    },
  };
}
