/** The panel over windows that a test opens, blurs and crashes. */

import { beforeEach, describe, expect, test } from 'vitest';
import { panelAddress } from '../../electron/shell/panel/panel-address.ts';
import { createPanel, type Panel } from '../../electron/shell/panel/panel.ts';
import { createSteeredClock, type SteeredClock } from '../steered-clock.ts';
import { preventable } from './fake-events.ts';
import { fakeSession } from './fake-session.ts';
import { fakeWindow, type FakeWindow } from './fake-window.ts';
import { recordingLog, type RecordingLog } from './recording-log.ts';

let clock: SteeredClock;
let log: RecordingLog;
let windows: FakeWindow[];
let told: boolean[];
let remembered: { width: number; height: number }[];
let panel: Panel;

const tray = { x: 1800, y: 1050, width: 24, height: 30 };
const display = {
  bounds: { x: 0, y: 0, width: 1920, height: 1080 },
  workArea: { x: 0, y: 0, width: 1920, height: 1040 },
};

function build(mode: 'popover' | 'window'): Panel {
  return createPanel(
    {
      makeWindow: (options) => {
        const made = fakeWindow(options);
        windows.push(made);
        return made.window;
      },
      screen: {
        getCursorScreenPoint: () => ({ x: 10, y: 10 }),
        getDisplayMatching: () => display as Electron.Display,
        getDisplayNearestPoint: () => display as Electron.Display,
        getPrimaryDisplay: () => display as Electron.Display,
      },
      trayBounds: () => tray,
      look: () => ({
        platform: 'win32',
        dark: false,
        preload: '/p/preload.cjs',
        session: fakeSession().session,
        icon: '/p/icon.png',
        devTools: false,
      }),
      size: {
        current: { width: 400, height: 640 },
        remember: (size) => void remembered.push(size),
      },
      clock,
      log,
      onVisible: (visible) => void told.push(visible),
    },
    mode,
  );
}

const last = (): FakeWindow => {
  const window = windows.at(-1);
  if (window === undefined) throw new Error('no window was made');
  return window;
};

beforeEach(() => {
  clock = createSteeredClock();
  log = recordingLog();
  windows = [];
  told = [];
  remembered = [];
  panel = build('popover');
});

function openPainted(): FakeWindow {
  panel.open();
  last().events.emit('ready-to-show');
  return last();
}

test('is made when first needed, shown when painted, and kept after', () => {
  expect(windows).toHaveLength(0);
  panel.open();
  expect(last().loaded).toEqual([panelAddress]);
  expect(last().state.visible).toBe(false);
  last().events.emit('ready-to-show');
  expect(last().state.visible).toBe(true);
  panel.close();
  panel.open();
  expect(windows).toHaveLength(1);
  expect(last().state.visible).toBe(true);
  expect(told).toEqual([true, false, true]);
});

test('a panel closed before it was painted does not appear by itself', () => {
  panel.open();
  panel.close();
  last().events.emit('ready-to-show');
  expect(last().state.visible).toBe(false);
});

test('opens beside the tray, on its display', () => {
  const { bounds } = openPainted().state;
  expect(bounds).toEqual({ x: 1512, y: 392, width: 400, height: 640 });
});

test('closes when it loses the focus, and the click on the tray that took it does not open it again', async () => {
  openPainted().events.emit('blur');
  expect(last().state.visible).toBe(false);
  expect(panel.clickedTray()).toBe(false);
  await clock.advance(250);
  expect(panel.clickedTray()).toBe(true);
});

test('a click on the tray closes an open panel', () => {
  openPainted();
  expect(panel.clickedTray()).toBe(false);
  expect(last().state.visible).toBe(false);
});

test('as a window it stays open without the focus', () => {
  panel = build('window');
  openPainted().events.emit('blur');
  expect(last().state.visible).toBe(true);
  expect(last().state.bounds).toBeUndefined();
});

test('closing hides it, until the program lets go', () => {
  const { events, state } = openPainted();
  const hidden = preventable({});
  events.emit('close', hidden);
  expect(hidden.prevented).toBe(true);
  expect(state.visible).toBe(false);
  panel.letGo();
  const closed = preventable({});
  events.emit('close', closed);
  expect(closed.prevented).toBe(false);
});

test('remembers the size that a person gave it', () => {
  const { events, state } = openPainted();
  state.bounds = { x: 0, y: 0, width: 500, height: 700 };
  events.emit('resize');
  expect(remembered).toEqual([{ width: 500, height: 700 }]);
});

test('the core hears of minimizing as of closing', () => {
  panel = build('window');
  const { events, state } = openPainted();
  state.minimized = true;
  events.emit('minimize');
  panel.open();
  expect(state.minimized).toBe(false);
  events.emit('restore');
  expect(told).toEqual([true, false, true]);
});

test('another mode holds from the next opening on', () => {
  openPainted();
  panel.setMode('window');
  expect(windows).toHaveLength(1);
  panel.close();
  panel.open();
  expect(windows).toHaveLength(2);
  expect(windows[0]?.state.destroyed).toBe(true);
  expect(last().options.frame).not.toBe(false);
});

describe('a crash of the renderer', () => {
  const crash = (): void => last().page.emit('render-process-gone', {}, { reason: 'crashed' });

  test('is answered by a fresh one, which shows again', () => {
    openPainted();
    crash();
    expect(windows).toHaveLength(2);
    expect(windows[0]?.state.destroyed).toBe(true);
    last().events.emit('ready-to-show');
    expect(last().state.visible).toBe(true);
    expect(log.events).toEqual(['shell.renderer-gone']);
  });

  test('while it is closed makes one that stays closed', () => {
    openPainted();
    panel.close();
    crash();
    last().events.emit('ready-to-show');
    expect(last().state.visible).toBe(false);
  });

  test('again and again waits until the panel is asked for', () => {
    openPainted();
    for (let n = 0; n < 4; n += 1) crash();
    expect(windows).toHaveLength(4);
    expect(panel.contents()).toBeUndefined();
    panel.open();
    expect(windows).toHaveLength(5);
  });

  test('is what an unresponsive page is brought to', () => {
    openPainted().events.emit('unresponsive');
    expect(windows).toHaveLength(2);
  });

  test('of an old window says nothing about the new one', () => {
    const old = openPainted();
    crash();
    old.page.emit('render-process-gone', {}, { reason: 'crashed' });
    old.events.emit('closed');
    expect(windows).toHaveLength(2);
    expect(panel.contents()).toBe(last().window.webContents);
  });
});
