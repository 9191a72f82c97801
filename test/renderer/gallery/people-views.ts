/** Pictures of groups, alerts and notifications. */
import type { Page } from 'playwright';
import type { PictureView } from './views.ts';

const press = (page: Page, name: string | RegExp) => page.getByRole('button', { name }).first().click();
/** Of the menu beside the filters. */
async function fromMenu(page: Page, entry: string): Promise<void> {
  await page.getByRole('button', { name: 'List options' }).click();
  await page.getByRole('menuitem', { name: entry }).click();
}
/** A chip, or an entry of the list's menu where a low window has no room for chips. */
async function choose(page: Page, name: RegExp): Promise<void> {
  const chip = page.getByRole('radio', { name });
  if ((await chip.count()) > 0) return chip.check({ force: true });
  await page.getByRole('button', { name: 'List options' }).click();
  await page.getByRole('menu').getByText(name).click();
}

async function open(page: Page, who: string): Promise<void> {
  await page.keyboard.type(who);
  await page.keyboard.press('Enter');
}

export const peopleViews: readonly PictureView[] = [
  { name: 'groups-in-list', state: 'with-groups' },
  { name: 'group-chosen', state: 'with-groups', then: (page) => choose(page, /^Support/) },
  { name: 'group-empty', state: 'with-groups', then: (page) => choose(page, /^Night/) },
  { name: 'groups', state: 'with-groups', then: (page) => fromMenu(page, 'Edit groups…') },
  {
    name: 'group-edit',
    state: 'with-groups',
    async then(page) {
      await fromMenu(page, 'Edit groups…');
      await press(page, 'Edit Sales');
      await page.getByLabel('Find colleagues').fill('a');
    },
  },
  {
    name: 'group-new',
    state: 'with-groups',
    async then(page) {
      await fromMenu(page, 'New group…');
    },
  },
  { name: 'alerts', state: 'with-alerts', then: (page) => press(page, /^Alerts/) },
  {
    name: 'alerts-german',
    state: 'with-alerts',
    language: 'de',
    then: (page) => press(page, /^Hinweise/),
  },
  {
    name: 'list-menu',
    state: 'with-groups',
    then: (page) => press(page, 'List options'),
  },
  { name: 'pinned', state: 'pinned', size: { width: 300, height: 420 } },
  { name: 'pinned-empty', state: 'pinned-empty', size: { width: 300, height: 420 } },
  { name: 'long-names', state: 'long-names' },
  { name: 'long-names-colleague', state: 'long-names', then: (page) => open(page, 'maxi') },
  { name: 'long-names-groups', state: 'long-names', then: (page) => fromMenu(page, 'Edit groups…') },
  { name: 'long-names-alerts', state: 'long-names', then: (page) => press(page, /^Alerts/) },
  {
    name: 'long-names-status',
    state: 'long-names-mine',
    then: (page) => page.locator('.status > .open').click(),
  },
  { name: 'long-names-my-calls', state: 'long-names-mine', then: (page) => page.keyboard.press('Control+,') },
  { name: 'long-names-call', state: 'long-names-call' },
  { name: 'long-names-extension', state: 'long-names-extension' },
  { name: 'long-names-line', state: 'long-names-line' },
  { name: 'long-names-notices', state: 'long-names-notices' },
  { name: 'with-alerts-list', state: 'with-alerts' },
  { name: 'snoozed-list', state: 'snoozed' },
  { name: 'snoozed', state: 'snoozed', then: (page) => press(page, /^Alerts/) },
  {
    name: 'alert-new',
    state: 'with-alerts',
    async then(page) {
      await open(page, 'david');
      await press(page, /^Alert me about/);
    },
  },
  {
    name: 'alert-change',
    state: 'with-alerts',
    async then(page) {
      await press(page, /^Alerts/);
      await press(page, /^Change: Maximiliane/);
    },
  },
  { name: 'colleague-alerted', state: 'with-groups', then: (page) => open(page, 'ben') },
  {
    name: 'quiet-hours',
    state: 'quiet',
    async then(page) {
      await page.keyboard.press('Control+,');
      await page.getByRole('tab', { name: 'Alerts' }).click();
    },
  },
  {
    name: 'quiet-hours-german',
    state: 'quiet',
    language: 'de',
    async then(page) {
      await page.keyboard.press('Control+,');
      await page.getByRole('tab', { name: 'Hinweise' }).click();
    },
  },
  {
    name: 'administered-notifications',
    state: 'administered-settings',
    async then(page) {
      await page.keyboard.press('Control+,');
      await page.getByRole('tab', { name: 'Alerts' }).click();
    },
  },
  {
    name: 'administered-settings',
    state: 'administered-settings',
    then: (page) => page.keyboard.press('Control+,'),
  },
  { name: 'signed-out-settings', state: 'signed-out', then: (page) => press(page, 'Settings') },
];
