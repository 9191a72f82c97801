/** Whether somebody shows tray icons, and one that comes late. */

import { beforeEach, describe, expect, test } from 'vitest';
import { awaitTrayHost, hasTrayHost } from '../../electron/shell/tray/tray-host.ts';
import { createSteeredClock, type SteeredClock } from '../steered-clock.ts';

let clock: SteeredClock;
beforeEach(() => {
  clock = createSteeredClock();
});

describe('the tray host', () => {
  test.each([
    ['gdbus', '(<true>,)\n', true],
    ['gdbus', '(<false>,)\n', false],
    ['busctl', 'b true\n', true],
    ['dbus-send', '   variant       boolean true\n', true],
    ['nothing', '', false],
  ])('as %s tells it: %j', async (tool, answer, present) => {
    const asked: string[] = [];
    const run = async (command: string): Promise<string | undefined> => {
      asked.push(command);
      return command === tool ? answer : undefined;
    };
    expect(await hasTrayHost('linux', run)).toBe(present);
    expect(asked[0]).toBe('gdbus');
  });

  test('Windows and macOS always have one, and nothing is asked', async () => {
    const run = (): never => {
      throw new Error('asked');
    };
    expect(await hasTrayHost('win32', run)).toBe(true);
    expect(await hasTrayHost('darwin', run)).toBe(true);
  });

  test('that comes up late is found, and told once', async () => {
    const answers = [false, true];
    const told: boolean[] = [];
    awaitTrayHost(
      async () => answers.shift() ?? false,
      clock,
      (present) => told.push(present),
    );
    await clock.advance(2_000);
    expect(told).toEqual([]);
    await clock.advance(8_000);
    expect(told).toEqual([true]);
    expect(clock.pendingTimers).toBe(0);
  });

  test('that never comes is given up, and the waiting can be ended', async () => {
    const told: boolean[] = [];
    const end = awaitTrayHost(
      async () => false,
      clock,
      (present) => told.push(present),
    );
    await clock.advance(60_000);
    expect(told).toEqual([false]);
    end();
    awaitTrayHost(
      async () => false,
      clock,
      (present) => told.push(present),
    )();
    await clock.advance(60_000);
    expect(told).toEqual([false]);
  });
});
