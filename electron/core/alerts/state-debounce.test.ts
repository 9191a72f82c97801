/** When a state has lasted: receivers lifted, phones that register again, sleep, lost connections. */

import { describe, expect, it } from 'vitest';
import { createSteeredClock } from '../../../test/steered-clock.ts';
import type { PresenceState } from '../../contract/presence.ts';
import { createStateDebounce, isAway, reRegistrationMs, type SettledChange } from './state-debounce.ts';

function start({ settleMs = 3_000 } = {}) {
  const clock = createSteeredClock();
  const link = { live: true };
  const settled: SettledChange[] = [];
  const rounds: number[] = [];
  const debounce = createStateDebounce({
    clock,
    settleMs: () => settleMs,
    live: () => link.live,
    onSettled(changes) {
      settled.push(...changes);
      rounds.push(changes.length);
    },
  });
  const change = (
    number: string,
    from: PresenceState | undefined,
    to: PresenceState | undefined,
    afterPause = false,
  ) =>
    debounce.addChanges([
      {
        number,
        name: '',
        at: clock.now(),
        afterPause,
        ...(from !== undefined && { from }),
        ...(to !== undefined && { to }),
      },
    ]);
  return { clock, link, debounce, settled, rounds, change };
}

it('a phone is away when it is offline, broken, missing, or not in the list', () => {
  expect((['offline', 'fault', 'no-phone', 'absent'] as const).map(isAway)).toEqual([true, true, true, true]);
  const there = ['free', 'ringing', 'on-call', 'on-hold', 'unknown', 'unseen'] as const;
  expect(there.map(isAway)).toEqual(there.map(() => false));
});

describe('a state', () => {
  it('settles when it has lasted, with when it began', async () => {
    const { clock, settled, change } = start();
    const [at, beganMs] = [clock.now(), clock.uptimeMs()];
    change('1', 'on-call', 'free');
    await clock.advance(2_999);
    expect(settled).toEqual([]);
    await clock.advance(1);
    const expected = {
      number: '1',
      from: 'on-call',
      to: 'free',
      at,
      beganMs,
      afterPause: false,
      isFirst: false,
    };
    expect(settled).toMatchObject([expected]);
    expect(clock.pendingTimers).toBe(0);
  });

  it('begins again with each change, and counts from the one that settled last', async () => {
    const { clock, settled, change } = start();
    change('1', 'on-call', 'free');
    await clock.advance(2_000);
    change('1', 'free', 'ringing');
    await clock.advance(2_999);
    expect(settled).toEqual([]);
    await clock.advance(1);
    expect(settled).toMatchObject([{ from: 'on-call', to: 'ringing' }]);
  });

  it('that goes back to what it was is forgotten', async () => {
    const { clock, settled, change } = start();
    change('1', 'on-call', 'free');
    change('1', 'free', 'on-call');
    expect(clock.pendingTimers).toBe(0);
    await clock.advance(60_000);
    expect(settled).toEqual([]);
  });

  it('of one person doesn’t wait for another’s, and what is due together comes together', async () => {
    const { clock, settled, rounds, change } = start();
    change('2', 'on-call', 'free');
    change('1', 'on-call', 'free');
    await clock.advance(1_000);
    change('3', 'on-call', 'free');
    await clock.advance(2_000);
    expect(settled.map(({ number }) => number)).toEqual(['2', '1']);
    await clock.advance(1_000);
    expect(settled.map(({ number }) => number)).toEqual(['2', '1', '3']);
    expect(rounds).toEqual([2, 1]);
  });

  it('of someone who leaves the list is absent, and present again when they come back', async () => {
    const { clock, settled, change } = start();
    change('1', 'free', undefined);
    await clock.advance(reRegistrationMs - 1);
    expect(settled).toEqual([]);
    await clock.advance(1);
    change('1', undefined, 'free');
    await clock.advance(3_000);
    expect(settled).toMatchObject([
      { from: 'free', to: 'absent' },
      { from: 'absent', to: 'free' },
    ]);
  });

  it('of a phone that went while nobody looked needs no time to register again', async () => {
    const { clock, settled, change } = start();
    change('1', 'free', 'offline', true);
    await clock.advance(3_000);
    expect(settled).toMatchObject([{ to: 'offline', afterPause: true }]);
  });

  it('counts at once with no settle time, away from the phone excepted', async () => {
    const { clock, settled, change } = start({ settleMs: 0 });
    change('1', 'on-call', 'free');
    change('2', 'free', 'offline');
    await clock.advance(0);
    expect(settled.map(({ number }) => number)).toEqual(['1']);
    await clock.advance(reRegistrationMs);
    expect(settled.map(({ number }) => number)).toEqual(['1', '2']);
  });
});

describe('someone seen for the first time', () => {
  it('settles as that, and may be old news', async () => {
    const { clock, settled, debounce } = start();
    debounce.addPerson({ number: '1', name: 'Ina', state: 'free' });
    await clock.advance(3_000);
    expect(settled).toMatchObject([
      { name: 'Ina', from: 'unseen', to: 'free', at: clock.now() - 3_000, afterPause: true, isFirst: true },
    ]);
  });

  it('who changes before that has changed from what was seen, and it is still the first state to last', async () => {
    const { clock, settled, debounce, change } = start();
    debounce.addPerson({ number: '1', name: 'Ina', state: 'on-call' });
    change('1', 'on-call', 'free');
    await clock.advance(1_000);
    change('1', 'free', 'on-call');
    await clock.advance(3_000);
    expect(settled).toMatchObject([{ from: 'on-call', to: 'on-call', afterPause: false, isFirst: true }]);
  });
});

describe('while nothing confirms it', () => {
  it('nothing settles, and then it lasts once more and may be old', async () => {
    const { clock, link, settled, change } = start();
    change('1', 'on-call', 'free');
    link.live = false;
    await clock.advance(3_000);
    link.live = true;
    await clock.advance(2_999);
    expect(settled).toEqual([]);
    await clock.advance(1);
    expect(settled).toMatchObject([{ to: 'free', afterPause: true }]);
  });

  it('with no settle time it is looked at once a second', async () => {
    const { clock, link, settled, change } = start({ settleMs: 0 });
    change('1', 'on-call', 'free');
    link.live = false;
    await clock.advance(10_500);
    link.live = true;
    await clock.advance(499);
    expect(settled).toEqual([]);
    await clock.advance(1);
    expect(settled).toHaveLength(1);
  });

  it('a sleep that nobody announced settles nothing', async () => {
    const { clock, settled, change } = start();
    change('1', 'on-call', 'free');
    clock.sleep(3_600_000, 'overdue');
    await clock.advance(2_999);
    expect(settled).toEqual([]);
    await clock.advance(1);
    expect(settled).toMatchObject([{ to: 'free', afterPause: true }]);
  });
});

it('what is under way is forgotten on another phone system', async () => {
  const { clock, settled, debounce, change } = start();
  change('1', 'on-call', 'free');
  debounce.reset();
  expect(clock.pendingTimers).toBe(0);
  change('1', 'ringing', 'free');
  await clock.advance(3_000);
  expect(settled).toMatchObject([{ from: 'ringing' }]);
});
