/** Every view of the panel, in every size that a person may give it, through axe: no violation. `contrast.test.ts` has the other colours. */
import { expect, test } from 'vitest';
import { views } from '../../renderer/gallery/views.ts';
import { findViolations } from './find-violations.ts';
import { openGallery, viewsOfUsualSize } from './open-gallery.ts';

const gallery = openGallery();

/** What else depends on how much room there is. */
const OF_SIZE = ['target-size', 'scrollable-region-focusable', 'color-contrast'];
const sizes = [
  ['the smallest window', { width: 320, height: 400 }],
  ['200 %', { width: 200, height: 320 }],
] as const;

test.for(viewsOfUsualSize)('$name', async (view) => {
  await gallery.show(view, { theme: 'light', zoom: 1 });
  const found: Record<string, string[]> = { light: await findViolations(gallery.page) };
  for (const [name, size] of sizes) {
    await gallery.page.setViewportSize(size);
    found[name] = await findViolations(gallery.page, OF_SIZE);
  }
  expect(Object.entries(found).filter(([, one]) => one.length > 0)).toEqual([]);
});

test('a planted violation is found', async () => {
  const [view] = views;
  if (view === undefined) throw new Error('there are no views');
  await gallery.show(view, { theme: 'light', zoom: 1 });
  await gallery.page.evaluate(() => document.body.insertAdjacentHTML('beforeend', '<button></button>'));
  expect(await findViolations(gallery.page)).toContainEqual(expect.stringMatching(/^button-name/));
  await gallery.page.evaluate(() => {
    document.body.insertAdjacentHTML('beforeend', '<p style="color: #999; background: #888">Pale</p>');
  });
  expect(await findViolations(gallery.page, ['color-contrast'])).toContainEqual(
    expect.stringMatching(/^color-contrast/),
  );
});
