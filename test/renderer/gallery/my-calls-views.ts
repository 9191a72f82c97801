/** The views of the status in the header and of the page "My calls": each state at the panel's size, and the whole page at once. */
import type { Page } from 'playwright';
import { myCallsStates } from '../fixtures/my-calls-snapshots.ts';
import type { MyCallsStateName } from '../fixtures/my-calls-snapshots.ts';
import { rowOutcomes, type RowOutcome } from '../fixtures/row-outcomes.ts';
import type { PictureView } from './views.ts';

const names = Object.keys(myCallsStates) as MyCallsStateName[];

async function open(page: Page): Promise<void> {
  await page.getByRole('searchbox').waitFor();
  await page.keyboard.press('Control+,');
  await page.getByRole('tab').first().click();
}

const outcomes = Object.keys(rowOutcomes) as RowOutcome[];

const opened = (
  name: string,
  state: MyCallsStateName | RowOutcome,
  more: Partial<PictureView> = {},
): PictureView => ({
  name,
  state,
  ...more,
  then: async (page) => {
    await open(page);
    await more.then?.(page);
  },
});

const press = (page: Page, name: string | RegExp) =>
  page.getByRole('button', { name, exact: true }).first().click();
const openMenu = async (page: Page): Promise<void> => {
  await page.locator('.status > .open').click();
  await page.getByRole('dialog').waitFor();
};
const choose = async (page: Page, select: string, option: RegExp): Promise<void> => {
  await page.getByRole('combobox', { name: select }).click();
  await page.getByRole('option', { name: option }).click();
};

/** Where each change is told with its undo. */
const showRecent = (state: RowOutcome) => async (page: Page) => {
  if (state === 'rows-undo') await press(page, /^(Recent changes|Letzte Änderungen)$/);
};

const SMALL = { width: 320, height: 400 };
const ZOOMED = { width: 200, height: 320 };

const homeStates = ['mine', 'mine-forwarding', 'mine-do-not-disturb', 'mine-lost', 'mine-offline'] as const;

export const myCallsViews: readonly PictureView[] = [
  ...homeStates.map((state) => ({ name: `home-${state}`, state })),
  { name: 'home-forwarding-german', state: 'mine-forwarding', language: 'de' },
  { name: 'home-forwarding-small', state: 'mine-forwarding', size: SMALL },
  { name: 'home-forwarding-zoomed', state: 'mine-forwarding', size: ZOOMED },
  { name: 'status-menu', state: 'mine-forwarding', then: openMenu },
  {
    name: 'status-menu-do-not-disturb',
    state: 'mine',
    then: async (page) => {
      await openMenu(page);
      await press(page, /^Do not disturb/);
    },
  },
  {
    name: 'status-menu-time',
    state: 'mine',
    language: 'de',
    then: async (page) => {
      await openMenu(page);
      await press(page, /^Nicht stören/);
      await press(page, 'Uhrzeit…');
    },
  },
  {
    name: 'status-menu-forward',
    state: 'mine',
    then: async (page) => {
      await openMenu(page);
      await press(page, /^Forward all calls/);
      await press(page, /^My mobile/);
    },
  },
  {
    name: 'status-menu-colleague',
    state: 'mine',
    then: async (page) => {
      await openMenu(page);
      await press(page, /^Forward all calls/);
      await press(page, /^A colleague/);
    },
  },
  {
    name: 'status-menu-mobile-number',
    state: 'mine-no-mobile',
    then: async (page) => {
      await openMenu(page);
      await press(page, /^Forward all calls/);
      await press(page, /^My mobile/);
      await page.getByRole('textbox', { name: 'Your mobile number' }).fill('0151 / 234-56 78');
    },
  },
  {
    name: 'status-menu-preset',
    state: 'mine',
    then: async (page) => {
      await openMenu(page);
      await press(page, /^Lunch/);
    },
  },
  { name: 'status-menu-german', state: 'mine', language: 'de', then: openMenu },
  {
    name: 'status-menu-small',
    state: 'mine',
    size: SMALL,
    then: async (page) => {
      await openMenu(page);
      await press(page, /^Do not disturb/);
    },
  },
  { name: 'status-menu-zoomed', state: 'mine', size: ZOOMED, then: openMenu },
  ...names.map((state) => opened(`page-${state}`, state, { whole: true })),
  ...outcomes.map((state) => opened(state, state, { whole: true, then: showRecent(state) })),
  ...outcomes.map((state) =>
    opened(`${state}-german`, state, { whole: true, sparse: true, language: 'de', then: showRecent(state) }),
  ),
  opened('page-whole', 'mine', { whole: true }),
  opened('page-whole-german', 'mine', { whole: true, language: 'de' }),
  opened('page-everything-whole', 'mine-everything', {
    whole: true,
    then: async (page) => {
      for (const name of ['Presets', 'Recent changes', 'Details']) await press(page, name);
    },
  }),
  opened('page-small', 'mine-forwarding', { size: SMALL }),
  opened('page-zoomed', 'mine-forwarding', { size: ZOOMED }),
  opened('page-zoomed-whole', 'mine', { size: ZOOMED, whole: true, language: 'de' }),
  opened('page-menu', 'mine', { then: (page) => page.getByRole('combobox', { name: 'All calls' }).click() }),
  opened('page-colleague', 'mine', { then: (page) => choose(page, 'All calls', /^A colleague/) }),
  opened('page-number', 'mine', {
    then: async (page) => {
      await choose(page, 'All calls', /^A number/);
      await page.getByRole('textbox', { name: 'Number for: All calls' }).fill('+49 (0)151 / 234');
      await press(page, 'Outside line…');
    },
  }),
  opened('page-add-mobile', 'mine-no-mobile', { then: (page) => choose(page, 'All calls', /^My mobile/) }),
  opened('page-end', 'mine-do-not-disturb', { then: (page) => press(page, 'Do not disturb: Set an end') }),
  opened('page-pin', 'mine', {
    then: async (page) => {
      await press(page, 'PIN: Change PIN…');
      await page.getByLabel('New PIN', { exact: true }).fill('1234');
    },
  }),
  opened('page-preset-new', 'mine', {
    then: async (page) => {
      await press(page, 'Presets');
      await press(page, 'New preset…');
    },
  }),
];
