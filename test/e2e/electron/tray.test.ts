/** The tray as the desktop's panel receives it: icon, tooltip, menu and clicks, and panels that come late, go, and come back. */

import type { Page } from 'playwright';
import { expect, onTestFinished, test } from 'vitest';
import { busAddressOf } from '../../desktop/bus-service.ts';
import { requestOf, signIn, snapshotOf } from '../../desktop/panel-bridge.ts';
import {
  canRunElectron,
  inElectron,
  setUpElectron,
  type ElectronDesk,
  type RunningElectron,
} from '../../desktop/run-electron.ts';
import { startTrayPanel, type TrayItem, type TrayPanel } from '../../desktop/tray-panel.ts';
import { startWindowManager } from '../../desktop/window-manager.ts';
import { windowsOnScreen } from '../../desktop/x11-windows.ts';
import { startDemoPbx, type DemoPbx } from '../../pbx/demo-pbx.ts';
import { soon } from '../../soon.ts';

const me = '1002';
const colleague = '1005';

async function setUp(): Promise<ElectronDesk> {
  const desk = await setUpElectron();
  onTestFinished(() => desk.close());
  return desk;
}

async function showTray({ desktop }: ElectronDesk): Promise<TrayPanel> {
  const panel = await startTrayPanel(busAddressOf(desktop.env));
  onTestFinished(() => panel.stop());
  return panel;
}

async function itemOf(panel: TrayPanel): Promise<TrayItem> {
  await expect.poll(() => panel.items.length, soon).toBeGreaterThan(0);
  const item = panel.items.at(-1);
  if (item === undefined) throw new Error('expected a tray item');
  return item;
}

/** What is on the screen: a popover, a window, or nothing. */
const shape = ({ app }: RunningElectron): Promise<string> =>
  app.evaluate(({ BrowserWindow }) => {
    const [window] = BrowserWindow.getAllWindows();
    if (window === undefined) return 'none';
    if (window.isMinimized()) return 'minimized';
    if (!window.isVisible()) return 'hidden';
    return window.isAlwaysOnTop() ? 'popover' : 'window';
  });

async function startSignedIn(
  desk: ElectronDesk,
): Promise<{ pbx: DemoPbx; running: RunningElectron; page: Page }> {
  const pbx = await startDemoPbx({ people: 12, quirks: 'none' });
  onTestFinished(() => pbx.close());
  for (const number of pbx.extensions.numbers()) pbx.extensions.setStatus(number, 'Registered');
  pbx.extensions.set(me, { username: 'Amy Pond' });
  pbx.extensions.set(colleague, { username: 'R_D & <b>Zoe</b>' });
  const running = await desk.start();
  const page = await running.page();
  await signIn(page, pbx, me);
  await expect.poll(async () => (await snapshotOf(page)).connection.kind, soon).toBe('live');
  return { pbx, running, page };
}

test.skipIf(!canRunElectron)(
  inElectron('icon and tooltip say how I am; the menu names people literally, and does what it says'),
  async () => {
    const desk = await setUp();
    const panel = await showTray(desk);
    const { pbx, running, page } = await startSignedIn(desk);
    const item = await itemOf(panel);
    await expect.poll(() => item.toolTip(), soon).toBe('Amy Pond · Free');
    const free = await item.icon();
    expect(free.width).toBeGreaterThanOrEqual(16);
    expect(free.width).toBe(free.height);

    pbx.extensions.setStatus(me, 'Busy');
    await expect.poll(() => item.toolTip(), soon).toBe('Amy Pond · On a call');
    await expect.poll(async () => (await item.icon()).pixels, soon).not.toBe(free.pixels);

    await requestOf(page, 'favourite.set', { number: colleague, on: true });
    await expect.poll(() => item.menu(), soon).toContain('Favourites > R_D & <b>Zoe</b> · Free');

    // My status, for a while, set on the PBX; the menu says so once it is true, and ends it.
    await expect.poll(() => item.menu(), soon).toContain('Do not disturb > 1 hour');
    await item.choose('Do not disturb', '1 hour');
    await expect.poll(() => pbx.extensions.get(me)?.fields.dnd, soon).toBe('on');
    await expect
      .poll(async () => (await item.menu()).join('\n'), soon)
      // Within an hour of midnight the end is "tomorrow", and leaves less room.
      .toMatch(/\(Do not dis(?:turb|…) until .+\)/);
    await item.choose('Ring normally');
    await expect.poll(() => pbx.extensions.get(me)?.fields.dnd, soon).toBe('off');

    // A click opens and closes, and the menu opens at the person.
    await expect.poll(() => shape(running), soon).toBe('popover');
    await item.click();
    await expect.poll(() => shape(running), soon).toBe('hidden');
    await item.choose('Favourites', 'R_D & <b>Zoe</b> · Free');
    await expect.poll(() => shape(running), soon).toBe('popover');
    await page.getByRole('heading', { name: 'R_D & <b>Zoe</b>' }).waitFor();

    const gone = running.app.waitForEvent('close', soon);
    await item.choose('Quit Lampfield');
    await gone;
  },
);

test.skipIf(!canRunElectron)(
  inElectron('a restarted panel has the icon again, and no missing tray is reported'),
  async () => {
    const desk = await setUp();
    const before = await showTray(desk);
    const running = await desk.start();
    const page = await running.page();
    await itemOf(before);
    await before.stop();
    const after = await showTray(desk);
    // Electron brings its icon back by itself, and the program makes a new one: the last is the one that stays.
    const last = (): Promise<TrayItem> => itemOf(after);
    const toolTip = async (): Promise<string> => (await last()).toolTip();
    await expect.poll(() => toolTip().catch(() => ''), soon).toContain('not set up');
    expect((await snapshotOf(page)).notices).toEqual([]);
    // Clicked before it is there, the icon opens it.
    await expect.poll(() => shape(running), soon).toBe('popover');
    await (await last()).click();
    await expect.poll(() => shape(running), soon).toBe('hidden');
    await (await last()).click();
    await expect.poll(() => shape(running), soon).toBe('popover');
    await running.quit();
  },
);

test.skipIf(!canRunElectron)(
  inElectron(
    'where no tray is shown, a start at login is found in the task bar; a tray that comes late is used',
  ),
  async () => {
    const desk = await setUp();
    onTestFinished(await startWindowManager(desk.desktop));
    const running = await desk.start('--hidden');
    const onScreen = () => windowsOnScreen(desk.desktop.env);
    expect(await onScreen()).toEqual([]);
    await expect.poll(() => shape(running), soon).toBe('minimized');
    expect(await onScreen()).toEqual([]);
    const page = await running.page();
    await expect
      .poll(async () => (await snapshotOf(page)).notices.map(({ code }) => code), soon)
      .toEqual(['no-tray']);

    // A second start opens it; closed, it's in the task bar again.
    expect(await desk.run()).toMatchObject({ code: 0 });
    await expect.poll(() => shape(running), soon).toBe('window');
    await expect.poll(onScreen, soon).toMatchObject([{ type: 'NORMAL', states: [] }]);
    // Pinned, it's on top and still in the task bar.
    await requestOf(page, 'panel.pin', { pinned: true });
    await expect.poll(onScreen, soon).toMatchObject([{ type: 'NORMAL', states: ['ABOVE'] }]);
    await requestOf(page, 'panel.pin', { pinned: false });
    await expect.poll(onScreen, soon).toMatchObject([{ type: 'NORMAL', states: [] }]);
    await requestOf(page, 'panel.close', {});
    await expect.poll(() => shape(running), soon).toBe('minimized');

    const panel = await showTray(desk);
    const item = await itemOf(panel);
    const fresh = running.app.waitForEvent('window', soon);
    await item.click();
    const popover = await fresh;
    await expect.poll(() => shape(running), soon).toBe('popover');
    expect((await snapshotOf(popover)).notices).toEqual([]);
    await running.quit();
  },
);
