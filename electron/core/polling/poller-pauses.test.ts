/** Sleep, a locked screen, no network and clocks that are set: when the poller rests, and what it makes of the time that it missed. */

import { expect, test } from 'vitest';
import { createSteeredPoll } from '../../../test/core/fixtures/steered-poll.ts';

const alone = { panelOpen: false, hasAlerts: false };
const open = { panelOpen: true, hasAlerts: false };

test('polls seldom while locked, in case the unlocking isn’t announced, and at once when it is', async () => {
  const { clock, poller, polls, times } = createSteeredPoll();
  poller.start();
  await clock.advance(1_000);
  poller.setPaused('lock', true);
  expect(poller.state()).toMatchObject({ kind: 'waiting', pausedBecause: ['lock'] });
  await clock.advance(125_000);
  poller.pollNow('network');
  await clock.advance(1_000);
  expect(times()).toEqual([0, 61_000, 121_000]);
  poller.setPaused('lock', false);
  poller.setPaused('lock', false);
  poller.pollNow('resumed');
  await clock.advance(15_000);
  expect(times()).toEqual([0, 61_000, 121_000, 127_000, 142_000]);
  // What is found meanwhile is a minute old at most: it is told of.
  expect(polls.map(({ afterPause }) => afterPause)).toEqual([false, false, false, false, false]);
});

test('“no network” is a hint: opening the panel and a retry poll anyway, and an answer disproves it', async () => {
  const { clock, poller, behave, times } = createSteeredPoll();
  poller.start();
  await clock.advance(2_000);
  behave({ kind: 'fails', code: 'network.unreachable' });
  poller.setPaused('no-network', true);
  poller.pollNow('network');
  await clock.advance(61_000);
  expect(times()).toEqual([0, 62_000]);
  poller.setAudience(open);
  await clock.settle();
  expect(times()).toEqual([0, 62_000, 63_000]);
  await clock.advance(15_000);
  expect(times()).toEqual([0, 62_000, 63_000, 78_000]);
  poller.retryNow();
  await clock.settle();
  expect(times()).toEqual([0, 62_000, 63_000, 78_000, 78_000]);
  // While it is said that there is no network, failing says nothing about the PBX.
  expect(poller.state()).toMatchObject({ pausedBecause: ['no-network'], lastFailure: null });
  behave({ kind: 'answers' });
  await clock.advance(15_000);
  expect(poller.state().pausedBecause).toEqual([]);
});

test('the end of a sleep is a reason to poll, even if the screen still counts as locked', async () => {
  const { clock, poller, times } = createSteeredPoll();
  poller.start();
  await clock.settle();
  poller.setPaused('sleep', true);
  poller.setPaused('lock', true);
  clock.sleep(3_600_000);
  poller.setPaused('sleep', false);
  await clock.advance(1_000);
  expect(times()).toEqual([0, 3_600_000]);
  expect(poller.state().pausedBecause).toEqual(['lock']);
  await clock.advance(1_000);
  poller.setPaused('lock', false);
  expect(times()).toHaveLength(3);
});

test.each(['overdue', 'frozen'] as const)(
  'a sleep that nobody announced, timers %s: found by the clocks',
  async (timers) => {
    const { clock, poller, polls, times } = createSteeredPoll();
    poller.start();
    await clock.advance(14_000);
    clock.sleep(3_600_000, timers);
    await clock.advance(1_000);
    expect(times()).toEqual([0, timers === 'overdue' ? 3_614_000 : 3_615_000]);
    expect(polls[1]?.afterPause).toBe(true);
    await clock.advance(15_000);
    expect(polls[2]?.afterPause).toBe(false);
  },
);

test.each(['overdue', 'frozen'] as const)(
  'a sleep whose end is never announced, timers %s, ends with the machine awake',
  async (timers) => {
    const { clock, poller, polls } = createSteeredPoll();
    poller.start();
    await clock.advance(1_000);
    poller.setPaused('sleep', true);
    clock.sleep(3_600_000, timers);
    await clock.advance(5_000);
    expect(polls[1]).toMatchObject({ afterPause: true });
    expect(poller.state().pausedBecause).toEqual([]);
  },
);

test('a sleep that was announced and never came ends after a minute', async () => {
  const { clock, poller, times } = createSteeredPoll();
  poller.start();
  await clock.settle();
  poller.setPaused('sleep', true);
  await clock.advance(59_000);
  expect(times()).toHaveLength(1);
  await clock.advance(1_000);
  expect(times()).toHaveLength(2);
  expect(poller.state().pausedBecause).toEqual([]);
});

test('a resume announced twice is one poll, even without a word of the sleep', async () => {
  const { clock, poller, polls } = createSteeredPoll();
  poller.start();
  await clock.advance(1_000);
  clock.sleep(3_600_000, 'frozen');
  poller.pollNow('resumed');
  poller.pollNow('resumed');
  await clock.advance(300);
  poller.pollNow('resumed');
  await clock.advance(300);
  expect(polls.map(({ afterPause }) => afterPause)).toEqual([false, true]);
});

test.each([3_600_000, -3_600_000])(
  'a wall clock set by %i ms is no reason to trust the differences',
  async (jumpMs) => {
    const { clock, poller, polls } = createSteeredPoll();
    poller.start();
    await clock.advance(1_000);
    const { confirmedAt } = poller.state();
    clock.jump(jumpMs);
    expect(poller.state().confirmedAt).toBe((confirmedAt ?? 0) + jumpMs);
    await clock.advance(14_000);
    await clock.advance(15_000);
    expect(polls.map(({ afterPause }) => afterPause)).toEqual([false, true, false]);
  },
);

test('a clock that is set while a poll is under way is noticed, too', async () => {
  const { clock, poller, polls, behave } = createSteeredPoll();
  poller.start();
  behave({ kind: 'answers', tookMs: 1_000 });
  await clock.advance(15_500);
  clock.jump(60_000);
  await clock.advance(500);
  expect(polls.map(({ afterPause }) => afterPause)).toEqual([false, true]);
});

test('opening the panel ends the pauses for sleep and lock', async () => {
  const { clock, poller, times } = createSteeredPoll();
  poller.start();
  await clock.advance(2_000);
  poller.setPaused('lock', true);
  poller.setAudience(open);
  expect(times()).toEqual([0, 2_000]);
  poller.setAudience(alone);
  poller.setPaused('sleep', true);
  poller.setAudience(open);
  expect(poller.state().pausedBecause).toEqual([]);
});

test('a change of network polls at once; a poll that hangs in the old one is given up, and is no failure', async () => {
  const { clock, poller, polls, behave, times } = createSteeredPoll();
  poller.start();
  await clock.advance(7_000);
  behave({ kind: 'hangs' });
  poller.pollNow('network');
  expect(times()).toEqual([0, 7_000]);
  await clock.advance(3_000);
  behave({ kind: 'answers' });
  poller.pollNow('network');
  await clock.settle();
  await clock.advance(0);
  expect(polls[1]?.signal.aborted).toBe(true);
  expect(times()).toEqual([0, 7_000, 10_000]);
  expect(poller.state()).toMatchObject({ consecutiveFailures: 0, lastFailure: null });
});

test('a poll that was under way when the machine slept is no failure, and another follows', async () => {
  const { clock, poller, polls, behave } = createSteeredPoll();
  poller.start();
  behave({ kind: 'hangs' });
  await clock.advance(15_000);
  clock.sleep(3_600_000, 'frozen');
  behave({ kind: 'answers' });
  await clock.advance(5_000);
  await clock.advance(0);
  expect(polls.map(({ afterPause }) => afterPause)).toEqual([false, undefined, true]);
  expect(poller.state().consecutiveFailures).toBe(0);
});

test('started while the machine goes to sleep, it waits for the end of that', async () => {
  const { clock, poller, times } = createSteeredPoll();
  poller.setPaused('sleep', true);
  poller.start();
  await clock.advance(30_000);
  expect(times()).toEqual([]);
  poller.setPaused('sleep', false);
  expect(times()).toEqual([30_000]);
});
