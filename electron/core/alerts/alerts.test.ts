/** Alerts, over a real roster and a steered clock: what fires them, what doesn't, and what outlives the run. */

import { describe, expect, it } from 'vitest';
import { remains, startAlertWorld, type Word } from '../../../test/core/fixtures/alert-world.ts';
import { reRegistrationMs } from './state-debounce.ts';

async function startWorld(first: Record<string, Word> = { '1': 'Busy', '2': 'Busy', '3': 'Busy' }) {
  const world = startAlertWorld();
  await world.begin(first);
  return world;
}

describe('one person, once', () => {
  it.each(['Registered', 'Idle'] as const)('tells that Busy became %s, and is over', async (word) => {
    const world = await startWorld();
    await world.alert({});
    expect(world.alerts.list()).toHaveLength(1);
    world.answer({ '1': word });
    await world.clock.advance(2_999);
    expect(world.titles()).toEqual([]);
    await world.clock.advance(1);
    expect(world.titles()).toEqual(['Person 1 is free']);
    expect(world.settings.store.current.alerts).toEqual([]);

    world.answer({ '1': 'Busy' });
    await world.clock.advance(10_000);
    world.answer({ '1': 'Registered' });
    await world.clock.advance(10_000);
    expect(world.titles()).toHaveLength(1);
  });

  it('ignores a receiver that is briefly lifted', async () => {
    const world = await startWorld();
    await world.alert({});
    world.answer({ '1': 'Registered' });
    await world.clock.advance(2_000);
    world.answer({ '1': 'Busy' });
    await world.clock.advance(60_000);
    expect(world.told).toEqual([]);
    expect(world.alerts.list()).toHaveLength(1);
  });

  it('waits as long as the settings say', async () => {
    const world = await startWorld();
    await world.settings.store.change({ notifications: { settleMs: 10_000 } });
    await world.alert({});
    world.answer({ '1': 'Registered' });
    await world.clock.advance(9_999);
    expect(world.told).toEqual([]);
    await world.clock.advance(1);
    expect(world.told).toHaveLength(1);
  });

  it('waits for the next time when the person knows that it is so now', async () => {
    const world = await startWorld({ '1': 'Idle' });
    expect(await world.alert({ next: true })).toMatchObject({ kept: true, already: null });
    await world.clock.advance(60_000);
    expect(world.titles()).toEqual([]);
    world.answer({ '1': 'Busy' });
    await world.clock.advance(10_000);
    world.answer({ '1': 'Idle' });
    await world.clock.advance(10_000);
    expect(world.titles()).toEqual(['Person 1 is free']);
    expect(world.alerts.list()).toEqual([]);
  });

  it('says at once that the state is there already, and does not wait for ever', async () => {
    const world = await startWorld({ '1': 'Idle' });
    const reply = await world.alert({});
    expect(reply).toEqual({
      id: 'person:1',
      kept: false,
      already: { number: '1', name: 'Person 1', state: 'free' },
    });
    expect(world.titles()).toEqual(['Person 1 is already free']);
    expect(world.alerts.list()).toEqual([]);
  });

  it('believes no state that nobody confirms, and finds out with the next answer', async () => {
    const world = await startWorld({ '1': 'Idle' });
    world.link.live = false;
    expect(await world.alert({})).toMatchObject({ kept: true, already: null });
    await world.clock.advance(60_000);
    expect(world.told).toEqual([]);
    world.link.live = true;
    await world.clock.advance(10_000);
    expect(world.titles()).toEqual(['Person 1 is free']);
  });

  it('is told once even where the disk refuses to forget it', async () => {
    const world = await startWorld();
    await world.alert({});
    world.settings.disk.fails = true;
    for (const word of ['Registered', 'Busy', 'Registered'] as const) {
      world.answer({ '1': word });
      await world.clock.advance(90_000);
    }
    expect(world.told).toHaveLength(1);
    expect(world.alerts.list()).toEqual([]);
  });
});

describe('other states', () => {
  it.each([
    ['ringing', 'Registered', 'Ringing', 'Person 1’s phone is ringing'],
    ['on-call', 'Registered', 'Busy', 'Person 1 is on a call'],
    ['offline', 'Registered', 'Unavailable', 'Person 1 is offline'],
    ['back', 'Unavailable', 'Busy', 'Person 1 is back'],
  ] as const)('tells %s', async (state, before, after, title) => {
    const world = await startWorld({ '1': before });
    await world.alert({ states: [state] });
    world.answer({ '1': after });
    await world.clock.advance(reRegistrationMs);
    expect(world.titles()).toEqual([title]);
  });

  it('takes a call that is held and taken up again for one call', async () => {
    const world = await startWorld({ '1': 'Registered' });
    await world.alert({ states: ['on-call'], mode: 'always' });
    for (const word of ['Busy', 'Hold', 'Busy'] as const) {
      world.answer({ '1': word });
      await world.clock.advance(10_000);
    }
    expect(world.titles()).toEqual(['Person 1 is on a call']);
  });
});

describe('a phone that only registers again', () => {
  // Slower than the settle time: a poll every five seconds sees it at least that long.
  it.each([2_000, 5_000, reRegistrationMs - 1])('isn’t reported after %i ms', async (absentMs) => {
    const world = await startWorld({ '1': 'Registered' });
    await world.alert({ mode: 'always', states: ['back', 'offline', 'ringing'] });
    const before = world.told.length;
    world.answer({ '1': 'Unavailable' });
    await world.clock.advance(absentMs);
    world.answer({ '1': 'Registered' });
    await world.clock.advance(120_000);
    expect(world.told).toHaveLength(before);
  });

  it('does not hide who really left, nor a call that ended meanwhile', async () => {
    const world = await startWorld({ '1': 'Busy', '2': 'Registered' });
    await world.alert({ number: '1' });
    await world.alert({ number: '2', states: ['offline'] });
    world.answer({ '1': 'Unavailable', '2': 'Unavailable' });
    await world.clock.advance(5_000);
    world.answer({ '1': 'Registered' });
    await world.clock.advance(reRegistrationMs);
    expect(world.titles()).toEqual(['Person 1 is free', 'Person 2 is offline']);
  });
});

describe('always', () => {
  it('tells each time and goes on', async () => {
    const world = await startWorld();
    await world.alert({ mode: 'always' });
    for (const word of ['Registered', 'Busy', 'Idle'] as const) {
      world.answer({ '1': word });
      await world.clock.advance(120_000);
    }
    expect(world.titles()).toEqual(['Person 1 is free', 'Person 1 is free']);
    expect(world.alerts.list()).toHaveLength(1);
  });

  it('does not repeat what it said when it was set', async () => {
    const world = await startWorld();
    world.answer({ '1': 'Registered' });
    await world.clock.advance(1_000);
    expect(await world.alert({ mode: 'always' })).toMatchObject({ kept: true, already: { state: 'free' } });
    await world.clock.advance(60_000);
    expect(world.titles()).toEqual(['Person 1 is already free']);
  });
});

describe('a group', () => {
  const support = async () => {
    const world = await startWorld();
    const { id } = await world.groups.handlers['group.set']({ name: 'Support', numbers: ['1', '2'] });
    return { world, target: { kind: 'group', groupId: id } as const };
  };

  it('tells the first who is free, once', async () => {
    const { world, target } = await support();
    await world.alert({ target });
    world.answer({ '3': 'Registered' });
    await world.clock.advance(10_000);
    expect(world.told).toEqual([]);
    world.answer({ '2': 'Registered' });
    await world.clock.advance(1_000);
    world.answer({ '1': 'Registered' });
    await world.clock.advance(60_000);
    expect(world.shown).toMatchObject([{ title: 'Person 2 is free', body: 'In your group “Support”' }]);
    expect(world.alerts.list()).toEqual([]);
  });

  it('says nothing about my own phone', async () => {
    const { world, target } = await support();
    await world.settings.store.change({ extension: '1' });
    await world.alert({ target });
    world.answer({ '1': 'Registered' });
    await world.clock.advance(10_000);
    expect(world.told).toEqual([]);
    world.answer({ '2': 'Registered' });
    await world.clock.advance(10_000);
    expect(world.titles()).toEqual(['Person 2 is free']);
  });

  it('tells one of two who become free at the same moment', async () => {
    const { world, target } = await support();
    await world.alert({ target });
    world.answer({ '1': 'Registered', '2': 'Registered' });
    await world.clock.advance(60_000);
    expect(world.titles()).toEqual(['Person 1 is free']);
  });

  it('says who is already free', async () => {
    const { world, target } = await support();
    world.answer({ '2': 'Registered' });
    expect(await world.alert({ target })).toMatchObject({ kept: false, already: { number: '2' } });
  });

  it('follows who is in it, and ends with it', async () => {
    const { world, target } = await support();
    await world.alert({ target });
    await world.groups.handlers['group.set']({ id: target.groupId, name: 'Support', numbers: ['3'] });
    world.answer({ '1': 'Registered' });
    await world.clock.advance(10_000);
    expect(world.told).toEqual([]);
    await world.groups.handlers['group.remove']({ id: target.groupId });
    expect(world.alerts.list()).toEqual([]);
    await expect(world.alert({ target })).rejects.toMatchObject({ code: 'settings.invalid' });
  });
});

describe('after a pause', () => {
  it('sums the differences up in one notification', async () => {
    const world = await startWorld();
    for (const number of ['1', '2', '3']) await world.alert({ number, mode: 'always' });
    world.answer({ '1': 'Registered', '2': 'Registered', '3': 'Idle' }, { afterPause: true });
    await world.clock.advance(60_000);
    expect(world.shown).toMatchObject([{ id: 'after-pause', title: 'While paused: 3 changes' }]);
    expect(world.shown[0]?.body).toBe('Person 1 is free\nPerson 2 is free\nPerson 3 is free');
  });

  it.each(['overdue', 'frozen'] as const)('tells no state of before a sleep (%s timers)', async (timers) => {
    const world = await startWorld();
    await world.alert({});
    world.answer({ '1': 'Registered' });
    await world.clock.advance(1_000);
    world.clock.sleep(8 * 3_600_000, timers);
    await world.clock.advance(1_999);
    world.answer({ '1': 'Busy' }, { afterPause: true });
    await world.clock.advance(60_000);
    expect(world.told).toEqual([]);
    expect(world.alerts.list()).toHaveLength(1);
  });

  it('settles nothing while the connection is lost', async () => {
    const world = await startWorld();
    await world.alert({});
    world.answer({ '1': 'Registered' });
    world.link.live = false;
    await world.clock.advance(600_000);
    expect(world.told).toEqual([]);
    world.link.live = true;
    world.answer({ '1': 'Busy' }, { afterPause: true });
    await world.clock.advance(60_000);
    expect(world.told).toEqual([]);
  });
});

describe('the end of an alert', () => {
  it('comes at the hour that it names, also when the wall clock is set', async () => {
    const world = await startWorld();
    await world.alert({ number: '1', expiresAt: world.clock.now() + 3_600_000 });
    await world.alert({ number: '2', expiresAt: world.clock.now() + 3_600_000 });
    await world.clock.advance(3_599_999);
    expect(world.alerts.list()).toHaveLength(2);
    await world.clock.advance(1);
    expect(world.alerts.list()).toEqual([]);
    await world.alert({ number: '3', expiresAt: world.clock.now() + 3_600_000 });
    world.clock.jump(3_600_000);
    await world.clock.advance(60_000);
    expect(world.settings.store.current.alerts).toEqual([]);
  });

  it('comes with one click, in the notification too, and takes back what was not shown yet', async () => {
    const world = await startWorld();
    await world.alert({ mode: 'always' });
    world.answer({ '1': 'Registered' });
    await world.clock.advance(3_000);
    expect(world.shown[0]?.actions).toEqual([{ id: 'stop', text: 'Stop alert' }]);
    world.notifier.handleAction('person:1', 'stop');
    await world.clock.settle();
    expect(world.alerts.list()).toEqual([]);
  });

  it('isn’t there for “alert me again”, which waits for the next time', async () => {
    const world = await startWorld();
    await world.alert({});
    world.answer({ '1': 'Registered' });
    await world.clock.advance(3_000);
    expect(world.shown[0]?.actions).toEqual([{ id: 'again', text: 'Alert me again' }]);
    world.notifier.handleAction('person:1', 'again');
    await world.clock.advance(120_000);
    expect(world.shown).toHaveLength(1);
    world.answer({ '1': 'Busy' });
    await world.clock.advance(10_000);
    world.answer({ '1': 'Registered' });
    await world.clock.advance(10_000);
    expect(world.titles()).toEqual(['Person 1 is free', 'Person 1 is free']);
  });
});

describe('a restart', () => {
  it('keeps the alert and reports what became true meanwhile', async () => {
    const kept = remains();
    const before = startAlertWorld(kept);
    await before.begin({ '1': 'Busy', '2': 'Busy' });
    await before.alert({ number: '1' });
    await before.alert({ number: '2' });
    kept.clock.crash();
    const after = startAlertWorld(kept);
    await after.begin({ '1': 'Registered', '2': 'Busy' });
    expect(after.titles()).toEqual(['Person 1 is free']);
    after.answer({ '2': 'Registered' });
    await after.clock.advance(10_000);
    expect(after.titles()).toEqual(['Person 1 is free', 'Person 2 is free']);
    kept.clock.crash();
    const third = startAlertWorld(kept);
    await third.begin({ '1': 'Registered', '2': 'Registered' });
    expect(third.titles()).toEqual([]);
  });

  it('doesn’t repeat what an alert for the next time has reported', async () => {
    const kept = remains();
    const before = startAlertWorld(kept);
    await before.begin({ '1': 'Busy' });
    await before.alert({});
    before.answer({ '1': 'Registered' });
    await before.clock.advance(3_000);
    before.notifier.handleAction('person:1', 'again');
    await before.clock.settle();
    kept.clock.crash();
    const after = startAlertWorld(kept);
    await after.begin({ '1': 'Registered' });
    expect(after.titles()).toEqual([]);
    expect(after.alerts.list()).toHaveLength(1);
  });

  it('loses no change of a standing alert that comes right after the first answer', async () => {
    const kept = remains();
    const before = startAlertWorld(kept);
    await before.begin({ '1': 'Busy' });
    await before.alert({ mode: 'always' });
    kept.clock.crash();
    const after = startAlertWorld(kept);
    after.notifier.start();
    after.answer({ '1': 'Busy' });
    await after.clock.advance(1_000);
    after.answer({ '1': 'Registered' });
    await after.clock.advance(3_000);
    expect(after.titles()).toEqual(['Person 1 is free']);
  });
});
