/** The panel over windows that a test opens, blurs and crashes. */

import type { Point, Rectangle } from 'electron';
import { beforeEach, describe, expect, test } from 'vitest';
import { panelAddress } from '../../electron/shell/panel/panel-address.ts';
import { createPanelBounds } from '../../electron/shell/panel/panel-bounds.ts';
import type { PanelMemory } from '../../electron/shell/panel/panel-memory.ts';
import type { PanelMode } from '../../electron/shell/panel/panel-options.ts';
import { createPanel, type Panel } from '../../electron/shell/panel/panel.ts';
import type { DisplayArea } from '../../electron/shell/panel/place-panel.ts';
import { createSteeredClock, type SteeredClock } from '../steered-clock.ts';
import { preventable } from './fakes/fake-events.ts';
import { fakeSession } from './fakes/fake-session.ts';
import { fakeWindow, type FakeWindow } from './fakes/fake-window.ts';
import { recordingLog, type RecordingLog } from './fakes/recording-log.ts';

let clock: SteeredClock;
let log: RecordingLog;
let windows: FakeWindow[];
let told: boolean[];
let memory: Mutable<PanelMemory['current']>;
let desk: { tray: Rectangle | undefined; cursor: Point; display: DisplayArea };
let panel: Panel;

type Mutable<T> = { -readonly [K in keyof T]: T[K] };

/** Windows tells where its tray is; Linux, unless a test says otherwise, tells nothing. */
function build(
  mode: PanelMode,
  { platform = 'win32', wayland = false }: { platform?: NodeJS.Platform; wayland?: boolean } = {},
): Panel {
  const bounds = createPanelBounds({
    screen: {
      getCursorScreenPoint: () => desk.cursor,
      getDisplayMatching: () => desk.display as Electron.Display,
      getDisplayNearestPoint: () => desk.display as Electron.Display,
      getPrimaryDisplay: () => desk.display as Electron.Display,
    },
    trayBounds: () => (platform === 'linux' ? { x: 0, y: 0, width: 0, height: 0 } : desk.tray),
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
      madeShown: wayland,
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
  memory = { width: 400, height: 640 };
  desk = {
    tray: { x: 1800, y: 1050, width: 24, height: 30 },
    cursor: { x: 10, y: 10 },
    display: {
      bounds: { x: 0, y: 0, width: 1920, height: 1080 },
      workArea: { x: 0, y: 0, width: 1920, height: 1040 },
    },
  };
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
});

test('closing hides it, until the program lets go', () => {
  const { events, state } = openPainted();
  const hidden = preventable({});
  events.emit('close', hidden);
  expect(hidden.prevented).toBe(true);
  expect(state.visible).toBe(false);
  panel.allowClose();
  const closed = preventable({});
  events.emit('close', closed);
  expect(closed.prevented).toBe(false);
});

describe('on Linux, where every change of size is reported, ours included', () => {
  beforeEach(() => {
    panel = build('popover', { platform: 'linux' });
    desk.display = {
      bounds: { x: 0, y: 0, width: 1280, height: 800 },
      workArea: { x: 0, y: 30, width: 1280, height: 770 },
    };
  });

  async function drag(to: Partial<Rectangle>): Promise<void> {
    await clock.advance(2_000);
    last().state.bounds = { ...last().window.getBounds(), ...to };
    last().events.emit('resize');
    last().events.emit('move');
  }

  test('what a person drags is remembered, by the edge that was dragged', async () => {
    desk.display = { ...desk.display, workArea: { x: 0, y: 30, width: 1280, height: 500 } };
    expect(openPainted().state.bounds).toMatchObject({ width: 400, height: 484 });
    await drag({ width: 401 });
    expect(memory).toEqual({ width: 400, height: 640 });
    await drag({ width: 460 });
    await drag({ width: 500 });
    expect(memory).toEqual({ width: 500, height: 640 });
    await drag({ width: 400 });
    expect(memory).toEqual({ width: 400, height: 640 });
  });

  test('a small display shrinks the panel for as long as it is there', () => {
    const wide = desk.display;
    desk.display = {
      bounds: { x: 0, y: 0, width: 800, height: 400 },
      workArea: { x: 0, y: 30, width: 800, height: 370 },
    };
    expect(openPainted().state).toMatchObject({
      bounds: { y: 38, height: 354 },
      smallest: { width: 320, height: 354 },
    });
    panel.close();
    desk.display = wide;
    panel.open();
    expect(last().state).toMatchObject({ bounds: { height: 640 }, smallest: { width: 320, height: 400 } });
    expect(memory).toEqual({ width: 400, height: 640 });
  });

  test('a scale that rounds outwards does not make it grow, opening by opening', async () => {
    openPainted();
    for (let times = 0; times < 30; times += 1) {
      panel.open();
      const { state, events } = last();
      state.bounds = { ...last().window.getBounds(), width: 402, height: 642 };
      events.emit('resize');
      await clock.advance(5_000);
      events.emit('resize');
      panel.close();
    }
    expect(memory).toEqual({ width: 400, height: 640 });
  });

  test('two displays of different scale: it opens whole on the one with the tray, and neither changes its size', async () => {
    // 1280×800 at 100 %; left of it, 3840×2160 at 175 %, whose edges fall between two pixels.
    const plain = desk.display;
    const fine = {
      bounds: { x: -2194, y: -217, width: 2194, height: 1234 },
      workArea: { x: -2194, y: -187, width: 2194, height: 1204 },
    };
    for (let times = 0; times < 10; times += 1) {
      const onFine = times % 2 === 0;
      desk.display = onFine ? fine : plain;
      desk.cursor = onFine ? { x: -300, y: -200 } : { x: 900, y: 12 };
      expect(panel.clickedTray()).toBe(true);
      if (times === 0) openPainted();
      else panel.open();
      const { state, events } = last();
      const expected = onFine ? { x: -500, y: -179 } : { x: 700, y: 38 };
      expect(state.bounds).toEqual({ ...expected, width: 400, height: 640 });
      // The scale rounds outwards, at once and once more when the window has come to rest.
      state.bounds = { x: expected.x - 1, y: expected.y, width: 402, height: 641 };
      events.emit('resize');
      await clock.advance(5_000);
      events.emit('resize');
      panel.close();
    }
    expect(memory).toEqual({ width: 400, height: 640 });
  });

  test('a click on the tray opens it at the pointer, if that is on a bar', () => {
    desk.cursor = { x: 900, y: 12 };
    expect(panel.clickedTray()).toBe(true);
    expect(openPainted().state.bounds).toMatchObject({ x: 700, y: 38 });
  });

  test('a pointer among the windows is an old one: then it opens in the tray’s corner', () => {
    desk.cursor = { x: 300, y: 500 };
    expect(panel.clickedTray()).toBe(true);
    expect(openPainted().state.bounds).toMatchObject({ x: 872, y: 38 });
  });

  test('what is no click opens it in the corner, wherever the pointer is', () => {
    desk.cursor = { x: 900, y: 12 };
    expect(openPainted().state.bounds).toMatchObject({ x: 872, y: 38 });
    panel.close();
    expect(panel.clickedTray()).toBe(true);
    panel.open();
    expect(last().state.bounds).toMatchObject({ x: 700, y: 38 });
    panel.close();
    panel.open();
    expect(last().state.bounds).toMatchObject({ x: 872, y: 38 });
  });

  test('a bar that moves takes an open panel along', () => {
    openPainted();
    desk.display = { ...desk.display, workArea: { x: 0, y: 0, width: 1280, height: 770 } };
    panel.displaysChanged();
    expect(last().state.bounds).toMatchObject({ x: 872, y: 122 });
  });

  describe('pinned', () => {
    beforeEach(() => panel.setPinned(true));

    test('it stays on top and open without the focus; tray and Esc still close it', () => {
      const { events, state } = openPainted();
      expect(state.onTop).toBe(true);
      events.emit('blur');
      expect(state.visible).toBe(true);
      expect(panel.clickedTray()).toBe(false);
      expect(state.visible).toBe(false);
      panel.open();
      panel.close();
      expect(state.visible).toBe(false);
    });

    test('it has its own place and size, which last', async () => {
      expect(openPainted().state.bounds).toEqual({ x: 972, y: 38, width: 300, height: 420 });
      await drag({ x: 40, y: 300 });
      expect(memory).toEqual({
        width: 400,
        height: 640,
        pinned: { x: 40, y: 300, width: 300, height: 420 },
      });
      panel.setPinned(false);
      expect(last().state.bounds).toEqual({ x: 872, y: 38, width: 400, height: 640 });
      panel.setPinned(true);
      expect(last().state.bounds).toEqual({ x: 40, y: 300, width: 300, height: 420 });
    });

    test('it comes back onto the display when that has become smaller', () => {
      memory = { ...memory, pinned: { x: 2_000, y: 300, width: 300, height: 420 } };
      expect(openPainted().state.bounds).toEqual({ x: 980, y: 300, width: 300, height: 420 });
    });
  });
});

describe('while a dialog of the system may be open', () => {
  test('the popover is not above it, does not close because of it, and takes the focus back', () => {
    const { state, events } = openPainted();
    panel.setGivingWay(true);
    expect(state.onTop).toBe(false);
    state.focused = false;
    events.emit('blur');
    expect(state.visible).toBe(true);
    panel.setGivingWay(false);
    expect(state).toMatchObject({ onTop: true, focused: true });
    events.emit('blur');
    expect(state.visible).toBe(false);
  });

  test('a panel that opens is not above it either', () => {
    panel.setGivingWay(true);
    expect(openPainted().options.alwaysOnTop).toBe(false);
  });
});

describe('as a window', () => {
  beforeEach(() => {
    panel = build('window', { platform: 'linux' });
    desk.display = {
      bounds: { x: 0, y: 0, width: 800, height: 600 },
      workArea: { x: 0, y: 30, width: 800, height: 570 },
    };
  });

  test('it is made small enough for the whole of it, frame included', () => {
    const { options, state } = openPainted();
    expect(options).toMatchObject({ width: 400, height: 522 });
    expect(state.bounds).toMatchObject({ height: 522 });
    expect(memory).toEqual({ width: 400, height: 640 });
  });

  test('a maximized one is left alone, and its size is not remembered', async () => {
    const { state, events } = openPainted();
    await clock.advance(2_000);
    state.maximized = true;
    state.bounds = { x: 0, y: 30, width: 800, height: 570 };
    events.emit('resize');
    panel.open();
    expect(state.bounds).toEqual({ x: 0, y: 30, width: 800, height: 570 });
    expect(memory).toEqual({ width: 400, height: 640 });
  });

  test('behind other windows it comes forward when it is asked for; in front it closes', async () => {
    const { state, events } = openPainted();
    state.focused = false;
    events.emit('blur');
    await clock.advance(1_000);
    expect(panel.clickedTray()).toBe(true);
    panel.open();
    expect(state).toMatchObject({ visible: true, focused: true });
    expect(panel.clickedTray()).toBe(false);
    expect(state.visible).toBe(false);
  });

  test('it can wait in the task bar', () => {
    panel.openMinimized();
    last().events.emit('ready-to-show');
    expect(last().state).toMatchObject({ minimized: true, visible: false });
    panel.open();
    expect(last().state).toMatchObject({ minimized: false, visible: true });
  });
});

test('the key combination opens, brings forward, and closes what has the focus', () => {
  expect(panel.pressedShortcut()).toBe(true);
  openPainted();
  expect(panel.pressedShortcut()).toBe(false);
  expect(last().state.visible).toBe(false);
});

describe('on Wayland', () => {
  beforeEach(() => {
    panel = build('window', { platform: 'linux', wayland: true });
  });

  test('it is made shown, as one that is made hidden never appears', () => {
    panel.open();
    expect(last().options.show).toBe(true);
    expect(told).toEqual([true]);
    expect(last().state.bounds).toBeUndefined();
  });

  test('behind other windows it is shown once more, as nothing else brings it forward', async () => {
    panel.open();
    last().state.focused = false;
    last().events.emit('blur');
    await clock.advance(1_000);
    panel.open();
    expect(told).toEqual([true, false, true]);
  });

  test('a crash while it is closed makes none until it is asked for', () => {
    panel.open();
    panel.close();
    last().page.emit('render-process-gone', {}, { reason: 'crashed' });
    expect(windows).toHaveLength(1);
    panel.open();
    expect(last().options.show).toBe(true);
  });
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

test('another mode counts from the next opening', () => {
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
