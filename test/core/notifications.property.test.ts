/** Any storm of changes: the limits hold, an alert for once tells once, and what lasted long enough reaches the person. */

import fc from 'fast-check';
import { expect, test } from 'vitest';
import { hitsIn, type AlertNews } from '../../electron/core/alerts/news.ts';
import { remains, startAlertWorld, type Shown, type Word } from './fixtures/alert-world.ts';

const numbers = ['1', '2', '3', '4', '5', '6', '7'];

type Step =
  | { readonly kind: 'answer'; readonly words: Partial<Record<string, Word>>; readonly afterPause: boolean }
  | { readonly kind: 'snooze'; readonly forMs: number }
  | { readonly kind: 'system'; readonly on: boolean }
  | { readonly kind: 'on-call'; readonly on: boolean }
  | { readonly kind: 'sleep'; readonly timers: 'overdue' | 'frozen' }
  | { readonly kind: 'restart'; readonly how: 'crash' | 'quit' };

const word = fc.constantFrom<Word>('Registered', 'Idle', 'Ringing', 'Busy', 'Hold', 'Unavailable');
const words = fc.dictionary(fc.constantFrom(...numbers), word, { maxKeys: 7 });
const step: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 8,
    arbitrary: fc.record({
      kind: fc.constant('answer' as const),
      words,
      afterPause: fc.boolean(),
    }),
  },
  fc.record({ kind: fc.constant('snooze' as const), forMs: fc.constantFrom(0, 30_000, 600_000) }),
  fc.record({ kind: fc.constant('system' as const), on: fc.boolean() }),
  fc.record({ kind: fc.constant('on-call' as const), on: fc.boolean() }),
  fc.record({
    kind: fc.constant('sleep' as const),
    timers: fc.constantFrom('overdue' as const, 'frozen' as const),
  }),
  fc.record({
    kind: fc.constant('restart' as const),
    how: fc.constantFrom('crash' as const, 'quit' as const),
  }),
);
const waitMs = fc.constantFrom(0, 500, 2_000, 3_500, 20_000, 61_000);

function expectLimits(shown: readonly Shown[]): void {
  for (const [index, { atMs }] of shown.entries()) {
    const next = shown[index + 1];
    const fourth = shown[index + 3];
    if (next !== undefined) expect(next.atMs - atMs).toBeGreaterThanOrEqual(1_000);
    if (fourth !== undefined) expect(fourth.atMs - atMs).toBeGreaterThanOrEqual(60_000);
  }
}

/** Once-alerts for all but two people, standing ones for these, and one for a group. */
async function setAlerts(world: ReturnType<typeof startAlertWorld>): Promise<void> {
  for (const number of numbers) await world.alert({ number, mode: Number(number) > 5 ? 'always' : 'once' });
  const { id } = await world.groups.handlers['group.set']({ name: 'Group', numbers: ['2', '6'] });
  await world.alert({ target: { kind: 'group', groupId: id } });
}

function firings(told: readonly AlertNews[]): readonly string[] {
  return told
    .flatMap((news) => hitsIn(news).filter(({ alert }) => alert.mode === 'once'))
    .map(({ alert }) => alert.id);
}

test('no storm of changes, snoozes, calls, sleep and restarts breaks a limit or loses what lasted', async () => {
  const script = fc.array(fc.tuple(step, waitMs), { minLength: 1, maxLength: 40 });
  await fc.assert(
    fc.asyncProperty(script, async (steps) => {
      const kept = remains({ notifications: { silentOnCall: true } });
      let world = startAlertWorld(kept);
      let present: Record<string, Word> = Object.fromEntries(numbers.map((number) => [number, 'Busy']));
      await world.begin(present);
      await setAlerts(world);
      const fired: string[] = [];
      const runs = [world];
      let system = false;

      for (const [one, ms] of steps) {
        switch (one.kind) {
          case 'answer':
            present = { ...present, ...definedWords(one.words) };
            world.answer(present, { afterPause: one.afterPause });
            break;
          case 'snooze':
            await world.notifier.handlers['snooze.set']({ until: world.clock.now() + one.forMs });
            break;
          case 'system':
            system = one.on;
            world.notifier.setSystemDoNotDisturb(system);
            break;
          case 'on-call':
            world.my.state = one.on ? 'on-call' : 'free';
            world.notifier.refresh();
            break;
          case 'sleep':
            world.clock.sleep(3_600_000, one.timers);
            await world.clock.advance(0);
            break;
          case 'restart':
            // Between two answers, so that no write is under way.
            await world.clock.settle();
            await world.stop();
            kept.clock.crash();
            world = startAlertWorld(kept);
            runs.push(world);
            world.notifier.setSystemDoNotDisturb(system);
            world.notifier.start();
            world.answer(present);
            break;
        }
        await world.clock.advance(ms);
      }
      // Nothing is held back now: everything was shown, summed up, or put in a digest.
      world.notifier.setSystemDoNotDisturb(false);
      world.my.state = 'free';
      await world.notifier.handlers['snooze.set']({ until: null });
      world.notifier.refresh();
      await world.clock.advance(300_000);

      for (const run of runs) expectLimits(run.shown);
      for (const run of runs) fired.push(...firings(run.told));
      expect(new Set(fired).size).toBe(fired.length);

      const titlesAndBodies = runs.flatMap(({ shown }) =>
        shown.map(({ title, body }) => `${title}\n${body}`),
      );
      for (const hit of runs.flatMap(({ told }) => told.flatMap(hitsIn))) {
        // A long summary only counts the people whom it doesn't name.
        const named = titlesAndBodies.some(
          (text) => text.includes(`Person ${hit.number}`) || / more$/.test(text),
        );
        expect(named, `Person ${hit.number} was told of`).toBe(true);
      }
      const waiting = world.alerts.list().map(({ id }) => id);
      const toldOf = runs.flatMap(({ told }) => told.flatMap(hitsIn)).map(({ number }) => number);
      for (const { id, members } of onceAlerts) {
        if (waiting.includes(id))
          expect(
            members.filter((number) => isFree(present[number])),
            `${id} waits`,
          ).toEqual([]);
        else
          expect(
            members.some((number) => toldOf.includes(number)),
            `${id} ended`,
          ).toBe(true);
      }
      expect(kept.unshown.hits).toEqual([]);
      await world.stop();
      expect(kept.clock.pendingTimers).toBe(0);
    }),
    { numRuns: 300 },
  );
}, 60_000);

const onceAlerts = [
  ...numbers
    .filter((number) => Number(number) <= 5)
    .map((number) => ({ id: `person:${number}`, members: [number] })),
  { id: 'group:group-1', members: ['2', '6'] },
];

function isFree(word: Word | undefined): boolean {
  return word === 'Registered' || word === 'Idle';
}

function definedWords(some: Partial<Record<string, Word>>): Record<string, Word> {
  return Object.fromEntries(Object.entries(some).flatMap(([number, one]) => (one ? [[number, one]] : [])));
}
