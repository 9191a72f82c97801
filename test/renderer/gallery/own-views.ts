/** The views of my extension's settings: each state at the panel's size, and the whole form on one long page. */
import type { Page } from 'playwright';
import { ownStates } from '../own-snapshots.ts';
import type { OwnStateName } from '../own-snapshots.ts';
import type { PictureView } from './views.ts';

const names = Object.keys(ownStates) as OwnStateName[];

async function open(page: Page): Promise<void> {
  await page.getByRole('searchbox').waitFor();
  await page.keyboard.press('Control+,');
  await page.getByRole('tab').first().click();
}

const opened = (name: string, state: OwnStateName, more: Partial<PictureView> = {}): PictureView => ({
  name,
  state,
  then: open,
  ...more,
});

const WHOLE = { width: 400, height: 1500 };
const press = (page: Page, name: string) => page.getByRole('button', { name, exact: true }).click();

export const ownViews: readonly PictureView[] = [
  ...names.map((state) => opened(state, state)),
  opened('own-whole', 'own', { size: WHOLE }),
  opened('own-whole-german', 'own', { size: WHOLE, language: 'de' }),
  opened('own-drafted-whole', 'own-drafted', { size: { width: 400, height: 1800 } }),
  opened('own-drafted-german', 'own-drafted', { size: { width: 400, height: 1900 }, language: 'de' }),
  opened('own-problems-whole', 'own-problems', { size: { width: 400, height: 1700 } }),
  opened('own-untold-whole', 'own-untold', { size: { width: 400, height: 1700 } }),
  opened('own-managed-whole', 'own-managed', { size: { width: 400, height: 1700 } }),
  opened('own-zoomed', 'own-drafted', { size: { width: 200, height: 320 } }),
  opened('own-zoomed-whole', 'own-drafted', { size: { width: 200, height: 3000 }, language: 'de' }),
  opened('own-conflict-zoomed', 'own-conflict', { size: { width: 200, height: 900 }, language: 'de' }),
  opened('own-conflict-german', 'own-conflict', { language: 'de' }),
  opened('own-wide', 'own-drafted', { size: { width: 900, height: 700 } }),
  opened('own-picker', 'own', {
    then: async (page) => {
      await open(page);
      const picker = page.getByRole('combobox', { name: 'Colleague' });
      await picker.click();
      await picker.fill('mu');
    },
  }),
  opened('own-until', 'own-drafted', {
    then: async (page) => {
      await open(page);
      await press(page, 'For a while…');
    },
  }),
  opened('own-until-other', 'own-drafted', {
    language: 'de',
    then: async (page) => {
      await open(page);
      await press(page, 'Für eine Weile…');
      await page.getByText('Bis…', { exact: true }).click();
    },
  }),
  opened('own-preset', 'own', {
    then: async (page) => {
      await open(page);
      await press(page, 'Home office');
    },
  }),
  opened('own-preset-new', 'own', {
    then: async (page) => {
      await open(page);
      await press(page, 'New preset');
    },
  }),
];
