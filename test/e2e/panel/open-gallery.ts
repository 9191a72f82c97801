/** The gallery of the panel's views, and a page of a real browser to see them in. */

import { chromium, type Page } from 'playwright';
import { browserLaunch } from '../../../build/machine/find-browser.ts';
import { startGallery, type Gallery } from '../../renderer/gallery/gallery-server.ts';

export interface OpenedGallery {
  readonly gallery: Gallery;
  readonly page: Page;
  close(): Promise<void>;
}

/** The first start builds the views: give it minutes. */
export async function openGallery(
  options: { readonly deviceScaleFactor?: number } = {},
): Promise<OpenedGallery> {
  const gallery = await startGallery();
  const browser = await chromium.launch(browserLaunch());
  return {
    gallery,
    page: await browser.newPage(options),
    async close() {
      await browser.close();
      await gallery.close();
    },
  };
}
