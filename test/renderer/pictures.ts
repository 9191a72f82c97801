/** Draws every view of the panel, in both themes, as PNG files: `node test/renderer/pictures.ts FOLDER [NAME…]`. */
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { openPictureBrowser } from './gallery/picture-browser.ts';
import { startGallery } from './gallery/gallery-server.ts';
import { drawPage, showView, switchTheme, themes } from './gallery/show-view.ts';
import { views } from './gallery/views.ts';

const [folder, ...only] = process.argv.slice(2);
if (folder === undefined) throw new Error('say into which folder');

const gallery = await startGallery();
await mkdir(folder, { recursive: true });
const browser = await openPictureBrowser();
try {
  const page = await browser.newPage();
  page.on('pageerror', (error) => console.error(error));
  for (const view of views.filter(({ name }) => only.length === 0 || only.includes(name))) {
    await showView(page, gallery, view, { theme: 'light', zoom: 1 });
    for (const theme of themes) {
      await switchTheme(page, theme);
      await writeFile(join(folder, `${view.name}-${theme}.png`), await drawPage(page));
    }
  }
} finally {
  await browser.close();
  await gallery.close();
}
