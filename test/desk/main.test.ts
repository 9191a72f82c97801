/** The desk as it is started from a terminal: its options, its last line, its end. */

import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, expect, test, vi } from 'vitest';
import type { Snapshot } from '../../electron/contract/snapshot.ts';
import { startDemoPbx } from '../pbx/demo-pbx.ts';
import { runDesk, type RunningDesk } from './run-desk.ts';
import { openTab } from './tab.ts';

// Starting a process takes its time on a busy machine.
vi.setConfig({ testTimeout: 60_000 });

const cleanups: (() => Promise<unknown> | undefined)[] = [];
afterEach(async () => {
  for (const cleanup of cleanups.splice(0).reverse()) await cleanup();
});

async function folder(): Promise<string> {
  const made = await mkdtemp(join(tmpdir(), 'lampfield-desk-'));
  cleanups.push(() => rm(made, { recursive: true, force: true }));
  return made;
}

async function start(...options: string[]): Promise<RunningDesk> {
  const desk = await runDesk(options);
  cleanups.push(() => desk.kill());
  return desk;
}

/** Looks at snapshots, as a tab does, until one fits. */
async function until(url: string, fits: (snapshot: Snapshot) => boolean): Promise<Snapshot> {
  const tab = await openTab(url);
  const found = await tab.until(fits);
  tab.close();
  return found;
}

test('--managed: straight to the list of another PBX, without a keychain and without a question', async () => {
  const pbx = await startDemoPbx({ people: 9 });
  cleanups.push(() => pbx.close());
  const data = await folder();
  const managed = join(await folder(), 'managed.json');
  const { url, username, password, fingerprint } = pbx;
  const content = { pbx: { url, version: 'v1.0.0', username, password, fingerprint }, extension: '1002' };
  await writeFile(managed, JSON.stringify(content));

  const desk = await start('--port', '0', '--data', data, '--managed', managed);
  const live = await until(desk.url, ({ connection, me }) => connection.kind === 'live' && me !== null);
  expect(live.me?.number).toBe('1002');
  expect(live.roster.colleagues).toHaveLength(9);
  expect(live.setup).toBeNull();
  expect(await desk.quit()).toEqual([0, null]);
  const log = await readFile(join(data, 'logs', 'lampfield.log'), 'utf8');
  expect(log).toContain('"event":"session.logged-in"');
  expect(log + desk.output()).not.toContain(password);
});

test('a second desk on the same data folder says so and ends; after a crash the next one starts at once', async () => {
  const data = await folder();
  const first = await start('--demo', '--data', data, '--people', '5');
  await expect(runDesk(['--demo', '--data', data])).rejects.toThrow(
    `Lampfield is already running with this data folder. Use the one that’s open, or quit it first:\n${data}\n`,
  );
  await first.kill();
  const next = await start('--demo', '--data', data, '--people', '5');
  expect(await next.quit()).toEqual([0, null]);
});

test('--demo --data: a second start shows the demo again, and what the person had chosen', async () => {
  const data = await folder();
  const first = await start('--demo', '--data', data, '--people', '5');
  await until(first.url, ({ connection, me }) => connection.kind === 'live' && me !== null);
  expect(await first.quit()).toEqual([0, null]);
  const second = await start('--demo', '--data', data, '--people', '5');
  const live = await until(second.url, ({ connection, me }) => connection.kind === 'live' && me !== null);
  expect(live.roster.colleagues).toHaveLength(5);
  expect(second.output()).toMatch(/^http:\/\/127\.0\.0\.1:\S+\n$/);
});
