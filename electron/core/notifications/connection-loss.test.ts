/** A lost connection is reported once, after two minutes; its return is not. */

import { expect, it } from 'vitest';
import { createSteeredClock } from '../../../test/steered-clock.ts';
import type { Connection } from '../../contract/snapshot.ts';
import type { News } from '../alerts/news.ts';
import { createConnectionLoss, toldAfterMs } from './connection-loss.ts';

const live: Connection = { kind: 'live', plainHttp: false, contended: false };
const failure = { code: 'network.timeout', detail: {} } as const;
const retrying: Connection = { kind: 'retrying', confirmedAt: 1, retryAt: null, failure };
const blocked: Connection = { kind: 'blocked', confirmedAt: 1, need: { kind: 'failure', failure } };
const asleep: Connection = { kind: 'paused', confirmedAt: 1, because: 'sleep' };
const unplugged: Connection = { kind: 'paused', confirmedAt: 1, because: 'no-network' };

function start() {
  const clock = createSteeredClock();
  const events: string[] = [];
  const told: News[] = [];
  const loss = createConnectionLoss({
    clock,
    tell(news) {
      told.push(news);
      events.push(news.kind === 'notice' ? news.title.key : news.kind);
    },
    withdraw: (id) => events.push(`withdraw ${id}`),
  });
  return { clock, events, told, loss };
}

it.each([
  ['retrying', retrying, 'notification.lost'],
  ['without a network', unplugged, 'notification.lost'],
  ['waiting for a person', blocked, 'notification.blocked'],
])('is told after two minutes: %s', async (_, connection, title) => {
  const { clock, events, loss } = start();
  loss.update(connection);
  await clock.advance(toldAfterMs - 1);
  expect(events).toEqual([]);
  await clock.advance(1);
  expect(events).toEqual([title]);
});

it('is told as what it is by then, with what it means', async () => {
  const { clock, loss, told } = start();
  loss.update(retrying);
  await clock.advance(60_000);
  loss.update(blocked);
  await clock.advance(60_000);
  loss.update(live);
  loss.update(blocked);
  await clock.advance(60_000);
  loss.update(retrying);
  await clock.advance(60_000);
  const notice = { kind: 'notice', id: 'connection', show: { view: 'list' } };
  expect(told).toEqual([
    { ...notice, title: { key: 'notification.blocked' }, body: { key: 'notification.blockedBody' } },
    { ...notice, title: { key: 'notification.lost' }, body: { key: 'notification.lostBody' } },
  ]);
});

it('is nothing once the program has ended, whatever its parts still report', async () => {
  const { clock, events, loss } = start();
  loss.update(retrying);
  loss.stop();
  expect(clock.pendingTimers).toBe(0);
  loss.update(blocked);
  await clock.advance(2 * toldAfterMs);
  expect(events).toEqual([]);
});

it.each([live, asleep, { ...asleep, because: 'lock' } as Connection])('isn’t $kind', async (connection) => {
  const { clock, events, loss } = start();
  loss.update(connection);
  await clock.advance(2 * toldAfterMs);
  expect(events).toEqual([]);
});

it('is told once, however often it is tried again, and its end takes that back', async () => {
  const { clock, events, loss } = start();
  for (let minute = 0; minute < 60; minute += 1) {
    loss.update(minute % 7 === 0 ? unplugged : retrying);
    await clock.advance(60_000);
  }
  expect(events).toEqual(['notification.lost']);
  loss.update(asleep);
  expect(events).toEqual(['notification.lost']);
  loss.update(live);
  loss.update(live);
  expect(events).toEqual(['notification.lost', 'withdraw notice:connection']);
});

it('isn’t reported when it’s back before that', async () => {
  const { clock, events, loss } = start();
  for (let times = 0; times < 10; times += 1) {
    loss.update(retrying);
    await clock.advance(toldAfterMs - 1);
    loss.update(live);
  }
  expect(events).toEqual([]);
  expect(clock.pendingTimers).toBe(0);
});

it.each(['overdue', 'frozen'] as const)('does not count a sleep (%s timers)', async (timers) => {
  const { clock, events, loss } = start();
  loss.update(retrying);
  await clock.advance(60_000);
  clock.sleep(3_600_000, timers);
  await clock.advance(61_000);
  expect(events).toEqual([]);
  await clock.advance(toldAfterMs);
  expect(events).toEqual(['notification.lost']);
});
