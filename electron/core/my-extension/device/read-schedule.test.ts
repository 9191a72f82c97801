/** When my extension is read by itself. */

import { expect, test } from 'vitest';
import { createSteeredClock } from '../../../../test/steered-clock.ts';
import { createReadSchedule } from './read-schedule.ts';

function start(uptimeMs?: number) {
  const clock = createSteeredClock(uptimeMs === undefined ? {} : { uptimeMs });
  const startMs = clock.uptimeMs();
  const reads: number[] = [];
  const device = { fails: false, answered: Promise.resolve() };
  const schedule = createReadSchedule(clock, async () => {
    reads.push(clock.uptimeMs() - startMs);
    await device.answered;
    if (device.fails) throw new Error('no answer');
    schedule.noteRead();
  });
  return { clock, reads, device, schedule };
}

test('once the phone system is there, and every five minutes', async () => {
  const { clock, reads, schedule } = start();
  await clock.advance(60_000);
  expect(reads).toEqual([]);
  schedule.setLive(true);
  await clock.advance(900_000);
  expect(reads).toEqual([60_000, 360_000, 660_000, 960_000]);
});

test('not while the phone system is away, and then when it is due', async () => {
  const { clock, reads, schedule } = start();
  schedule.setLive(true);
  await clock.advance(0);
  schedule.setLive(false);
  expect(clock.pendingTimers).toBe(0);
  schedule.hurry();
  schedule.noteRead();
  await clock.advance(600_000);
  expect(reads).toEqual([0]);
  schedule.setLive(true);
  await clock.advance(0);
  expect(reads).toEqual([0, 600_000]);
});

test('a reading for another reason puts the next one off', async () => {
  const { clock, reads, schedule } = start();
  schedule.setLive(true);
  await clock.advance(200_000);
  schedule.noteRead();
  await clock.advance(299_999);
  expect(reads).toEqual([0]);
  await clock.advance(1);
  expect(reads).toEqual([0, 500_000]);
});

test('a reading that fails is tried again with growing pauses, up to a minute, until one succeeds', async () => {
  const { clock, reads, device, schedule } = start();
  device.fails = true;
  schedule.setLive(true);
  await clock.advance(200_000);
  expect(reads).toEqual([0, 5_000, 15_000, 35_000, 75_000, 135_000, 195_000]);
  device.fails = false;
  await clock.advance(55_000);
  device.fails = true;
  await clock.advance(305_000);
  expect(reads.slice(7)).toEqual([255_000, 555_000, 560_000]);
});

test('news of my phone brings it forward, but not right after another', async () => {
  const { clock, reads, schedule } = start();
  schedule.setLive(true);
  await clock.advance(1_000);
  schedule.hurry();
  schedule.hurry();
  await clock.advance(3_999);
  expect(reads).toEqual([0]);
  await clock.advance(1);
  expect(reads).toEqual([0, 5_000]);
  await clock.advance(60_000);
  schedule.hurry();
  await clock.advance(399);
  expect(reads).toEqual([0, 5_000]);
  await clock.advance(1);
  expect(reads).toEqual([0, 5_000, 65_400]);
});

test('news brings the first reading that succeeds forward, also on a machine that has just started', async () => {
  const { clock, reads, device, schedule } = start(0);
  device.fails = true;
  schedule.setLive(true);
  await clock.advance(0);
  schedule.hurry();
  await clock.advance(400);
  expect(reads).toEqual([0, 400]);
});

test('news that comes during a reading leads to one after it', async () => {
  const { clock, reads, device, schedule } = start();
  let answer: () => void = () => undefined;
  device.answered = new Promise((resolve) => (answer = resolve));
  schedule.setLive(true);
  await clock.advance(0);
  schedule.hurry();
  await clock.advance(60_000);
  expect(reads).toEqual([0]);
  answer();
  await clock.advance(5_000);
  expect(reads).toEqual([0, 60_000]);
});

test('stopped, it reads no more', async () => {
  const { clock, reads, schedule } = start();
  schedule.setLive(true);
  schedule.stop();
  expect(clock.pendingTimers).toBe(0);
  schedule.hurry();
  await clock.advance(600_000);
  expect(reads).toEqual([]);
});
