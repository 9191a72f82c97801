/** Every state of the design as it was approved: both themes, 100 % and 200 %. `npm run draw` draws them. */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { differingShare } from '../../renderer/gallery/differing-share.ts';
import { startGallery, type Gallery } from '../../renderer/gallery/gallery-server.ts';
import { openPictureBrowser, whyNotComparable } from '../../renderer/gallery/picture-browser.ts';
import { drawReferences, referenceFolder, referenceViews } from '../../renderer/gallery/references.ts';

/** Of all pixels: less than one changed word. */
const TOLERATED_SHARE = 0.002;

let gallery: Gallery;
let browser: Browser;
let page: Page;
const incomparable = whyNotComparable();

beforeAll(async () => {
  browser = await openPictureBrowser();
  gallery = await startGallery();
  page = await browser.newPage();
}, 240_000);

afterAll(async () => {
  await browser.close();
  await gallery.close();
});

test.for(referenceViews)('$name looks as approved', { timeout: 120_000 }, async (view, context) => {
  if (incomparable !== undefined) context.skip(incomparable);
  const differing: string[] = [];
  for (const { name, png } of await drawReferences(page, gallery, view)) {
    const reference = await readFile(join(referenceFolder, name));
    const share = await differingShare(page, reference, png);
    if (share > TOLERATED_SHARE) differing.push(`${name}: ${(share * 100).toFixed(2)} %`);
  }
  expect(differing).toEqual([]);
});

test('a different picture is noticed', async () => {
  const [view, other] = referenceViews;
  if (view === undefined || other === undefined) throw new Error('there are no references');
  const [one] = await drawReferences(page, gallery, view);
  const [two] = await drawReferences(page, gallery, other);
  if (one === undefined || two === undefined) throw new Error('nothing was drawn');
  expect(await differingShare(page, one.png, one.png)).toBe(0);
  expect(await differingShare(page, one.png, two.png)).toBeGreaterThan(TOLERATED_SHARE);
}, 120_000);
