/** Every view of the panel, in every look that a person's system may ask for: its text stands out enough. `accessibility.test.ts` has the light one. */
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

/** What a person's system may ask of the panel; only colours differ then. */
const looks = [
  ['dark', { colorScheme: 'dark' }],
  ['more contrast', { contrast: 'more' }],
  ['more contrast, dark', { contrast: 'more', colorScheme: 'dark' }],
  ['forced colours', { forcedColors: 'active' }],
  ['forced colours, dark', { forcedColors: 'active', colorScheme: 'dark' }],
] as const;
const usual = { colorScheme: 'light', contrast: null, forcedColors: null, reducedMotion: 'reduce' } as const;
/** Another language or size has the same colours. */
const oneOfEach = views.filter(({ language, size }) => language === undefined && size === undefined);

test.for(oneOfEach)('$name', async (view) => {
  await showView(page, gallery, view, { theme: 'light', zoom: 1 });
  const found: Record<string, string[]> = {};
  for (const [name, media] of looks) {
    await page.emulateMedia({ ...usual, ...media });
    found[name] = await findViolations(page, ['color-contrast']);
  }
  await page.emulateMedia(usual);
  expect(Object.entries(found).filter(([, one]) => one.length > 0)).toEqual([]);
});

test('pale text is found where the page keeps its own colours', async () => {
  const [view] = views;
  if (view === undefined) throw new Error('there are no views');
  await showView(page, gallery, view, { theme: 'light', zoom: 1 });
  await page.evaluate(() => {
    document.body.insertAdjacentHTML('beforeend', '<p style="color: #999; background: #888">Pale</p>');
  });
  for (const [name, media] of looks.slice(0, 3)) {
    await page.emulateMedia({ ...usual, ...media });
    expect(await findViolations(page, ['color-contrast']), name).toContainEqual(
      expect.stringMatching(/^color-contrast/),
    );
  }
  await page.emulateMedia(usual);
});
