/** The three test projects: `node` (core, demo PBX, desk, build), `renderer` (in a real browser) and `e2e` (the whole product). */
import { existsSync } from 'node:fs';
import { svelte } from '@sveltejs/vite-plugin-svelte';
import { playwright } from '@vitest/browser-playwright';
import { defineConfig } from 'vitest/config';
import { browserLaunch } from './build/machine/find-browser.ts';
import { soon } from './test/soon.ts';

/** For a machine that is busy with other things: a test that hangs still ends, and one that is slow is no failure. */
const timeLimits = {
  testTimeout: 60_000,
  hookTimeout: 120_000,
  // What is waited for ends the wait at once; a second, the default, is short on such a machine.
  expect: { poll: { timeout: 20_000 } },
};
const REAL_KEYRING = './test/keyring/real-keyring.ts';

/** A machine without a browser still runs the other projects; this one then fails with the sentence that says what to do. */
function browserProvider(): ReturnType<typeof playwright> {
  try {
    return playwright({ launchOptions: { ...browserLaunch(), headless: true } });
  } catch (error) {
    if (process.argv.includes('renderer')) throw error;
    return playwright();
  }
}

export default defineConfig({
  test: {
    passWithNoTests: true,
    maxWorkers: 2,
    projects: [
      {
        test: {
          name: 'node',
          environment: 'node',
          include: [
            'electron/**/*.test.ts',
            'test/*.test.ts',
            'test/{pbx,core,desk,shell,keyring,bench,prove}/**/*.test.ts',
            'build/**/*.test.ts',
          ],
          globalSetup: existsSync(new URL(REAL_KEYRING, import.meta.url)) ? [REAL_KEYRING] : [],
          setupFiles: ['./test/property-seed.ts'],
          ...timeLimits,
        },
      },
      {
        plugins: [svelte()],
        test: {
          name: 'renderer',
          include: ['test/renderer/**/*.test.ts', 'renderer/**/*.test.ts'],
          browser: {
            enabled: true,
            headless: true,
            provider: browserProvider(),
            instances: [{ browser: 'chromium' }],
            viewport: { width: 380, height: 640 },
          },
          ...timeLimits,
        },
      },
      {
        test: {
          name: 'e2e',
          environment: 'node',
          include: ['test/e2e/**/*.test.ts'],
          globalSetup: ['./test/e2e/build-product.ts'],
          testTimeout: 240_000,
          hookTimeout: 120_000,
          expect: { poll: soon },
        },
      },
    ],
  },
});
