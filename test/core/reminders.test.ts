/** What may have been forgotten, in the whole core against the demo PBX: asked about once, and answered. */

import { afterEach, describe, expect, it } from 'vitest';
import { done, me, ownWorld, type Cleanups, type OwnWorld, type OwnWorldOptions } from './own-world.ts';
import { createTravellingClock, type TravellingClock } from './travelling-clock.ts';

const cleanups: Cleanups = [];
afterEach(async () => {
  for (const cleanup of cleanups.splice(0).reverse()) await cleanup();
});

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;
const dayMs = 24 * hourMs;

function withTime(world: OwnWorld, clock: TravellingClock) {
  const { running } = world;
  return {
    ...world,
    clock,
    /** Time passes, and what is due by then has happened. */
    pass: async (ms: number): Promise<void> => {
      clock.travel(ms);
      await expect.poll(() => running.snapshot().connection.kind, { timeout: 10_000 }).toBe('live');
      expect(await running.request('own.read', {})).toEqual(done);
    },
    asked: () =>
      running.effects.flatMap((effect) =>
        effect.kind === 'notify' && effect.notification.id === 'notice:forgotten'
          ? [effect.notification]
          : [],
      ),
    answer: (answer: 'switch-off' | 'leave' | 'not-today') => running.request('reminder.answer', { answer }),
    myPhone: async (status: 'Busy' | 'Registered'): Promise<void> => {
      world.pbx.extensions.setStatus(me, status);
      const state = status === 'Busy' ? 'on-call' : 'free';
      await running.until((snapshot) => snapshot.me?.state === state);
    },
  };
}

/** Ten in the morning, with the settings read once. */
async function begun(options: OwnWorldOptions = {}) {
  const clock = createTravellingClock(new Date(2026, 2, 4, 10).getTime());
  const world = withTime(await ownWorld(cleanups, { ...options, ports: { clock } }), clock);
  expect(await world.running.request('own.read', {})).toEqual(done);
  return world;
}

async function withDnd(options: OwnWorldOptions = {}) {
  const world = await begun(options);
  expect(await world.running.request('own.set-do-not-disturb', { on: true })).toEqual(done);
  world.running.core.signal({ kind: 'panel', open: true });
  world.pbx.clearLog();
  return world;
}

describe('do not disturb, on since another day', () => {
  it('is asked about once, in the panel and with one notification', async () => {
    const { pass, own, asked, updates, running } = await withDnd();
    await pass(9 * hourMs);
    expect(own().reminder).toBeNull();
    await pass(12 * hourMs);
    expect(own().reminder).toMatchObject({ kind: 'do-not-disturb', why: 'since-another-day' });
    expect(running.snapshot().notices).toMatchObject([{ code: 'forgotten-dnd', dismissible: true }]);
    await expect
      .poll(() => asked(), { timeout: 5_000 })
      .toMatchObject([
        { title: '“Do not disturb” is still on', body: expect.stringContaining('another day') },
      ]);
    await pass(2 * dayMs);
    expect(asked()).toHaveLength(1);
    expect(updates()).toEqual([]);
    running.core.signal({ kind: 'notification-clicked', id: 'notice:forgotten' });
    expect(running.events.at(-1)).toEqual({ name: 'show', payload: { view: 'own-settings' } });
  });

  it('is switched off with one update, when that is the answer', async () => {
    const { pass, own, answer, updates, held, running } = await withDnd();
    await pass(dayMs);
    expect(await answer('switch-off')).toEqual(done);
    expect(updates()).toEqual([{ extid: me, dnd: 'off' }]);
    expect(held('dnd')).toEqual({ dnd: 'off' });
    expect(own()).toMatchObject({ reminder: null, foreign: null, stored: { doNotDisturb: false } });
    expect(running.snapshot().notices).toEqual([]);
  });

  it('is left for good when it is meant, until it was off once', async () => {
    const { pass, own, answer, asked, running, updates } = await withDnd();
    await pass(dayMs);
    expect(await answer('leave')).toEqual(done);
    expect(own().reminder).toBeNull();
    await pass(3 * dayMs);
    expect(own().reminder).toBeNull();
    expect(updates()).toEqual([]);
    for (const on of [false, true]) await running.request('own.set-do-not-disturb', { on });
    await pass(dayMs);
    expect(own().reminder).toMatchObject({ kind: 'do-not-disturb' });
    await expect.poll(() => asked(), { timeout: 5_000 }).toHaveLength(2);
  });

  it('is asked about on the next day again, after "not again today"', async () => {
    const { pass, own, answer } = await withDnd();
    await pass(dayMs);
    expect(await answer('not-today')).toEqual(done);
    await pass(3 * hourMs);
    expect(own().reminder).toBeNull();
    await pass(21 * hourMs);
    expect(own().reminder).toMatchObject({ kind: 'do-not-disturb' });
  });

  it('stays a question over a restart, without a second notification', async () => {
    const world = await withDnd();
    await world.pass(dayMs);
    expect(world.own().reminder).not.toBeNull();
    const next = withTime(await world.restart(), world.clock);
    await next.running.until(({ own }) => own?.reminder != null);
    await next.pass(10 * minuteMs);
    expect(next.asked()).toEqual([]);
    expect(await next.answer('switch-off')).toEqual(done);
    expect(next.held('dnd')).toEqual({ dnd: 'off' });
  });

  it('is over when it is switched off elsewhere', async () => {
    const { pass, own, pbx, running, asked } = await withDnd();
    await pass(dayMs);
    await expect.poll(() => asked(), { timeout: 5_000 }).toHaveLength(1);
    pbx.extensions.set(me, { dnd: 'off' });
    expect(await running.request('own.read', {})).toEqual(done);
    expect(own().reminder).toBeNull();
    expect(running.effects).toContainEqual({ kind: 'dismiss-notification', id: 'notice:forgotten' });
  });

  it('is not forgotten when it ends by itself', async () => {
    const { edit, save, clock, pass, own } = await begun();
    await edit({ field: 'doNotDisturb', value: true });
    expect(await save({ until: clock.now() + 3 * dayMs })).toEqual(done);
    await pass(dayMs);
    expect(own().reminder).toBeNull();
  });

  it('is not asked about where the administrator decides', async () => {
    const { pbx, pass, own } = await begun({ managed: { editable: ['name'] } });
    pbx.extensions.set(me, { dnd: 'on' });
    await pass(minuteMs);
    await pass(dayMs);
    expect(own().reminder).toBeNull();
  });

  it('is asked about again when the switch could not be thrown', async () => {
    const { pbx, pass, own, answer } = await withDnd();
    await pass(dayMs);
    pbx.faults.set({ kind: 'errno', errno: 10017 }, { path: 'extension/update', times: 1 });
    expect(await answer('switch-off')).toMatchObject({ ok: false, failure: { code: 'pbx.rejected' } });
    expect(own().reminder).not.toBeNull();
  });
});

describe('forwarding everything', () => {
  it('since another day is asked about, and switched off by itself', async () => {
    const { pbx, running, pass, own, answer, updates, held } = await begun();
    pbx.extensions.set(me, { alwaysforward: 'on', atransferto: 'Extension', atransferext: '1001' });
    expect(await running.request('own.read', {})).toEqual(done);
    pbx.clearLog();
    await pass(dayMs);
    expect(own().reminder).toMatchObject({ kind: 'forward-always', why: 'since-another-day' });
    expect(await answer('switch-off')).toEqual(done);
    expect(updates()).toEqual([{ extid: me, alwaysforward: 'off' }]);
    expect(held('atransferext')).toEqual({ atransferext: '1001' });
  });
});

describe('while I have been on calls', () => {
  it('for twenty minutes, it is asked about', async () => {
    const { myPhone, pass, own, asked } = await withDnd();
    await myPhone('Busy');
    await pass(19 * minuteMs);
    expect(own().reminder).toBeNull();
    await pass(2 * minuteMs);
    expect(own().reminder).toMatchObject({ kind: 'do-not-disturb', why: 'on-calls' });
    await expect
      .poll(() => asked(), { timeout: 5_000 })
      .toMatchObject([{ body: expect.stringContaining('20 minutes') }]);
  });

  it('with a break between, it is not', async () => {
    const { myPhone, pass, own } = await withDnd();
    await myPhone('Busy');
    await pass(15 * minuteMs);
    await myPhone('Registered');
    await pass(5 * minuteMs);
    await myPhone('Busy');
    await pass(10 * minuteMs);
    expect(own().reminder).toBeNull();
  });

  it('and nothing is on, nobody is asked', async () => {
    const { running, myPhone, pass, own } = await begun();
    running.core.signal({ kind: 'panel', open: true });
    await myPhone('Busy');
    await pass(2 * hourMs);
    expect(own().reminder).toBeNull();
  });
});
