/** The panel as a window: where there is no tray, and on Wayland. */

import { beforeEach, describe, expect, test } from 'vitest';
import { preventable } from './fakes/fake-events.ts';
import {
  clock,
  desktop,
  last,
  memory,
  openPainted,
  panel,
  shown,
  startPanelWorld,
  usePanel,
  windows,
} from './fakes/panel-world.ts';

beforeEach(startPanelWorld);

test('as a window it stays open without the focus', () => {
  usePanel('window');
  openPainted().events.emit('blur');
  expect(last().state.visible).toBe(true);
});

describe('as a window', () => {
  beforeEach(() => {
    usePanel('window', { platform: 'linux' });
    desktop.display = {
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
    expect(state.minimized).toBe(true);
  });

  test('where there is no tray it closes into the task bar', () => {
    const { state, events } = openPainted();
    const closing = preventable({});
    events.emit('close', closing);
    expect(closing.prevented).toBe(true);
    expect(state.minimized).toBe(true);
  });

  test('where nothing minimizes, it’s hidden', async () => {
    const { state } = openPainted();
    panel.close();
    state.minimized = false;
    await clock.advance(500);
    expect(state.visible).toBe(false);
  });

  test.each(['minimized', 'restored'] as const)('one that is %s is so after a crash too', (how) => {
    panel.openMinimized();
    if (how === 'restored') {
      last().state.minimized = false;
      last().events.emit('restore');
    }
    last().page.emit('render-process-gone', {}, { reason: 'crashed' });
    last().events.emit('ready-to-show');
    expect(windows).toHaveLength(2);
    expect(last().state).toMatchObject({ minimized: how === 'minimized', visible: how === 'restored' });
  });

  test('it can wait in the task bar', () => {
    panel.openMinimized();
    last().events.emit('ready-to-show');
    expect(last().state).toMatchObject({ minimized: true, visible: false });
    panel.open();
    expect(last().state).toMatchObject({ minimized: false, visible: true });
  });
});

test('a popover whose tray goes closes into the task bar, as a window', async () => {
  const { events } = openPainted();
  panel.setMode('window');
  panel.openMinimized();
  await clock.advance(1_000);
  events.emit('blur');
  expect(windows).toHaveLength(2);
  expect(last().state).toMatchObject({ minimized: true, visible: false });
});

describe('on Wayland', () => {
  beforeEach(() => {
    usePanel('window', { platform: 'linux', wayland: true });
  });

  test('it is made shown, as one that is made hidden never appears', () => {
    panel.open();
    expect(last().options.show).toBe(true);
    expect(shown).toEqual([true]);
    expect(last().state.bounds).toBeUndefined();
  });

  test('behind other windows it is shown once more, as nothing else brings it forward', async () => {
    panel.open();
    last().state.focused = false;
    last().events.emit('blur');
    await clock.advance(1_000);
    panel.open();
    expect(shown).toEqual([true, false, true]);
  });

  test('pinned behind other windows it comes forward too: there it is not on top', async () => {
    panel.setPinned(true);
    panel.open();
    last().state.focused = false;
    last().events.emit('blur');
    await clock.advance(1_000);
    expect(panel.clickedTray()).toBe(true);
    panel.open();
    expect(panel.clickedTray()).toBe(false);
    expect(shown).toEqual([true, false, true, false]);
  });

  test('where there is no tray it is shown before it is minimized, as the task bar knows it only then', () => {
    panel.openMinimized();
    expect(last().options.show).toBe(true);
    expect(last().state.minimized).toBe(true);
    expect(shown).toEqual([true, false]);
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

test('minimizing is reported to the core like closing', () => {
  usePanel('window');
  const { events, state } = openPainted();
  state.minimized = true;
  events.emit('minimize');
  panel.open();
  expect(state.minimized).toBe(false);
  events.emit('restore');
  expect(shown).toEqual([true, false, true]);
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
