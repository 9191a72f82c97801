/** Every task of the list without a mouse, over the desk: what is done in the panel is found in the core. */

import { setTimeout as wait } from 'node:timers/promises';
import { afterEach, expect, it } from 'vitest';
import { openDeskInBrowser, type DeskOptions, type OpenedDesk } from './open-desk.ts';
import { soon } from '../../soon.ts';

const zoe = { username: 'Zoe Quillfeather', status: 'Busy' } as const;
const ali = { username: 'Ali Quill', status: 'Registered' } as const;

let desk: OpenedDesk | undefined;
afterEach(async () => {
  const errors = desk?.pageErrors;
  await desk?.close();
  desk = undefined;
  expect(errors).toEqual([]);
});

async function open(options: DeskOptions = {}) {
  desk = await openDeskInBrowser({
    prepare(pbx) {
      pbx.extensions.set('1003', zoe);
      pbx.extensions.set('1004', ali);
    },
    ...options,
  });
  const { page, panel, running } = desk;
  const { keyboard } = page;
  /** Tab, until what has the focus is named so; a person sees the focus and does the same. */
  async function tabTo(name: RegExp, key: 'Tab' | 'Shift+Tab' = 'Tab'): Promise<void> {
    for (let pressed = 0; pressed < 80; pressed += 1) {
      if (name.test(await focused())) return;
      await keyboard.press(key);
    }
    throw new Error(`Tab does not reach ${String(name)}: the focus is on “${await focused()}”`);
  }
  async function focused(): Promise<string> {
    const names = await Promise.all(
      page.frames().map((frame) => {
        const asked = frame.evaluate(() => {
          const at = document.activeElement;
          if (at === null || at === document.body || at.tagName === 'IFRAME') return '';
          const hasLabels = at instanceof HTMLInputElement || at instanceof HTMLSelectElement;
          const labels = hasLabels ? [...(at.labels ?? [])] : [];
          return at.getAttribute('aria-label') ?? (labels[0] ?? at).textContent;
        });
        // On a busy machine a frame sometimes never answers. That counts as no focus, and the caller asks again.
        return Promise.race([asked, wait(5_000, '', { ref: false })]);
      }),
    );
    return names.find((name) => name !== '')?.trim() ?? '';
  }
  return { ...desk, page, panel, running, keyboard, tabTo, focused };
}

/** The list is there, and the focus in its search. */
async function openList() {
  const opened = await open();
  const { panel } = opened;
  await panel.getByRole('listitem').first().waitFor(soon);
  await expect.poll(opened.focused, soon).toBe('Find a colleague');
  return opened;
}

it('sets up from nothing', async () => {
  const { pbx, panel, keyboard, running, tabTo, focused } = await open({ extension: null });
  await expect.poll(focused, soon).toBe('Address of the PBX');
  await keyboard.type(pbx.url);
  await keyboard.press('Enter');
  await panel.getByRole('heading', { name: 'Is this your PBX?' }).waitFor(soon);
  await tabTo(/^Yes, this is my PBX/);
  await keyboard.press('Enter');
  await expect.poll(focused, soon).toBe('Account name');
  await keyboard.type(pbx.username);
  await keyboard.press('Tab');
  await keyboard.type(pbx.password);
  await keyboard.press('Enter');
  // A refused sign-in would keep the focus in the password, and says why.
  const signedIn = async () => ({
    focused: await focused(),
    says: await panel.getByRole('alert').allInnerTexts(),
  });
  await expect.poll(signedIn, soon).toEqual({ focused: 'Find your name or number', says: [] });
  await keyboard.type('quillf');
  await keyboard.press('Enter');
  await panel.getByRole('list', { name: 'Colleagues' }).waitFor(soon);
  expect(running.snapshot().settings.extension).toBe('1003');
});

it('finds and alerts a colleague, and opens the panel at her from the notification', async () => {
  const { pbx, page, panel, keyboard, running, tabTo, focused } = await openList();
  await keyboard.type('quillf');
  await keyboard.press('ArrowDown');
  await expect.poll(focused, soon).toMatch(/^Zoe Quillfeather/);
  await keyboard.press('Control+b');
  await running.until(({ alerts }) => alerts.length === 1);
  await keyboard.press('Escape');
  await keyboard.press('Escape');
  await page.locator('.panel').waitFor({ state: 'hidden' });
  pbx.extensions.set('1003', { ...zoe, status: 'Registered' });
  await page.getByText('Zoe Quillfeather is free').waitFor(soon);
  await tabTo(/Zoe Quillfeather is free/, 'Shift+Tab');
  await keyboard.press('Enter');
  await panel.getByRole('heading', { name: 'Zoe Quillfeather' }).waitFor(soon);
  expect(running.snapshot().alerts).toEqual([]);
});

it('makes favourites, puts them into another order, and keeps it across a reload', async () => {
  const { page, panel, keyboard, running, focused } = await openList();
  const favourites = () => running.snapshot().favourites.join();
  for (const [typed, name, kept] of [
    ['ali q', /^Ali Quill/, '1004'],
    ['quillf', /^Zoe Quillfeather/, '1004,1003'],
  ] as const) {
    await keyboard.type(typed);
    await keyboard.press('ArrowDown');
    await expect.poll(focused, soon).toMatch(name);
    await keyboard.press('Control+d');
    await expect.poll(favourites, soon).toBe(kept);
    await keyboard.press('Escape');
    await expect.poll(focused, soon).toBe('Find a colleague');
  }
  const rows = panel.getByRole('listitem');
  const firstTwo = async () => (await rows.allInnerTexts()).slice(0, 2).join(' ');
  // The core has both before the panel shows them.
  await expect.poll(firstTwo, soon).toMatch(/Ali[^]*Zoe/);
  await keyboard.press('ArrowDown');
  await expect.poll(focused, soon).toMatch(/Quill/);
  await keyboard.press('Home');
  await expect.poll(focused, soon).toMatch(/^Ali Quill/);
  await keyboard.press('Alt+ArrowDown');
  await expect.poll(favourites, soon).toBe('1003,1004');
  await expect.poll(focused, soon).toMatch(/^Ali Quill/);
  await page.reload();
  await page.locator('.tray').press('Enter');
  // A locator that does not wait would ask a frame that is on its way out, and never hear from it.
  await rows.first().waitFor(soon);
  await expect.poll(firstTwo, soon).toMatch(/Zoe[^]*Ali/);
});

it('snoozes notifications, and changes quiet hours and colours in the settings', async () => {
  const { panel, keyboard, running, tabTo } = await openList();
  await tabTo(/^Alerts$/, 'Shift+Tab');
  await keyboard.press('Enter');
  await tabTo(/^1 hour$/);
  await keyboard.press('Enter');
  await running.until(({ snoozedUntil }) => snoozedUntil !== null);
  await tabTo(/^Resume now$/);
  await keyboard.press('Enter');
  await running.until(({ snoozedUntil }) => snoozedUntil === null);
  await keyboard.press('Escape');
  await running.until(({ myExtension }) => myExtension !== null);
  await keyboard.press('Control+,');
  await panel.getByRole('heading', { name: 'Settings' }).waitFor(soon);
  await tabTo(/^My calls$/);
  await keyboard.press('ArrowRight');
  await panel.getByRole('tab', { name: 'Alerts', selected: true }).waitFor(soon);
  await tabTo(/^Add quiet hours$/);
  await keyboard.press('Enter');
  await running.until(({ settings }) => settings.notifications.quietHours.length === 1);
  await tabTo(/^Alerts$/, 'Shift+Tab');
  await keyboard.press('ArrowRight');
  await panel.getByLabel('Theme').waitFor();
  await tabTo(/^Theme$/);
  await keyboard.press('Enter');
  await panel.getByRole('option', { name: 'Dark' }).waitFor(soon);
  await keyboard.type('Dark');
  await keyboard.press('Enter');
  await running.until(({ settings }) => settings.theme === 'dark');
});

it('makes a group and sets an alert for when someone in it is free', async () => {
  const { panel, keyboard, running, tabTo, focused } = await openList();
  await tabTo(/^List options$/);
  await keyboard.press('Enter');
  await panel.getByRole('menuitem', { name: 'New group…' }).waitFor(soon);
  await keyboard.type('New');
  await keyboard.press('Enter');
  await expect.poll(focused, soon).toBe('Name');
  await keyboard.type('Quills');
  await keyboard.press('Tab');
  await keyboard.type('quillf');
  await keyboard.press('Enter');
  await tabTo(/^Save$/);
  await keyboard.press('Enter');
  await running.until(({ groups }) => groups.some(({ numbers }) => numbers.join() === '1003'));
  // The page closes when it has heard that the group is kept.
  await panel.getByRole('radio', { name: 'Quills: 0 of 1 free', checked: true }).waitFor(soon);
  await tabTo(/^Alert me when someone is free$/);
  await keyboard.press('Enter');
  await running.until(({ alerts }) => alerts[0]?.target.kind === 'group');
});
