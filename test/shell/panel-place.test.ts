/** Where the panel opens and how large, and what is remembered of that, on displays of every kind. */

import { beforeEach, describe, expect, test } from 'vitest';
import {
  clock,
  desktop,
  drag,
  last,
  memory,
  openPainted,
  panel,
  startPanelWorld,
  usePanel,
} from './fakes/panel-world.ts';

beforeEach(startPanelWorld);

describe('on Linux, where every change of size is reported, ours included', () => {
  beforeEach(() => {
    usePanel('popover', { platform: 'linux' });
    desktop.display = {
      bounds: { x: 0, y: 0, width: 1280, height: 800 },
      workArea: { x: 0, y: 30, width: 1280, height: 770 },
    };
  });

  test('what a person drags is remembered, by the edge that was dragged', async () => {
    desktop.display = { ...desktop.display, workArea: { x: 0, y: 30, width: 1280, height: 500 } };
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
    const wide = desktop.display;
    desktop.display = {
      bounds: { x: 0, y: 0, width: 800, height: 400 },
      workArea: { x: 0, y: 30, width: 800, height: 370 },
    };
    expect(openPainted().state).toMatchObject({
      bounds: { y: 38, height: 354 },
      smallest: { width: 320, height: 354 },
    });
    panel.close();
    desktop.display = wide;
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
    const plain = desktop.display;
    const fine = {
      bounds: { x: -2194, y: -217, width: 2194, height: 1234 },
      workArea: { x: -2194, y: -187, width: 2194, height: 1204 },
    };
    for (let times = 0; times < 10; times += 1) {
      const onFine = times % 2 === 0;
      desktop.display = onFine ? fine : plain;
      desktop.cursor = onFine ? { x: -300, y: -200 } : { x: 900, y: 12 };
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
    desktop.cursor = { x: 900, y: 12 };
    expect(panel.clickedTray()).toBe(true);
    expect(openPainted().state.bounds).toMatchObject({ x: 700, y: 38 });
  });

  test('later clicks open it there, too, wherever Electron believes the pointer to be', () => {
    desktop.cursor = { x: 900, y: 12 };
    expect(panel.clickedTray()).toBe(true);
    openPainted();
    for (const cursor of [
      { x: 300, y: 500 },
      { x: 300, y: 12 },
    ]) {
      panel.close();
      desktop.cursor = cursor;
      expect(panel.clickedTray()).toBe(true);
      panel.open();
      expect(last().state.bounds).toMatchObject({ x: 700, y: 38 });
    }
  });

  test('a pointer among the windows is an old one: then it opens in the tray’s corner', () => {
    desktop.cursor = { x: 300, y: 500 };
    expect(panel.clickedTray()).toBe(true);
    expect(openPainted().state.bounds).toMatchObject({ x: 872, y: 38 });
  });

  test('without a click it opens in the corner, wherever the pointer is', () => {
    desktop.cursor = { x: 900, y: 12 };
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
    desktop.display = { ...desktop.display, workArea: { x: 0, y: 0, width: 1280, height: 770 } };
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
      memory.pinned = { x: 2_000, y: 300, width: 300, height: 420 };
      expect(openPainted().state.bounds).toEqual({ x: 980, y: 300, width: 300, height: 420 });
    });
  });
});

describe.each([
  ['Wayland', true],
  ['X11', false],
])('as a window on %s', (_where, wayland) => {
  beforeEach(() => usePanel('window', { platform: 'linux', wayland }));

  test('what a person drags is remembered, opening by opening', async () => {
    openPainted();
    await drag({ width: 460 });
    await drag({ width: 500 });
    panel.close();
    panel.open();
    await drag({ height: 700 });
    expect(memory).toEqual({ width: 500, height: 700 });
  });

  test('in a tile, a size is nobody’s wish: other windows make it so', async () => {
    openPainted();
    for (let times = 0; times < 2; times += 1) {
      const { state, events } = last();
      state.bounds = { x: 0, y: 0, width: 1280, height: 800 };
      events.emit('resize');
      await drag({ width: 640 });
      await drag({ width: 1280 });
      panel.close();
      panel.open();
    }
    expect(memory).toEqual({ width: 400, height: 640 });
  });
});

test('a Wayland tile is no wish either where the compositor takes seconds to show it', async () => {
  usePanel('window', { platform: 'linux', wayland: true });
  panel.open();
  await drag({ width: 1280, height: 800 });
  last().events.emit('ready-to-show');
  await drag({ width: 640 });
  expect(memory).toEqual({ width: 400, height: 640 });
});
