/** A window as the panel sees it: remembers what was done to it and says what windows say. */

import type { BrowserWindowConstructorOptions, Rectangle } from 'electron';
import type { PanelWindow } from '../../../electron/shell/panel/panel.ts';
import { fakeEvents, type FakeEvents } from './fake-events.ts';

export interface FakeWindow {
  readonly options: BrowserWindowConstructorOptions;
  readonly window: PanelWindow;
  readonly events: FakeEvents;
  readonly page: FakeEvents;
  readonly sent: readonly (readonly unknown[])[];
  readonly loaded: readonly string[];
  readonly state: {
    visible: boolean;
    focused: boolean;
    destroyed: boolean;
    minimized: boolean;
    maximized: boolean;
    onTop: boolean;
    /** What it was told to be; undefined: nothing yet. */
    bounds: Rectangle | undefined;
    smallest: { width: number; height: number };
  };
}

let nextId = 1;

export function fakeWindow(options: BrowserWindowConstructorOptions): FakeWindow {
  const events = fakeEvents();
  const page = fakeEvents();
  const sent: (readonly unknown[])[] = [];
  const loaded: string[] = [];
  const state: FakeWindow['state'] = {
    visible: options.show === true,
    focused: false,
    destroyed: false,
    minimized: false,
    maximized: false,
    onTop: options.alwaysOnTop === true,
    bounds: undefined,
    smallest: { width: options.minWidth ?? 0, height: options.minHeight ?? 0 },
  };
  const setVisible = (visible: boolean): void => {
    if (state.visible === visible) return;
    state.visible = visible;
    events.emit(visible ? 'show' : 'hide');
  };
  const id = nextId++;
  const bounds = (): Rectangle =>
    state.bounds ?? { x: 0, y: 0, width: options.width ?? 0, height: options.height ?? 0 };
  const window = {
    on: events.on,
    show: () => setVisible(true),
    showInactive: () => setVisible(true),
    hide: () => {
      state.focused = false;
      setVisible(false);
    },
    focus: () => {
      state.focused = true;
    },
    isFocused: () => state.focused,
    minimize: () => {
      state.minimized = true;
      events.emit('minimize');
    },
    restore: () => {
      state.minimized = false;
    },
    isVisible: () => state.visible,
    isMinimized: () => state.minimized,
    isMaximized: () => state.maximized,
    isDestroyed: () => state.destroyed,
    destroy: () => {
      state.destroyed = true;
      state.visible = false;
      events.emit('closed');
    },
    setAlwaysOnTop: (onTop) => {
      state.onTop = onTop;
    },
    setMinimumSize: (width, height) => {
      state.smallest = { width, height };
    },
    setBounds: (next) => {
      state.bounds = { ...bounds(), ...next };
      // As Electron does it, whatever the cause.
      events.emit('resize');
      events.emit('move');
    },
    getBounds: bounds,
    loadURL: async (url) => void loaded.push(url),
    removeMenu: () => undefined,
    setVisibleOnAllWorkspaces: () => undefined,
    webContents: {
      id,
      on: page.on,
      send: (...args) => void sent.push(args),
      isDevToolsFocused: () => false,
      forcefullyCrashRenderer: () => page.emit('render-process-gone', {}, { reason: 'killed' }),
    },
  } satisfies PanelWindow;
  return { options, window, events, page, sent, loaded, state };
}
