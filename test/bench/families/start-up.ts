/** What the shipped main process reads and loads before it first calls Electron: all of it before the tray can show. */

import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { bundleShell } from '../../../build/bundle/shell-build.ts';
import { measureStartUpLoad } from '../../../build/bundle/start-up-load.ts';
import type { Row } from '../row.ts';

/** HTTP client, D-Bus, keychain and updater are read later; a second file here is one that everybody would wait for. */
const maxFiles = 1;
/** Minified; a new dependency shows here. */
const maxKilobytes = 750;
/** Node's own modules come from its snapshot, but they still cost time. */
const maxBuiltins = 40;

export async function startUp(folder: string): Promise<Row[]> {
  await bundleShell(fileURLToPath(new URL('../../..', import.meta.url)), folder);
  const { files, bytes, builtins } = await measureStartUpLoad(join(folder, 'main/main.js'));
  const row = (what: string, most: number, value: number): Row => ({
    what: `start-up, before the first call to Electron: ${what}`,
    limit: { kind: 'at most', value: most },
    unit: 'count',
    cells: { 'main bundle': { value } },
  });
  return [
    row('files', maxFiles, files.length),
    row('kB', maxKilobytes, Math.round(bytes / 1_000)),
    row("Node's own modules", maxBuiltins, builtins.length),
  ];
}
