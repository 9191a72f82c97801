/** When the own extension is read, on a steered clock. */

import { expect, test } from 'vitest';
import { createSteeredClock } from '../../../test/steered-clock.ts';
import { createReadSchedule } from './read-schedule.ts';

function world() {
  const clock = createSteeredClock();
  const startMs = clock.uptimeMs();
  const readMs: number[] = [];
  const pbx = { answers: true };
  const schedule = createReadSchedule({
    clock,
    work() {
      readMs.push(Math.round(clock.uptimeMs() - startMs));
      return pbx.answers ? Promise.resolve() : Promise.reject(new Error('away'));
    },
  });
  return { clock, schedule, readMs, pbx };
}

test('reads as soon as the PBX is there, then every five minutes', async () => {
  const { clock, schedule, readMs } = world();
  await clock.advance(60_000);
  expect(readMs).toEqual([]);
  schedule.setLive(true);
  await clock.advance(700_000);
  expect(readMs).toEqual([60_000, 360_000, 660_000]);
  schedule.stop();
  expect(clock.pendingTimers).toBe(0);
});

test('asks nothing while the PBX is away, and at once after a long while', async () => {
  const { clock, schedule, readMs } = world();
  schedule.setLive(true);
  await clock.advance(1_000);
  schedule.setLive(false);
  await clock.advance(1_000_000);
  schedule.setLive(true);
  await clock.advance(0);
  expect(readMs).toEqual([0, 1_001_000]);
});

test('does not ask again for a short break', async () => {
  const { clock, schedule, readMs } = world();
  schedule.setLive(true);
  await clock.advance(1_000);
  schedule.setLive(false);
  await clock.advance(5_000);
  schedule.setLive(true);
  await clock.advance(5_000);
  expect(readMs).toEqual([0]);
});

test('tries again after a failure, less and less often, and is back at its pace afterwards', async () => {
  const { clock, schedule, readMs, pbx } = world();
  pbx.answers = false;
  schedule.setLive(true);
  await clock.advance(200_000);
  expect(readMs).toEqual([0, 5_000, 15_000, 35_000, 75_000, 135_000, 195_000]);
  pbx.answers = true;
  await clock.advance(360_000);
  expect(readMs.slice(7)).toEqual([255_000, 555_000]);
});

test('counts a reading that was made for another reason, and hurries when something is unknown', async () => {
  const { clock, schedule, readMs } = world();
  schedule.setLive(true);
  await clock.advance(200_000);
  schedule.noteRead();
  await clock.advance(299_000);
  expect(readMs).toEqual([0]);
  schedule.hurry();
  await clock.advance(5_000);
  expect(readMs).toEqual([0, 504_000]);
});
