/** Settings that somebody else has changed, in the whole core against the demo PBX: told with before and after, put back or left. */

import { afterEach, describe, expect, it } from 'vitest';
import { done, me, ownWorld, refused, type Cleanups, type OwnWorldOptions } from './own-world.ts';
import { createTravellingClock } from './travelling-clock.ts';

const cleanups: Cleanups = [];
afterEach(async () => {
  for (const cleanup of cleanups.splice(0).reverse()) await cleanup();
});

const minuteMs = 60_000;

async function begun(options: OwnWorldOptions = {}) {
  const clock = createTravellingClock();
  const world = await ownWorld(cleanups, {
    ...options,
    ports: { clock },
    before: (pbx) => pbx.extensions.set(me, { ringtimeout: '30' }),
  });
  const { running, pbx } = world;
  // The first reading of the run is over for sure, and the next one is due in five minutes.
  expect(await running.request('own.read', {})).toEqual(done);
  pbx.clearLog();
  return {
    ...world,
    clock,
    read: () => running.request('own.read', {}),
    admin: (fields: Record<string, string>) => pbx.extensions.set(me, fields),
    notified: () =>
      running.effects.flatMap((effect) =>
        effect.kind === 'notify' && effect.notification.id === 'notice:changed-elsewhere'
          ? [effect.notification]
          : [],
      ),
    withdrawn: () => running.effects.filter(({ kind }) => kind === 'dismiss-notification').length,
  };
}

const dndOn = { changes: [{ field: 'doNotDisturb', from: false, to: true }] };

describe('a change made elsewhere', () => {
  it('is found by the slow re-reading, told in the panel and with one notification', async () => {
    const { admin, clock, running, own, notified, updates, read } = await begun();
    admin({ dnd: 'on', ringtimeout: '60' });
    clock.travel(6 * minuteMs);
    await running.until((snapshot) => snapshot.own?.foreign != null);
    expect(own().foreign).toMatchObject({
      changes: [
        { field: 'doNotDisturb', from: false, to: true },
        { field: 'ringTimeoutSeconds', from: 30, to: 60 },
      ],
    });
    await expect
      .poll(() => notified(), { timeout: 5_000 })
      .toMatchObject([
        {
          title: 'Your extension’s settings were changed elsewhere',
          body: 'Do not disturb: Off → On\nRings for: 30 seconds → 1 minute',
        },
      ]);
    expect(await read()).toEqual(done);
    expect(notified()).toHaveLength(1);
    expect(updates()).toEqual([]);
    running.core.signal({ kind: 'notification-clicked', id: 'notice:changed-elsewhere' });
    expect(running.events.at(-1)).toEqual({ name: 'show', payload: { view: 'own-settings' } });
  });

  it('is put back with one update of just those fields', async () => {
    const { admin, read, running, own, updates, held, notified, withdrawn } = await begun();
    admin({ dnd: 'on', btransferto: 'Custom Number', btransferprefix: '9', btransfernum: '5551' });
    expect(await read()).toEqual(done);
    await expect.poll(() => notified(), { timeout: 5_000 }).toHaveLength(1);
    expect(await running.request('foreign.put-back', {})).toEqual(done);
    expect(updates()).toEqual([{ extid: me, dnd: 'off', btransferto: 'Voicemail' }]);
    expect(held('dnd', 'btransferto', 'ringtimeout')).toEqual({
      dnd: 'off',
      btransferto: 'Voicemail',
      ringtimeout: '30',
    });
    expect(own().foreign).toBeNull();
    expect(withdrawn()).toBe(1);
  });

  it('stays when it is dismissed, and is not told again', async () => {
    const { admin, read, running, own, updates, held } = await begun();
    admin({ dnd: 'on' });
    await read();
    expect(own().foreign).toMatchObject(dndOn);
    expect(running.snapshot().notices).toMatchObject([{ code: 'changed-elsewhere' }]);
    expect(await running.request('foreign.dismiss', {})).toEqual(done);
    expect(running.snapshot().notices).toEqual([]);
    expect(await read()).toEqual(done);
    expect(own().foreign).toBeNull();
    expect(held('dnd')).toEqual({ dnd: 'on' });
    expect(updates()).toEqual([]);
  });

  it('that was made while the program was not running is told at the next start', async () => {
    const world = await begun();
    await world.running.core.stop();
    world.admin({ dnd: 'on' });
    const next = await world.restart('crash');
    await next.running.until(({ own }) => own?.foreign != null);
    expect(next.own().foreign).toMatchObject(dndOn);
    const third = await next.restart();
    await third.running.until(({ own }) => own !== null);
    // Nobody has answered yet; there is no second notification.
    expect(third.own().foreign).toMatchObject(dndOn);
    expect(third.running.effects.filter(({ kind }) => kind === 'notify')).toEqual([]);
  });

  it('is not put back over a still newer one', async () => {
    const { admin, read, running, own, updates, held } = await begun();
    admin({ ringtimeout: '60' });
    await read();
    admin({ ringtimeout: '120' });
    expect(await running.request('foreign.put-back', {})).toMatchObject(refused('extension.conflict'));
    expect(updates()).toEqual([]);
    expect(held('ringtimeout')).toEqual({ ringtimeout: '120' });
    expect(own()).toMatchObject({
      foreign: { changes: [{ field: 'ringTimeoutSeconds', from: 30, to: 120 }] },
      draft: { changes: {} },
    });
    expect(await running.request('foreign.put-back', {})).toEqual(done);
    expect(held('ringtimeout')).toEqual({ ringtimeout: '30' });
  });

  it('stays to be answered when the PBX does not take it back', async () => {
    const { pbx, admin, read, running, own } = await begun();
    admin({ dnd: 'on' });
    await read();
    pbx.faults.set({ kind: 'not-applied' }, { path: 'extension/update', times: 1 });
    expect(await running.request('foreign.put-back', {})).toMatchObject(refused('extension.not-applied'));
    expect(own().foreign).toMatchObject(dndOn);
    expect(await running.request('foreign.put-back', {})).toEqual(done);
    expect(own().foreign).toBeNull();
  });

  it('of what the administrator keeps is told, and refused to be put back', async () => {
    const { admin, read, running, own, updates } = await begun();
    admin({ callerid: '4711' });
    await read();
    expect(own().foreign).toMatchObject({ changes: [{ field: 'callerId', from: '1002', to: '4711' }] });
    expect(await running.request('foreign.put-back', {})).toMatchObject(
      refused('extension.not-allowed', { field: 'callerId' }),
    );
    expect(updates()).toEqual([]);
  });

  it('is over when whoever made it takes it back', async () => {
    const { admin, read, own, running, notified, withdrawn } = await begun();
    admin({ dnd: 'on' });
    await read();
    await expect.poll(() => notified(), { timeout: 5_000 }).toHaveLength(1);
    admin({ dnd: 'off' });
    await read();
    expect(own().foreign).toBeNull();
    expect(withdrawn()).toBe(1);
    expect(await running.request('foreign.put-back', {})).toEqual(done);
  });
});

describe('what is not told as a change of others', () => {
  it('is a save of ours, the switch, undo and a preset', async () => {
    const { edit, save, running, own, notified } = await begun();
    await edit({ field: 'doNotDisturb', value: true });
    await edit({ field: 'ringTimeoutSeconds', value: 60 });
    expect(await save()).toEqual(done);
    expect(await running.request('own.undo', {})).toEqual(done);
    expect(await running.request('own.set-do-not-disturb', { on: true })).toEqual(done);
    expect(own().stored).toMatchObject({ doNotDisturb: true, ringTimeoutSeconds: 30 });
    expect(own().foreign).toBeNull();
    expect(notified()).toEqual([]);
  });

  it('is a save of ours whose answer was lost', async () => {
    const { pbx, edit, save, own, read } = await begun();
    await edit({ field: 'doNotDisturb', value: true });
    pbx.faults.set('answer-lost', { path: 'extension/update', times: 1 });
    await save();
    await read();
    expect(own().stored.doNotDisturb).toBe(true);
    expect(own().foreign).toBeNull();
  });

  it('is everything but theirs, when both change at once', async () => {
    const { edit, save, admin, own, updates } = await begun();
    await edit({ field: 'doNotDisturb', value: true });
    admin({ ringtimeout: '60' });
    expect(await save()).toEqual(done);
    expect(updates()).toEqual([{ extid: me, dnd: 'on' }]);
    expect(own().foreign).toMatchObject({ changes: [{ field: 'ringTimeoutSeconds', from: 30, to: 60 }] });
    expect(own().foreign?.changes).toHaveLength(1);
  });

  it('is a field that an answer leaves out', async () => {
    const { admin, read, own } = await begun({ pbx: { quirks: 'none' } });
    admin({ noanswerforward: 'off' });
    await read();
    expect(own().stored['forward.noAnswer.destination']).toBeNull();
    expect(own().foreign?.changes).toEqual([{ field: 'forward.noAnswer.enabled', from: true, to: false }]);
  });
});

it('keeps what it knows without a secret', async () => {
  const { disk, pbx } = await begun();
  await expect.poll(disk).toContain('"known"');
  const text = await disk();
  for (const { value } of pbx.secrets()) expect(text).not.toContain(value);
});
