/** For the panel's tests: a desktop, windows and a memory in the test's hands, and a panel over them. */

import type { Point, Rectangle } from 'electron';
import { createPanelBounds } from '../../../electron/shell/panel/panel-bounds.ts';
import type { PanelMemory } from '../../../electron/shell/panel/panel-memory.ts';
import type { PanelMode } from '../../../electron/shell/panel/panel-options.ts';
import { createPanel, type Panel } from '../../../electron/shell/panel/panel.ts';
import type { DisplayArea } from '../../../electron/shell/panel/place-panel.ts';
import { createSteeredClock, type SteeredClock } from '../../steered-clock.ts';
import { fakeSession } from './fake-session.ts';
import { fakeWindow, type FakeWindow } from './fake-window.ts';
import { recordingLog, type RecordingLog } from './recording-log.ts';

export let clock: SteeredClock;
export let log: RecordingLog;
export let windows: FakeWindow[];
export let shown: boolean[];
export let memory: Mutable<PanelMemory['current']>;
export let desktop: { tray: Rectangle | undefined; cursor: Point; display: DisplayArea };
export let panel: Panel;

type Mutable<T> = { -readonly [K in keyof T]: T[K] };

/** Replaces the panel by one built otherwise. */
export function usePanel(...how: Parameters<typeof build>): void {
  panel = build(...how);
}

/** Windows says where its tray is; Linux says nothing. */
function build(
  mode: PanelMode,
  { platform = 'win32', wayland = false }: { platform?: NodeJS.Platform; wayland?: boolean } = {},
): Panel {
  const bounds = createPanelBounds({
    screen: {
      getCursorScreenPoint: () => desktop.cursor,
      getDisplayMatching: () => desktop.display as Electron.Display,
      getDisplayNearestPoint: () => desktop.display as Electron.Display,
      getPrimaryDisplay: () => desktop.display as Electron.Display,
    },
    trayBounds: () => (platform === 'linux' ? { x: 0, y: 0, width: 0, height: 0 } : desktop.tray),
    canPlace: !wayland,
    memory: {
      flush: () => undefined,
      get current() {
        return memory;
      },
      remember: (change) => {
        memory = { ...memory, ...change };
      },
    },
    clock,
  });
  return createPanel(
    {
      makeWindow: (options) => {
        const made = fakeWindow(options);
        windows.push(made);
        return made.window;
      },
      bounds,
      wayland,
      appearance: () => ({
        platform,
        dark: false,
        preload: '/p/preload.cjs',
        session: fakeSession().session,
        icon: '/p/icon.png',
        devTools: false,
      }),
      clock,
      log,
      onVisible: (visible) => void shown.push(visible),
    },
    mode,
  );
}

export const last = (): FakeWindow => {
  const window = windows.at(-1);
  if (window === undefined) throw new Error('no window was made');
  return window;
};

/** For `beforeEach`: a new clock, desktop and panel, nothing opened yet. */
export function startPanelWorld(): void {
  clock = createSteeredClock();
  log = recordingLog();
  windows = [];
  shown = [];
  memory = { width: 400, height: 640 };
  desktop = {
    tray: { x: 1800, y: 1050, width: 24, height: 30 },
    cursor: { x: 10, y: 10 },
    display: {
      bounds: { x: 0, y: 0, width: 1920, height: 1080 },
      workArea: { x: 0, y: 0, width: 1920, height: 1040 },
    },
  };
  usePanel('popover');
}

export function openPainted(): FakeWindow {
  panel.open();
  last().events.emit('ready-to-show');
  return last();
}

/** A person drags an edge or the whole window, long after it was shown. */
export async function drag(to: Partial<Rectangle>): Promise<void> {
  await clock.advance(2_000);
  last().state.bounds = { ...last().window.getBounds(), ...to };
  last().events.emit('resize');
  last().events.emit('move');
}
