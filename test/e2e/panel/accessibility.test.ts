/** Every view of the panel, in every look and size that a person's system may ask for, through axe: no violation. */
import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from 'playwright';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { showView } from '../../renderer/gallery/show-view.ts';
import { views } from '../../renderer/gallery/views.ts';
import { openGallery, type OpenedGallery } from './open-gallery.ts';

let opened: OpenedGallery;
let gallery: OpenedGallery['gallery'];
let page: Page;

beforeAll(async () => {
  opened = await openGallery();
  ({ gallery, page } = opened);
}, 240_000);

afterAll(() => opened.close());

/** What is wrong, and where: enough to fix it. The panel is one frame, so axe runs in it in one go. */
async function violations(rules?: readonly string[]): Promise<string[]> {
  const axe = new AxeBuilder({ page }).setLegacyMode(true);
  if (rules !== undefined) axe.withRules([...rules]);
  const { violations: found } = await axe.analyze();
  return found.flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html.slice(0, 160)}`));
}

/** What a person's system may ask of the panel; only colours differ then. */
const looks = [
  ['dark', { colorScheme: 'dark' }],
  ['more contrast', { contrast: 'more' }],
  ['more contrast, dark', { contrast: 'more', colorScheme: 'dark' }],
  ['forced colours', { forcedColors: 'active' }],
  ['forced colours, dark', { forcedColors: 'active', colorScheme: 'dark' }],
] as const;
const usual = { colorScheme: 'light', contrast: null, forcedColors: null, reducedMotion: 'reduce' } as const;
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
  const found: Record<string, string[]> = { light: await violations() };
  for (const [name, media] of looks) {
    await page.emulateMedia({ ...usual, ...media });
    found[name] = await violations(['color-contrast']);
  }
  await page.emulateMedia(usual);
  for (const [name, size] of sizes) {
    await page.setViewportSize(size);
    found[name] = await violations(OF_SIZE);
  }
  expect(Object.entries(found).filter(([, one]) => one.length > 0)).toEqual([]);
});

test('a planted violation is found', async () => {
  const [view] = views;
  if (view === undefined) throw new Error('there are no views');
  await showView(page, gallery, view, { theme: 'light', zoom: 1 });
  await page.evaluate(() => document.body.insertAdjacentHTML('beforeend', '<button></button>'));
  expect(await violations()).toContainEqual(expect.stringMatching(/^button-name/));
  await page.evaluate(() => {
    document.body.insertAdjacentHTML('beforeend', '<p style="color: #999; background: #888">Pale</p>');
  });
  expect(await violations(['color-contrast'])).toContainEqual(expect.stringMatching(/^color-contrast/));
});
