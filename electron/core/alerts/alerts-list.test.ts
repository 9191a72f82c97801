/** The list of alerts: what is set, set again, taken off, and ended; and how often that writes. */

import { describe, expect, it } from 'vitest';
import { remains, startAlertWorld, type Word } from '../../../test/core/fixtures/alert-world.ts';

const hourMs = 3_600_000;

async function startWorld(first: Record<string, Word> = { '1': 'Busy', '2': 'Busy' }, kept = remains()) {
  const world = startAlertWorld(kept);
  await world.begin(first);
  let writes = 0;
  world.settings.store.subscribe(() => (writes += 1));
  return { ...world, kept, writes: () => writes, ids: () => world.alerts.list().map(({ id }) => id) };
}

describe('an alert that is set again', () => {
  it('takes the place of the one before', async () => {
    const world = await startWorld();
    await world.alert({ number: '1' });
    await world.alert({ number: '2' });
    await world.alert({ number: '1', states: ['offline'] });
    expect(world.alerts.list()).toMatchObject([
      { id: 'person:2', states: ['free'] },
      { id: 'person:1', states: ['offline'] },
    ]);
  });

  it('ends the one before also where there is nothing to wait for', async () => {
    const world = await startWorld();
    await world.alert({ number: '1', states: ['offline'] });
    expect(await world.alert({ number: '1', states: ['on-call'] })).toMatchObject({ kept: false });
    expect(world.ids()).toEqual([]);
  });

  it('waits again, also after a disk that refused to forget the one before', async () => {
    const world = await startWorld();
    await world.alert({});
    world.settings.disk.fails = true;
    world.answer({ '1': 'Registered' });
    await world.clock.advance(90_000);
    world.settings.disk.fails = false;
    world.answer({ '1': 'Busy' });
    await world.clock.advance(90_000);
    await world.alert({});
    expect(world.ids()).toEqual(['person:1']);
    world.answer({ '1': 'Registered' });
    await world.clock.advance(90_000);
    expect(world.titles()).toEqual(['Person 1 is free', 'Person 1 is free']);
  });

  it('after it fired is on the list when the settings tell of it', async () => {
    const world = await startWorld();
    await world.alert({});
    world.answer({ '1': 'Registered' });
    await world.clock.advance(3_000);
    world.answer({ '1': 'Busy' });
    await world.clock.advance(3_000);
    const seen: string[][] = [];
    world.settings.store.subscribe(() => seen.push(world.ids()));
    await world.alert({});
    expect(seen).toEqual([['person:1']]);
  });

  it('for the next time isn’t answered by what the person sees now', async () => {
    const world = await startWorld();
    world.answer({ '1': 'Registered' });
    await world.clock.advance(1_000);
    await world.alert({ next: true });
    await world.clock.advance(60_000);
    expect(world.told).toEqual([]);
  });
});

describe('an alert about nobody', () => {
  it('waits until the phone system has that number', async () => {
    const kept = remains();
    const world = await startWorld({ '1': 'Busy' }, kept);
    expect(await world.alert({ number: '9', states: ['back'] })).toMatchObject({ kept: true, already: null });
    await world.stop();
    const after = await startWorld({ '1': 'Busy' }, kept);
    expect(after.told).toEqual([]);
    after.answer({ '9': 'Busy' });
    await after.clock.advance(10_000);
    expect(after.titles()).toEqual(['Person 9 is back']);
  });

  it('of a group that is gone, as an administrator’s may be, tells nothing', async () => {
    const alert = {
      id: 'group:gone',
      target: { kind: 'group', groupId: 'gone' },
      mode: 'once',
      states: ['free'],
      expiresAt: null,
    } as const;
    const world = await startWorld({ '1': 'Busy' }, remains({ alerts: [{ ...alert, states: ['free'] }] }));
    world.answer({ '1': 'Registered' });
    await world.clock.advance(10_000);
    expect(world.told).toEqual([]);
    expect(world.ids()).toEqual(['group:gone']);
  });

  it('of a group that never was is refused', async () => {
    const world = await startWorld();
    await expect(world.alert({ target: { kind: 'group', groupId: 'none' } })).rejects.toMatchObject({
      code: 'settings.invalid',
      detail: { key: 'alerts', rule: 'unknown-group' },
    });
  });
});

describe('taken off', () => {
  it('is the one that a person ends, and no other', async () => {
    const world = await startWorld();
    await world.alert({ number: '1' });
    await world.alert({ number: '2' });
    await world.alerts.handlers['alert.remove']({ id: 'person:1' });
    expect(world.ids()).toEqual(['person:2']);
  });

  it('is the one whose time is up, on a disk that refuses as well', async () => {
    const world = await startWorld();
    await world.alert({ number: '1', expiresAt: world.clock.now() + hourMs });
    await world.alert({ number: '2' });
    world.settings.disk.fails = true;
    await world.clock.advance(hourMs);
    expect(world.ids()).toEqual(['person:2']);
  });

  it('is, in effect, one whose time is up by a wall clock that was just set', async () => {
    const world = await startWorld();
    await world.alert({ expiresAt: world.clock.now() + hourMs });
    world.answer({ '1': 'Registered' });
    world.clock.jump(hourMs);
    await world.clock.advance(10_000);
    expect(world.told).toEqual([]);
  });

  it('writes nothing where nothing was waiting', async () => {
    const world = await startWorld({ '1': 'Busy', '2': 'Registered' });
    await world.alert({ number: '1', mode: 'always' });
    const before = world.writes();
    world.answer({ '1': 'Registered' });
    await world.clock.advance(10_000);
    expect(world.titles()).toEqual(['Person 1 is free']);
    expect(await world.alert({ number: '2' })).toMatchObject({ kept: false });
    expect(world.writes()).toBe(before);
  });
});

it('an end is kept over a restart, and leaves no timer behind', async () => {
  const kept = remains();
  const before = await startWorld(undefined, kept);
  await before.alert({ expiresAt: before.clock.now() + hourMs });
  await before.stop();
  const after = await startWorld(undefined, kept);
  await after.clock.advance(hourMs);
  expect(after.ids()).toEqual([]);
  await after.alert({ expiresAt: after.clock.now() + hourMs });
  await after.stop();
  expect(after.clock.pendingTimers).toBe(0);
});

it('an alert without an end costs no timer', async () => {
  const world = await startWorld();
  await world.alert({});
  expect(world.clock.pendingTimers).toBe(0);
});

describe('“alert me again”', () => {
  it.each([
    ['keeps an end that is still to come', hourMs, hourMs],
    ['has no end where it has passed', 60_000, null],
  ])('%s', async (_, forMs, leftMs) => {
    const world = await startWorld();
    const expiresAt = world.clock.now() + forMs;
    await world.alert({ expiresAt });
    world.answer({ '1': 'Registered' });
    await world.clock.advance(3_000);
    await world.clock.advance(60_000);
    world.notifier.handleAction('person:1', 'again');
    await world.clock.settle();
    expect(world.alerts.list()).toMatchObject([
      { id: 'person:1', expiresAt: leftMs === null ? null : expiresAt, waitsForNext: true },
    ]);
  });
});

describe('what is found', () => {
  it('by an alert for a person counts before one for their group', async () => {
    const world = await startWorld();
    const { id } = await world.groups.handlers['group.set']({ name: 'Support', numbers: ['1'] });
    await world.alert({ target: { kind: 'group', groupId: id }, mode: 'always' });
    await world.alert({ number: '1' });
    world.answer({ '1': 'Registered' });
    await world.clock.advance(10_000);
    expect(world.told).toMatchObject([{ hit: { alert: { id: 'person:1' } } }]);
  });

  it('isn’t put off by what others do', async () => {
    const world = await startWorld();
    await world.alert({});
    for (const word of ['Registered', 'Ringing', 'Registered'] as const) {
      world.answer({ '1': 'Registered', '2': word });
      await world.clock.advance(1_000);
    }
    expect(world.titles()).toEqual(['Person 1 is free']);
  });

  it('after a start is summed up', async () => {
    const kept = remains();
    const before = await startWorld(undefined, kept);
    await before.alert({ number: '1' });
    await before.alert({ number: '2' });
    kept.clock.crash();
    const after = await startWorld({ '1': 'Registered', '2': 'Registered' }, kept);
    expect(after.titles()).toEqual(['While paused: 2 changes']);
  });

  it('is what is there at first sight of another phone system, where nothing changes either', async () => {
    const world = await startWorld();
    await world.alert({ number: '2' });
    world.answer({ '2': 'Registered' });
    world.alerts.forgetSeen();
    world.alerts.update({ changes: [] });
    await world.clock.advance(10_000);
    expect(world.titles()).toEqual(['Person 2 is free']);
  });

  it('by an alert for a group is about those in it', async () => {
    const world = await startWorld();
    const group = async (name: string, numbers: string[]) =>
      (await world.groups.handlers['group.set']({ name, numbers })).id;
    await group('Sales', ['1']);
    await world.alert({ target: { kind: 'group', groupId: await group('Support', ['2']) } });
    world.answer({ '1': 'Registered' });
    await world.clock.advance(10_000);
    expect(world.told).toEqual([]);
  });

  it('on another phone system is what is there, and not what was under way on the one before', async () => {
    const world = await startWorld();
    await world.alert({ number: '1' });
    await world.alert({ number: '2' });
    world.answer({ '1': 'Registered' });
    await world.clock.advance(1_000);
    world.alerts.forgetSeen();
    await world.clock.advance(60_000);
    expect(world.told).toEqual([]);
    world.answer({ '1': 'Busy', '2': 'Registered' });
    await world.clock.advance(10_000);
    expect(world.titles()).toEqual(['Person 2 is free']);
  });
});
