/** The gallery of the panel's views in a page of a real browser, for the tests of one file. */

import { chromium, type Page } from 'playwright';
import { afterAll, beforeAll } from 'vitest';
import { browserLaunch } from '../../../build/machine/find-browser.ts';
import { startGallery } from '../../renderer/gallery/gallery-server.ts';
import { showView, type Theme } from '../../renderer/gallery/show-view.ts';
import { views, type PictureView } from '../../renderer/gallery/views.ts';

/** Every view once: another language or size has the same markup and colours. */
export const viewsOfUsualSize = views.filter(
  ({ language, size }) => language === undefined && size === undefined,
);

export interface GalleryPage {
  readonly page: Page;
  /** Resolves when the view is drawn. */
  show(view: PictureView, look: { readonly theme: Theme; readonly zoom: 1 | 2 }): Promise<void>;
}

/** The first start builds the views, which takes a minute or two on a busy machine. */
const openMs = 240_000;

/** Opens it before the file's tests and closes it after them: call it outside the tests, use it in them. */
export function openGallery(options: { readonly deviceScaleFactor?: number } = {}): GalleryPage {
  let close: (() => Promise<void>) | undefined;
  let opened: GalleryPage | undefined;
  const present = (): GalleryPage => {
    if (opened === undefined) throw new Error('the gallery opens before the first test');
    return opened;
  };
  beforeAll(async () => {
    const gallery = await startGallery();
    const browser = await chromium.launch(browserLaunch());
    close = async () => {
      await browser.close();
      await gallery.close();
    };
    const page = await browser.newPage(options);
    opened = { page, show: (view, look) => showView(page, gallery, view, look) };
  }, openMs);
  afterAll(() => close?.());
  return {
    get page() {
      return present().page;
    },
    show: (view, look) => present().show(view, look),
  };
}
