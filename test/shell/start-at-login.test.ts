/** Starting with the desktop, as each system has it. */

import { beforeEach, describe, expect, test } from 'vitest';
import { createStartAtLogin } from '../../electron/shell/system/start-at-login.ts';
import { fakeElectron } from './fake-electron.ts';
import { recordingLog, type RecordingLog } from './recording-log.ts';

let log: RecordingLog;
beforeEach(() => {
  log = recordingLog();
});

describe('starting at login', () => {
  function build(platform: NodeJS.Platform, packaged = true) {
    const app = fakeElectron({ packaged });
    const calls: string[] = [];
    const set = createStartAtLogin({
      app: app.objects.app,
      platform,
      log,
      entry: {
        write: async () => void calls.push('write'),
        remove: async () => void calls.push('remove'),
      },
    });
    return { set, calls, state: app.state };
  }

  test('is Electron’s business on Windows and macOS, an entry’s on Linux', async () => {
    const windows = build('win32');
    await windows.set(true);
    expect(windows.state.openAtLogin).toBe(true);
    expect(windows.calls).toEqual([]);
    const linux = build('linux');
    await linux.set(true);
    await linux.set(false);
    expect(linux.calls).toEqual(['write', 'remove']);
  });

  test('of a tree that is no package is left alone', async () => {
    const { set, calls, state } = build('linux', false);
    await set(true);
    expect([calls, state.openAtLogin]).toEqual([[], false]);
  });

  test('that cannot be written stops nothing', async () => {
    const set = createStartAtLogin({
      app: fakeElectron({ packaged: true }).objects.app,
      platform: 'linux',
      log,
      entry: { write: () => Promise.reject(new Error('read-only')), remove: async () => undefined },
    });
    await set(true);
    expect(log.events).toEqual(['shell.start-at-login-failed']);
  });
});
