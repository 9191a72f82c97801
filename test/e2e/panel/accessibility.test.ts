/** Every view of the panel, in every size that a person may give it, through axe: no violation. `contrast.test.ts` has the other colours. */
import type { Page } from 'playwright';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { showView } from '../../renderer/gallery/show-view.ts';
import { views } from '../../renderer/gallery/views.ts';
import { findViolations } from './find-violations.ts';
import { openGallery, type OpenedGallery } from './open-gallery.ts';

let opened: OpenedGallery;
let gallery: OpenedGallery['gallery'];
let page: Page;

beforeAll(async () => {
  opened = await openGallery();
  ({ gallery, page } = opened);
}, 240_000);

afterAll(() => opened.close());

/** What else depends on how much room there is. */
const OF_SIZE = ['target-size', 'scrollable-region-focusable', 'color-contrast'];
const sizes = [
  ['the smallest window', { width: 320, height: 400 }],
  ['200 %', { width: 200, height: 320 }],
] as const;

/** Another language or size is the same markup. */
const oneOfEach = views.filter(({ language, size }) => language === undefined && size === undefined);

test.for(oneOfEach)('$name', async (view) => {
  await showView(page, gallery, view, { theme: 'light', zoom: 1 });
  const found: Record<string, string[]> = { light: await findViolations(page) };
  for (const [name, size] of sizes) {
    await page.setViewportSize(size);
    found[name] = await findViolations(page, OF_SIZE);
  }
  expect(Object.entries(found).filter(([, one]) => one.length > 0)).toEqual([]);
});

test('a planted violation is found', async () => {
  const [view] = views;
  if (view === undefined) throw new Error('there are no views');
  await showView(page, gallery, view, { theme: 'light', zoom: 1 });
  await page.evaluate(() => document.body.insertAdjacentHTML('beforeend', '<button></button>'));
  expect(await findViolations(page)).toContainEqual(expect.stringMatching(/^button-name/));
  await page.evaluate(() => {
    document.body.insertAdjacentHTML('beforeend', '<p style="color: #999; background: #888">Pale</p>');
  });
  expect(await findViolations(page, ['color-contrast'])).toContainEqual(
    expect.stringMatching(/^color-contrast/),
  );
});
