/** The demo's managed file, read by a core of its own: live without a question, and nothing left afterwards. */

import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { afterEach, expect, test } from 'vitest';
import { readCommandLine } from '../../electron/shell/command-line.ts';
import { startCore, type RunningCore } from '../../test/core/fixtures/start-core.ts';
import { startElectronDemo, type ElectronDemo } from './electron-demo.ts';

let demo: ElectronDemo | undefined;
let running: RunningCore | undefined;
afterEach(async () => {
  await running?.close();
  await demo?.close();
});

test('the product goes live on the demo PBX, and no secret is among the arguments', async () => {
  demo = await startElectronDemo();
  const { data, managed, demo: isDemo } = readCommandLine(demo.args);
  expect([data, managed, isDemo]).toEqual([demo.dataFolder, demo.managedFile, true]);
  running = await startCore({
    dataFolder: demo.dataFolder,
    managedFile: { file: demo.managedFile, required: true },
  });
  const snapshot = await running.until(({ connection, me }) => connection.kind === 'live' && me !== null);
  expect(snapshot.roster.colleagues.length).toBeGreaterThan(50);
  const password = /"password":"([^"]+)"/.exec(await readFile(demo.managedFile, 'utf8'))?.[1];
  expect(password).toBeTruthy();
  expect(demo.args.join(' ')).not.toContain(password);
  await running.close();
  running = undefined;
  await demo.close();
  expect(existsSync(demo.managedFile)).toBe(false);
  demo = undefined;
});
