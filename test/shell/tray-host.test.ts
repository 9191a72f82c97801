/** Whether someone shows tray icons: from the start, late, or again. */

import { beforeEach, describe, expect, test } from 'vitest';
import { watchTrayHost, type TrayHost } from '../../electron/shell/tray/tray-host.ts';
import { createSteeredClock, type SteeredClock } from '../steered-clock.ts';
import { fakeBus, type FakeBus } from './fakes/fake-bus.ts';

const registered = 'IsStatusNotifierHostRegistered';

let clock: SteeredClock;
let bus: FakeBus;
let told: (boolean | 'appears')[];
beforeEach(() => {
  clock = createSteeredClock();
  bus = fakeBus();
  told = [];
});

const watch = (platform: NodeJS.Platform = 'linux'): Promise<TrayHost> =>
  watchTrayHost({
    bus,
    platform,
    clock,
    onChange: (present) => void told.push(present),
    onAppear: () => void told.push('appears'),
  });

/** As the desktop does it: the property changes, then the signal tells. */
async function hostComes(): Promise<void> {
  bus.answers.set(registered, true);
  bus.send('StatusNotifierHostRegistered');
  await clock.settle();
}

describe('the tray host', () => {
  test('that is there is reported at once', async () => {
    bus.answers.set(registered, true);
    expect((await watch()).present).toBe(true);
    expect(told).toEqual([true]);
    expect(clock.pendingTimers).toBe(0);
  });

  test.each([3, 9, 15, 30, 600])('that comes %d s after the login is found', async (seconds) => {
    const host = await watch();
    expect(host.present).toBe(false);
    await clock.advance(seconds * 1_000);
    await hostComes();
    expect(told).toEqual(seconds < 10 ? ['appears', true] : [false, 'appears', true]);
    expect(host.present).toBe(true);
  });

  test('that is restarted appears again but is not missed in between; one that stays away is', async () => {
    bus.answers.set(registered, true);
    await watch();
    bus.answers.delete(registered);
    bus.setRunning('org.kde.StatusNotifierWatcher', false);
    await clock.advance(5_000);
    bus.answers.set(registered, true);
    bus.setRunning('org.kde.StatusNotifierWatcher', true);
    await clock.advance(60_000);
    expect(told).toEqual([true, 'appears']);

    bus.answers.set(registered, false);
    bus.send('StatusNotifierHostUnregistered');
    await clock.advance(10_000);
    expect(told).toEqual([true, 'appears', false]);
  });

  test('that a busy desktop did not tell of in time is found when asked again', async () => {
    const host = await watch();
    bus.answers.set(registered, true);
    await clock.advance(10_000);
    expect(told).toEqual(['appears', true]);
    expect(host.present).toBe(true);
  });

  test('that is replaced too fast to be seen away appears again', async () => {
    bus.answers.set(registered, true);
    await watch();
    bus.setRunning('org.kde.StatusNotifierWatcher', false);
    bus.setRunning('org.kde.StatusNotifierWatcher', true);
    await clock.settle();
    expect(told).toEqual([true, 'appears']);
  });

  test('is not waited for once the program ends', async () => {
    (await watch()).stop();
    await clock.advance(60_000);
    expect(told).toEqual([]);
  });

  test.each(['win32', 'darwin'] as const)('%s always has one, and nothing is asked', async (platform) => {
    expect((await watch(platform)).present).toBe(true);
    expect([told, bus.asked]).toEqual([[true], []]);
  });
});
