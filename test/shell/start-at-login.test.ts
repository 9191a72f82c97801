/** Starting with the desktop, as each system has it. */

import { beforeEach, describe, expect, test } from 'vitest';
import { createStartAtLogin } from '../../electron/shell/system/start-at-login.ts';
import { fakeElectron } from './fakes/fake-electron.ts';
import { recordingLog, type RecordingLog } from './fakes/recording-log.ts';

let log: RecordingLog;
beforeEach(() => {
  log = recordingLog();
});

describe('starting at login', () => {
  let entryIsOn: boolean;
  let applied: { on: boolean | null };
  let told: boolean[];
  beforeEach(() => {
    entryIsOn = false;
    applied = { on: null };
    told = [];
  });

  function build(
    platform: NodeJS.Platform,
    { packaged = true, profile }: { packaged?: boolean; profile?: string } = {},
  ) {
    const app = fakeElectron({ packaged });
    const calls: string[] = [];
    const set = createStartAtLogin({
      app: app.objects.app,
      platform,
      profile,
      log,
      onChange: (on) => void told.push(on),
      applied: {
        read: async () => ({ value: applied }),
        write: async (next) => {
          applied = next;
        },
      },
      entry: {
        isOn: async () => entryIsOn,
        refreshCommand: async () => void calls.push('refresh'),
        write: async () => {
          calls.push('write');
          entryIsOn = true;
        },
        remove: async () => {
          calls.push('remove');
          entryIsOn = false;
        },
      },
    });
    return { set, calls, state: app.state };
  }

  test('is Electron’s business on Windows and macOS, an entry’s on Linux', async () => {
    const windows = build('win32');
    await windows.set(true);
    expect(windows.state.openAtLogin).toBe(true);
    expect(windows.calls).toEqual([]);
    applied = { on: null };
    const linux = build('linux');
    await linux.set(true);
    await linux.set(false);
    expect(linux.calls).toEqual(['write', 'remove']);
    expect(told).toEqual([]);
  });

  test.each(['win32', 'darwin'] as const)(
    'on %s, another data folder leaves the one login item alone, and its setting goes back off',
    async (platform) => {
      const other = build(platform, { profile: '0123456789ab' });
      other.state.openAtLogin = true;
      await other.set(false);
      expect(told).toEqual([]);
      await other.set(true);
      expect(told).toEqual([false]);
      expect(other.state.openAtLogin).toBe(true);
    },
  );

  test('that is on already finds the program where it is now', async () => {
    await build('linux').set(true);
    const nextRun = build('linux');
    await nextRun.set(true);
    expect(nextRun.calls).toEqual(['refresh']);
  });

  test('that someone has switched off in the desktop stays off, and the setting follows', async () => {
    await build('linux').set(true);
    entryIsOn = false;
    const nextRun = build('linux');
    await nextRun.set(true);
    expect(told).toEqual([false]);
    await nextRun.set(false);
    expect(nextRun.calls).toEqual([]);
    await nextRun.set(true);
    expect(nextRun.calls).toEqual(['write']);
  });

  test('that is locked by an administrator is not switched on again each time either', async () => {
    await build('linux').set(true);
    entryIsOn = false;
    for (let run = 0; run < 3; run += 1) {
      const { set, calls } = build('linux');
      await set(true);
      expect(calls).toEqual([]);
    }
    expect(told).toEqual([false, false, false]);
  });

  test('of a tree that is no package is left alone', async () => {
    const { set, calls, state } = build('linux', { packaged: false });
    await set(true);
    expect([calls, state.openAtLogin]).toEqual([[], false]);
  });

  test('that cannot be written stops nothing', async () => {
    const { set } = build('linux');
    applied = Object.freeze({
      get on(): boolean {
        throw new Error('read-only');
      },
    });
    await set(true);
    expect(log.events).toEqual(['shell.start-at-login-failed']);
  });
});
