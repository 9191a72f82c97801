/** A window as the panel sees it: remembers what was done to it and says what windows say. */

import type { BrowserWindowConstructorOptions, Rectangle } from 'electron';
import type { PanelWindow } from '../../electron/shell/panel/panel.ts';
import { fakeEvents, type FakeEvents } from './fake-events.ts';

export interface FakeWindow {
  readonly options: BrowserWindowConstructorOptions;
  readonly window: PanelWindow;
  readonly events: FakeEvents;
  readonly page: FakeEvents;
  readonly sent: readonly (readonly unknown[])[];
  readonly loaded: readonly string[];
  readonly state: { visible: boolean; destroyed: boolean; minimized: boolean; bounds: Rectangle | undefined };
}

let nextId = 1;

export function fakeWindow(options: BrowserWindowConstructorOptions): FakeWindow {
  const events = fakeEvents();
  const page = fakeEvents();
  const sent: (readonly unknown[])[] = [];
  const loaded: string[] = [];
  const state: FakeWindow['state'] = {
    visible: false,
    destroyed: false,
    minimized: false,
    bounds: undefined,
  };
  const setVisible = (visible: boolean): void => {
    if (state.visible === visible) return;
    state.visible = visible;
    events.emit(visible ? 'show' : 'hide');
  };
  const id = nextId++;
  const window = {
    on: events.on,
    show: () => setVisible(true),
    hide: () => setVisible(false),
    focus: () => undefined,
    restore: () => {
      state.minimized = false;
    },
    isVisible: () => state.visible,
    isMinimized: () => state.minimized,
    isDestroyed: () => state.destroyed,
    destroy: () => {
      state.destroyed = true;
      state.visible = false;
      events.emit('closed');
    },
    setBounds: (bounds) => {
      state.bounds = { x: 0, y: 0, width: 0, height: 0, ...bounds };
    },
    getSize: () => [state.bounds?.width ?? 0, state.bounds?.height ?? 0],
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
