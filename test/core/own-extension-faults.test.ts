/** Everything that can go wrong between a click on "Save" and the device: each fault is produced, and each ends in the truth. */

import { afterEach, describe, expect, it } from 'vitest';
import {
  atNext,
  done,
  hastyClock,
  me,
  ownWorld,
  refused,
  type Cleanups,
  type OwnWorld,
} from './own-world.ts';

const cleanups: Cleanups = [];
afterEach(async () => {
  for (const cleanup of cleanups.splice(0).reverse()) await cleanup();
});

const settled = (world: OwnWorld) =>
  world.running.until(({ own }) => own !== null && own.save.kind !== 'saving' && own.save.kind !== 'unknown');

describe('a device that refuses ring timeout together with forwarding (10017)', () => {
  it('gets two updates, and from then on two at once', async () => {
    const { pbx, edit, save, own, updates, held } = await ownWorld(cleanups, {
      pbx: { refusesMixedUpdate: true },
    });
    pbx.clearLog();
    await edit({ field: 'ringTimeoutSeconds', value: 60 });
    await edit({ field: 'forward.busy.enabled', value: false });
    await edit({ field: 'name', value: 'Amy Lee' });
    expect(await save()).toEqual(done);
    const first = { extid: me, username: 'Amy Lee', busyforward: 'off' };
    expect(updates()).toEqual([{ ...first, ringtimeout: '60' }, first, { extid: me, ringtimeout: '60' }]);
    expect(held('ringtimeout', 'busyforward')).toEqual({ ringtimeout: '60', busyforward: 'off' });
    expect(own().save).toMatchObject({
      kind: 'saved',
      fields: ['ringTimeoutSeconds', 'forward.busy.enabled', 'name'],
    });

    pbx.clearLog();
    await edit({ field: 'ringTimeoutSeconds', value: 15 });
    await edit({ field: 'forward.busy.enabled', value: true });
    expect(await save()).toEqual(done);
    expect(updates()).toEqual([
      // The device told no destination of the rule that was off: the one it told last goes with it.
      { extid: me, busyforward: 'on', btransferto: 'Voicemail' },
      { extid: me, ringtimeout: '15' },
    ]);
  });

  it('and then refuses the second: what was applied is told from what was not', async () => {
    const { pbx, edit, save, own } = await ownWorld(cleanups, { pbx: { refusesMixedUpdate: true } });
    await edit({ field: 'ringTimeoutSeconds', value: 60 });
    await edit({ field: 'forward.busy.enabled', value: false });
    // The first answer refuses both together, the second takes the forwarding.
    const refuse = () =>
      pbx.faults.set({ kind: 'errno', errno: 10017 }, { path: 'extension/update', times: 1 });
    atNext(pbx, 'extension/update', refuse, 2);
    expect(await save()).toMatchObject(refused('extension.not-applied'));
    expect(own()).toMatchObject({
      save: { kind: 'not-applied', fields: [{ field: 'ringTimeoutSeconds', wanted: 60 }] },
      draft: { changes: { ringTimeoutSeconds: 60 } },
      stored: { 'forward.busy.enabled': false },
    });
  });
});

describe('a device that refuses (10017 for another reason)', () => {
  it('did nothing: the draft stands, nothing is left in the journal', async () => {
    const { pbx, edit, save, own, updates, calls, disk } = await ownWorld(cleanups);
    pbx.clearLog();
    pbx.faults.set({ kind: 'errno', errno: 10017 }, { path: 'extension/update' });
    await edit({ field: 'name', value: 'Amy Lee' });
    expect(await save()).toMatchObject(refused('pbx.rejected'));
    expect(updates()).toHaveLength(1);
    expect(calls()).toEqual(['extension/query', 'extension/update']);
    expect(own()).toMatchObject({ save: { kind: 'failed' }, draft: { changes: { name: 'Amy Lee' } } });
    expect(await disk()).toContain('"inFlight": null');

    await pbx.faults.clear();
    expect(await save()).toEqual(done);
    expect(own().stored.name).toBe('Amy Lee');
  });
});

describe('a device that has applied often enough (10025)', () => {
  /** A device whose clock stands still, so that one update is all that it applies until time passes there. */
  async function tiredDevice() {
    const device = { nowMs: 1_700_000_000_000 };
    const world = await ownWorld(cleanups, {
      pbx: { applyLimit: { updates: 1, withinMs: 600_000 }, now: () => device.nowMs },
      ports: { clock: hastyClock },
    });
    await world.edit({ field: 'name', value: 'Amy Lee' });
    expect(await world.save()).toEqual(done);
    world.pbx.clearLog();
    await world.edit({ field: 'name', value: 'Amy Chen' });
    return { world, rest: () => (device.nowMs += 600_001) };
  }

  it('is waited for and asked to apply, then read back', async () => {
    const { world, rest } = await tiredDevice();
    atNext(world.pbx, 'apply', rest);
    expect(await world.save()).toEqual(done);
    // The first comes too soon: it backs off and asks again.
    expect(world.calls()).toEqual([
      'extension/query',
      'extension/update',
      'apply',
      'apply',
      'extension/query',
    ]);
    expect(world.held('username')).toEqual({ username: 'Amy Chen' });
    expect(world.own()).toMatchObject({ save: { kind: 'saved' }, draft: { changes: {} } });
  });

  it('and is lost meanwhile: the next run asks it to apply', async () => {
    const { world, rest } = await tiredDevice();
    const saved = world.save();
    await world.running.until(
      ({ own }) => own?.save.kind === 'saving' && own.save.step === 'waiting-to-apply',
    );
    expect(world.held('username')).toEqual({ username: 'Amy Lee' });
    const next = await world.restart();
    expect(await saved).toMatchObject({ ok: false });
    rest();
    await next.running.until(({ own }) => own?.stored.name === 'Amy Chen' && own.save.kind === 'saved');
    expect(next.own()).toMatchObject({ save: { foundOut: true }, draft: { changes: {} } });
    expect(next.held('username')).toEqual({ username: 'Amy Chen' });
  });
});

describe('a device that says Success and did not do it', () => {
  it('is reported field by field; the draft keeps the rest', async () => {
    const { pbx, running, edit, save, own, held } = await ownWorld(cleanups);
    pbx.faults.set({ kind: 'not-applied', fields: ['email'] }, { times: 1 });
    await edit({ field: 'name', value: 'Amy Lee' });
    await edit({ field: 'email', value: 'new@example.org' });
    expect(await save()).toMatchObject(refused('extension.not-applied', { count: 1 }));
    expect(own()).toMatchObject({
      save: {
        kind: 'not-applied',
        fields: [{ field: 'email', wanted: 'new@example.org', found: held('email')['email'] }],
      },
      draft: { changes: { email: 'new@example.org' } },
      undo: { changes: [{ field: 'name', from: 'Amy Lee', to: 'Amy' }] },
    });
    expect(await running.request('own.undo', {})).toEqual(done);
    expect(own().draft.changes).toEqual({ email: 'new@example.org' });
    expect(await save()).toEqual(done);
    expect(held('username', 'email')).toEqual({ username: 'Amy', email: 'new@example.org' });
  });
});

describe('a connection that breaks', () => {
  it('before the write: nothing was sent, the draft stands', async () => {
    const { pbx, edit, save, own, updates } = await ownWorld(cleanups);
    await edit({ field: 'name', value: 'Amy Lee' });
    pbx.faults.set('answer-lost', { path: 'extension/query', times: 1 });
    expect(await save()).toMatchObject(refused('network.interrupted'));
    expect(updates()).toEqual([]);
    expect(own()).toMatchObject({ save: { kind: 'failed' }, draft: { changes: { name: 'Amy Lee' } } });
  });

  it('in place of the answer: the device had done it, and that is found out', async () => {
    const { pbx, edit, save, own, updates } = await ownWorld(cleanups);
    await edit({ field: 'name', value: 'Amy Lee' });
    pbx.faults.set('answer-lost', { path: 'extension/update', times: 1 });
    expect(await save()).toEqual(done);
    expect(updates()).toHaveLength(1);
    expect(own()).toMatchObject({
      save: { kind: 'saved' },
      stored: { name: 'Amy Lee' },
      draft: { changes: {} },
    });
  });

  it('before the request got there: looked at twice, then said that nothing was written', async () => {
    const { pbx, edit, save, own, held, updates } = await ownWorld(cleanups, {
      ports: { clock: hastyClock },
    });
    await edit({ field: 'name', value: 'Amy Lee' });
    atNext(pbx, 'extension/query', () => pbx.faults.set('silent', { times: 1 }));
    expect(await save()).toMatchObject(refused('network.timeout'));
    expect(updates()).toEqual([]);
    expect(held('username')).toEqual({ username: 'Amy' });
    expect(own()).toMatchObject({ save: { kind: 'failed' }, draft: { changes: { name: 'Amy Lee' } } });
  });

  it('between write and read-back: said to be unknown, then found out by itself', async () => {
    const world = await ownWorld(cleanups, { ports: { clock: hastyClock } });
    const { pbx, edit, save, own, updates } = world;
    await edit({ field: 'name', value: 'Amy Lee' });
    atNext(pbx, 'extension/update', () =>
      pbx.faults.set('reset-body', { path: 'extension/query', times: 2 }),
    );
    const seen: unknown[] = [];
    const stop = world.running.core.onEvent(({ payload }) => {
      if ('own' in payload) seen.push(payload.own?.save);
    });
    expect(await save()).toMatchObject({ ok: false });
    await settled(world);
    stop();
    expect(seen).toContainEqual(expect.objectContaining({ kind: 'unknown', fields: ['name'] }));
    expect(updates()).toHaveLength(1);
    expect(own()).toMatchObject({ save: { kind: 'saved', foundOut: true }, draft: { changes: {} } });
  });
});

describe('a program that dies', () => {
  it('after the write: the next run finds that it was applied, and can undo it', async () => {
    const world = await ownWorld(cleanups);
    await world.edit({ field: 'name', value: 'Amy Lee' });
    atNext(world.pbx, 'extension/update', () =>
      world.pbx.faults.set('no-headers', { path: 'extension/query', times: 1 }),
    );
    void world.save();
    await world.pbx.nextRequest('extension/update');
    await world.pbx.nextRequest('extension/query');
    const next = await world.restart('crash');
    await next.running.until(({ notices }) => notices.some(({ code }) => code === 'save-interrupted'));
    await next.running.until(({ own }) => own?.save.kind === 'saved');
    expect(next.own()).toMatchObject({
      save: { fields: ['name'], foundOut: true },
      draft: { changes: {} },
      undo: { changes: [{ field: 'name', from: 'Amy Lee', to: 'Amy' }] },
    });
    await next.running.until(({ notices }) => notices.length === 0);
    expect(await next.running.request('own.undo', {})).toEqual(done);
    expect(next.held('username')).toEqual({ username: 'Amy' });
  });

  it('before the write: the next run finds that nothing was, and still has the draft', async () => {
    const world = await ownWorld(cleanups);
    await world.edit({ field: 'name', value: 'Amy Lee' });
    atNext(world.pbx, 'extension/query', () => world.pbx.faults.set('silent', { times: 1 }));
    const before = world.pbx.bytes.connections;
    void world.save();
    await expect
      .poll(() => world.pbx.bytes.connections - before, { timeout: 10_000 })
      .toBeGreaterThanOrEqual(2);
    const next = await world.restart('crash');
    await next.running.until(({ own }) => own?.save.kind === 'not-applied');
    expect(next.own()).toMatchObject({
      save: { fields: [{ field: 'name', wanted: 'Amy Lee', found: 'Amy' }] },
      draft: { changes: { name: 'Amy Lee' } },
    });
    expect(next.updates()).toEqual([]);
    expect(await next.save()).toEqual(done);
    expect(next.held('username')).toEqual({ username: 'Amy Lee' });
  });
});

describe('two saves at once', () => {
  it('are one: the second is refused with a reason', async () => {
    const { edit, save, updates, own } = await ownWorld(cleanups);
    await edit({ field: 'name', value: 'Amy Lee' });
    const both = await Promise.all([save(), save()]);
    expect(both).toMatchObject([done, refused('extension.busy')]);
    expect(updates()).toHaveLength(1);
    expect(own().save.kind).toBe('saved');
  });
});
