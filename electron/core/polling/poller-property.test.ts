/** Whatever happens in whatever order, polls never overlap, never come too fast and always come again. */

import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { PauseReason, PollReason } from './poller-port.ts';
import type { Behaviour } from '../../../test/core/fixtures/steered-poll.ts';
import { createSteeredPoll } from '../../../test/core/fixtures/steered-poll.ts';

type Step =
  | { readonly kind: 'advance' | 'jump'; readonly ms: number }
  | { readonly kind: 'sleep'; readonly ms: number; readonly timers: 'overdue' | 'frozen' }
  | { readonly kind: 'behave'; readonly behaviour: Behaviour }
  | { readonly kind: 'audience'; readonly panelOpen: boolean; readonly hasAlerts: boolean }
  | { readonly kind: 'pause'; readonly reason: PauseReason; readonly on: boolean }
  | { readonly kind: 'poll-now'; readonly reason: PollReason }
  | { readonly kind: 'slow-down'; readonly factor: number };

const tookMs = fc.integer({ min: 0, max: 12_000 });
const behaviour: fc.Arbitrary<Behaviour> = fc.oneof(
  fc.record({ kind: fc.constant('answers' as const), tookMs }),
  fc.record({ kind: fc.constant('fails' as const), code: fc.constant('network.refused' as const), tookMs }),
  fc.constant({ kind: 'hangs' as const }),
);
const step: fc.Arbitrary<Step> = fc.oneof(
  fc.record({ kind: fc.constant('advance' as const), ms: fc.integer({ min: 0, max: 40_000 }) }),
  fc.record({ kind: fc.constant('jump' as const), ms: fc.integer({ min: -1e7, max: 1e7 }) }),
  fc.record({
    kind: fc.constant('sleep' as const),
    ms: fc.integer({ min: 1, max: 1e8 }),
    timers: fc.constantFrom('overdue' as const, 'frozen' as const),
  }),
  fc.record({ kind: fc.constant('behave' as const), behaviour }),
  fc.record({ kind: fc.constant('audience' as const), panelOpen: fc.boolean(), hasAlerts: fc.boolean() }),
  fc.record({
    kind: fc.constant('pause' as const),
    reason: fc.constantFrom('sleep' as const, 'lock' as const, 'no-network' as const),
    on: fc.boolean(),
  }),
  fc.record({
    kind: fc.constant('poll-now' as const),
    reason: fc.constantFrom('opened' as const, 'resumed' as const, 'network' as const, 'asked' as const),
  }),
  fc.record({ kind: fc.constant('slow-down' as const), factor: fc.integer({ min: 1, max: 4 }) }),
);

async function take(step: Step, { clock, poller, behave }: ReturnType<typeof createSteeredPoll>) {
  switch (step.kind) {
    case 'advance':
      return clock.advance(step.ms);
    case 'jump':
      return clock.jump(step.ms);
    case 'sleep':
      return clock.sleep(step.ms, step.timers);
    case 'behave':
      return behave(step.behaviour);
    case 'audience':
      return poller.setAudience(step);
    case 'pause':
      return poller.setPaused(step.reason, step.on);
    case 'poll-now':
      return poller.pollNow(step.reason);
    case 'slow-down':
      return poller.setSlowDown(step.factor);
  }
}

/** A poll that hangs is given up after 90 s; the longest wait is 4 × 15 s and 10 %, or a minute of backoff. */
/** The idle interval with the worst chance, another program on the account, and a PBX that has no time. */
const longestWaitMs = 15_000 * 1.1 * 4 * 8;
/** And a poll that hangs as long as it may. */
const longestGapMs = longestWaitMs + 100_000;

test('never two at once, never two within a second, always another one', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(step, { maxLength: 40 }),
      fc.infiniteStream(fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true })),
      async (steps, chances) => {
        const steered = createSteeredPoll(() => Number(chances.next().value));
        const { clock, poller, polls, times, maxUnderWay, sinceStartMs, behave } = steered;
        poller.start();
        for (const taken of steps) {
          await take(taken, steered);
          const { kind, nextAt, pausedBecause } = poller.state();
          if (pausedBecause.includes('sleep')) expect(kind).not.toBe('waiting');
          expect(kind === 'waiting').toBe(nextAt !== null);
          if (nextAt !== null) expect(nextAt - clock.now()).toBeLessThanOrEqual(longestWaitMs);
          if (pausedBecause.length === 0) expect(kind).not.toBe('idle');
        }
        expect(maxUnderWay()).toBeLessThanOrEqual(1);
        const gaps = times().map((at, place, all) => at - (all[place - 1] ?? -Infinity));
        expect(Math.min(...gaps)).toBeGreaterThanOrEqual(1_000);

        // Left alone, it polls again; a world that is well again is soon known to be.
        for (const reason of ['sleep', 'lock', 'no-network'] as const) poller.setPaused(reason, false);
        const before = polls.length;
        await clock.advance(longestGapMs);
        expect(polls.length).toBeGreaterThan(before);
        behave({ kind: 'answers' });
        await clock.advance(longestGapMs);
        expect(poller.state()).toMatchObject({ consecutiveFailures: 0, lastFailure: null });
        expect(sinceStartMs() - (times().at(-1) ?? -Infinity)).toBeLessThanOrEqual(longestWaitMs);

        poller.stop();
        await clock.settle();
        behave({ kind: 'hangs' });
        const stopped = polls.length;
        await clock.advance(longestGapMs);
        expect(polls.length).toBe(stopped);
      },
    ),
    { numRuns: 150 },
  );
}, 60_000);
