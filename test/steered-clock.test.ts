/** The steered clock keeps time as the real one would: other tests rely on it. */

import { expect, test } from 'vitest';
import { createSteeredClock } from './steered-clock.ts';

test('due timers run in order, at their own time, including those that a promise sets in between', async () => {
  const clock = createSteeredClock({ now: 1_000, uptimeMs: 0 });
  const ran: string[] = [];
  const note = (name: string) => ran.push(`${name}@${clock.now()}`);
  clock.after(20, () => note('b'));
  clock.after(10, () => {
    note('a');
    void Promise.resolve().then(() => clock.after(5, () => note('a2')));
  });
  clock.after(20, () => note('c'));
  const cancel = clock.after(15, () => note('never'));
  clock.after(31, () => note('later'));
  cancel();
  await clock.advance(30);
  expect(ran).toEqual(['a@1010', 'a2@1015', 'b@1020', 'c@1020']);
  expect([clock.now(), clock.uptimeMs(), clock.pendingTimers]).toEqual([1_030, 30, 1]);
});

test('a jump moves the wall clock alone', async () => {
  const clock = createSteeredClock({ now: 1_000, uptimeMs: 500 });
  let ran = false;
  clock.after(100, () => (ran = true));
  clock.jump(-700);
  await clock.advance(99);
  expect([clock.now(), clock.uptimeMs(), ran]).toEqual([399, 599, false]);
  await clock.advance(1);
  expect(ran).toBe(true);
});

test('sleep passes on both clocks; timers are late or frozen afterwards', async () => {
  for (const [kind, ranAfterMs] of [
    ['overdue', 0],
    ['frozen', 100],
  ] as const) {
    const clock = createSteeredClock({ now: 0, uptimeMs: 0 });
    let ranAt: number | undefined;
    clock.after(100, () => (ranAt = clock.uptimeMs()));
    clock.sleep(5_000, kind);
    expect(ranAt).toBeUndefined();
    await clock.advance(100);
    expect(ranAt).toBe(5_000 + ranAfterMs);
  }
});

test('a reboot forgets timers and uptime, a crash only the timers', async () => {
  const clock = createSteeredClock({ now: 0, uptimeMs: 700 });
  clock.after(1, () => expect.unreachable());
  clock.crash();
  expect([clock.pendingTimers, clock.uptimeMs()]).toEqual([0, 700]);
  clock.after(1, () => expect.unreachable());
  clock.reboot(5_000);
  await clock.advance(10);
  expect([clock.now(), clock.uptimeMs()]).toEqual([5_010, 10]);
});

test('an endless loop of timers is an error, not a hang', async () => {
  const clock = createSteeredClock();
  const again = () => void clock.after(0, again);
  again();
  await expect(clock.advance(1)).rejects.toThrow('without time passing');
});
