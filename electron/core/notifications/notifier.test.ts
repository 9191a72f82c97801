/** Notifications: how often, when not, and what becomes of those that were held back. */

import { describe, expect, it } from 'vitest';
import { remains, startAlertWorld, type Word } from '../../../test/core/fixtures/alert-world.ts';
import type { SettingsPatch } from '../settings/settings-schema.ts';
import type { News } from '../alerts/news.ts';

const everybody = ['1', '2', '3', '4', '5', '6'];

function all(word: Word, numbers: readonly string[] = everybody): Record<string, Word> {
  return Object.fromEntries(numbers.map((number) => [number, word]));
}

/** Everybody is on a call and alerted for ever. */
async function startWorld(settings: SettingsPatch = {}) {
  const world = startAlertWorld(remains(settings));
  await world.begin(all('Busy'));
  for (const number of everybody) await world.alert({ number, mode: 'always' });
  return world;
}

const reminder: News = {
  kind: 'notice',
  id: 'reminder',
  title: { key: 'notification.lost' },
  body: null,
  show: { view: 'my-calls' },
};

describe('the limits', () => {
  it('let one through a second and three a minute; more become one summary', async () => {
    const world = await startWorld();
    const startMs = world.clock.uptimeMs();
    world.answer(all('Registered'));
    await world.clock.advance(60_000);
    expect(world.shown.map(({ title, atMs }) => [title, atMs - startMs])).toEqual([
      ['Person 1 is free', 3_000],
      ['Person 2 is free', 4_000],
      ['Updates for 4 colleagues', 5_000],
    ]);
    expect(world.shown[2]?.body.split('\n')).toEqual([3, 4, 5, 6].map((n) => `Person ${n} is free`));
  });

  it('leave room for no fourth in the minute, and then tell all that waited', async () => {
    const world = await startWorld();
    const startMs = world.clock.uptimeMs();
    world.answer(all('Registered', ['1', '2', '3']));
    await world.clock.advance(10_000);
    world.answer(all('Registered', ['4', '5']));
    await world.clock.advance(52_999);
    expect(world.shown).toHaveLength(3);
    await world.clock.advance(2_000);
    expect(world.shown.slice(3).map(({ title, atMs }) => [title, atMs - startMs])).toEqual([
      ['Updates for 2 colleagues', 63_000],
    ]);
  });

  it('replace what one person did by what they did later', async () => {
    const world = await startWorld();
    await world.alert({ number: '1', mode: 'always', states: ['free', 'on-call'] });
    const earlier = world.shown.length;
    world.answer({ '1': 'Registered' });
    await world.clock.advance(3_000);
    world.answer({ '1': 'Busy' });
    await world.clock.advance(3_000);
    const [first, second] = world.shown.slice(earlier);
    expect([first?.title, second?.title]).toEqual(['Person 1 is free', 'Person 1 is on a call']);
    expect(first?.id).toBe(second?.id);
  });

  it('never mix a reminder into a summary', async () => {
    const world = await startWorld();
    world.answer(all('Registered'));
    await world.clock.advance(3_500);
    world.notifier.tell(reminder);
    await world.clock.advance(60_000);
    expect(world.titles().slice(0, 3)).toEqual([
      'Person 1 is free',
      'No connection to the phone system',
      'Updates for 5 colleagues',
    ]);
  });
});

describe('silence', () => {
  // A Monday, 9:00 by the steered clock; the hours are of the machine's own time zone.
  const monday = new Date(startAlertWorld().clock.now());
  const minute = monday.getHours() * 60 + monday.getMinutes();

  it.each<[string, SettingsPatch, (world: Awaited<ReturnType<typeof startWorld>>, on: boolean) => void]>([
    [
      'on a call',
      { notifications: { silentOnCall: true } },
      (w, on) => (w.my.state = on ? 'on-call' : 'free'),
    ],
    ['on hold', { notifications: { silentOnCall: true } }, (w, on) => (w.my.state = on ? 'on-hold' : 'free')],
    [
      'with do-not-disturb',
      { notifications: { silentOnDoNotDisturb: true } },
      (w, on) => (w.my.doNotDisturb = on),
    ],
    ['with the system’s do-not-disturb', {}, (w, on) => w.notifier.setSystemDoNotDisturb(on)],
  ])('holds back %s, and ends in a digest', async (_, settings, set) => {
    const world = await startWorld(settings);
    set(world, true);
    world.answer(all('Registered', ['1', '2']));
    await world.clock.advance(120_000);
    expect(world.shown).toEqual([]);
    set(world, false);
    world.notifier.refresh();
    await world.clock.advance(1_000);
    expect(world.shown).toMatchObject([{ id: 'digest', title: 'While you were away: 2 colleagues' }]);
    expect(world.shown[0]?.body).toMatch(/^Person 1: free at 09:00\nPerson 2: free at 09:00$/);
    world.notifier.refresh();
    await world.clock.advance(120_000);
    expect(world.shown).toHaveLength(1);
  });

  it('isn’t there on a call or with do not disturb unless the settings say so', async () => {
    const world = await startWorld();
    world.my.state = 'on-call';
    world.my.doNotDisturb = true;
    world.answer({ '1': 'Registered' });
    await world.clock.advance(10_000);
    expect(world.shown).toHaveLength(1);
  });

  it('of a snooze ends by itself and is then no longer in the settings', async () => {
    const world = await startWorld();
    await world.notifier.handlers['snooze.set']({ until: world.clock.now() + 30 * 60_000 });
    world.answer({ '1': 'Registered' });
    await world.clock.advance(30 * 60_000 - 1);
    expect(world.shown).toEqual([]);
    await world.clock.advance(1_000);
    expect(world.titles()).toEqual(['While you were away: 1 colleague']);
    expect(world.settings.store.current.snoozedUntil).toBeNull();
  });

  it('of quiet hours ends with their last minute', async () => {
    const quietHours = [{ days: [monday.getDay()], fromMinute: minute, toMinute: minute + 10 }];
    const world = await startWorld({ notifications: { quietHours } });
    world.answer({ '1': 'Registered' });
    await world.clock.advance(9 * 60_000 + 45_000);
    expect(world.shown).toEqual([]);
    await world.clock.advance(10_000);
    expect(world.shown).toHaveLength(1);
  });

  it('doesn’t hold back the answer to what someone has just done', async () => {
    const world = await startWorld();
    world.answer({ '1': 'Registered' });
    await world.clock.advance(90_000);
    await world.notifier.handlers['snooze.set']({ until: world.clock.now() + 3_600_000 });
    await world.alert({ number: '1' });
    expect(world.titles().at(-1)).toBe('Person 1 is already free');
  });

  it('survives the end of the program: what it held back is told by the next run', async () => {
    const kept = remains();
    const before = startAlertWorld(kept);
    await before.begin(all('Busy'));
    await before.alert({ number: '1' });
    await before.notifier.handlers['snooze.set']({ until: kept.clock.now() + 3_600_000 });
    before.answer({ '1': 'Registered' });
    await before.clock.advance(10_000);
    await before.stop();
    kept.clock.reboot(8 * 3_600_000);
    const after = startAlertWorld(kept);
    await after.begin(all('Busy'));
    expect(after.titles()).toEqual(['While you were away: 1 colleague']);
    await after.clock.advance(1_000);
    expect(kept.unshown.hits).toEqual([]);
  });
});

describe('what a person does with a notification', () => {
  it('opens the panel at whom it is about, also one of an earlier run', async () => {
    const world = await startWorld();
    world.notifier.handleClick('person:6701');
    world.notifier.handleClick('after-pause');
    world.notifier.tell(reminder);
    world.notifier.handleClick('notice:reminder');
    expect(world.effects.filter(({ kind }) => kind === 'open-panel')).toEqual([
      { kind: 'open-panel', show: { view: 'colleague', number: '6701' } },
      { kind: 'open-panel', show: { view: 'list' } },
      { kind: 'open-panel', show: { view: 'my-calls' } },
    ]);
  });

  it('ends an alert, and with it what still waited to be shown', async () => {
    const world = await startWorld();
    world.answer(all('Registered', ['1', '2', '3']));
    await world.clock.advance(3_000);
    await world.alerts.handlers['alert.remove']({ id: 'person:2' });
    await world.clock.advance(60_000);
    expect(world.titles()).toEqual(['Person 1 is free', 'Person 3 is free']);
  });
});

it('leaves no timer behind', async () => {
  const world = await startWorld();
  world.answer(all('Registered'));
  await world.clock.advance(4_000);
  await world.notifier.handlers['snooze.set']({ until: world.clock.now() + 3_600_000 });
  await world.stop();
  expect(world.clock.pendingTimers).toBe(0);
});

describe('a notification of an earlier run', () => {
  it('can be answered: alerts again, or ends what that person’s alert is', async () => {
    const world = startAlertWorld(remains());
    await world.begin({ '1': 'Busy' });
    world.notifier.handleAction('person:1', 'again');
    await expect
      .poll(() => world.alerts.list().map(({ id, mode }) => [id, mode]))
      .toEqual([['person:1', 'once']]);
    world.answer({ '1': 'Registered' });
    await world.clock.advance(10_000);
    expect(world.titles()).toEqual(['Person 1 is free']);
    const later = startAlertWorld(remains());
    await later.begin({ '1': 'Busy' });
    await later.alert({ number: '1', mode: 'always' });
    later.notifier.handleAction('person:1', 'stop');
    await expect.poll(() => later.alerts.list()).toEqual([]);
  });
});
