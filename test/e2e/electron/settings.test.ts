/** Settings that are changed while the real program runs, and stay: theme, shortcut, presets, a change with an end. */

import { setTimeout as sleep } from 'node:timers/promises';
import type { Page } from 'playwright';
import { expect, onTestFinished, test } from 'vitest';
import { startAppearancePortal } from '../../desktop/appearance-portal.ts';
import { busAddressOf } from '../../desktop/bus-service.ts';
import { requestOf, signIn, snapshotOf } from '../../desktop/panel-bridge.ts';
import {
  canRunElectron,
  inElectron,
  setUpElectron,
  type ElectronDesk,
  type RunningElectron,
} from '../../desktop/run-electron.ts';
import { startTrayPanel } from '../../desktop/tray-panel.ts';
import { startWindowManager } from '../../desktop/window-manager.ts';
import { startDemoPbx, type DemoPbx } from '../../pbx/demo-pbx.ts';
import { soon } from '../../soon.ts';

const me = '1002';

async function setUp(): Promise<ElectronDesk> {
  const desk = await setUpElectron();
  onTestFinished(() => desk.close());
  return desk;
}

async function startPbx(): Promise<DemoPbx> {
  const pbx = await startDemoPbx({ people: 6, quirks: 'none' });
  onTestFinished(() => pbx.close());
  return pbx;
}

async function untilLive(page: Page): Promise<void> {
  await expect.poll(async () => (await snapshotOf(page)).connection.kind, soon).toBe('live');
  await expect.poll(async () => (await snapshotOf(page)).myExtension?.status.kind, soon).toBe('normal');
}

/** Resolves when the list is there and my settings have been read. */
async function startSignedIn(
  desk: ElectronDesk,
  pbx: DemoPbx,
): Promise<{ readonly running: RunningElectron; readonly page: Page }> {
  const running = await desk.start();
  const page = await running.page();
  await signIn(page, pbx, me);
  await untilLive(page);
  return { running, page };
}

const doNotDisturb = (pbx: DemoPbx) => pbx.extensions.get(me)?.fields.dnd;

test.skipIf(!canRunElectron)(
  inElectron('the theme changes at once, and a start and a second start for the settings open them'),
  async () => {
    const desk = await setUp();
    const pbx = await startPbx();
    const { running: first, page } = await startSignedIn(desk, pbx);
    const isDark = () => page.evaluate(() => matchMedia('(prefers-color-scheme: dark)').matches);
    for (const theme of ['dark', 'light', 'dark'] as const) {
      await requestOf(page, 'settings.change', { theme });
      await expect.poll(isDark, soon).toBe(theme === 'dark');
    }
    expect(await desk.run('--settings')).toMatchObject({ code: 0 });
    await page.getByRole('tablist', { name: 'Settings' }).waitFor();
    await first.quit();

    const running = await desk.start('--settings');
    const fresh = await running.page();
    await fresh.getByRole('tablist', { name: 'Settings' }).waitFor();
    expect(await fresh.evaluate(() => matchMedia('(prefers-color-scheme: dark)').matches)).toBe(true);
    await running.quit();
  },
);

test.skipIf(!canRunElectron)(
  inElectron(
    'what a button copies is on the desktop’s clipboard, and what others have copied is read by no page',
  ),
  async () => {
    const desk = await setUp();
    const pbx = await startPbx();
    const { running, page } = await startSignedIn(desk, pbx);
    await page.keyboard.press('Control+,');
    await page.getByRole('tab', { name: 'App' }).click();
    await page.getByRole('button', { name: 'Copy diagnosis' }).click();
    await page.getByText('Copied', { exact: false }).waitFor();
    expect(await running.app.evaluate(({ clipboard }) => clipboard.readText())).toContain('extensions: 6');
    const read = page.evaluate(() => navigator.clipboard.readText());
    await expect(read).rejects.toThrow('NotAllowedError');
    await running.quit();
  },
);

test.skipIf(!canRunElectron)(
  inElectron('the panel follows the desktop when it turns dark or light, until a theme is chosen'),
  async () => {
    const desk = await setUp();
    const portal = await startAppearancePortal(busAddressOf(desk.desktop.env));
    onTestFinished(() => portal.stop());
    const running = await desk.start();
    const page = await running.page();
    const isDark = () => page.evaluate(() => matchMedia('(prefers-color-scheme: dark)').matches);
    for (const dark of [true, false, true]) {
      portal.setDark(dark);
      await expect.poll(isDark, soon).toBe(dark);
    }
    await requestOf(page, 'settings.change', { theme: 'light' });
    await expect.poll(isDark, soon).toBe(false);
    await running.quit();
  },
);

test.skipIf(!canRunElectron)(
  inElectron(
    'a key combination that another program holds is reported, and the report goes when another is chosen',
  ),
  async () => {
    const desk = await setUp();
    // It holds Super+F1 for itself.
    onTestFinished(await startWindowManager(desk.desktop));
    const running = await desk.start();
    const page = await running.page();
    const notices = async () =>
      (await snapshotOf(page)).notices.map(({ code }) => code).filter((code) => code === 'shortcut-refused');
    await requestOf(page, 'settings.change', { shortcut: 'Super+F1' });
    await expect.poll(notices, soon).toEqual(['shortcut-refused']);
    await requestOf(page, 'settings.change', { shortcut: 'Control+Alt+Shift+F9' });
    await expect.poll(notices, soon).toEqual([]);
    await running.quit();
  },
);

test.skipIf(!canRunElectron)(
  inElectron('a preset stands in the tray’s menu and sets what it says on the PBX'),
  async () => {
    const desk = await setUp();
    const panel = await startTrayPanel(busAddressOf(desk.desktop.env));
    onTestFinished(() => panel.stop());
    const pbx = await startPbx();
    const { running, page } = await startSignedIn(desk, pbx);
    await requestOf(page, 'status.set', { status: { kind: 'do-not-disturb' }, until: null, anyway: false });
    await expect.poll(() => doNotDisturb(pbx), soon).toBe('on');
    await expect
      .poll(async () => (await snapshotOf(page)).myExtension?.status.kind, soon)
      .toBe('do-not-disturb');
    await requestOf(page, 'preset.save', {
      name: 'Deep_work & tea',
      settings: ['doNotDisturb'],
      endsAfter: null,
    });
    await requestOf(page, 'status.turn-off', {});
    await expect.poll(() => doNotDisturb(pbx), soon).toBe('off');
    await untilLive(page);

    await expect.poll(() => panel.items.at(-1)?.toolTip(), soon).toContain('Free');
    const menu = async () => (await panel.items.at(-1)?.menu()) ?? [];
    await expect.poll(menu, soon).toContain('Deep_work & tea > 1 hour');
    await panel.items.at(-1)?.choose('Deep_work & tea', '1 hour');
    await expect.poll(() => doNotDisturb(pbx), soon).toBe('on');
    await running.quit();
  },
);

test.skipIf(!canRunElectron)(
  inElectron('a change whose end comes while the program is closed ends at the next start'),
  { timeout: 240_000 },
  async () => {
    const desk = await setUp();
    const pbx = await startPbx();
    const { running: first, page } = await startSignedIn(desk, pbx);
    const until = Date.now() + 40_000;
    await requestOf(page, 'status.set', { status: { kind: 'do-not-disturb' }, until, anyway: false });
    await expect.poll(() => doNotDisturb(pbx), soon).toBe('on');
    await first.quit();
    // There's nothing to see while it is closed, so only the clock says when.
    await sleep(Math.max(0, until - Date.now()));
    expect(doNotDisturb(pbx)).toBe('on');
    const second = await desk.start('--hidden');
    await expect.poll(() => doNotDisturb(pbx), soon).toBe('off');
    await second.quit();
  },
);
