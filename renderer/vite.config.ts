/** Builds the renderer to `dist/renderer`: relative addresses, so that the shell's own protocol and the desk can serve it alike. */
import { fileURLToPath } from 'node:url';
import { svelte } from '@sveltejs/vite-plugin-svelte';
import { defineConfig } from 'vite';

export default defineConfig({
  root: fileURLToPath(new URL('.', import.meta.url)),
  base: './',
  plugins: [svelte()],
  build: {
    outDir: fileURLToPath(new URL('../dist/renderer', import.meta.url)),
    emptyOutDir: true,
    sourcemap: false,
    // A little below Electron 45's Chromium, so that the desk also runs in a browser of last season.
    target: 'chrome146',
    // Assets as files: a `data:` address would need a hole in the content security policy.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    reportCompressedSize: false,
    // One chunk is right: it's read from this computer, and the panel shows nothing before all of it is there.
    chunkSizeWarningLimit: 1_000,
  },
});
