/** Whatever is asked for, at most 80 packets in any 60 seconds, and never a longer wait than that takes. */

import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createSteeredClock } from '../../../../test/steered-clock.ts';
import { createPacketBudget, isLoopback, maxPackets, packetsFor } from './packet-budget.ts';

interface Spent {
  readonly atMs: number;
  readonly packets: number;
}

function busiestMinute(spent: readonly Spent[]): number {
  return Math.max(
    0,
    ...spent.map(({ atMs }) =>
      spent
        .filter((other) => other.atMs >= atMs && other.atMs < atMs + 60_000)
        .reduce((sum, { packets }) => sum + packets, 0),
    ),
  );
}

test('polls as quick as they may go, and a person who clicks without end, stay below the limit', async () => {
  const request = fc.record({
    purpose: fc.constantFrom('poll' as const, 'request' as const),
    packets: fc.integer({ min: 7, max: 14 }),
    pauseMs: fc.integer({ min: 0, max: 3_000 }),
  });
  await fc.assert(
    fc.asyncProperty(fc.array(request, { minLength: 40, maxLength: 80 }), async (requests) => {
      const clock = createSteeredClock();
      const budget = createPacketBudget(clock);
      const spent: Spent[] = [];
      for (const { purpose, packets, pauseMs } of requests) {
        const waitMs = budget.waitMs(purpose);
        expect(waitMs).toBeLessThanOrEqual(60_000);
        await clock.advance(waitMs + pauseMs);
        budget.spend(packets);
        spent.push({ atMs: clock.uptimeMs(), packets });
      }
      expect(busiestMinute(spent)).toBeLessThanOrEqual(maxPackets);
    }),
    { numRuns: 60 },
  );
}, 30_000);

test('a program that is restarted repeatedly within a minute keeps counting', async () => {
  const clock = createSteeredClock();
  const spent: Spent[] = [];
  let budget = createPacketBudget(clock);
  for (let run = 0; run < 6; run += 1) {
    for (let request = 0; request < 4; request += 1) {
      await clock.advance(budget.waitMs('request') + 500);
      budget.spend(14);
      spent.push({ atMs: clock.uptimeMs(), packets: 14 });
    }
    budget = createPacketBudget(clock, budget.spentLately());
  }
  expect(busiestMinute(spent)).toBeLessThanOrEqual(maxPackets);
  // A machine that was started again has an uptime below what is remembered.
  const before = [{ atMs: 5_000, packets: maxPackets }];
  expect(createPacketBudget({ uptimeMs: () => 6_000 }, before).waitMs('request')).toBeGreaterThan(0);
  expect(createPacketBudget({ uptimeMs: () => 4_000 }, before).waitMs('request')).toBe(0);
});

test('two polls in quick succession, then a pace that leaves room for what a person does', async () => {
  const clock = createSteeredClock();
  const budget = createPacketBudget(clock);
  const spent: Spent[] = [];
  const untilMs = clock.uptimeMs() + 300_000;
  while (clock.uptimeMs() < untilMs) {
    await clock.advance(Math.max(2_000, budget.waitMs('poll')));
    budget.spend(8);
    spent.push({ atMs: clock.uptimeMs(), packets: 8 });
  }
  const gaps = spent.slice(1).map(({ atMs }, place) => atMs - (spent[place]?.atMs ?? 0));
  expect(gaps[0]).toBe(2_000);
  expect(gaps.at(-1)).toBeCloseTo(budget.sustainedIntervalMs(), -2);
  expect(busiestMinute(spent)).toBeLessThanOrEqual(maxPackets - 16);
  expect(budget.waitMs('request')).toBe(0);
});

test('a longer list makes a slower pace, a time-out costs what the system sends again and again', () => {
  const poll = { handshake: 'resumed', sentBytes: 0, receivedBytes: 900, timedOut: false } as const;
  expect(packetsFor(poll)).toBe(9);
  expect(packetsFor({ ...poll, receivedBytes: 45_000 })).toBeGreaterThan(20);
  expect(packetsFor({ ...poll, handshake: 'full' })).toBeGreaterThan(packetsFor(poll));
  expect(packetsFor({ ...poll, handshake: null })).toBe(1);
  expect(packetsFor({ ...poll, handshake: null, timedOut: true })).toBe(6);
});

test('this very computer is known by its addresses', () => {
  expect(['127.0.0.1', '127.9.9.9', '::1', 'localhost'].map(isLoopback)).not.toContain(false);
  expect(['10.0.0.1', '127.example.com', 'pbx', '192.168.127.1'].map(isLoopback)).not.toContain(true);
});
