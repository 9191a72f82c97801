/** Brings one view of the gallery onto a page. */
import type { Page } from 'playwright';
import type { Gallery } from './gallery-server.ts';
import type { PictureView } from './views.ts';

export type Theme = 'light' | 'dark';
export const themes: readonly Theme[] = ['light', 'dark'];

/** The zoom of a window that stays as large as it is: at 2 half as much fits into it. */
export async function showView(
  page: Page,
  gallery: Gallery,
  view: PictureView,
  { theme, zoom }: { readonly theme: Theme; readonly zoom: 1 | 2 },
): Promise<void> {
  const { width, height } = view.size ?? { width: 400, height: 640 };
  await page.setViewportSize({ width: width / zoom, height: height / zoom });
  await page.emulateMedia({ colorScheme: theme, reducedMotion: 'reduce' });
  await page.goto(`${gallery.address}?state=${view.state}&theme=system&language=${view.language ?? 'en'}`);
  await page.getByRole('main').waitFor();
  await view.then?.(page);
  if (view.whole === true) await showWhole(page);
  await page.evaluate(() => document.fonts.ready);
}

/** As high as what it holds; a control that wraps because of it may need a second try. */
async function showWhole(page: Page): Promise<void> {
  for (let turn = 0; turn < 3; turn += 1) {
    const hidden = await page.evaluate(() =>
      Math.max(
        ...[...document.querySelectorAll('*')].map((one) =>
          getComputedStyle(one).overflowY === 'auto' ? one.scrollHeight - one.clientHeight : 0,
        ),
      ),
    );
    const size = page.viewportSize();
    if (hidden <= 0 || size === null) return;
    await page.setViewportSize({ ...size, height: size.height + hidden });
  }
}

/** The same view in the other colours. */
export async function switchTheme(page: Page, theme: Theme): Promise<void> {
  await page.emulateMedia({ colorScheme: theme, reducedMotion: 'reduce' });
}

export async function drawPage(page: Page): Promise<Buffer> {
  return page.screenshot({ animations: 'disabled', caret: 'hide' });
}
