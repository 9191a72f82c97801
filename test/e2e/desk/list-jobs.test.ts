/** What people open the panel for many times a day, counted in clicks from the closed tray, in a real browser on the demo PBX. */

import type { Locator } from 'playwright';
import { afterEach, expect, it } from 'vitest';
import { openDeskInBrowser, type OpenedDesk } from './open-desk.ts';
import { soon } from '../../soon.ts';

let desk: OpenedDesk | undefined;
afterEach(async () => {
  const errors = desk?.pageErrors;
  await desk?.close();
  desk = undefined;
  expect(errors).toEqual([]);
});

/** The panel is closed, and every press of the mouse is counted. */
async function closedTray() {
  desk = await openDeskInBrowser({
    extension: '1001',
    pbx: { people: 60 },
    prepare(pbx) {
      pbx.extensions.set('1003', { username: 'Ina Quillfeather', status: 'Busy' });
    },
  });
  const { page, panel, pbx, running } = desk;
  await panel.getByRole('listitem').first().waitFor(soon);
  // Someone has read further down before: the next look begins at the top.
  await panel.getByRole('list', { name: 'Colleagues' }).evaluate((list) => {
    list.scrollTop = 1_000;
  });
  await page.locator('.tray').click();
  await page.locator('.panel').waitFor({ state: 'hidden' });
  let clicks = 0;
  return {
    page,
    panel,
    pbx,
    running,
    clicks: () => clicks,
    click: async (target: Locator): Promise<void> => {
      clicks += 1;
      await target.click();
    },
    /** One click, and a look: people type once they see where. */
    open: async (): Promise<void> => {
      clicks += 1;
      await page.locator('.tray').click();
      await page.locator('.panel').waitFor();
      await expect.poll(() => panel.locator(':focus').getAttribute('role'), soon).toBe('searchbox');
    },
  };
}

it('tells whether Ina is free after one click and typing', async () => {
  const { page, panel, open, clicks } = await closedTray();
  await open();
  await page.keyboard.type('ina q');
  const first = panel.getByRole('listitem').first();
  await expect.poll(() => first.textContent(), soon).toMatch(/Ina Quillfeather.*On a call/s);
  const seen = await first.evaluate((row) => {
    const { top, bottom } = row.getBoundingClientRect();
    const list = row.closest('[role="list"]')?.getBoundingClientRect();
    return list !== undefined && top >= list.top && bottom <= list.bottom;
  });
  expect(seen).toBe(true);
  expect(clicks()).toBe(1);
});

it('is told when Ina is free after two clicks and typing', async () => {
  const { page, panel, pbx, running, open, click, clicks } = await closedTray();
  await open();
  await page.keyboard.type('ina q');
  await click(panel.getByRole('button', { name: 'Ina Quillfeather: Alert me when free' }));
  await running.until(({ alerts }) => alerts.length === 1);
  expect(clicks()).toBe(2);
  pbx.extensions.setStatus('1003', 'Registered');
  await page.getByText('Ina Quillfeather is free').waitFor(soon);
});

it('makes a favourite of Ina with two clicks and typing', async () => {
  const { page, panel, running, open, click, clicks } = await closedTray();
  await open();
  await page.keyboard.type('ina q');
  await click(panel.getByRole('button', { name: 'Ina Quillfeather: Add to favourites' }));
  await running.until(({ favourites }) => favourites.includes('1003'));
  expect(clicks()).toBe(2);
});

it('keeps the reader’s place when people come above, and shows the top of every new question', async () => {
  const { panel, pbx, open } = await closedTray();
  await open();
  const list = panel.getByRole('list', { name: 'Colleagues' });
  await list.evaluate((element) => {
    element.scrollTop = 800;
  });
  const topRow = () =>
    list.evaluate((element) => {
      const { top } = element.getBoundingClientRect();
      const rows = [...element.querySelectorAll<HTMLElement>('[data-number]')];
      const seen = rows.filter((row) => row.getBoundingClientRect().bottom > top + 1);
      seen.sort((one, other) => one.getBoundingClientRect().top - other.getBoundingClientRect().top);
      const [first] = seen;
      return `${first?.dataset['number'] ?? ''} ${Math.round((first?.getBoundingClientRect().top ?? 0) - top)}`;
    });
  await expect.poll(topRow).toMatch(/^\d+ -?\d+$/);
  const before = await topRow();
  for (const number of ['2001', '2002', '2003'])
    pbx.extensions.add({ extnumber: number, username: `Aaron ${number}`, status: 'Registered' });
  await panel.getByText('All 62').waitFor(soon);
  expect(await topRow()).toBe(before);
  await panel.getByRole('radio', { name: /^Free/ }).check({ force: true });
  await expect.poll(() => list.evaluate((element) => element.scrollTop), soon).toBe(0);
});
