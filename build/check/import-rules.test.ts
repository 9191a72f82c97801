/** Feeds the import rules trees that break them one by one: a rule that can't fail proves nothing. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { checkImports } from './import-rules.ts';

let root = '';
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'lampfield-imports-'));
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

function write(path: string, text: string): void {
  mkdirSync(dirname(join(root, path)), { recursive: true });
  writeFileSync(join(root, path), text);
}

const FORBIDDEN: readonly (readonly [path: string, text: string, named: string])[] = [
  [
    'renderer/panel.ts',
    "import { app } from '../electron/core/create-core.ts';",
    'electron/core/create-core.ts',
  ],
  [
    'renderer/panel.ts',
    "import type { App } from '../electron/core/create-core.ts';",
    'electron/core/create-core.ts',
  ],
  [
    'renderer/Panel.svelte',
    '<script lang="ts">\n  import type { App } from "../electron/core/create-core.ts";\n</script>\n<p>hi</p>',
    'electron/core/create-core.ts',
  ],
  [
    'renderer/Panel.svelte',
    '<script module lang="ts">import fs from "node:fs";</script><script>let a = 1;</script>',
    'node:fs',
  ],
  ['renderer/panel.ts', "import { ipcRenderer } from 'electron';", 'electron'],
  ['renderer/panel.ts', "export * from '../electron/shell/tray.ts';", 'electron/shell/tray.ts'],
  ['electron/contract/failure.ts', "import { readFile } from 'node:fs/promises';", 'node:fs'],
  ['electron/contract/failure.ts', "import { readFile } from 'fs/promises';", 'node:fs'],
  ['electron/contract/failure.ts', "import { app } from 'electron';", 'electron'],
  ['electron/contract/failure.ts', "import { request } from 'undici';", 'undici'],
  ['electron/contract/failure.ts', "import '../core/create-core.ts';", 'electron/core/create-core.ts'],
  ['electron/core/create-core.ts', "import { app } from 'electron';", 'electron'],
  ['electron/core/create-core.ts', "const electron = await import('electron');", 'electron'],
  ['electron/core/create-core.ts', "const electron = require('electron');", 'electron'],
  ['electron/core/create-core.ts', "import type { Tray } from '../shell/tray.ts';", 'electron/shell/tray.ts'],
  ['electron/core/create-core.ts', "import { demo } from '../../test/pbx/device.ts';", 'test/pbx/device.ts'],
  ['electron/core/session/session.ts', "import { Agent } from 'undici';", 'undici'],
  ['electron/core/create-core.ts', "import keytar from 'keytar';", 'keytar'],
  ['electron/core/keychain/vault.ts', "import keytar from 'keytar';", 'keytar'],
  ['electron/core/create-core.ts', "import leftPad from 'left-pad';", 'left-pad'],
  ['electron/core/create-core.ts', "import panel from '../../renderer/panel.ts';", 'renderer/panel.ts'],
  ['electron/shell/tray.ts', "import { demo } from '../../test/pbx/device.ts';", 'test/pbx/device.ts'],
  [
    'electron/preload/preload.ts',
    "import { app } from '../core/create-core.ts';",
    'electron/core/create-core.ts',
  ],
  ['electron/preload/preload.ts', "import fs from 'node:fs';", 'node:fs'],
  ['electron/main.ts', "import { demo } from '../test/pbx/device.ts';", 'test/pbx/device.ts'],
  [
    'test/pbx/device.ts',
    "import { app } from '../../electron/core/create-core.ts';",
    'electron/core/create-core.ts',
  ],
  ['test/pbx/device.ts', "import { clock } from '../steered-clock.ts';", 'test/steered-clock.ts'],
];

describe('the import rules refuse', () => {
  test.each(FORBIDDEN)('%s: %s', (path, text, named) => {
    write(path, text);
    const { violations } = checkImports(root);
    expect(violations).toHaveLength(1);
    expect(violations[0]).toContain(path);
    expect(violations[0]).toContain(named);
  });

  test('a file that no rule covers', () => {
    write('electron/elsewhere/file.ts', "import 'zod';");
    expect(checkImports(root).violations).toEqual([expect.stringContaining('no rule says')]);
  });
});

test('a violation names the line, in a component too', () => {
  const component =
    '<p>hi</p>\n<script lang="ts">\n  import type { App } from "../electron/core/app.ts";\n</script>';
  write('renderer/Panel.svelte', component);
  expect(checkImports(root).violations).toEqual([
    'renderer/Panel.svelte:3: the renderer may not import electron/core/app.ts',
  ]);
});

describe('the import rules allow', () => {
  test.each([
    ['renderer/panel.ts', "import type { Snapshot } from '../electron/contract/snapshot.ts';"],
    ['renderer/Panel.svelte', '<script lang="ts">import { Dialog } from "bits-ui";</script>'],
    ['electron/contract/requests.ts', "import { z } from 'zod'; import './failure.ts';"],
    [
      'electron/core/pbx/transport/pinned-transport.ts',
      "import { Client } from 'undici'; import tls from 'node:tls';",
    ],
    ['electron/core/keychain/keychain.ts', "import keytar from 'keytar';"],
    ['electron/core/create-core.ts', "import '../contract/failure.ts'; // import 'electron'"],
    ['electron/core/create-core.ts', 'const text = "import { app } from \'electron\'";'],
    ['electron/core/app.test.ts', "import '../../test/pbx/device.ts'; import { test } from 'vitest';"],
    [
      'electron/main.ts',
      "import { app } from 'electron'; import './shell/tray.ts'; import './core/create-core.ts';",
    ],
    ['test/desk/main.ts', "import '../../electron/core/create-core.ts'; import '../pbx/device.ts';"],
    ['renderer/vite.config.ts', "import { fileURLToPath } from 'node:url';"],
  ])('%s: %s', (path, text) => {
    write(path, text);
    expect(checkImports(root).violations).toEqual([]);
  });
});
