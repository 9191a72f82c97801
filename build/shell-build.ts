/** Bundles the Electron shell: the main process to `dist/main`, the preload script to `dist/preload`. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';

const MAIN_ENTRY = 'electron/main.ts';
const PRELOAD_ENTRY = 'electron/preload/preload.ts';

/** Whether this tree has a shell to build. */
export function hasShell(root: string): boolean {
  return existsSync(join(root, MAIN_ENTRY));
}

/** Bundles both with everything they import, but for Electron itself and the native keychain module. */
export async function buildShell(root: string): Promise<void> {
  const { build } = await import('vite');
  const common = { root, configFile: false, logLevel: 'warn', mode: 'production', publicDir: false } as const;
  const external = ['electron', 'keytar'];
  await build({
    ...common,
    ssr: { target: 'node', noExternal: true, external },
    build: {
      ssr: MAIN_ENTRY,
      outDir: 'dist/main',
      target: 'node24',
      sourcemap: false,
      rolldownOptions: { external, output: { entryFileNames: 'main.js' } },
    },
  });
  await build({
    ...common,
    ssr: { target: 'node', noExternal: true, external },
    build: {
      ssr: PRELOAD_ENTRY,
      outDir: 'dist/preload',
      target: 'node24',
      sourcemap: false,
      // A sandboxed preload script is CommonJS, in one file.
      rolldownOptions: { external, output: { format: 'cjs', entryFileNames: 'preload.cjs' } },
    },
  });
}
