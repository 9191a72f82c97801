/** Changes that end by themselves, in the whole core against the demo PBX: what comes back, when, and over what it never goes. */

import { afterEach, describe, expect, it } from 'vitest';
import type { OwnExtension } from '../../electron/contract/own-extension.ts';
import { atNext, done, me, ownWorld, refused, type Cleanups, type OwnWorldOptions } from './own-world.ts';
import { createTravellingClock } from './travelling-clock.ts';

const cleanups: Cleanups = [];
afterEach(async () => {
  for (const cleanup of cleanups.splice(0).reverse()) await cleanup();
});

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;

async function begun(options: OwnWorldOptions = {}, start?: number) {
  const clock = createTravellingClock(start);
  const world = await ownWorld(cleanups, { ...options, ports: { clock } });
  const { running, pbx } = world;
  return {
    ...world,
    clock,
    in: (ms: number) => clock.now() + ms,
    untilOwn: async (fits: (own: OwnExtension) => boolean) =>
      (await running.until(({ own }) => own !== null && fits(own))).own,
    /** Nothing is timed any more. */
    over: () => running.until(({ own }) => own?.timed.length === 0),
    notified: () =>
      running.effects.flatMap((effect) => (effect.kind === 'notify' ? [effect.notification] : [])),
    admin: (fields: Record<string, string>) => pbx.extensions.set(me, fields),
  };
}

/** DND and ring time for an hour: from off and 30 to on and 15. */
async function forAnHour(options: OwnWorldOptions = {}) {
  const world = await begun({
    ...options,
    before: (pbx) => pbx.extensions.set(me, { ringtimeout: '30' }),
  });
  await world.edit({ field: 'doNotDisturb', value: true });
  await world.edit({ field: 'ringTimeoutSeconds', value: 15 });
  expect(await world.save({ until: world.in(hourMs) })).toEqual(done);
  expect(world.held('dnd', 'ringtimeout')).toEqual({ dnd: 'on', ringtimeout: '15' });
  world.pbx.clearLog();
  return world;
}
const asBefore = { dnd: 'off', ringtimeout: '30' };
const asSet = { dnd: 'on', ringtimeout: '15' };

describe('a change for a while', () => {
  it('shows what is pending, and brings back exactly what was there before, with one update', async () => {
    const { own, clock, over, held, updates, calls } = await forAnHour();
    expect(own().timed).toMatchObject([
      {
        state: 'pending',
        changes: [
          { field: 'doNotDisturb', from: true, to: false },
          { field: 'ringTimeoutSeconds', from: 15, to: 30 },
        ],
        conflicts: [],
      },
    ]);
    clock.travel(59 * minuteMs);
    clock.travel(2 * minuteMs);
    await over();
    expect(updates()).toEqual([{ extid: me, dnd: 'off', ringtimeout: '30' }]);
    expect(calls().slice(-3)).toEqual(['extension/query', 'extension/update', 'extension/query']);
    expect(held('dnd', 'ringtimeout')).toEqual(asBefore);
    expect(own()).toMatchObject({ stored: { doNotDisturb: false, ringTimeoutSeconds: 30 }, foreign: null });
  });

  it('does nothing before its hour', async () => {
    const { own, clock, running, updates, held } = await forAnHour();
    clock.travel(58 * minuteMs);
    expect(await running.request('own.read', {})).toEqual(done);
    expect(updates()).toEqual([]);
    expect(held('dnd')).toEqual({ dnd: 'on' });
    expect(own().timed).toMatchObject([{ state: 'pending' }]);
  });

  it('brings a whole rule back, destination and all', async () => {
    const world = await begun({
      before: (pbx) =>
        pbx.extensions.set(me, { btransferto: 'Custom Number', btransferprefix: '9', btransfernum: '5551' }),
    });
    await world.edit({ field: 'forward.busy.destination', value: { kind: 'extension', extension: '1001' } });
    expect(await world.save({ until: world.in(hourMs) })).toEqual(done);
    world.pbx.clearLog();
    world.clock.travel(61 * minuteMs);
    await world.over();
    expect(world.updates()).toEqual([
      { extid: me, btransferto: 'Custom Number', btransferprefix: '9', btransfernum: '5551' },
    ]);
  });

  it.each(['quit', 'crash'] as const)(
    'outlives the program (%s) and an hour that came meanwhile',
    async (how) => {
      const world = await forAnHour();
      if (how === 'crash') world.clock.crash();
      const next = await world.restart(how);
      await next.running.until(({ own }) => own?.timed[0]?.state === 'pending');
      if (how === 'crash') world.clock.crash();
      else await next.running.core.stop();
      world.clock.travel(5 * hourMs);
      const third = await next.restart('crash');
      await third.running.until(({ own }) => own?.timed.length === 0);
      expect(third.held('dnd', 'ringtimeout')).toEqual(asBefore);
      expect(third.updates()).toEqual([{ extid: me, dnd: 'off', ringtimeout: '30' }]);
    },
  );

  it('sleeps over its hour and comes back soon after', async () => {
    const { clock, over, held } = await forAnHour();
    clock.sleep(9 * hourMs);
    expect(held('dnd')).toEqual({ dnd: 'on' });
    clock.travel(minuteMs);
    await over();
    expect(held('dnd', 'ringtimeout')).toEqual(asBefore);
  });

  it('follows the wall clock that somebody sets', async () => {
    const { clock, over, held, own, running, updates } = await forAnHour();
    clock.jump(-3 * hourMs);
    clock.travel(2 * hourMs);
    expect(await running.request('own.read', {})).toEqual(done);
    expect(own().timed).toMatchObject([{ state: 'pending' }]);
    expect(updates()).toEqual([]);
    clock.jump(3 * hourMs);
    clock.travel(minuteMs);
    await over();
    expect(held('dnd', 'ringtimeout')).toEqual(asBefore);
  });

  it('waits for a PBX that is away at that moment', async () => {
    const { pbx, clock, over, held, untilOwn } = await forAnHour();
    pbx.faults.set('refuse');
    clock.travel(61 * minuteMs);
    await untilOwn(({ timed }) => timed[0]?.state === 'waiting-for-pbx');
    expect(held('dnd')).toEqual({ dnd: 'on' });
    await pbx.faults.clear();
    clock.travel(5 * minuteMs);
    await over();
    expect(held('dnd', 'ringtimeout')).toEqual(asBefore);
  });

  it('means the hour on the wall when summer time ends overnight', async () => {
    const zone = process.env['TZ'];
    cleanups.push(async () => {
      if (zone === undefined) delete process.env['TZ'];
      else process.env['TZ'] = zone;
    });
    process.env['TZ'] = 'Europe/Berlin';
    const world = await begun({}, new Date(2026, 9, 24, 20).getTime());
    const eight = new Date(2026, 9, 25, 8).getTime();
    expect(eight - world.clock.now()).toBeGreaterThan(12.9 * hourMs);
    await world.edit({ field: 'doNotDisturb', value: true });
    expect(await world.save({ until: eight })).toEqual(done);
    world.clock.travel(12.5 * hourMs);
    expect(await world.running.request('own.read', {})).toEqual(done);
    expect(new Date(world.clock.now()).getHours()).toBe(7);
    expect(world.held('dnd')).toEqual({ dnd: 'on' });
    world.clock.travel(hourMs / 2 + minuteMs);
    await world.over();
    expect(new Date(world.clock.now()).getHours()).toBe(8);
    expect(world.held('dnd')).toEqual({ dnd: 'off' });
  });

  it('begins as well when the program died with the save', async () => {
    const world = await begun();
    await world.edit({ field: 'doNotDisturb', value: true });
    atNext(world.pbx, 'extension/update', () => world.pbx.faults.set('silent', { times: 3 }));
    void world.save({ until: world.in(hourMs) });
    await world.pbx.nextRequest('extension/update');
    world.clock.crash();
    const next = await world.restart('crash');
    await next.running.until(({ own }) => own?.timed[0]?.state === 'pending');
    world.clock.travel(61 * minuteMs);
    await next.running.until(({ own }) => own?.timed.length === 0);
    expect(next.held('dnd')).toEqual({ dnd: 'off' });
  });

  it('can be ended early', async () => {
    const { own, running, held, updates } = await forAnHour();
    const id = own().timed[0]?.id ?? '';
    expect(await running.request('timed.end', { id })).toEqual(done);
    expect(held('dnd', 'ringtimeout')).toEqual(asBefore);
    expect(updates()).toHaveLength(1);
    expect(own().timed).toEqual([]);
  });

  it('can be kept', async () => {
    const { own, running, held, clock, updates } = await forAnHour();
    const id = own().timed[0]?.id ?? '';
    expect(await running.request('timed.keep', { id })).toEqual(done);
    clock.travel(2 * hourMs);
    expect(await running.request('own.read', {})).toEqual(done);
    expect(held('dnd', 'ringtimeout')).toEqual(asSet);
    expect(updates()).toEqual([]);
    expect(await running.request('timed.keep', { id })).toMatchObject(refused('extension.invalid'));
  });

  it('needs an hour that is to come, and something to bring back', async () => {
    const { edit, save, in: inMs, updates, own } = await begun();
    await edit({ field: 'doNotDisturb', value: true });
    expect(await save({ until: inMs(-1) })).toMatchObject(refused('extension.invalid'));
    expect(await save({ until: inMs(400 * 24 * hourMs) })).toMatchObject(refused('extension.invalid'));
    expect(updates()).toEqual([]);
    expect(own().timed).toEqual([]);
  });

  it('puts no secret on the disk', async () => {
    const { disk, pbx } = await forAnHour();
    const text = await disk();
    expect(text).toContain('"until"');
    for (const { value } of pbx.secrets()) expect(text).not.toContain(value);
  });
});

describe('decided anew meanwhile', () => {
  it('by me, a field is no longer brought back', async () => {
    const { running, clock, over, held, updates } = await forAnHour();
    expect(await running.request('own.set-do-not-disturb', { on: false })).toEqual(done);
    expect(await running.request('own.set-do-not-disturb', { on: true })).toEqual(done);
    clock.travel(61 * minuteMs);
    await over();
    expect(updates().at(-1)).toEqual({ extid: me, ringtimeout: '30' });
    expect(held('dnd', 'ringtimeout')).toEqual({ dnd: 'on', ringtimeout: '30' });
  });

  it('for another while, the value from before the first of them comes back', async () => {
    const { edit, save, in: inMs, own, clock, over, held } = await forAnHour();
    await edit({ field: 'ringTimeoutSeconds', value: 120 });
    expect(await save({ until: inMs(3 * hourMs) })).toEqual(done);
    expect(own().timed).toMatchObject([
      { changes: [{ field: 'doNotDisturb' }] },
      { changes: [{ field: 'ringTimeoutSeconds', from: 120, to: 30 }] },
    ]);
    clock.travel(61 * minuteMs);
    await expect.poll(() => held('dnd')).toEqual({ dnd: 'off' });
    expect(held('ringtimeout')).toEqual({ ringtimeout: '120' });
    clock.travel(2 * hourMs);
    await over();
    expect(held('dnd', 'ringtimeout')).toEqual(asBefore);
  });

  it('by undo, nothing is left to bring back', async () => {
    const { running, own, held } = await forAnHour();
    expect(await running.request('own.undo', {})).toEqual(done);
    expect(held('dnd', 'ringtimeout')).toEqual(asBefore);
    expect(own().timed).toEqual([]);
  });
});

describe('changed by somebody else meanwhile', () => {
  /** The administrator sets another ring time; the hour comes. */
  async function asked() {
    const world = await forAnHour();
    world.admin({ ringtimeout: '300' });
    world.clock.travel(61 * minuteMs);
    const own = await world.untilOwn(({ timed }) => timed[0]?.state === 'asks');
    return { ...world, id: own?.timed[0]?.id ?? '' };
  }

  it('is asked about, while the rest comes back', async () => {
    const { own, updates, held, notified, clock, running } = await asked();
    await running.until(({ own }) => own?.stored.doNotDisturb === false);
    expect(updates()).toEqual([{ extid: me, dnd: 'off' }]);
    expect(own().timed).toMatchObject([
      {
        state: 'asks',
        changes: [{ field: 'ringTimeoutSeconds', from: 15, to: 30 }],
        conflicts: [{ field: 'ringTimeoutSeconds', mine: 30, theirs: 300 }],
      },
    ]);
    await expect
      .poll(() => notified().map(({ title }) => title), { timeout: 5_000 })
      .toContain('Your change for a while is over');
    expect(running.snapshot().notices.map(({ code }) => code)).toContain('timed-asks');
    clock.travel(3 * hourMs);
    expect(await running.request('own.read', {})).toEqual(done);
    expect(held('ringtimeout')).toEqual({ ringtimeout: '300' });
  });

  it('stays as they have set it when that is the answer, also after a restart', async () => {
    const world = await asked();
    world.clock.crash();
    const next = await world.restart('crash');
    await next.running.until(({ own }) => own?.timed[0]?.state === 'asks');
    const choices = [{ field: 'ringTimeoutSeconds', choice: 'theirs' } as const];
    expect(await next.running.request('timed.answer', { id: world.id, choices })).toEqual(done);
    expect(next.own().timed).toEqual([]);
    expect(next.held('ringtimeout')).toEqual({ ringtimeout: '300' });
  });

  it('is brought back when that is the answer, and asked about again when it changed once more', async () => {
    const { running, id, own, held, admin } = await asked();
    const choices = [{ field: 'ringTimeoutSeconds', choice: 'mine' } as const];
    admin({ ringtimeout: '60' });
    expect(await running.request('timed.answer', { id, choices })).toMatchObject(
      refused('extension.conflict'),
    );
    expect(own().timed).toMatchObject([{ state: 'asks', conflicts: [{ mine: 30, theirs: 60 }] }]);
    expect(held('ringtimeout')).toEqual({ ringtimeout: '60' });
    expect(await running.request('timed.answer', { id, choices })).toEqual(done);
    expect(own().timed).toEqual([]);
    expect(held('ringtimeout')).toEqual({ ringtimeout: '30' });
  });

  it('to what was to come back is no question', async () => {
    const { admin, clock, over, updates } = await forAnHour();
    admin({ dnd: 'off', ringtimeout: '30' });
    clock.travel(61 * minuteMs);
    await over();
    expect(updates()).toEqual([]);
  });

  it('is no question where a rule that was switched off hides its destination', async () => {
    const {
      edit,
      save,
      in: inMs,
      admin,
      clock,
      over,
      updates,
      held,
    } = await begun({
      pbx: { quirks: 'none' },
    });
    await edit({ field: 'forward.noAnswer.destination', value: { kind: 'extension', extension: '1001' } });
    expect(await save({ until: inMs(hourMs) })).toEqual(done);
    const before = updates().length;
    admin({ noanswerforward: 'off' });
    clock.travel(61 * minuteMs);
    await over();
    expect(updates()).toHaveLength(before);
    expect(held('ntransferext')).toEqual({ ntransferext: '1001' });
  });
});

describe('a device that does not bring it back', () => {
  it('is tried three times and then asked about', async () => {
    const { pbx, running, clock, untilOwn, updates } = await forAnHour();
    pbx.faults.set({ kind: 'not-applied', fields: ['dnd'] }, { path: 'extension/update' });
    clock.travel(61 * minuteMs);
    for (let attempt = 1; attempt <= 3; attempt += 1) {
      await expect.poll(() => updates().length, { timeout: 10_000 }).toBe(attempt);
      if (attempt < 3) {
        await untilOwn(({ timed }) => timed[0]?.state === 'waiting-for-pbx');
        clock.travel(5 * minuteMs);
      }
    }
    const own = await untilOwn(({ timed }) => timed[0]?.state === 'asks');
    expect(own?.timed).toMatchObject([{ conflicts: [{ field: 'doNotDisturb', mine: false, theirs: true }] }]);
    clock.travel(hourMs);
    expect(await running.request('own.read', {})).toEqual(done);
    expect(updates()).toHaveLength(3);
  });

  it('is asked about when it refuses for good', async () => {
    const { pbx, clock, untilOwn, held } = await forAnHour();
    pbx.faults.set({ kind: 'errno', errno: 10017 }, { path: 'extension/update' });
    for (let attempt = 1; attempt <= 3; attempt += 1) {
      const update = pbx.nextRequest('extension/update');
      clock.travel(61 * minuteMs);
      await update;
      await untilOwn(({ timed }) => timed[0]?.state !== 'restoring');
    }
    await untilOwn(({ timed }) => timed[0]?.state === 'asks');
    expect(held('dnd', 'ringtimeout')).toEqual(asSet);
  });
});
