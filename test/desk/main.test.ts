/** The desk as it is started from a terminal: its options, its last line, its end. */

import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, expect, test } from 'vitest';
import { WebSocket } from 'ws';
import { z } from 'zod';
import type { Snapshot } from '../../electron/contract/snapshot.ts';
import { startDemoPbx } from '../pbx/demo-pbx.ts';
import { runDesk, type RunningDesk } from './run-desk.ts';

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

const eventSchema = z.object({ event: z.literal('snapshot'), payload: z.custom<Snapshot>() });

/** Looks at snapshots, as a tab does, until one fits. */
async function until(url: string, fits: (snapshot: Snapshot) => boolean): Promise<Snapshot> {
  const { host, pathname, origin } = new URL(url);
  const socket = new WebSocket(`ws://${host}${pathname}socket`, { headers: { origin } });
  cleanups.push(() => {
    socket.terminate();
    return undefined;
  });
  return new Promise((resolve, reject) => {
    socket.on('error', reject);
    socket.on('open', () => {
      socket.send(JSON.stringify({ id: 1, request: 'snapshot.get', payload: {} }));
    });
    socket.on('message', (data: Buffer) => {
      const message: unknown = JSON.parse(data.toString());
      const reply = z.object({ reply: z.object({ value: z.custom<Snapshot>() }) }).safeParse(message);
      const event = eventSchema.safeParse(message);
      const snapshot = reply.success
        ? reply.data.reply.value
        : event.success
          ? event.data.payload
          : undefined;
      if (snapshot !== undefined && fits(snapshot)) resolve(snapshot);
    });
  });
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
