/** The log against a real folder: what it keeps, what it drops, how it turns over. */

import { mkdtemp, readFile, readdir, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { createSteeredClock } from '../../../test/steered-clock.ts';
import { createFileLog, type FileLog } from './file-log.ts';

const clock = createSteeredClock({ now: Date.UTC(2026, 10, 24, 7, 5, 9) });
let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'lampfield-log-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

test('only listed fields with values of their kind are written', async () => {
  const log = await createFileLog({ file: join(folder, 'lampfield.log'), clock });
  log.warn('poller.failed', {
    code: 'pbx.rejected',
    errno: '10025',
    failures: 2,
    password: 'canary',
    blocked: false,
  });
  log.error('session.failed', {
    reason: '6cad9cee6e2ad94570636e7b3690aeb2',
    state: 'canary 5',
    failures: NaN,
  });
  log.info('canary 6cad9cee');
  await log.close();
  const time = '2026-11-24T07:05:09.000Z';
  expect(
    (await readFile(join(folder, 'lampfield.log'), 'utf8'))
      .trim()
      .split('\n')
      .map((line): unknown => JSON.parse(line)),
  ).toEqual([
    {
      time,
      level: 'warn',
      event: 'poller.failed',
      code: 'pbx.rejected',
      errno: '10025',
      failures: 2,
      blocked: false,
    },
    { time, level: 'error', event: 'session.failed' },
    { time, level: 'info', event: 'log.bad-event' },
  ]);
});

/** Of some 100 bytes each. */
function writeLines(log: FileLog, lines: number): void {
  for (let n = 0; n < lines; n += 1) log.info('poller.failed', { failures: n });
}

test('the log turns over at a megabyte, and keeps its last three files', async () => {
  const log = await createFileLog({ file: join(folder, 'lampfield.log'), clock });
  writeLines(log, 60_000);
  await log.close();
  const names = ['lampfield.log', 'lampfield.log.1', 'lampfield.log.2', 'lampfield.log.3'];
  expect((await readdir(folder)).sort()).toEqual(names);
  for (const name of names) expect((await stat(join(folder, name))).size).toBeLessThan(1_100_000);
  expect(await readFile(join(folder, 'lampfield.log'), 'utf8')).toContain('"failures":59999');
});

test('a log that cannot be written stops nothing', async () => {
  await writeFile(join(folder, 'in-the-way'), '');
  const log = await createFileLog({ file: join(folder, 'in-the-way', 'lampfield.log'), clock });
  log.info('poller.failed');
  await log.close();
  log.info('poller.failed');
});

test.skipIf(process.platform === 'win32')(
  'folder and files are closed to others (needs POSIX modes)',
  async () => {
    const inner = join(folder, 'Lampfield', 'logs');
    const log = await createFileLog({ file: join(inner, 'lampfield.log'), clock });
    writeLines(log, 15_000);
    await log.close();
    const modeOf = async (path: string): Promise<number> => (await stat(path)).mode & 0o777;
    expect(await modeOf(join(folder, 'Lampfield'))).toBe(0o700);
    expect(await modeOf(inner)).toBe(0o700);
    const files = await readdir(inner);
    expect(files).toContain('lampfield.log.1');
    for (const name of files) expect(await modeOf(join(inner, name))).toBe(0o600);
  },
);
