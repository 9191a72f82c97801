/** A snooze ends when it should, by a wall clock that may be set, and never one that someone has set since. */

import { expect, test } from 'vitest';
import { createMemorySettings } from '../../../test/core/fixtures/alert-world.ts';
import { silentLog } from '../../../test/core/fixtures/start-core.ts';
import { createSteeredClock } from '../../../test/steered-clock.ts';
import { createSnooze } from './snooze.ts';

const hourMs = 3_600_000;

function start({ until = null }: { until?: ((now: number) => number) | null } = {}) {
  const clock = createSteeredClock();
  const { store, disk } = createMemorySettings({ snoozedUntil: until && until(clock.now()) });
  const changes: (number | null)[] = [];
  store.subscribe(({ snoozedUntil }) => changes.push(snoozedUntil));
  const snooze = createSnooze({ clock, settings: store, log: silentLog });
  return { clock, store, disk, snooze, changes };
}

test('it ends at its moment, and costs no timer then', async () => {
  const { clock, snooze, changes } = start();
  expect(clock.pendingTimers).toBe(0);
  const end = clock.now() + hourMs;
  await snooze.set(end);
  await clock.advance(hourMs - 1);
  expect(changes).toEqual([end]);
  await clock.advance(1);
  expect(changes).toEqual([end, null]);
  expect(clock.pendingTimers).toBe(0);
});

test('it ends within a minute of a wall clock that is set beyond it', async () => {
  const { clock, store, snooze } = start();
  await snooze.set(clock.now() + hourMs);
  clock.jump(hourMs);
  await clock.advance(60_000);
  expect(store.current.snoozedUntil).toBe(null);
});

test('one of an earlier run that is over ends at the start', async () => {
  const { clock, changes } = start({ until: (now) => now });
  await clock.settle();
  expect(changes).toEqual([null]);
});

test('a disk that refuses its end breaks nothing', async () => {
  const { clock, disk, snooze, store } = start();
  const end = clock.now() + hourMs;
  await snooze.set(end);
  disk.fails = true;
  await clock.advance(hourMs);
  expect(store.current.snoozedUntil).toBe(end);
  expect(clock.pendingTimers).toBe(0);
});

test('one that someone has written into the file at the same moment stays', async () => {
  const clock = createSteeredClock();
  const { store } = createMemorySettings({ snoozedUntil: clock.now() });
  const later = clock.now() + hourMs;
  const edited: typeof store = {
    ...store,
    get current() {
      return store.current;
    },
    async change(patch) {
      await store.change({ snoozedUntil: later });
      return store.change(patch);
    },
  };
  createSnooze({ clock, settings: edited, log: silentLog });
  await clock.settle();
  expect(store.current.snoozedUntil).toBe(later);
});

test('stopped, it leaves nothing behind and follows nothing', async () => {
  const { clock, snooze, store } = start();
  await snooze.set(clock.now() + hourMs);
  snooze.stop();
  expect(clock.pendingTimers).toBe(0);
  await store.change({ snoozedUntil: clock.now() + 2 * hourMs });
  expect(clock.pendingTimers).toBe(0);
});
