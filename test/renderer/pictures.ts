/** Draws every state of the panel as a PNG file: `node test/renderer/pictures.ts FOLDER [NAME…]`. */
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { svelte } from '@sveltejs/vite-plugin-svelte';
import { chromium } from 'playwright';
import type { Page } from 'playwright';
import { createServer } from 'vite';
import { browserLaunch } from '../../build/find-browser.ts';
import { views } from './gallery/views.ts';
import type { PictureView } from './gallery/views.ts';

const [folder, ...only] = process.argv.slice(2);
if (folder === undefined) throw new Error('say into which folder');

const server = await createServer({
  configFile: false,
  logLevel: 'warn',
  root: fileURLToPath(new URL('gallery', import.meta.url)),
  plugins: [svelte()],
  server: {
    host: '127.0.0.1',
    port: 0,
    watch: null,
    hmr: false,
    fs: { allow: [fileURLToPath(new URL('../..', import.meta.url))] },
  },
});
await server.listen();
const address = server.resolvedUrls?.local[0];
if (address === undefined) throw new Error('the picture server has no address');
await mkdir(folder, { recursive: true });
const browser = await chromium.launch(browserLaunch());

async function draw(page: Page, view: PictureView, theme: 'light' | 'dark'): Promise<void> {
  await page.setViewportSize(view.size ?? { width: 400, height: 640 });
  const language = view.language ?? 'en';
  await page.goto(`${address ?? ''}?state=${view.state}&theme=${theme}&language=${language}`);
  await page.getByRole('main').waitFor();
  await view.then?.(page);
  await page.evaluate(() => document.fonts.ready);
  await page.screenshot({ path: join(folder ?? '', `${view.name}-${theme}.png`), animations: 'disabled' });
}

try {
  const page = await browser.newPage({ reducedMotion: 'reduce' });
  page.on('pageerror', (error) => console.error(error));
  page.on('console', (line) => console.error(line.text()));
  for (const view of views.filter(({ name }) => only.length === 0 || only.includes(name))) {
    await draw(page, view, 'light');
    await draw(page, view, 'dark');
  }
} finally {
  await browser.close();
  await server.close();
}
