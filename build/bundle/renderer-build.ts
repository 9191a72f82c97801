/** Builds the renderer when its sources have changed since the last build, and only then. */
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';

/** Everything that ends up in the built renderer. */
const SOURCES = ['renderer', 'electron/contract', 'package-lock.json'];
const OUTPUT = 'dist/renderer/index.html';
const STAMP = 'dist/renderer.sha256';

function filesUnder(path: string): string[] {
  if (!existsSync(path)) return [];
  if (statSync(path).isFile()) return [path];
  return readdirSync(path, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && !entry.name.endsWith('.test.ts'))
    .map((entry) => join(entry.parentPath, entry.name))
    .sort();
}

/** SHA-256 over names and contents of the renderer's sources: times of files mean nothing after a fresh clone. */
function rendererSourcesHash(root: string): string {
  const hash = createHash('sha256');
  for (const source of SOURCES) {
    for (const file of filesUnder(join(root, source))) {
      const content = readFileSync(file);
      hash.update(`${relative(root, file)}\0${content.length}\0`).update(content);
    }
  }
  return hash.digest('hex');
}

/** True when `dist/renderer` was built from the sources as they are now. */
function isRendererFresh(root: string): boolean {
  const stamp = join(root, STAMP);
  if (!existsSync(stamp) || !existsSync(join(root, OUTPUT))) return false;
  return readFileSync(stamp, 'utf8').trim() === rendererSourcesHash(root);
}

/** Builds the renderer, even if it's fresh. Throws what vite throws. */
export async function buildRenderer(root: string): Promise<void> {
  const hash = rendererSourcesHash(root);
  const { build } = await import('vite');
  // Under a test runner NODE_ENV is `test`, which outweighs the mode and would build Svelte's development code.
  const before = process.env['NODE_ENV'];
  process.env['NODE_ENV'] = 'production';
  try {
    await build({ configFile: join(root, 'renderer/vite.config.ts'), logLevel: 'warn', mode: 'production' });
  } finally {
    if (before === undefined) delete process.env['NODE_ENV'];
    else process.env['NODE_ENV'] = before;
  }
  writeFileSync(join(root, STAMP), `${hash}\n`);
}

/** Builds the renderer unless it is fresh; says so on stderr, as another program may be reading stdout. */
export async function ensureRendererBuilt(root: string): Promise<void> {
  if (isRendererFresh(root)) return;
  const startMs = performance.now();
  process.stderr.write('Building the renderer …\n');
  await buildRenderer(root);
  process.stderr.write(`Built in ${((performance.now() - startMs) / 1000).toFixed(1)} s\n`);
}
