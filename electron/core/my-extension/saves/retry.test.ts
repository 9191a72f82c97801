/** Work that is tried again until it is no longer wanted. */

import { expect, test } from 'vitest';
import { createSteeredClock } from '../../../../test/steered-clock.ts';
import { createRetry } from './retry.ts';

function start() {
  const clock = createSteeredClock();
  const startMs = clock.uptimeMs();
  const tries: number[] = [];
  const work = { done: Promise.resolve(), fails: false };
  const retry = createRetry(clock, async () => {
    tries.push((clock.uptimeMs() - startMs) / 1_000);
    await work.done;
    if (work.fails) throw new Error('in vain');
  });
  return { clock, tries, work, retry };
}

test.each([false, true])('goes on with growing pauses, up to a minute (fails: %s)', async (fails) => {
  const { clock, tries, work, retry } = start();
  work.fails = fails;
  retry.set(true);
  await clock.advance(200_000);
  expect(tries).toEqual([5, 15, 35, 75, 135, 195]);
});

test('setting it again changes nothing, and switching it off ends it', async () => {
  const { clock, tries, retry } = start();
  retry.set(true);
  await clock.advance(4_000);
  retry.set(true);
  await clock.advance(1_000);
  expect([tries, clock.pendingTimers]).toEqual([[5], 1]);
  retry.set(false);
  expect(clock.pendingTimers).toBe(0);
  await clock.advance(60_000);
  expect(tries).toEqual([5]);
});

test('setting it again after some tries leaves the pauses long', async () => {
  const { clock, tries, retry } = start();
  retry.set(true);
  await clock.advance(40_000);
  retry.set(true);
  await clock.advance(100_000);
  expect(tries).toEqual([5, 15, 35, 75, 135]);
});

test('once it is set again, it starts with a short pause', async () => {
  const { clock, tries, retry } = start();
  retry.set(true);
  await clock.advance(40_000);
  retry.set(false);
  retry.set(true);
  await clock.advance(15_000);
  expect(tries).toEqual([5, 15, 35, 45, 55]);
});

test('never does the same work twice at once', async () => {
  const { clock, tries, work, retry } = start();
  let finish: () => void = () => undefined;
  work.done = new Promise((resolve) => (finish = resolve));
  retry.set(true);
  await clock.advance(5_000);
  retry.set(false);
  retry.set(true);
  await clock.advance(60_000);
  expect(tries).toEqual([5]);
  finish();
  await clock.advance(5_000);
  expect(tries).toEqual([5, 70]);
});

test('off since, work that ends late starts nothing', async () => {
  const { clock, tries, work, retry } = start();
  let finish: () => void = () => undefined;
  work.done = new Promise((resolve) => (finish = resolve));
  retry.set(true);
  await clock.advance(5_000);
  retry.set(false);
  finish();
  await clock.advance(60_000);
  expect([tries, clock.pendingTimers]).toEqual([[5], 0]);
});
