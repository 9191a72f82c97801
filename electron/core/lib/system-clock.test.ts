/** The machine's clock: fine, never turned back, and with the time that the machine slept. */

import { expect, test, vi } from 'vitest';
import { createSystemClock, systemClock } from './system-clock.ts';

function setUp() {
  const told = { now: 1_000, uptimeSeconds: 100, monotonicMs: 5 };
  const clock = createSystemClock({
    now: () => told.now,
    uptimeSeconds: () => told.uptimeSeconds,
    monotonicMs: () => told.monotonicMs,
  });
  return { told, clock };
}

test('between whole seconds uptime goes by the finer clock, and never back', () => {
  const { told, clock } = setUp();
  expect(clock.uptimeMs()).toBe(100_000);
  told.monotonicMs += 750;
  expect(clock.uptimeMs()).toBe(100_750);
  told.uptimeSeconds = 101;
  told.monotonicMs += 10;
  expect(clock.uptimeMs()).toBe(100_760);
  told.uptimeSeconds = 90;
  expect(clock.uptimeMs()).toBe(100_760);
});

test('time slept counts, also where the finer clock stood still', () => {
  const { told, clock } = setUp();
  told.uptimeSeconds += 3_600;
  told.now += 3_600_400;
  told.monotonicMs += 400;
  expect(clock.uptimeMs()).toBe(3_700_000);
  told.monotonicMs += 250;
  expect(clock.uptimeMs()).toBe(3_700_250);
});

test('a sleep that is hidden by a wall clock set back counts within a minute', () => {
  const { told, clock } = setUp();
  told.uptimeSeconds += 3_600;
  told.monotonicMs += 59_000;
  told.now += 59_000;
  expect(clock.uptimeMs()).toBe(159_000);
  told.uptimeSeconds += 60;
  told.monotonicMs += 1_000;
  told.now += 1_000;
  expect(clock.uptimeMs()).toBe(3_760_000);
});

test('the system is asked for its uptime once a minute, and when the wall clock jumps', () => {
  const told = { now: 1_000, monotonicMs: 0 };
  let asked = 0;
  const clock = createSystemClock({
    now: () => told.now,
    uptimeSeconds: () => {
      asked += 1;
      return 0;
    },
    monotonicMs: () => told.monotonicMs,
  });
  asked = 0;
  for (let second = 1; second < 60; second += 1) {
    told.now += 1_000;
    told.monotonicMs += 1_000;
    expect(clock.uptimeMs()).toBe(1_000 * second);
  }
  expect(asked).toBe(0);
  told.now -= 86_400_000;
  expect(clock.uptimeMs()).toBe(59_000);
  expect(asked).toBe(1);
  told.now += 60_000;
  told.monotonicMs += 60_000;
  expect(clock.uptimeMs()).toBe(119_000);
  expect(asked).toBe(2);
});

test('the machine itself: now is now, uptime rises with sub-second steps', () => {
  expect(Math.abs(systemClock.now() - Date.now())).toBeLessThan(1_000);
  const first = systemClock.uptimeMs();
  let second = first;
  while (second === first) second = systemClock.uptimeMs();
  expect(second - first).toBeGreaterThan(0);
  expect(second - first).toBeLessThan(900);
});

test('a timer runs once, later, or not at all when cancelled; one of months does not run at once', () => {
  vi.useFakeTimers();
  try {
    const ran: string[] = [];
    systemClock.after(20, () => ran.push('due'));
    systemClock.after(20, () => ran.push('cancelled'))();
    const longMs = 2 ** 31 + 10;
    const cancelLater = systemClock.after(2 * longMs, () => ran.push('cancelled after its first part'));
    systemClock.after(longMs, () => ran.push('long'));
    vi.advanceTimersByTime(20);
    expect(ran).toEqual(['due']);
    vi.advanceTimersByTime(longMs - 21);
    expect(ran).toEqual(['due']);
    cancelLater();
    vi.advanceTimersByTime(1);
    expect(ran).toEqual(['due', 'long']);
    vi.advanceTimersByTime(2 * longMs);
    expect(ran).toEqual(['due', 'long']);
  } finally {
    vi.useRealTimers();
  }
});
