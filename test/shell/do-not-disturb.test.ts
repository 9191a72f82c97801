/** The system’s own do not disturb, as its desktop tells it. */

import { beforeEach, describe, expect, test } from 'vitest';
import { watchDoNotDisturb } from '../../electron/shell/system/do-not-disturb.ts';
import { createSteeredClock, type SteeredClock } from '../steered-clock.ts';

let clock: SteeredClock;
beforeEach(() => {
  clock = createSteeredClock();
});

describe('do not disturb', () => {
  function watched(desktop: string, answer: string | undefined) {
    const told: boolean[] = [];
    let say = (_line: string): void => undefined;
    let command = '';
    const stop = watchDoNotDisturb({
      platform: 'linux',
      env: { XDG_CURRENT_DESKTOP: desktop },
      run: async () => answer,
      watch: (name, _args, onLine) => {
        command = name;
        say = onLine;
        return () => undefined;
      },
      told: (on) => void told.push(on),
    });
    return { told, say: (line: string) => say(line), stop, command: () => command };
  }

  test('GNOME says whether banners are shown', async () => {
    const { told, say, command } = watched('ubuntu:GNOME', 'false\n');
    await clock.settle();
    expect(command()).toBe('gsettings');
    expect(told).toEqual([true]);
    say('show-banners: true');
    say('show-banners: true');
    say('show-banners: false');
    expect(told).toEqual([true, false, true]);
  });

  test('other desktops say whether notifications are inhibited', async () => {
    const { told, say } = watched('KDE', '(<false>,)\n');
    await clock.settle();
    say("/org/freedesktop/Notifications: … ('org.freedesktop.Notifications', {'Inhibited': <true>}, [])");
    say('something else entirely');
    say("… {'Inhibited': <false>} …");
    expect(told).toEqual([true, false]);
  });

  test('a desktop that tells nothing is taken for one that may be disturbed', async () => {
    const { told } = watched('sway', undefined);
    await clock.settle();
    expect(told).toEqual([]);
  });
});
