/** The program on a Wayland compositor, which alone decides where windows are and which come forward. */

import { readdir } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Page } from 'playwright';
import { expect, onTestFinished, test } from 'vitest';
import { defaultPanelSize } from '../../../electron/shell/panel/panel-options.ts';
import { busAddressOf } from '../../desktop/bus-service.ts';
import { requestOf, signIn, snapshotOf } from '../../desktop/panel-bridge.ts';
import {
  canRunOnWayland,
  inElectronOnWayland,
  setUpElectron,
  type ElectronDesk,
  type RunningElectron,
} from '../../desktop/run-electron.ts';
import { startTrayPanel, type TrayItem } from '../../desktop/tray-panel.ts';
import { mappedWindows, pressKey, tellCompositor } from '../../desktop/virtual-compositor.ts';
import { startDemoPbx } from '../../pbx/demo-pbx.ts';
import { soon } from '../../soon.ts';
import { onlyItem } from './only-item.ts';

const onWayland = '--ozone-platform=wayland';

interface World {
  readonly desk: ElectronDesk;
  readonly item: () => Promise<TrayItem>;
  /** Names of the windows that the compositor shows. */
  readonly shown: () => Promise<readonly string[]>;
}

async function setUp(): Promise<World> {
  const desk = await setUpElectron({ screen: 'wayland' });
  onTestFinished(() => desk.close());
  const panel = await startTrayPanel(busAddressOf(desk.desktop.env));
  onTestFinished(() => panel.stop());
  return {
    desk,
    item: () => onlyItem(panel),
    shown: () => shownOn(desk),
  };
}

/** Resolves when the panel offers the set-up. */
async function startUnset(desk: ElectronDesk): Promise<{ running: RunningElectron; page: Page }> {
  const running = await desk.start(onWayland);
  const page = await running.page();
  await page.getByRole('button', { name: 'Set up' }).waitFor();
  return { running, page };
}

async function shownOn({ desktop }: ElectronDesk): Promise<readonly string[]> {
  return (await mappedWindows(desktop.env)).map(({ name }) => name);
}

const isVisible = ({ app }: RunningElectron): Promise<boolean> =>
  app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().some((window) => window.isVisible()));

const hasFocus = ({ app }: RunningElectron): Promise<boolean> =>
  app.evaluate(({ BrowserWindow }) =>
    BrowserWindow.getAllWindows().some((window) => window.getTitle() === 'Lampfield' && window.isFocused()),
  );

/** A window that isn't the panel: to the compositor they are strangers, as those of two programs. */
const openOther = ({ app }: RunningElectron): Promise<void> =>
  app.evaluate(({ BrowserWindow }) => void new BrowserWindow({ title: 'Other' }));

test.skipIf(!canRunOnWayland)(
  inElectronOnWayland('on Wayland the panel appears, and the tray closes it and brings it back, each time'),
  async () => {
    const { desk, item, shown } = await setUp();
    const { running, page } = await startUnset(desk);
    await expect.poll(shown, soon).toEqual(['Lampfield']);
    const tray = await item();
    for (let times = 0; times < 3; times += 1) {
      await requestOf(page, 'panel.close', {});
      await expect.poll(shown, soon).toEqual([]);
      expect(await isVisible(running)).toBe(false);
      await tray.click();
      await expect.poll(shown, soon).toEqual(['Lampfield']);
    }
    // A tray is there, so that nobody is told of a missing one; it is a window because the compositor wants it so.
    expect((await snapshotOf(page)).notices).toEqual([]);
    await running.quit();
  },
);

test.skipIf(!canRunOnWayland)(
  inElectronOnWayland(
    'on Wayland the panel opens with the keyboard, stays open behind another window, and the tray brings it forward, pinned or not',
  ),
  async () => {
    const { desk, item, shown } = await setUp();
    const { env } = desk.desktop;
    const pbx = await startDemoPbx({ people: 6, quirks: 'none' });
    onTestFinished(() => pbx.close());
    const running = await desk.start(onWayland);
    const page = await running.page();
    await signIn(page, pbx, '1002');
    await expect.poll(async () => (await snapshotOf(page)).connection.kind, soon).toBe('live');
    const tray = await item();
    const withFocus = async (): Promise<readonly string[]> =>
      (await mappedWindows(env)).filter(({ focused }) => focused).map(({ name }) => name);
    const clickTray = async (): Promise<void> => {
      // A click that comes right with the loss of the focus closes the panel.
      await sleep(1_000);
      await tray.click();
    };
    const goBehind = async (): Promise<void> => {
      await tellCompositor(env, '[title="Other"] focus');
      await expect.poll(() => hasFocus(running), soon).toBe(false);
      expect(await shown()).toContain('Lampfield');
    };

    await requestOf(page, 'panel.close', {});
    await expect.poll(shown, soon).toEqual([]);
    await openOther(running);
    await expect.poll(withFocus, soon).toEqual(['Other']);

    await tray.click();
    await expect.poll(withFocus, soon).toEqual(['Lampfield']);
    const search = page.getByRole('searchbox');
    await expect
      .poll(async () => {
        await pressKey(env, 'z');
        return search.inputValue();
      }, soon)
      .toMatch(/^z+$/);

    await goBehind();
    await clickTray();
    await expect.poll(withFocus, soon).toEqual(['Lampfield']);
    // The compositor knows before the program does.
    await expect.poll(() => hasFocus(running), soon).toBe(true);
    await clickTray();
    await expect.poll(shown, soon).toEqual(['Other']);

    await tray.click();
    await expect.poll(withFocus, soon).toEqual(['Lampfield']);
    // Nothing is on top of others here, and the menu promises nothing else.
    await page.getByRole('button', { name: 'List options' }).click();
    await page.getByRole('menuitem', { name: 'Keep a small window open' }).click();
    await page.getByRole('button', { name: 'Show the whole panel' }).waitFor();
    await goBehind();
    await clickTray();
    await expect.poll(withFocus, soon).toEqual(['Lampfield']);

    await expect
      .poll(async () => {
        await pressKey(env, 'Escape');
        return shown();
      }, soon)
      .toEqual(['Other']);
    await running.quit();
  },
);

test.skipIf(!canRunOnWayland)(
  inElectronOnWayland('on Wayland a hidden start shows nothing until the tray or a second start asks for it'),
  async () => {
    const { desk, item, shown } = await setUp();
    const running = await desk.start('--hidden', onWayland);
    await item();
    expect(await shown()).toEqual([]);
    expect(await desk.run(onWayland)).toMatchObject({ code: 0 });
    await expect.poll(shown, soon).toEqual(['Lampfield']);
    await running.quit();
  },
);

test.skipIf(!canRunOnWayland)(
  inElectronOnWayland('on Wayland a hidden start opens a window where no tray is shown'),
  async () => {
    const desk = await setUpElectron({ screen: 'wayland' });
    onTestFinished(() => desk.close());
    const running = await desk.start('--hidden', onWayland);
    // This compositor has no task bar, and leaves it on the screen.
    await expect.poll(() => shownOn(desk), soon).toEqual(['Lampfield']);
    const page = await running.page();
    await page.getByRole('button', { name: 'Set up' }).waitFor();
    expect((await snapshotOf(page)).notices.map(({ code }) => code)).toEqual(['no-tray']);
    await running.quit();
  },
);

test.skipIf(!canRunOnWayland)(
  inElectronOnWayland('on Wayland a page that crashes comes back on the screen'),
  async () => {
    const { desk, shown } = await setUp();
    const running = await desk.start(onWayland);
    await (await running.page()).getByRole('button', { name: 'Set up' }).waitFor();
    const fresh = running.app.waitForEvent('window', soon);
    await running.app.evaluate(({ BrowserWindow }) => {
      for (const window of BrowserWindow.getAllWindows()) window.webContents.forcefullyCrashRenderer();
    });
    await (await fresh).getByRole('button', { name: 'Set up' }).waitFor();
    await expect.poll(shown, soon).toEqual(['Lampfield']);
    await running.quit();
  },
);

test.skipIf(!canRunOnWayland)(
  inElectronOnWayland(
    'on Wayland a pinned panel is back on the screen after a restart, and a shortcut that can’t be granted is reported',
  ),
  async () => {
    const { desk, shown } = await setUp();
    const pbx = await startDemoPbx({ people: 6, quirks: 'none' });
    onTestFinished(() => pbx.close());
    const running = await desk.start(onWayland);
    const page = await running.page();
    await signIn(page, pbx, '1002');
    await expect.poll(async () => (await snapshotOf(page)).connection.kind, soon).toBe('live');
    // Only a portal can hand one out here, and this desktop has none.
    await requestOf(page, 'settings.change', { shortcut: 'Control+Alt+Shift+F9' });
    await expect
      .poll(async () => (await snapshotOf(page)).notices.map(({ code }) => code), soon)
      .toContain('shortcut-refused');
    await page.getByText('or your desktop doesn’t allow it').waitFor();
    await requestOf(page, 'panel.pin', { pinned: true });
    await page.getByRole('button', { name: 'Show the whole panel' }).waitFor();
    await expect.poll(shown, soon).toEqual(['Lampfield']);
    await running.quit();

    const again = await desk.start('--hidden', onWayland);
    await (await again.page()).getByRole('button', { name: 'Show the whole panel' }).waitFor();
    await expect.poll(shown, soon).toEqual(['Lampfield']);
    await again.quit();
  },
);

test.skipIf(!canRunOnWayland)(
  inElectronOnWayland('on Wayland the panel goes along to a sharper screen and stays as large as it was'),
  async () => {
    const { desk, shown } = await setUp();
    const { page } = await startUnset(desk);
    await expect.poll(shown, soon).toEqual(['Lampfield']);
    const { env } = desk.desktop;
    await tellCompositor(env, 'floating enable');
    const look = () => page.evaluate(() => [devicePixelRatio, innerWidth, innerHeight]);
    // As a window of its own it has the size it asks for; in a tile it had the tile's.
    const { width, height } = defaultPanelSize;
    await expect.poll(look, soon).toEqual([1, width, height]);
    await tellCompositor(env, 'create_output');
    await tellCompositor(env, 'output HEADLESS-2 resolution 2560x1600 scale 2');
    await tellCompositor(env, 'move container to output HEADLESS-2');
    await expect.poll(look, soon).toEqual([2, width, height]);
    // Not asked to quit: while Chromium loads the pointer's pictures for a new scale, its end frees what that thread waits for.
  },
);

test.skipIf(!canRunOnWayland)(
  inElectronOnWayland('on Wayland the size of a tile, which other windows change, is not remembered'),
  async () => {
    const { desk, shown } = await setUp();
    const { running, page } = await startUnset(desk);
    const width = () => page.evaluate(() => innerWidth);
    for (let times = 0; times < 3; times += 1) {
      await expect.poll(width, soon).toBeGreaterThan(1_000);
      await openOther(running);
      await expect.poll(shown, soon).toHaveLength(2);
      await expect.poll(width, soon).toBeLessThan(700);
      await running.app.evaluate(({ BrowserWindow }) => {
        for (const window of BrowserWindow.getAllWindows())
          if (window.getTitle() === 'Other') window.destroy();
      });
    }
    await running.quit();
    expect(await readdir(desk.dataFolder)).not.toContain('panel.json');
  },
);
