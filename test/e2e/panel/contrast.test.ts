/** Every view of the panel, in every look that a person's system may ask for: its text stands out enough. `accessibility.test.ts` has the light one. */
import { expect, test } from 'vitest';
import { views } from '../../renderer/gallery/views.ts';
import { findViolations } from './find-violations.ts';
import { openGallery, viewsOfUsualSize } from './open-gallery.ts';

const gallery = openGallery();

/** What a person's system may ask of the panel; only colours differ then. */
const looks = [
  ['dark', { colorScheme: 'dark' }],
  ['more contrast', { contrast: 'more' }],
  ['more contrast, dark', { contrast: 'more', colorScheme: 'dark' }],
  ['forced colours', { forcedColors: 'active' }],
  ['forced colours, dark', { forcedColors: 'active', colorScheme: 'dark' }],
] as const;
const usual = { colorScheme: 'light', contrast: null, forcedColors: null, reducedMotion: 'reduce' } as const;
test.for(viewsOfUsualSize)('$name', async (view) => {
  await gallery.show(view, { theme: 'light', zoom: 1 });
  const found: Record<string, string[]> = {};
  for (const [name, media] of looks) {
    await gallery.page.emulateMedia({ ...usual, ...media });
    found[name] = await findViolations(gallery.page, ['color-contrast']);
  }
  await gallery.page.emulateMedia(usual);
  expect(Object.entries(found).filter(([, one]) => one.length > 0)).toEqual([]);
});

test('pale text is found where the page keeps its own colours', async () => {
  const [view] = views;
  if (view === undefined) throw new Error('there are no views');
  await gallery.show(view, { theme: 'light', zoom: 1 });
  await gallery.page.evaluate(() => {
    document.body.insertAdjacentHTML('beforeend', '<p style="color: #999; background: #888">Pale</p>');
  });
  for (const [name, media] of looks.slice(0, 3)) {
    await gallery.page.emulateMedia({ ...usual, ...media });
    expect(await findViolations(gallery.page, ['color-contrast']), name).toContainEqual(
      expect.stringMatching(/^color-contrast/),
    );
  }
  await gallery.page.emulateMedia(usual);
});
