/** Every view of the panel, in both themes, through axe: no violation. */
import { AxeBuilder } from '@axe-core/playwright';
import { chromium, type Browser, type Page } from 'playwright';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { browserLaunch } from '../../build/find-browser.ts';
import { startGallery, type Gallery } from '../renderer/gallery/gallery-server.ts';
import { showView, switchTheme, themes, type Theme } from '../renderer/gallery/show-view.ts';
import { views } from '../renderer/gallery/views.ts';

let gallery: Gallery;
let browser: Browser;
let page: Page;

beforeAll(async () => {
  gallery = await startGallery();
  browser = await chromium.launch(browserLaunch());
  page = await browser.newPage();
}, 240_000);

afterAll(async () => {
  await browser.close();
  await gallery.close();
});

/** What is wrong, and where: enough to mend it. The panel is one frame, so axe runs in it in one go. */
async function violations(theme: Theme): Promise<string[]> {
  const axe = new AxeBuilder({ page }).setLegacyMode(true);
  // Only colours differ in the other theme.
  if (theme === 'dark') axe.withRules(['color-contrast']);
  const { violations: found } = await axe.analyze();
  return found.flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html.slice(0, 160)}`));
}

/** Another language or size is the same markup. */
const oneOfEach = views.filter(({ language, size }) => language === undefined && size === undefined);

test.for(oneOfEach)('$name', async (view) => {
  await showView(page, gallery, view, { theme: 'light', zoom: 1 });
  const found: Record<string, string[]> = {};
  for (const theme of themes) {
    await switchTheme(page, theme);
    found[theme] = await violations(theme);
  }
  expect(found).toEqual({ light: [], dark: [] });
});

test('a planted violation is found', async () => {
  const [view] = views;
  if (view === undefined) throw new Error('there are no views');
  await showView(page, gallery, view, { theme: 'light', zoom: 1 });
  await page.evaluate(() => document.body.insertAdjacentHTML('beforeend', '<button></button>'));
  expect(await violations('light')).toContainEqual(expect.stringMatching(/^button-name/));
  await page.evaluate(() => {
    document.body.insertAdjacentHTML('beforeend', '<p style="color: #999; background: #888">Pale</p>');
  });
  expect(await violations('dark')).toContainEqual(expect.stringMatching(/^color-contrast/));
});
