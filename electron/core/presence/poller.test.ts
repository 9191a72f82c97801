/** The poller's pace, its pauses and its patience, on a steered clock. */

import { expect, test } from 'vitest';
import type { Poller } from './poller-port.ts';
import { createSteeredPoll } from '../../../test/core/fixtures/steered-poll.ts';
import { createSteeredClock } from '../../../test/steered-clock.ts';
import { createPacketBudget } from '../pbx/transport/packet-budget.ts';
import { defaultSettings } from '../settings/settings-schema.ts';
import { createPoller } from './poller.ts';

const alone = { panelOpen: false, hasAlerts: false };
const open = { panelOpen: true, hasAlerts: false };

test('idle until started, then at once and every 15 s, 5 s or 2 s, as anybody looks', async () => {
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

test('another program on the account: everything slower by the factor, the wait under way too', async () => {
  const { clock, poller, times } = createSteeredPoll();
  poller.start();
  await clock.advance(1_000);
  expect(poller.staleAfterMs()).toBe(45_000);
  poller.setSlowDown(4);
  await clock.advance(59_000);
  expect(times()).toEqual([0, 60_000]);
  expect(poller.staleAfterMs()).toBe(180_000);
});

test('failures wait longer and longer, up to a minute; a success ends that', async () => {
  const { clock, poller, behave, times } = createSteeredPoll(() => 0.999_999_999);
  behave({ kind: 'fails', code: 'network.refused' });
  poller.start();
  await clock.advance(250_000);
  expect(times()).toEqual([0, 2_000, 6_000, 14_000, 30_000, 62_000, 122_000, 182_000, 242_000]);
  expect(poller.state()).toMatchObject({
    kind: 'waiting',
    consecutiveFailures: 9,
    lastFailure: { code: 'network.refused' },
    blocked: false,
    confirmedAt: null,
  });
  behave({ kind: 'answers' });
  await clock.advance(60_000);
  expect(poller.state()).toMatchObject({
    consecutiveFailures: 0,
    lastFailure: null,
    confirmedAt: expect.any(Number),
  });
  expect(times().slice(9)).toEqual([302_000]);
});

test('with the least of chance a retry still waits a second', async () => {
  const { clock, poller, behave, times } = createSteeredPoll(() => 0);
  behave({ kind: 'fails', code: 'network.refused' });
  poller.start();
  await clock.advance(3_500);
  expect(times()).toEqual([0, 1_000, 2_000, 3_000]);
});

test('a failure that needs a person stops everything until one acts', async () => {
  const { clock, poller, behave, times } = createSteeredPoll();
  behave({ kind: 'fails', code: 'pbx.bad-credentials' });
  poller.start();
  await clock.advance(3_600_000);
  poller.pollNow('network');
  poller.setAudience(open);
  poller.setPaused('sleep', true);
  poller.setPaused('sleep', false);
  await clock.advance(3_600_000);
  expect(times()).toEqual([0]);
  expect(poller.state()).toMatchObject({
    kind: 'idle',
    blocked: true,
    lastFailure: { code: 'pbx.bad-credentials' },
  });
  behave({ kind: 'answers' });
  poller.retryNow();
  await clock.settle();
  expect(times()).toEqual([0, 7_200_000]);
  expect(poller.state()).toMatchObject({ kind: 'waiting', blocked: false, lastFailure: null });
});

test('a person who acts while the failing poll is still under way is not forgotten', async () => {
  const { clock, poller, behave, times } = createSteeredPoll();
  behave({ kind: 'fails', code: 'pbx.bad-credentials', tookMs: 500 });
  poller.start();
  await clock.advance(100);
  behave({ kind: 'answers' });
  poller.retryNow();
  await clock.advance(1_000);
  expect(times()).toEqual([0, 1_000]);
  expect(poller.state()).toMatchObject({ blocked: false, lastFailure: null });
});

test('a retry by a person does not wait, and the failures that follow start small', async () => {
  const { clock, poller, behave, times } = createSteeredPoll(() => 0.999_999_999);
  behave({ kind: 'fails', code: 'network.refused' });
  poller.start();
  await clock.advance(100_000);
  poller.retryNow();
  await clock.advance(2_000);
  expect(times().slice(-2)).toEqual([100_000, 102_000]);
});

test('polls seldom while locked, in case nobody tells of the end of that, and at once when someone does', async () => {
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

test('“no network” is a hint: an opened panel and a person ask anyway, and an answer proves it wrong', async () => {
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

const surroundings = [
  'tls.unknown-certificate',
  'tls.changed-certificate',
  'tls.refused-certificate',
  'tls.no-certificate',
  'tls.handshake',
  'tls.plain-http',
  'network.redirected',
  'keychain.unavailable',
] as const;
test.each(surroundings)('%s is looked at again by itself, slowly', async (code) => {
  const { clock, poller, behave, times } = createSteeredPoll();
  behave({ kind: 'fails', code });
  poller.start();
  await clock.advance(3_600_000);
  expect(times().slice(0, 4)).toEqual([0, 15_000, 45_000, 105_000]);
  const gaps = times().map((at, place, all) => at - (all[place - 1] ?? 0));
  expect(Math.max(...gaps)).toBe(300_000);
  expect(poller.state()).toMatchObject({ kind: 'waiting', blocked: true, lastFailure: { code } });
  behave({ kind: 'answers' });
  await clock.advance(330_000);
  expect(poller.state()).toMatchObject({ blocked: false, lastFailure: null });
});

test.each([
  ['another network', (poller: Poller) => poller.pollNow('network')],
  ['an opened panel', (poller: Poller) => poller.setAudience(open)],
  [
    'the end of a sleep',
    (poller: Poller) => {
      poller.setPaused('sleep', true);
      poller.setPaused('sleep', false);
    },
  ],
  [
    'an unlocked screen',
    (poller: Poller) => {
      poller.setPaused('lock', true);
      poller.setPaused('lock', false);
    },
  ],
])('%s: surroundings that were judged are looked at again at once', async (_, happens) => {
  const { clock, poller, behave, times } = createSteeredPoll();
  behave({ kind: 'fails', code: 'tls.changed-certificate' });
  poller.start();
  await clock.advance(1_000_000);
  const before = times().length;
  behave({ kind: 'answers' });
  happens(poller);
  await clock.settle();
  expect(times().slice(before)).toEqual([1_000_000]);
  expect(poller.state()).toMatchObject({ blocked: false, lastFailure: null });
});

test('the end of a sleep is a reason to look, even where the screen is said to be locked still', async () => {
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

test('opening the panel proves that nobody sleeps and nothing is locked', async () => {
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

test('events during a young poll are answered by it; only if it fails, another follows within a second', async () => {
  const { clock, poller, behave, times } = createSteeredPoll();
  behave({ kind: 'fails', code: 'network.interrupted', tookMs: 400 });
  poller.start();
  await clock.advance(200);
  for (let burst = 0; burst < 5; burst += 1) poller.pollNow('network');
  behave({ kind: 'answers' });
  await clock.advance(2_000);
  expect(times()).toEqual([0, 1_000]);
});

test('a poll that never ends is aborted, counted as a timeout and tried again', async () => {
  const { clock, poller, behave, times, maxUnderWay } = createSteeredPoll(() => 0);
  behave({ kind: 'hangs' });
  poller.start();
  await clock.advance(90_000);
  expect(poller.state()).toMatchObject({ consecutiveFailures: 1, lastFailure: { code: 'network.timeout' } });
  await clock.advance(1_000);
  expect(times()).toEqual([0, 91_000]);
  expect(maxUnderWay()).toBe(1);
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

test('after an outage differences are old; after a short stumble they are not', async () => {
  const { clock, poller, polls, behave } = createSteeredPoll(() => 0);
  poller.setAudience(open);
  poller.start();
  await clock.settle();
  behave({ kind: 'fails', code: 'network.timeout' });
  await clock.advance(2_000);
  behave({ kind: 'answers' });
  await clock.advance(1_000);
  expect(polls.at(-1)?.afterPause).toBe(false);
  behave({ kind: 'fails', code: 'network.timeout' });
  await clock.advance(60_000);
  behave({ kind: 'answers' });
  await clock.advance(1_000);
  expect(polls.at(-1)?.afterPause).toBe(true);
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

test('polls that succeed are nobody’s news; failures, pauses and the first answer are', async () => {
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

test('stopped is stopped: no timer, no poll, the one under way aborted', async () => {
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

test('started while the machine goes to sleep, it waits for the end of that', async () => {
  const { clock, poller, times } = createSteeredPoll();
  poller.setPaused('sleep', true);
  poller.start();
  await clock.advance(30_000);
  expect(times()).toEqual([]);
  poller.setPaused('sleep', false);
  expect(times()).toEqual([30_000]);
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

test('time-outs after a row of good polls are told as what they may be, and tried more slowly', async () => {
  const { clock, poller, behave, times } = createSteeredPoll(() => 0.999_999_999);
  poller.start();
  await clock.advance(120_000);
  behave({ kind: 'fails', code: 'network.timeout' });
  const before = times().length;
  await clock.advance(40_000);
  expect(poller.state().lastFailure?.code).toBe('network.silent');
  await clock.advance(3_600_000);
  // 2 s, then twice as long as other failures: 8, 16, 32, 64 s, two minutes
  expect((times().at(-1) ?? 0) - (times().at(-2) ?? 0)).toBe(120_000);
  expect(times().length - before).toBeLessThan(40);
  behave({ kind: 'answers' });
  await clock.advance(180_000);
  expect(poller.state().lastFailure).toBeNull();
});

test('time-outs from the start, or a single one, are no more than that', async () => {
  const { clock, poller, behave } = createSteeredPoll();
  behave({ kind: 'fails', code: 'network.timeout' });
  poller.start();
  await clock.advance(60_000);
  expect(poller.state().lastFailure?.code).toBe('network.timeout');
});

test('with a budget of packets, an open panel is asked for twice quickly and then as often as can go on', async () => {
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
