/** Builds the gallery once and serves it: a page that shows any state of the panel at once. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { svelte } from '@sveltejs/vite-plugin-svelte';
import { build, preview, type InlineConfig } from 'vite';

export interface Gallery {
  /** Takes `?state=…&theme=…&language=…`. */
  readonly address: string;
  readonly close: () => Promise<void>;
}

export async function startGallery(): Promise<Gallery> {
  const outDir = await mkdtemp(join(tmpdir(), 'lampfield-gallery-'));
  const shared: InlineConfig = {
    configFile: false,
    logLevel: 'warn',
    root: fileURLToPath(new URL('.', import.meta.url)),
    plugins: [svelte()],
    build: { outDir, emptyOutDir: true, target: 'chrome146', assetsInlineLimit: 0, minify: false },
  };
  await build({ ...shared, base: './', build: { ...shared.build, reportCompressedSize: false } });
  const server = await preview({ ...shared, preview: { host: '127.0.0.1', port: 0 } });
  const address = server.resolvedUrls?.local[0];
  if (address === undefined) throw new Error('the gallery has no address');
  return {
    address,
    async close() {
      await server.close();
      await rm(outDir, { recursive: true, force: true });
    },
  };
}
