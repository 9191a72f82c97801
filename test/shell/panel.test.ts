/** The panel over windows that a test opens, blurs and crashes. */

import { beforeEach, describe, expect, test } from 'vitest';
import { panelAddress } from '../../electron/shell/panel/panel-address.ts';
import { preventable } from './fakes/fake-events.ts';
import type { FakeWindow } from './fakes/fake-window.ts';
import {
  clock,
  last,
  log,
  openPainted,
  panel,
  shown,
  startPanelWorld,
  windows,
} from './fakes/panel-world.ts';

beforeEach(startPanelWorld);

test('the window is made when first needed, shown when painted, and kept after', () => {
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
  expect(shown).toEqual([true, false, true]);
});

test('a panel closed before it was painted does not appear by itself', () => {
  panel.open();
  panel.close();
  last().events.emit('ready-to-show');
  expect(last().state.visible).toBe(false);
});

test('the panel opens beside the tray, on its display', () => {
  const { bounds } = openPainted().state;
  expect(bounds).toEqual({ x: 1512, y: 392, width: 400, height: 640 });
});

test('the panel closes when it loses the focus, and the click on the tray that took it does not open it again', async () => {
  const { events } = openPainted();
  await clock.advance(1_000);
  events.emit('blur');
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

describe('a blur just after the panel has opened', () => {
  test('closes nothing where the focus comes back: it belongs to the last closing', async () => {
    const { events, state } = openPainted();
    panel.clickedTray();
    expect(panel.clickedTray()).toBe(true);
    panel.open();
    events.emit('focus');
    events.emit('blur');
    events.emit('focus');
    await clock.advance(2_000);
    expect(state.visible).toBe(true);
    events.emit('blur');
    expect(state.visible).toBe(false);
  });

  test('closes it where the focus stays away', async () => {
    const { events, state } = openPainted();
    events.emit('blur');
    await clock.advance(200);
    expect(state.visible).toBe(true);
    await clock.advance(100);
    expect(state.visible).toBe(false);
    expect(panel.clickedTray()).toBe(true);
  });

  test('does not close the one that takes the place of a crashed one', async () => {
    openPainted().events.emit('blur');
    last().page.emit('render-process-gone', {}, { reason: 'crashed' });
    last().events.emit('ready-to-show');
    await clock.advance(300);
    expect(last().state.visible).toBe(true);
  });

  test('closes nothing that is asked for once more', async () => {
    const { events, state } = openPainted();
    events.emit('blur');
    await clock.advance(200);
    panel.open();
    await clock.advance(300);
    expect(state.visible).toBe(true);
  });

  test('does not close the panel that is opened again meanwhile', async () => {
    const { events, state } = openPainted();
    events.emit('blur');
    expect(panel.clickedTray()).toBe(false);
    expect(panel.clickedTray()).toBe(true);
    panel.open();
    await clock.advance(300);
    expect(state.visible).toBe(true);
  });
});

test('closing the window hides it, until the program lets go', () => {
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

describe('while a dialog of the system may be open', () => {
  /** A popover in use, until a dialog takes the focus from it. */
  async function underDialog(): Promise<FakeWindow> {
    const window = openPainted();
    await clock.advance(1_000);
    panel.setGivingWay(true);
    expect(window.state.onTop).toBe(false);
    window.state.focused = false;
    window.events.emit('blur');
    return window;
  }

  test('the popover is not above it, does not close because of it, and stays when the focus comes back', async () => {
    const { state, events } = await underDialog();
    await clock.advance(10_000);
    expect(state.visible).toBe(true);
    panel.setGivingWay(false);
    expect(state.onTop).toBe(true);
    await clock.advance(500);
    state.focused = true;
    events.emit('focus');
    await clock.advance(10_000);
    expect(state.visible).toBe(true);
    events.emit('blur');
    expect(state.visible).toBe(false);
  });

  test('a popover that someone has left for another window takes no focus, and closes afterwards', async () => {
    const { state } = await underDialog();
    panel.setGivingWay(false);
    expect(state.focused).toBe(false);
    await clock.advance(1_000);
    expect(state).toMatchObject({ visible: false, focused: false });
  });

  test('a panel that opens is not above it either, and leaves it the focus', async () => {
    panel.setGivingWay(true);
    const { options, state } = openPainted();
    expect(options.alwaysOnTop).toBe(false);
    await clock.advance(1_000);
    panel.setGivingWay(false);
    await clock.advance(10_000);
    expect(state).toMatchObject({ visible: true, focused: false, onTop: true });
  });

  test('a panel that opens while the keychain answers at once has the focus afterwards, and keeps it', async () => {
    panel.setGivingWay(true);
    const { state, events } = openPainted();
    expect(state.focused).toBe(false);
    // Some window managers give a new window the focus, and take it away again.
    events.emit('blur');
    await clock.advance(900);
    panel.setGivingWay(false);
    expect(state).toMatchObject({ visible: true, focused: true, onTop: true });
    await clock.advance(10_000);
    expect(state).toMatchObject({ visible: true, focused: true });
  });

  test('a panel that is painted long after the keychain has answered opens, with the focus', async () => {
    panel.setGivingWay(true);
    panel.open();
    panel.setGivingWay(false);
    await clock.advance(10_000);
    last().events.emit('ready-to-show');
    await clock.advance(10_000);
    expect(last().state).toMatchObject({ visible: true, focused: true });
  });

  test('a panel that a window manager focused unasked, for a moment, stays when the dialog is answered', async () => {
    panel.setGivingWay(true);
    const { state, events } = openPainted();
    events.emit('blur');
    await clock.advance(5_000);
    panel.setGivingWay(false);
    await clock.advance(10_000);
    expect(state).toMatchObject({ visible: true, focused: false, onTop: true });
  });

  test('a panel that opened by itself takes no focus, however fast the keychain answers', async () => {
    panel.setPinned(true);
    panel.setGivingWay(true);
    panel.openQuietly();
    last().events.emit('ready-to-show');
    panel.setGivingWay(false);
    expect(last().state).toMatchObject({ visible: true, focused: false });
  });
});

test('the key combination opens, brings forward, and closes what has the focus', () => {
  expect(panel.pressedShortcut()).toBe(true);
  openPainted();
  expect(panel.pressedShortcut()).toBe(false);
  expect(last().state.visible).toBe(false);
});

describe('a crash of the renderer', () => {
  const crash = (): void => last().page.emit('render-process-gone', {}, { reason: 'crashed' });

  test('takes the focus from nobody', () => {
    panel.setPinned(true);
    openPainted().state.focused = false;
    crash();
    last().events.emit('ready-to-show');
    expect(last().state).toMatchObject({ visible: true, focused: false });
  });

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
