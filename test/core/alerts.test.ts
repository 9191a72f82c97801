/** Alert, notification and tray in the whole core, against the demo PBX over real TLS. */

import { afterEach, describe, expect, it } from 'vitest';
import type { Payload } from '../../electron/contract/requests.ts';
import type { MenuItem, NotificationModel } from '../../electron/contract/desktop-model.ts';
import { startDemoPbx, type DemoPbx } from '../pbx/demo-pbx.ts';
import { ok, signInto, startCore, type RunningCore } from './fixtures/start-core.ts';
import { createTravellingClock } from './fixtures/travelling-clock.ts';

const cleanups: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const cleanup of cleanups.splice(0).reverse()) await cleanup();
});

const person = { kind: 'person', number: '1003' } as const;
const onceFree: Payload<'alert.set'> = { target: person, mode: 'once', states: ['free'], expiresAt: null };

/** Signed in as 1002, with 1003 on a call and no time to settle. */
async function startCoreWithPbx(): Promise<{ pbx: DemoPbx; running: RunningCore }> {
  const pbx = await startDemoPbx({ quirks: 'none' });
  cleanups.push(() => pbx.close());
  pbx.extensions.set('1003', { username: 'Ina Tang', status: 'Busy' });
  const running = await startCore();
  cleanups.push(() => running.close());
  await signInto(running, pbx, '1002');
  running.core.signal({ kind: 'panel', open: true });
  await ok(running.request('settings.change', { notifications: { settleMs: 0 } }));
  return { pbx, running };
}

function notifications({ effects }: RunningCore): readonly NotificationModel[] {
  return effects.flatMap((effect) => (effect.kind === 'notify' ? [effect.notification] : []));
}

function menu({ effects }: RunningCore): readonly MenuItem[] {
  const tray = effects.findLast((effect) => effect.kind === 'tray');
  if (tray?.kind !== 'tray') throw new Error('no tray yet');
  return tray.tray.menu.flatMap((item) => (item.kind === 'submenu' ? item.items : [item]));
}

function actionIds(running: RunningCore): readonly string[] {
  return menu(running).flatMap((item) => (item.kind === 'action' ? [item.id] : []));
}

describe('an alert', () => {
  it('tells who became free, opens the panel there, and is set again from the notification', async () => {
    const { pbx, running } = await startCoreWithPbx();
    await ok(running.request('alert.set', onceFree));
    await running.until(({ alerts }) => alerts.length === 1);
    expect(actionIds(running)).toContain('alert:person:1003');

    pbx.extensions.setStatus('1003', 'Registered');
    await expect
      .poll(() => notifications(running), { timeout: 15_000 })
      .toMatchObject([
        { id: 'person:1003', title: 'Ina Tang is free', actions: [{ id: 'call' }, { id: 'again' }] },
      ]);
    await running.until(({ alerts }) => alerts.length === 0);
    running.core.signal({ kind: 'notification-clicked', id: 'person:1003' });
    expect(running.events.at(-1)).toEqual({
      name: 'show',
      payload: { view: 'colleague', number: '1003' },
    });

    running.core.signal({ kind: 'notification-action', id: 'person:1003', action: 'again' });
    await running.until(({ alerts }) => alerts.length === 1);
    running.core.signal({ kind: 'menu', id: 'alert:person:1003' });
    await running.until(({ alerts }) => alerts.length === 0);
  });

  it('survives a restart and finds what happened in between', async () => {
    const { pbx, running } = await startCoreWithPbx();
    await ok(running.request('alert.set', onceFree));
    const again = await running.restart();
    cleanups.push(() => again.core.stop());
    await again.until(({ connection, alerts }) => connection.kind === 'live' && alerts.length === 1);
    expect(notifications(again)).toEqual([]);
    await again.core.stop();

    pbx.extensions.setStatus('1003', 'Registered');
    const third = await again.restart();
    cleanups.push(() => third.core.stop());
    await expect
      .poll(() => notifications(third), { timeout: 15_000 })
      .toMatchObject([{ title: 'Ina Tang is free' }]);
    await third.until(({ alerts }) => alerts.length === 0);
  });

  it('survives signing out, and finds what happened in between and nothing else', async () => {
    const { pbx, running } = await startCoreWithPbx();
    await ok(running.request('alert.set', onceFree));
    const target = { kind: 'person', number: '1004' } as const;
    await ok(running.request('alert.set', { ...onceFree, target, mode: 'always' }));
    const shown = notifications(running).length;
    const signOutAndIn = async (meanwhile = (): void => undefined): Promise<void> => {
      await ok(running.request('account.sign-out', {}));
      meanwhile();
      await ok(running.request('account.sign-in', { username: pbx.username, password: pbx.password }));
      await running.until(({ connection }) => connection.kind === 'live');
    };
    await signOutAndIn();
    expect(running.snapshot().alerts).toHaveLength(2);

    await signOutAndIn(() => pbx.extensions.setStatus('1003', 'Registered'));
    await running.until(({ alerts }) => alerts.length === 1);
    await expect
      .poll(() => notifications(running).slice(shown))
      .toMatchObject([{ title: 'Ina Tang is free' }]);
  });

  it('of a group says who is free already', async () => {
    const { running } = await startCoreWithPbx();
    const { id } = await ok(running.request('group.set', { name: 'Support', numbers: ['1003', '1004'] }));
    const snapshot = await running.until(({ groups }) => groups.length === 1);
    expect(snapshot.groups).toEqual([{ id, name: 'Support', numbers: ['1003', '1004'], managed: false }]);
    const target = { kind: 'group', groupId: id } as const;
    expect(await ok(running.request('alert.set', { ...onceFree, target }))).toMatchObject({
      kept: false,
      already: { number: '1004', state: 'free' },
    });
    expect(notifications(running)).toHaveLength(1);
  });
});

describe('the tray', () => {
  it('snoozes notifications and resumes them', async () => {
    const { pbx, running } = await startCoreWithPbx();
    await ok(running.request('alert.set', { ...onceFree, mode: 'always' }));
    running.core.signal({ kind: 'menu', id: 'snooze:half-hour' });
    const { snoozedUntil } = await running.until((snapshot) => snapshot.snoozedUntil !== null);
    expect(snoozedUntil).toBeGreaterThan(Date.now() + 29 * 60_000);
    await expect.poll(() => actionIds(running)).toContain('snooze:end');

    pbx.extensions.setStatus('1003', 'Registered');
    await running.until(({ roster }) =>
      roster.colleagues.some((row) => row.number === '1003' && row.state === 'free'),
    );
    // The system says the same; both must end before anything is shown.
    running.core.signal({ kind: 'do-not-disturb', on: true });
    running.core.signal({ kind: 'menu', id: 'snooze:end' });
    await running.until((snapshot) => snapshot.snoozedUntil === null);
    expect(notifications(running)).toEqual([]);
    running.core.signal({ kind: 'do-not-disturb', on: false });
    await expect.poll(() => notifications(running)).toMatchObject([{ id: 'digest' }]);
  });

  it('is redrawn only when it changes', async () => {
    const { pbx, running } = await startCoreWithPbx();
    const drawn = (): number => running.effects.filter(({ kind }) => kind === 'tray').length;
    const before = drawn();
    pbx.extensions.setStatus('1005', 'Busy');
    await running.until(({ roster }) =>
      roster.colleagues.some((row) => row.number === '1005' && row.state === 'on-call'),
    );
    expect(drawn()).toBe(before);
    pbx.extensions.setStatus('1002', 'Busy');
    await running.until(({ me }) => me?.state === 'on-call');
    expect(drawn()).toBe(before + 1);
  });
});

describe('a lost connection', () => {
  it('is reported even if the person was on a call when it was lost: they may no longer be', async () => {
    const clock = createTravellingClock();
    const pbx = await startDemoPbx({ quirks: 'none', now: () => clock.now() });
    cleanups.push(() => pbx.close());
    pbx.extensions.setStatus('1002', 'Busy');
    const running = await startCore({ clock });
    cleanups.push(() => running.close());
    await signInto(running, pbx, '1002');
    await ok(running.request('settings.change', { notifications: { silentOnCall: true } }));
    await running.until(({ me }) => me?.state === 'on-call');
    pbx.faults.set('drop');
    await expect
      .poll(
        () => {
          clock.travel(15_000);
          return notifications(running).map(({ title }) => title);
        },
        { timeout: 15_000, interval: 50 },
      )
      .toHaveLength(1);
  });
});
