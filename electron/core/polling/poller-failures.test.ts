/** What the poller does after failures, until they pass, a person acts or the surroundings change. */

import { expect, test } from 'vitest';
import { createSteeredPoll } from '../../../test/core/fixtures/steered-poll.ts';
import type { Poller } from './poller-port.ts';

const open = { panelOpen: true, hasAlerts: false };

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
test.each(surroundings)('%s is checked again by itself, slowly', async (code) => {
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
])('%s: a finding about the surroundings is checked again at once', async (_, happens) => {
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

test('time-outs after a series of good polls are reported as a possible block, and retried more slowly', async () => {
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

test('time-outs from the start, or a single one, are reported as time-outs', async () => {
  const { clock, poller, behave } = createSteeredPoll();
  behave({ kind: 'fails', code: 'network.timeout' });
  poller.start();
  await clock.advance(60_000);
  expect(poller.state().lastFailure?.code).toBe('network.timeout');
});
