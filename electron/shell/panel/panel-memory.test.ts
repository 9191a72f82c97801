/** What is remembered of the panel, on a real disk. */

import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { silentLog } from '../../../test/core/fixtures/start-core.ts';
import { createSteeredClock } from '../../../test/steered-clock.ts';
import { lockDataFolder, type DataFolder } from '../../core/lib/files/data-folder.ts';
import { openPanelMemory } from './panel-memory.ts';

let dataFolder: string;
let folder: DataFolder;
beforeEach(async () => {
  dataFolder = await mkdtemp(join(tmpdir(), 'lampfield-panel-'));
  folder = await lockDataFolder(dataFolder, silentLog);
});
afterEach(async () => {
  await folder.release();
  await rm(dataFolder, { recursive: true, force: true });
});

test('what was dragged just before the end is written, and nothing after it', async () => {
  const file = join(dataFolder, 'panel.json');
  const clock = createSteeredClock();
  const memory = await openPanelMemory({ file, folder, clock, log: silentLog });
  memory.remember({ width: 500, height: 700 });
  memory.flush();
  await folder.release();
  memory.remember({ width: 600 });
  await clock.advance(1_000);
  expect(JSON.parse(await readFile(file, 'utf8'))).toEqual({ width: 500, height: 700 });
});
