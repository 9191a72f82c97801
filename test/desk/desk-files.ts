/** The files that the desk serves: its own page, the built renderer, and the contract's shapes as JavaScript. */

import { readFile } from 'node:fs/promises';
import { stripTypeScriptTypes } from 'node:module';
import { extname, join, normalize, sep } from 'node:path';
import { fileURLToPath } from 'node:url';

export interface DeskFile {
  readonly type: string;
  readonly body: Uint8Array;
}

const root = fileURLToPath(new URL('../..', import.meta.url));
/** URL prefix → folder. Nothing outside these folders can be reached; the page's imports keep their relative paths. */
const folders: readonly { readonly prefix: string; readonly folder: string }[] = [
  { prefix: '/panel/', folder: join(root, 'dist/renderer') },
  { prefix: '/electron/contract/', folder: join(root, 'electron/contract') },
  { prefix: '/test/desk/page/', folder: join(root, 'test/desk/page') },
];
/** The page itself, under the bare key. */
const home = '/test/desk/page/';

const types: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.ts': 'text/javascript; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.woff2': 'font/woff2',
  '.png': 'image/png',
};

/** Undefined for everything that isn't one of our files. */
export async function readDeskFile(path: string): Promise<DeskFile | undefined> {
  const full = path === '/' ? home : path;
  const named = full.endsWith('/') ? `${full}index.html` : full;
  const place = folders.find(({ prefix }) => named.startsWith(prefix));
  const type = types[extname(named)];
  if (place === undefined || type === undefined) return undefined;

  const file = normalize(join(place.folder, decodePath(named.slice(place.prefix.length))));
  if (!file.startsWith(place.folder + sep)) return undefined;
  const body = await readFile(file).catch(() => undefined);
  if (body === undefined) return undefined;

  if (named === '/panel/index.html') return { type, body: Buffer.from(withBridge(body.toString('utf8'))) };
  if (extname(file) === '.ts') {
    return { type, body: Buffer.from(stripTypeScriptTypes(body.toString('utf8'), { mode: 'strip' })) };
  }
  return { type, body };
}

/** What a preload does in Electron: the bridge's transport is there before the renderer starts. */
function withBridge(html: string): string {
  return html.replace(/<head>/i, '<head>\n    <script src="../test/desk/page/panel-socket.ts"></script>');
}

function decodePath(path: string): string {
  try {
    return decodeURIComponent(path).replaceAll('\0', '');
  } catch {
    return '';
  }
}
