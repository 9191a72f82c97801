/** Pictures of groups, alerts and notifications. */
import type { Page } from 'playwright';
import type { PictureView } from './views.ts';

const press = (page: Page, name: string | RegExp) => page.getByRole('button', { name }).first().click();
const choose = (page: Page, name: RegExp) => page.getByRole('radio', { name }).check({ force: true });

async function open(page: Page, who: string): Promise<void> {
  await page.keyboard.type(who);
  await page.keyboard.press('Enter');
}

export const peopleViews: readonly PictureView[] = [
  { name: 'groups-in-list', state: 'with-groups' },
  { name: 'group-chosen', state: 'with-groups', then: (page) => choose(page, /^Support/) },
  { name: 'group-empty', state: 'with-groups', then: (page) => choose(page, /^Night/) },
  { name: 'groups', state: 'with-groups', then: (page) => press(page, 'Groups') },
  { name: 'groups-none', state: 'live', then: (page) => press(page, 'Groups') },
  {
    name: 'group-edit',
    state: 'with-groups',
    async then(page) {
      await press(page, 'Groups');
      await press(page, 'Edit Sales');
      await page.getByLabel('Find colleagues to add').fill('a');
    },
  },
  {
    name: 'group-new',
    state: 'with-groups',
    async then(page) {
      await press(page, 'Groups');
      await press(page, 'New group');
    },
  },
  { name: 'alerts', state: 'with-alerts', then: (page) => press(page, /^Alerts/) },
  {
    name: 'alerts-german',
    state: 'with-alerts',
    language: 'de',
    then: (page) => press(page, /^Hinweise/),
  },
  { name: 'snoozed-list', state: 'snoozed' },
  { name: 'snoozed', state: 'snoozed', then: (page) => press(page, /^Alerts/) },
  {
    name: 'alert-new',
    state: 'with-alerts',
    async then(page) {
      await open(page, 'ina');
      await press(page, 'More choices');
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
      await page.getByRole('tab', { name: 'Notifications' }).click();
    },
  },
  {
    name: 'quiet-hours-german',
    state: 'quiet',
    language: 'de',
    async then(page) {
      await page.keyboard.press('Control+,');
      await page.getByRole('tab', { name: 'Mitteilungen' }).click();
    },
  },
  {
    name: 'administered-notifications',
    state: 'administered-settings',
    async then(page) {
      await page.keyboard.press('Control+,');
      await page.getByRole('tab', { name: 'Notifications' }).click();
    },
  },
  {
    name: 'administered-settings',
    state: 'administered-settings',
    then: (page) => page.keyboard.press('Control+,'),
  },
  { name: 'signed-out-settings', state: 'signed-out', then: (page) => press(page, 'Settings') },
];
