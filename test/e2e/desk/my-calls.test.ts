/** The jobs that people open My calls for, counted in clicks and done by keyboard, in a real browser on the demo PBX. */

import type { Locator } from 'playwright';
import { afterEach, expect, it } from 'vitest';
import { soon } from '../../soon.ts';
import { me, openMyCalls, openPage, statusButton, type OpenedCalls } from './open-my-calls.ts';

let calls: OpenedCalls;
afterEach(async () => {
  expect(calls.pageErrors).toEqual([]);
  await calls.close();
});

/** Clicks on things of the panel; the tray's own click is not counted. */
function counted(opened: OpenedCalls) {
  let clicks = 0;
  return {
    click: async (name: string | RegExp) => {
      clicks += 1;
      await opened.panel.getByRole('button', { name }).click();
    },
    get clicks() {
      return clicks;
    },
  };
}

it('turns do not disturb on for an hour in three clicks, and off with one', async () => {
  calls = await openMyCalls();
  const { panel, device } = calls;
  const hand = counted(calls);
  await hand.click(/Change what callers get$/);
  await hand.click(/^Do not disturb/);
  await hand.click('1 hour');
  expect(hand.clicks).toBe(3);
  await expect.poll(() => device().dnd, soon).toBe('on');
  await expect.poll(() => statusButton(panel).textContent(), soon).toMatch(/Do not disturb\s*until/);
  await hand.click(/^Turn off/);
  await expect.poll(() => device().dnd, soon).toBe('off');
  await expect.poll(() => statusButton(panel).textContent(), soon).toMatch(/^\s*Rings/);
});

it('forwards to my mobile until tomorrow morning in four clicks', async () => {
  calls = await openMyCalls({ prepare: (pbx) => pbx.extensions.set(me, { mobile: '01512345678' }) });
  const { panel, device } = calls;
  const hand = counted(calls);
  await hand.click(/Change what callers get$/);
  await hand.click(/^Forward all calls/);
  await hand.click(/^My mobile/);
  await hand.click(/^Until tomorrow/);
  expect(hand.clicks).toBe(4);
  await expect
    .poll(device, soon)
    .toMatchObject({ alwaysforward: 'on', atransferto: 'Mobile Number', mobile: '01512345678' });
  await expect.poll(() => statusButton(panel).textContent(), soon).toMatch(/^\s*To mobile\s*until tomorrow/);
});

it('sets a new voicemail PIN in four clicks, and shows it only while asked to', async () => {
  calls = await openMyCalls();
  const { panel, device } = calls;
  const hand = counted(calls);
  const pin = '48151623';
  await hand.click('Settings');
  await hand.click(/Change PIN…$/);
  const field = panel.getByLabel('New PIN', { exact: true });
  await field.fill(pin);
  expect(await field.getAttribute('type')).toBe('password');
  await hand.click('Show');
  expect(await field.getAttribute('type')).toBe('text');
  await hand.click('Save');
  expect(hand.clicks).toBe(4);
  await field.waitFor({ state: 'detached' });
  expect(device().vmsecret).toBe(pin);
  expect(await panel.locator('html').innerHTML()).not.toContain(pin);
});

it('does the same three jobs with the keyboard alone', async () => {
  calls = await openMyCalls({ prepare: (pbx) => pbx.extensions.set(me, { mobile: '01512345678' }) });
  const { page, panel, device } = calls;
  const press = async (...keys: string[]): Promise<void> => {
    for (const key of keys) await page.keyboard.press(key);
  };
  const menu = panel.getByRole('dialog', { name: 'What callers get' });
  const isFocused = (entry: Locator): Promise<boolean> =>
    entry.evaluate((one) => one === document.activeElement);
  const openMenu = async (): Promise<void> => {
    await statusButton(panel).focus();
    await press('Enter');
    await expect.poll(() => isFocused(menu.getByRole('button', { name: /^Ring normally/ })), soon).toBe(true);
  };
  await openMenu();
  await press('ArrowDown', 'Enter', 'ArrowDown', 'ArrowDown', 'Enter');
  await menu.waitFor({ state: 'detached' });
  await expect.poll(() => device().dnd, soon).toBe('on');
  await expect.poll(() => statusButton(panel).textContent(), soon).toMatch(/Do not disturb/);

  await openMenu();
  await press('End', 'Home', 'ArrowDown', 'ArrowDown', 'Enter', 'ArrowDown', 'Enter');
  const tomorrow = panel.getByRole('button', { name: /^Until tomorrow/ });
  await tomorrow.waitFor();
  // What stands before it depends on the time of day.
  for (let step = 0; step < 10 && !(await isFocused(tomorrow)); step += 1) await press('ArrowDown');
  await press('Enter');
  await expect.poll(() => device().alwaysforward, soon).toBe('on');

  await press('Control+,');
  await panel.getByRole('button', { name: /Change PIN…$/ }).focus();
  await press('Enter');
  await panel.getByLabel('New PIN', { exact: true }).waitFor();
  await page.keyboard.type('2468');
  await press('Enter');
  await panel.getByRole('dialog').waitFor({ state: 'detached' });
  expect(device().vmsecret).toBe('2468');
});

it('applies each row by itself, gathers what is changed at once, and takes it back with Undo', async () => {
  calls = await openMyCalls({ prepare: (pbx) => pbx.extensions.set(me, { ringtimeout: '30' }) });
  const { panel, row, choose, saved, device, updates } = calls;
  await openPage(panel);
  await choose('forwardNoAnswer', 'A colleague…');
  await panel.getByRole('combobox', { name: /^Colleague for/ }).fill('1003');
  await panel.getByRole('combobox', { name: /^Colleague for/ }).press('Enter');
  await choose('ringTime', '1 minute');
  await saved('ringTime');
  await saved('forwardNoAnswer');
  expect(updates()).toHaveLength(1);
  expect(device()).toMatchObject({ ringtimeout: '60', ntransferto: 'Extension', ntransferext: '1003' });
  await panel.getByRole('button', { name: 'Undo', exact: true }).click();
  await expect.poll(() => device().ringtimeout, soon).toBe('30');
  await expect.poll(() => row('ringTime').getByRole('combobox').textContent(), soon).toMatch(/30 seconds/);
});

it('takes a mobile number as people write it, below the choice that needs it', async () => {
  calls = await openMyCalls({ prepare: (pbx) => pbx.extensions.set(me, { mobile: '' }) });
  const { panel, choose, saved, device } = calls;
  await openPage(panel);
  await choose('forwardAll', /^My mobile/);
  const field = panel.getByRole('textbox', { name: 'Your mobile number' });
  await field.fill('+49 (0)151 / 234-56 78');
  await panel
    .getByText(/^Dials 0049151/)
    .first()
    .waitFor();
  await field.press('Enter');
  await saved('forwardAll');
  expect(device()).toMatchObject({
    mobile: '00491512345678',
    alwaysforward: 'on',
    atransferto: 'Mobile Number',
  });
});

it('shows what was changed at the phone meanwhile, and changes it back when asked', async () => {
  calls = await openMyCalls();
  const { panel, row, device, pbx, running } = calls;
  await openPage(panel);
  pbx.extensions.set(me, { dnd: 'on' });
  await running.request('my-extension.read', {});
  await row('doNotDisturb')
    .getByText(/^Changed elsewhere/)
    .waitFor();
  await row('doNotDisturb').getByRole('button', { name: 'Change back' }).click();
  await expect.poll(() => device().dnd, soon).toBe('off');
});
