/** Where the panel is on an X11 display, how large, and how a task bar sees it: as the display says, not as Electron believes. */

import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Page } from 'playwright';
import { expect, onTestFinished, test } from 'vitest';
import { busAddressOf } from '../../desktop/bus-service.ts';
import { startNotificationDaemon } from '../../desktop/notification-daemon.ts';
import { requestOf, signIn, snapshotOf } from '../../desktop/panel-bridge.ts';
import { giveTo } from '../../desktop/person.ts';
import { canRunElectron, inElectron, setUpElectron, type ElectronDesk } from '../../desktop/run-electron.ts';
import { startTrayPanel, type TrayItem } from '../../desktop/tray-panel.ts';
import { startWindowManager, type Bars } from '../../desktop/window-manager.ts';
import { movePointer, windowsOnScreen, type X11Window } from '../../desktop/x11-windows.ts';
import { startDemoPbx } from '../../pbx/demo-pbx.ts';
import { soon } from '../../soon.ts';
import { onlyItem } from './only-item.ts';

const colleague = '1005';

interface Size {
  readonly width: number;
  readonly height: number;
}

interface World {
  readonly desk: ElectronDesk;
  readonly bus: string;
  readonly item: () => Promise<TrayItem>;
  /** What the program remembers of the panel. */
  readonly remembered: () => Promise<unknown>;
}

/** `bars`: pixels. `size`: what a person made the panel before, DIP. */
async function setUp(screen: string, bars: Bars, size: Size): Promise<World> {
  const desk = await setUpElectron({ screen });
  onTestFinished(() => desk.close());
  const { env, account } = desk.desktop;
  const file = join(desk.dataFolder, 'panel.json');
  await mkdir(desk.dataFolder);
  await writeFile(file, JSON.stringify(size));
  for (const path of [desk.dataFolder, file]) await giveTo(account, path);
  onTestFinished(await startWindowManager(desk.desktop, bars));
  const bus = busAddressOf(env);
  const tray = await startTrayPanel(bus);
  onTestFinished(() => tray.stop());
  return {
    desk,
    bus,
    item: () => onlyItem(tray),
    remembered: async (): Promise<unknown> => JSON.parse(await readFile(file, 'utf8')),
  };
}

/** Waits until the only window on the screen is a popover there; at a scale, edges fall between two pixels. */
async function untilPopoverAt({ desk }: World, bounds: X11Window['bounds']): Promise<void> {
  const near = (pixels: number): unknown =>
    expect.toSatisfy((found: number) => Math.abs(found - pixels) <= 2, `about ${pixels}`);
  const { x, y, width, height } = bounds;
  await expect
    .poll(() => windowsOnScreen(desk.desktop.env), soon)
    .toEqual([
      {
        bounds: { x: near(x), y: near(y), width: near(width), height: near(height) },
        // What keeps it out of task bars: Electron sets no SKIP_TASKBAR on Linux.
        type: 'TOOLBAR',
        states: ['ABOVE'],
      },
    ]);
}

async function closePanel({ desk }: World, page: Page): Promise<void> {
  await requestOf(page, 'panel.close', {});
  await expect.poll(() => windowsOnScreen(desk.desktop.env), soon).toEqual([]);
}

test.skipIf(!canRunElectron)(
  inElectron(
    'on X11 a small display makes the panel smaller for that time only, and a scale of 1.75 makes it no larger, however often it opens and is pinned',
  ),
  async () => {
    const size = { width: 400, height: 840 };
    const small = await setUp('800x600x24', { left: 64 }, size);
    const first = await small.desk.start();
    await (await first.page()).getByRole('button', { name: 'Set up' }).waitFor();
    // Beside the bar.
    await untilPopoverAt(small, { x: 72, y: 8, width: 400, height: 584 });
    await first.quit();
    expect(await small.remembered()).toEqual(size);

    const large = await setUp('2560x1600x24', { bottom: 70 }, size);
    const second = await large.desk.start('--force-device-scale-factor=1.75');
    const page = await second.page();
    await page.getByRole('button', { name: 'Set up' }).waitFor();
    const tray = await large.item();
    const whole = { x: 1844, y: 47, width: 701, height: 1471 };
    await untilPopoverAt(large, whole);
    for (let times = 0; times < 5; times += 1) {
      await requestOf(page, 'panel.pin', { pinned: true });
      await untilPopoverAt(large, { x: 2019, y: 782, width: 526, height: 736 });
      await requestOf(page, 'panel.pin', { pinned: false });
      await untilPopoverAt(large, whole);
      await closePanel(large, page);
      await tray.click();
      await untilPopoverAt(large, whole);
    }
    await second.quit();
    expect(await large.remembered()).toEqual(size);
  },
);

test.skipIf(!canRunElectron)(
  inElectron(
    'on X11 the panel opens above the tray icon that was clicked, each time, and in the tray’s corner where nothing was',
  ),
  async () => {
    const pbx = await startDemoPbx({ people: 6, quirks: 'none' });
    onTestFinished(() => pbx.close());
    pbx.extensions.setStatus(colleague, 'Busy');
    const world = await setUp('1920x1200x24', { bottom: 60 }, { width: 401, height: 641 });
    const { desk, bus, item, remembered } = world;
    const { env } = desk.desktop;
    const daemon = await startNotificationDaemon(bus);
    onTestFinished(() => daemon.stop());
    const running = await desk.start('--hidden', '--force-device-scale-factor=1.5');
    const tray = await item();
    const icon = { x: 900, y: 1180 };
    const aboveIcon = { x: 600, y: 167, width: 602, height: 962 };
    const inCorner = { ...aboveIcon, x: 1307 };

    await movePointer(env, icon);
    await tray.click();
    await untilPopoverAt(world, aboveIcon);
    const page = await running.page();
    // Electron sees the pointer over its own window only: where it goes from there and comes back to is not seen.
    for (const away of [
      { x: 1600, y: 200 },
      { x: 300, y: 1180 },
    ]) {
      await movePointer(env, { x: 900, y: 600 });
      await page.waitForFunction(() => document.querySelector(':hover') !== null);
      await movePointer(env, away);
      await movePointer(env, icon);
      await closePanel(world, page);
      await tray.click();
      await untilPopoverAt(world, aboveIcon);
    }

    await closePanel(world, page);
    expect(await desk.run()).toMatchObject({ code: 0 });
    await untilPopoverAt(world, inCorner);

    await signIn(page, pbx, '1002');
    await expect.poll(async () => (await snapshotOf(page)).connection.kind, soon).toBe('live');
    await requestOf(page, 'settings.change', { notifications: { settleMs: 0 } });
    await requestOf(page, 'alert.set', {
      target: { kind: 'person', number: colleague },
      mode: 'once',
      states: ['free'],
      expiresAt: null,
    });
    await closePanel(world, page);
    pbx.extensions.setStatus(colleague, 'Registered');
    await expect.poll(() => daemon.received.length, soon).toBe(1);
    for (const news of daemon.received) daemon.use(news);
    await untilPopoverAt(world, inCorner);

    await requestOf(page, 'panel.pin', { pinned: true });
    await untilPopoverAt(world, { x: 1458, y: 498, width: 450, height: 630 });
    await running.quit();
    expect(await remembered()).toEqual({ width: 401, height: 641 });
  },
);
