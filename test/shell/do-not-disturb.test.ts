/** The system’s own do not disturb, as its desktop tells it. */

import { beforeEach, describe, expect, test } from 'vitest';
import { createNotificationServer } from '../../electron/shell/notifications/notification-server.ts';
import { watchDoNotDisturb } from '../../electron/shell/system/do-not-disturb.ts';
import { createSteeredClock, type SteeredClock } from '../steered-clock.ts';
import { fakeBus, type FakeBus } from './fakes/fake-bus.ts';

const face = 'org.freedesktop.Notifications';

let clock: SteeredClock;
let bus: FakeBus;
let told: boolean[];
let banners: string | undefined;
let commands: string[];
beforeEach(() => {
  clock = createSteeredClock();
  bus = fakeBus();
  told = [];
  banners = undefined;
  commands = [];
});

async function watch(desktop: string): Promise<void> {
  watchDoNotDisturb({
    platform: 'linux',
    env: { XDG_CURRENT_DESKTOP: desktop },
    bus,
    server: createNotificationServer(bus),
    run: async (command, args) => {
      commands.push([command, ...args].join(' '));
      return banners;
    },
    onChange: (on) => void told.push(on),
  });
  await clock.settle();
}

describe('do not disturb', () => {
  test('GNOME says whether banners are shown, and is asked again when a setting there has changed', async () => {
    banners = 'false\n';
    await watch('ubuntu:GNOME');
    expect(told).toEqual([true]);
    banners = 'true\n';
    bus.send('Notify', '/org/gnome/desktop/background/', ['picture-uri'], 'tag');
    await clock.settle();
    expect(commands).toHaveLength(1);
    bus.send('Notify', '/org/gnome/desktop/notifications/show-banners', [''], 'tag');
    await clock.settle();
    expect(told).toEqual([true, false]);
    expect(commands[1]).toBe('gsettings get org.gnome.desktop.notifications show-banners');
  });

  test('other desktops’ servers say whether notifications are inhibited', async () => {
    bus.answers.set('Inhibited', false);
    await watch('KDE');
    bus.send('PropertiesChanged', face, { Inhibited: true }, []);
    bus.send('PropertiesChanged', 'org.example.Other', { Inhibited: false }, []);
    bus.send('PropertiesChanged', face, { Version: '2' }, []);
    expect(told).toEqual([true]);
    bus.send('PropertiesChanged', face, {}, ['Inhibited']);
    await clock.settle();
    expect(told).toEqual([true, false]);
    expect(commands).toEqual([]);
  });

  test('a server that comes later is asked then', async () => {
    await watch('XFCE');
    bus.answers.set('Inhibited', true);
    bus.setRunning(face, true);
    await clock.settle();
    expect(told).toEqual([true]);
  });

  test('a desktop that says nothing may be disturbed', async () => {
    await watch('sway');
    expect(told).toEqual([]);
  });
});
