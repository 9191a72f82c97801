/** Bundles the Electron shell: the main process to `dist/main`, the preload script to `dist/preload`. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { makeShellPictures } from '../pictures/make-pictures.ts';
import { writeLicences } from '../package/shipped-packages.ts';

const MAIN_ENTRY = 'electron/main.ts';
const PRELOAD_ENTRY = 'electron/preload/preload.ts';

/**
 * Names that Node gives to CommonJS modules only. Without them a CommonJS package inside an ES module throws a ReferenceError,
 * and only once it uses one.
 */
const commonJsNames = {
  es: { __filename: 'import.meta.filename', __dirname: 'import.meta.dirname' },
  cjs: {},
};

/** Whether this tree has a shell to build. */
export function hasShell(root: string): boolean {
  return existsSync(join(root, MAIN_ENTRY));
}

/** Bundles both with everything they import, except Electron itself and the native keychain module; draws the pictures and writes the licences. */
export async function buildShell(root: string): Promise<void> {
  makeShellPictures(root);
  await bundleShell(root, join(root, 'dist'));
  writeLicences(root);
}

/** The bundles alone, to `main` and `preload` below `folder`; resolves to what they import. */
export async function bundleShell(
  root: string,
  folder: string,
  mainEntry = MAIN_ENTRY,
): Promise<readonly string[]> {
  const { build } = await import('vite');
  const external = ['electron', 'keytar'];
  const imports = new Set<string>();
  const noteImports = {
    name: 'note-imports',
    generateBundle(_options: unknown, files: Readonly<Record<string, { readonly type: string }>>): void {
      for (const file of Object.values(files)) {
        if (!('imports' in file) || !('dynamicImports' in file)) continue;
        for (const name of [file.imports, file.dynamicImports].flat()) imports.add(String(name));
      }
    },
  };
  const bundle = (
    entry: string,
    outDir: string,
    { format = 'es', ...output }: Readonly<Record<string, string>> & { readonly format?: 'es' | 'cjs' },
  ) =>
    build({
      root,
      configFile: false,
      logLevel: 'warn',
      mode: 'production',
      publicDir: false,
      plugins: [noteImports],
      ssr: { target: 'node', noExternal: true, external },
      define: commonJsNames[format],
      build: {
        ssr: entry,
        outDir: join(folder, outDir),
        emptyOutDir: true,
        target: 'node24',
        sourcemap: false,
        // Fewer bytes to read before the tray shows.
        minify: true,
        rolldownOptions: { external, output: { format, ...output }, checks: { bundlerTimings: false } },
      },
    });
  await bundle(mainEntry, 'main', { entryFileNames: 'main.js', chunkFileNames: '[name].js' });
  // A sandboxed preload script is CommonJS, in one file.
  await bundle(PRELOAD_ENTRY, 'preload', { format: 'cjs', entryFileNames: 'preload.cjs' });
  return [...imports];
}
