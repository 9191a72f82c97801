/** The poller's pace: who is looking, chance, slow answers, the budget of packets, and who hears of it. */

import { expect, test } from 'vitest';
import { createSteeredPoll } from '../../../test/core/fixtures/steered-poll.ts';
import { createSteeredClock } from '../../../test/steered-clock.ts';
import { createPacketBudget } from '../pbx/transport/packet-budget.ts';
import { defaultSettings } from '../settings/settings-schema.ts';
import { createPoller } from './poller.ts';

const alone = { panelOpen: false, hasAlerts: false };
const open = { panelOpen: true, hasAlerts: false };

test('is idle until started, then polls at once and every 15 s, 5 s or 2 s, depending on who is looking', async () => {
  const { clock, poller, times } = createSteeredPoll();
  await clock.advance(60_000);
  poller.pollNow('network');
  expect(times()).toEqual([]);
  expect(poller.state()).toMatchObject({ kind: 'idle', nextAt: null, confirmedAt: null });
  poller.start();
  poller.start();
  await clock.advance(30_000);
  expect(times()).toEqual([60_000, 75_000, 90_000]);
  poller.setAudience({ panelOpen: false, hasAlerts: true });
  await clock.advance(10_000);
  expect(times().slice(3)).toEqual([95_000, 100_000]);
  poller.setAudience({ panelOpen: true, hasAlerts: true });
  await clock.advance(4_000);
  expect(times().slice(5)).toEqual([102_000, 104_000]);
  poller.setAudience(alone);
  await clock.advance(15_000);
  expect(times().slice(7)).toEqual([119_000]);
  expect(poller.state()).toMatchObject({
    kind: 'waiting',
    nextAt: clock.now() + 15_000,
    confirmedAt: clock.now(),
  });
});

test('each wait is up to 10 % shorter or longer, by chance', async () => {
  let chance = 0;
  const { clock, poller, times } = createSteeredPoll(() => chance);
  poller.start();
  await clock.advance(13_500);
  chance = 0.999_999;
  await clock.advance(13_500);
  await clock.advance(16_500);
  expect(times()).toEqual([0, 13_500, 27_000, 43_500]);
});

test('the interval begins when the answer is there, however long it took', async () => {
  const { clock, poller, behave, times, maxUnderWay } = createSteeredPoll();
  behave({ kind: 'answers', tookMs: 7_000 });
  poller.setAudience(open);
  poller.start();
  await clock.advance(18_000);
  expect(times()).toEqual([0, 9_000, 18_000]);
  expect(maxUnderWay()).toBe(1);
});

test('another program on the account slows everything by the factor, including the wait under way', async () => {
  const { clock, poller, times } = createSteeredPoll();
  poller.start();
  await clock.advance(1_000);
  expect(poller.staleAfterMs()).toBe(45_000);
  poller.setSlowDown(4);
  await clock.advance(59_000);
  expect(times()).toEqual([0, 60_000]);
  expect(poller.staleAfterMs()).toBe(180_000);
});

test('opening the panel polls at once, once, and then at its pace; a fresh answer is not asked for again', async () => {
  const { clock, poller, times } = createSteeredPoll();
  poller.start();
  await clock.advance(8_000);
  poller.setAudience(open);
  await clock.advance(500);
  poller.setAudience(alone);
  poller.setAudience(open);
  poller.pollNow('opened');
  await clock.advance(3_500);
  expect(times()).toEqual([0, 8_000, 10_000, 12_000]);
});

test('opening does not make everybody stale before the answer is there', async () => {
  const { clock, poller, behave } = createSteeredPoll();
  behave({ kind: 'answers', tookMs: 300 });
  poller.start();
  await clock.advance(10_000);
  poller.setAudience(open);
  expect(poller.staleAfterMs()).toBe(45_000);
  await clock.advance(300);
  expect(poller.staleAfterMs()).toBe(6_000);
  poller.setAudience(alone);
  expect(poller.staleAfterMs()).toBe(45_000);
});

test('polls that succeed notify no one; failures, pauses and the first answer do', async () => {
  const { clock, poller, behave } = createSteeredPoll();
  const heard: string[] = [];
  poller.subscribe(() => {
    throw new Error('a listener that fails harms nobody');
  });
  const leave = poller.subscribe(() => {
    const { kind, consecutiveFailures, confirmedAt, pausedBecause } = poller.state();
    heard.push(
      `${kind} ${consecutiveFailures} ${confirmedAt === null ? 'never' : 'confirmed'} ${pausedBecause.join()}`,
    );
  });
  poller.start();
  await clock.settle();
  expect(heard.splice(0)).toEqual(['polling 0 never ', 'waiting 0 confirmed ']);
  await clock.advance(1_000 * 15_000);
  expect(heard).toEqual([]);
  behave({ kind: 'fails', code: 'network.refused' });
  await clock.advance(15_000);
  behave({ kind: 'answers' });
  await clock.advance(1_500);
  poller.setPaused('lock', true);
  expect(heard.splice(0)).toEqual([
    'waiting 1 confirmed ',
    'polling 1 confirmed ',
    'waiting 0 confirmed ',
    'waiting 0 confirmed lock',
  ]);
  leave();
  poller.setPaused('lock', false);
  expect(heard).toEqual([]);
});

test('stopping leaves no timer and no poll, and aborts the one under way', async () => {
  const { clock, poller, polls, behave, times } = createSteeredPoll();
  behave({ kind: 'hangs' });
  poller.start();
  poller.stop();
  expect(polls[0]?.signal.aborted).toBe(true);
  await clock.settle();
  poller.start();
  poller.pollNow('asked');
  poller.retryNow();
  poller.setPaused('lock', true);
  poller.setPaused('lock', false);
  poller.setAudience(open);
  await clock.advance(60_000);
  expect(times()).toEqual([0]);
  expect(clock.pendingTimers).toBe(0);
  expect(poller.state().kind).toBe('idle');
});

test('an interval grows while answers are slow, and returns little by little', async () => {
  const { clock, poller, behave, times } = createSteeredPoll();
  behave({ kind: 'answers', tookMs: 100 });
  poller.start();
  await clock.advance(1_000);
  behave({ kind: 'answers', tookMs: 2_000 });
  await clock.advance(120_000);
  const slow = times().slice(-2);
  expect((slow[1] ?? 0) - (slow[0] ?? 0)).toBeGreaterThanOrEqual(60_000);
  behave({ kind: 'answers', tookMs: 100 });
  await clock.advance(3_600_000);
  const quick = times().slice(-2);
  expect((quick[1] ?? 0) - (quick[0] ?? 0)).toBe(15_100);
});

test('within a budget of packets, an open panel polls twice quickly and then as often as it can keep up', async () => {
  const clock = createSteeredClock();
  const packets = createPacketBudget(clock);
  const times: number[] = [];
  const poller = createPoller({
    clock,
    random: () => 0.5,
    intervals: () => defaultSettings.poll,
    packets,
    log: { info: () => {}, warn: () => {}, error: () => {} },
    poll: () => {
      packets.spend(9);
      times.push(clock.uptimeMs());
      return Promise.resolve();
    },
  });
  poller.setAudience(open);
  poller.start();
  for (let second = 0; second < 300; second += 1) {
    await clock.advance(1_000);
    // Someone who opens and closes the panel all the time gets no more than that
    poller.setAudience(alone);
    poller.setAudience(open);
  }
  const busiest = times.map((at) => times.filter((other) => other >= at && other < at + 60_000).length * 9);
  expect((times[1] ?? 0) - (times[0] ?? 0)).toBeLessThanOrEqual(2_000);
  expect(Math.max(...busiest)).toBeLessThanOrEqual(72);
  expect(times.length).toBeGreaterThan(22);
  expect(poller.staleAfterMs()).toBe(3 * packets.sustainedIntervalMs());
});
