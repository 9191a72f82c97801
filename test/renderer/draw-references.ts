/** Draws the pictures that the tests compare with: `npm run draw [NAME…]`. Look at each before you commit it. */
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { openPictureBrowser } from './gallery/picture-browser.ts';
import { startGallery } from './gallery/gallery-server.ts';
import { drawReferences, referenceFolder, referenceViews } from './gallery/references.ts';

const only = process.argv.slice(2);
const gallery = await startGallery();
const browser = await openPictureBrowser();
try {
  await mkdir(referenceFolder, { recursive: true });
  const page = await browser.newPage();
  page.setDefaultTimeout(5_000);
  for (const view of referenceViews.filter(({ name }) => only.length === 0 || only.includes(name))) {
    try {
      for (const { name, png } of await drawReferences(page, gallery, view)) {
        await writeFile(join(referenceFolder, name), png);
      }
      console.log(view.name);
    } catch (error) {
      // The others are still drawn.
      process.exitCode = 1;
      console.error(
        `${view.name} was not drawn: ${error instanceof Error ? error.message.split('\n')[0] : 'unknown'}`,
      );
    }
  }
} finally {
  await browser.close();
  await gallery.close();
}
