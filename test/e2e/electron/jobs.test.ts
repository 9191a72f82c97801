/** The five jobs that people open the panel for, counted in clicks and done by keyboard, in the real program with a real tray. */

import type { Locator, Page } from 'playwright';
import { expect, onTestFinished, test } from 'vitest';
import { busAddressOf } from '../../desktop/bus-service.ts';
import { signIn, snapshotOf } from '../../desktop/panel-bridge.ts';
import {
  canRunElectron,
  inElectron,
  setUpElectron,
  type RunningElectron,
} from '../../desktop/run-electron.ts';
import { startTrayPanel } from '../../desktop/tray-panel.ts';
import { startDemoPbx } from '../../pbx/demo-pbx.ts';
import type { ExtensionFields } from '../../pbx/api/extension-fields.ts';
import { soon } from '../../soon.ts';

const me = '1002';
const ina = '1005';

const isOpen = ({ app }: RunningElectron): Promise<boolean> =>
  app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().some((window) => window.isVisible()));

/** Signed in, with the panel closed; a colleague is on a call, everyone else is free. */
async function openTray() {
  const desk = await setUpElectron();
  onTestFinished(() => desk.close());
  const tray = await startTrayPanel(busAddressOf(desk.desktop.env));
  onTestFinished(() => tray.stop());
  const pbx = await startDemoPbx({ people: 12, quirks: 'none' });
  onTestFinished(() => pbx.close());
  for (const number of pbx.extensions.numbers()) pbx.extensions.setStatus(number, 'Registered');
  pbx.extensions.set(me, { mobile: '01512345678' });
  pbx.extensions.set(ina, { username: 'Ina Quillfeather', status: 'Busy' });
  const running = await desk.start();
  const page = await running.page();
  await signIn(page, pbx, me);
  await expect.poll(async () => (await snapshotOf(page)).myExtension?.reading, soon).toBe(false);
  await expect.poll(() => tray.items.length, soon).toBeGreaterThan(0);
  let clicks = 0;
  const item = () => {
    const last = tray.items.at(-1);
    if (last === undefined) throw new Error('expected a tray item');
    return last;
  };
  /** Clicks the tray's icon when the panel is as it should be before. */
  async function clickTray(from: boolean): Promise<void> {
    await expect.poll(() => isOpen(running), soon).toBe(from);
    await item().click();
    await expect.poll(() => isOpen(running), soon).toBe(!from);
  }
  await clickTray(true);
  return {
    page,
    pbx,
    device: (): ExtensionFields => {
      const fields = pbx.extensions.get(me)?.fields;
      if (fields === undefined) throw new Error('my extension is gone');
      return fields;
    },
    /** From the closed tray to the open panel, and back: a job begins with no clicks. */
    open: async (): Promise<void> => {
      clicks = 1;
      await clickTray(false);
    },
    close: () => clickTray(true),
    click: async (target: Locator): Promise<void> => {
      clicks += 1;
      await target.click();
    },
    clicks: () => clicks,
  };
}

const button = (page: Page, name: string | RegExp): Locator => page.getByRole('button', { name });
const statusButton = (page: Page): Locator => button(page, /Change what callers get$/);
const isFocused = (target: Locator): Promise<boolean> =>
  target.evaluate((one) => one === document.activeElement);

/** What is offered depends on the time of day: down until it is there. */
async function walkTo(page: Page, target: Locator): Promise<void> {
  for (let step = 0; step < 10 && !(await isFocused(target)); step += 1)
    await page.keyboard.press('ArrowDown');
  expect(await isFocused(target)).toBe(true);
}

test.skipIf(!canRunElectron)(
  inElectron('by mouse: is Ina free, alert me, do not disturb, forward to my mobile, a new PIN'),
  { timeout: 240_000 },
  async () => {
    const { page, pbx, device, open, close, click, clicks } = await openTray();

    await open();
    await page.keyboard.type('ina q');
    const first = page.getByRole('list', { name: 'Colleagues' }).getByRole('listitem').first();
    await expect.poll(() => first.textContent(), soon).toMatch(/Ina Quillfeather.*On a call/s);
    expect(clicks()).toBe(1);

    await click(button(page, 'Ina Quillfeather: Alert me when free'));
    await expect.poll(async () => (await snapshotOf(page)).alerts.length, soon).toBe(1);
    expect(clicks()).toBe(2);
    pbx.extensions.setStatus(ina, 'Registered');
    await expect.poll(async () => (await snapshotOf(page)).alerts.length, soon).toBe(0);
    await close();

    // The tray's click is one more: these three are counted in the panel, as people count them.
    await open();
    await click(statusButton(page));
    await click(button(page, /^Do not disturb/));
    await click(button(page, '1 hour'));
    expect(clicks() - 1).toBe(3);
    await expect.poll(() => device().dnd, soon).toBe('on');
    await close();

    await open();
    await click(statusButton(page));
    await click(button(page, /^Forward all calls/));
    await click(button(page, /^My mobile/));
    await click(button(page, /^Until tomorrow/));
    expect(clicks() - 1).toBe(4);
    await expect
      .poll(device, soon)
      .toMatchObject({ alwaysforward: 'on', atransferto: 'Mobile Number', mobile: '01512345678' });
    await expect.poll(() => statusButton(page).textContent(), soon).toMatch(/^\s*To mobile\s*until tomorrow/);
    await close();

    await open();
    await click(button(page, 'Settings'));
    await click(button(page, /Change PIN…$/));
    await page.getByLabel('New PIN', { exact: true }).fill('48151623');
    await click(button(page, 'Save'));
    expect(clicks()).toBe(4);
    await expect.poll(() => device().vmsecret, soon).toBe('48151623');
    await page.getByRole('dialog').waitFor({ state: 'detached' });
    expect(await page.content()).not.toContain('48151623');
  },
);

test.skipIf(!canRunElectron)(
  inElectron('by keyboard alone: the same five'),
  { timeout: 240_000 },
  async () => {
    const { page, pbx, device, open } = await openTray();
    const press = async (...keys: string[]): Promise<void> => {
      for (const key of keys) await page.keyboard.press(key);
    };
    await open();
    await page.keyboard.type('ina q');
    const first = page.getByRole('list', { name: 'Colleagues' }).getByRole('listitem').first();
    await expect.poll(() => first.textContent(), soon).toMatch(/Ina Quillfeather.*On a call/s);
    await press('Control+B');
    await expect.poll(async () => (await snapshotOf(page)).alerts.length, soon).toBe(1);
    pbx.extensions.setStatus(ina, 'Registered');
    await expect.poll(async () => (await snapshotOf(page)).alerts.length, soon).toBe(0);

    await statusButton(page).focus();
    await press('Enter');
    await expect.poll(() => isFocused(button(page, /^Ring normally/)), soon).toBe(true);
    await press('ArrowDown', 'Enter');
    await button(page, '1 hour').waitFor();
    await walkTo(page, button(page, '1 hour'));
    await press('Enter');
    await expect.poll(() => device().dnd, soon).toBe('on');

    await statusButton(page).focus();
    await press('Enter');
    await button(page, /^Ring normally/).waitFor();
    await press('Home', 'ArrowDown', 'ArrowDown', 'Enter');
    await button(page, /^My mobile/).waitFor();
    await press('ArrowDown', 'Enter');
    await button(page, /^Until tomorrow/).waitFor();
    await walkTo(page, button(page, /^Until tomorrow/));
    await press('Enter');
    await expect.poll(() => device().alwaysforward, soon).toBe('on');

    await press('Control+,');
    await button(page, /Change PIN…$/).focus();
    await press('Enter');
    await page.getByLabel('New PIN', { exact: true }).waitFor();
    await page.keyboard.type('2468');
    await press('Enter');
    await expect.poll(() => device().vmsecret, soon).toBe('2468');
  },
);
