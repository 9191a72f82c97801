/** From a colleague's change to a notification and back to what a person does with it: the parts together, on a real file. */

import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createMemorySettings } from '../../../test/core/fixtures/alert-world.ts';
import { unlockedFolder } from '../../../test/core/fixtures/unlocked-folder.ts';
import { createSteeredClock } from '../../../test/steered-clock.ts';
import type { ShellEffect } from '../../contract/desktop-model.ts';
import type { Colleague, PresenceState } from '../../contract/presence.ts';
import { createTranslate } from '../../contract/text/translate.ts';
import type { SettingsPatch } from '../settings/settings-schema.ts';
import { toldAfterMs } from './connection-loss.ts';
import { buildNotifications, type MyPhone } from './build-notifications.ts';
import { createUnshownNewsFile } from './unshown-news.ts';

let dataFolder: string;
beforeEach(async () => {
  dataFolder = await mkdtemp(join(tmpdir(), 'lampfield-feed-'));
});
afterEach(() => rm(dataFolder, { recursive: true, force: true }));

const live: MyPhone['connection'] = { kind: 'live', plainHttp: false, contended: false };
const failure = { code: 'network.timeout', detail: {} } as const;
const lost: MyPhone['connection'] = { kind: 'retrying', confirmedAt: 1, retryAt: null, failure };
const target = { kind: 'person', number: '1' } as const;
const repeating = { target, mode: 'always', states: ['free'], expiresAt: null } as const;

async function start(personal: SettingsPatch = {}) {
  const clock = createSteeredClock();
  const { store, disk } = createMemorySettings(personal);
  const effects: ShellEffect[] = [];
  const logged: unknown[] = [];
  const calls: string[] = [];
  const phone: { -readonly [K in keyof MyPhone]: MyPhone[K] } = {
    connection: live,
    me: null,
    myExtension: null,
  };
  const rows = new Map<string, Colleague>();
  const can = { call: true };
  const keep = (event: string, fields?: unknown) => void logged.push([event, fields]);
  const log = { info: keep, warn: keep, error: keep };
  const file = createUnshownNewsFile(dataFolder, { folder: unlockedFolder, clock, log });
  const { value, problem } = await file.read();
  const feed = buildNotifications({
    clock,
    log,
    settings: store,
    groups: { list: () => [] },
    file,
    unshown: value.hits,
    locale: () => 'en-GB',
    translate: () => createTranslate('en'),
    find: (number) => rows.get(number),
    snapshot: () => phone,
    send: (effect) => effects.push(effect),
    canCall: () => can.call,
    call: (number) => calls.push(number),
  });
  const change = (from: PresenceState, to: PresenceState): void => {
    rows.set('1', {
      number: '1',
      name: 'Ina',
      state: to,
      rawStatus: '',
      type: 'SIP',
      since: 0,
      sinceExact: true,
    });
    feed.alerts.update({
      changes: [{ number: '1', name: 'Ina', from, to, at: clock.now(), afterPause: false }],
    });
  };
  feed.alerts.update({ changes: [] });
  return {
    problem,
    clock,
    store,
    disk,
    feed,
    phone,
    can,
    calls,
    logged,
    change,
    shown: () => effects.flatMap((effect) => (effect.kind === 'notify' ? [effect] : [])),
    dismissed: () => effects.flatMap((effect) => (effect.kind === 'dismiss-notification' ? [effect.id] : [])),
  };
}

describe('an alert', () => {
  it('becomes a notification, from which the person can call and end it', async () => {
    const world = await start();
    world.feed.notifier.start();
    await world.feed.alerts.handlers['alert.set']({ ...repeating, states: ['free'] });
    world.change('on-call', 'free');
    await world.clock.advance(3_000);
    expect(world.shown()).toMatchObject([
      {
        openText: 'Open',
        notification: { id: 'person:1', title: 'Ina is free', actions: [{ id: 'call' }, { id: 'stop' }] },
      },
    ]);
    world.feed.notifier.handleAction('person:1', 'call');
    expect(world.calls).toEqual(['1']);
    world.feed.notifier.handleAction('person:1', 'stop');
    await world.clock.settle();
    expect(world.store.current.alerts).toEqual([]);
  });

  it('is set again from there', async () => {
    const world = await start();
    world.feed.notifier.start();
    world.feed.notifier.handleAction('person:1', 'again');
    await world.clock.settle();
    expect(world.store.current.alerts).toMatchObject([{ id: 'person:1', waitsForNext: true }]);
  });

  it('offers no call where none can be made', async () => {
    const world = await start();
    world.can.call = false;
    world.feed.notifier.start();
    await world.feed.alerts.handlers['alert.set']({ ...repeating, states: ['free'] });
    world.change('on-call', 'free');
    await world.clock.advance(3_000);
    expect(world.shown()[0]?.notification.actions.map(({ id }) => id)).toEqual(['stop']);
  });

  it('that ends takes along what it has found', async () => {
    const world = await start();
    await world.feed.alerts.handlers['alert.set']({ ...repeating, states: ['free'] });
    world.change('on-call', 'free');
    await world.clock.advance(3_000);
    await world.feed.alerts.handlers['alert.remove']({ id: 'person:1' });
    world.feed.notifier.start();
    expect(world.shown()).toEqual([]);
  });

  it('settles nothing while the connection is lost', async () => {
    const world = await start();
    world.feed.notifier.start();
    await world.feed.alerts.handlers['alert.set']({ ...repeating, states: ['free'] });
    world.change('on-call', 'free');
    world.phone.connection = lost;
    await world.clock.advance(60_000);
    expect(world.shown()).toEqual([]);
  });
});

describe('held back', () => {
  const onCall = { silentOnCall: true };
  const onDoNotDisturb = { silentOnDoNotDisturb: true };
  const doNotDisturb = (on: boolean | null) => ({ myExtension: { current: { doNotDisturb: on } } });

  it.each<[SettingsPatch['notifications'], Partial<MyPhone>, boolean]>([
    [onCall, { me: { state: 'on-call' } }, true],
    [onCall, { me: { state: 'free' } }, false],
    [onCall, { me: null }, false],
    // Without a connection nobody knows whether I am still on that call.
    [onCall, { me: { state: 'on-call' }, connection: lost }, false],
    [onDoNotDisturb, doNotDisturb(true), true],
    [onDoNotDisturb, doNotDisturb(false), false],
    [onDoNotDisturb, doNotDisturb(null), false],
    [onDoNotDisturb, { myExtension: null }, false],
  ])('%#: %j with %j', async (notifications, phone, isSilent) => {
    const world = await start({ notifications });
    Object.assign(world.phone, phone);
    world.feed.notifier.start();
    world.feed.notifier.tell({
      kind: 'notice',
      id: 'reminder',
      title: { key: 'notification.lost' },
      body: null,
      show: { view: 'list' },
    });
    expect(world.shown()).toHaveLength(isSilent ? 0 : 1);
    Object.assign(world.phone, { me: null, myExtension: null });
    world.feed.update({ connection: live });
    expect(world.shown()).toHaveLength(1);
  });

  it('is told by the next run', async () => {
    const world = await start({ snoozedUntil: Date.UTC(2100, 0, 1) });
    world.feed.notifier.start();
    await world.feed.alerts.handlers['alert.set']({ ...repeating, states: ['free'] });
    world.change('on-call', 'free');
    await world.clock.advance(3_000);
    await world.feed.stop();
    expect(world.clock.pendingTimers).toBe(0);
    expect(await readFile(join(dataFolder, 'owed-news.json'), 'utf8')).toContain('Ina');
    const next = await start();
    next.feed.notifier.start();
    expect(next.shown().map(({ notification }) => notification.title)).toEqual([
      'While you were away: 1 colleague',
    ]);
    await next.feed.stop();
    const third = await start();
    third.feed.notifier.start();
    expect(third.shown()).toEqual([]);
    expect(third.problem).toBeUndefined();
  });

  it('in a file that broke is reported, and nothing is told', async () => {
    await writeFile(join(dataFolder, 'owed-news.json'), '{');
    const { feed, problem, shown } = await start();
    feed.notifier.start();
    expect(problem).toMatchObject({ kind: 'corrupt', file: 'owed-news.json' });
    expect(shown()).toEqual([]);
  });
});

describe('a lost connection', () => {
  it('is told, and taken back when it is there again', async () => {
    const world = await start();
    world.feed.notifier.start();
    world.feed.update({ connection: lost });
    await world.clock.advance(toldAfterMs);
    expect(world.shown().map(({ notification }) => notification.id)).toEqual(['notice:connection']);
    world.feed.update({ connection: live });
    expect(world.dismissed()).toEqual(['notice:connection']);
  });

  it('is no news once the program ends', async () => {
    const world = await start();
    world.feed.update({ connection: lost });
    await world.feed.stop();
    expect(world.clock.pendingTimers).toBe(0);
  });
});

describe('the tray’s menu', () => {
  it('ends an alert, and no snooze', async () => {
    const world = await start({ snoozedUntil: Date.UTC(2100, 0, 1) });
    await world.feed.alerts.handlers['alert.set']({ ...repeating, states: ['free'] });
    world.feed.onMenu('alert', 'person:1');
    world.feed.onMenu('alert', 'end');
    await world.clock.settle();
    expect(world.store.current).toMatchObject({ alerts: [], snoozedUntil: Date.UTC(2100, 0, 1) });
  });

  it('snoozes for as long as it says, and ends that; what it doesn’t know does nothing', async () => {
    const world = await start();
    await world.feed.alerts.handlers['alert.set']({ ...repeating, states: ['free'] });
    const until = async (what: string, which: string) => {
      world.feed.onMenu(what, which);
      await world.clock.settle();
      return world.store.current.snoozedUntil;
    };
    const hour = world.clock.now() + 3_600_000;
    expect(await until('snooze', 'hour')).toBe(hour);
    expect(await until('snooze', 'for-ever')).toBe(hour);
    expect(await until('call', 'end')).toBe(hour);
    expect(await until('snooze', 'end')).toBe(null);
    expect(await until('snooze', 'person:1')).toBe(null);
    expect(world.store.current.alerts).toHaveLength(1);
  });

  it('can’t show a disk that refuses: the log has it', async () => {
    const world = await start();
    world.disk.fails = true;
    world.feed.onMenu('snooze', 'hour');
    world.feed.onMenu('alert', 'person:1');
    world.feed.notifier.handleAction('person:1', 'stop');
    world.feed.notifier.handleAction('person:1', 'again');
    await world.clock.settle();
    const code = 'settings.unwritable';
    const requests = ['snooze.set', 'alert.remove', 'alert.remove', 'alert.set'];
    // A notification that was never shown has an action too: it may be of an earlier run.
    expect(world.logged).toEqual(requests.map((request) => ['request.failed', { request, code }]));
  });
});
