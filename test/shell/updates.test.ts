/** Newer versions: looked for, told, and installed when a person says so. */

import { beforeEach, describe, expect, test } from 'vitest';
import { createUpdates } from '../../electron/shell/updates.ts';
import { createSteeredClock, type SteeredClock } from '../steered-clock.ts';
import { recordingLog, type RecordingLog } from './fakes/recording-log.ts';

let clock: SteeredClock;
let log: RecordingLog;
beforeEach(() => {
  clock = createSteeredClock();
  log = recordingLog();
});

describe('updates', () => {
  function updates(found: { version: string; isUpdateAvailable: boolean } | Error, isPackaged = true) {
    const told: string[] = [];
    const done: string[] = [];
    const feed = {
      autoDownload: true,
      autoInstallOnAppQuit: true,
      allowDowngrade: true,
      logger: null,
      checks: 0,
      async checkForUpdates() {
        feed.checks += 1;
        if (found instanceof Error) throw found;
        return { isUpdateAvailable: found.isUpdateAvailable, updateInfo: { version: found.version } };
      },
      brokenSignature: false,
      async downloadUpdate() {
        done.push('fetched');
        if (feed.brokenSignature) throw new Error('not signed by us');
      },
      quitAndInstall(isSilent: boolean, isForceRunAfter: boolean) {
        done.push(`installed ${String(isSilent)} ${String(isForceRunAfter)}`);
      },
    };
    const { setCheck: set, install } = createUpdates({
      load: async () => feed,
      isPackaged,
      clock,
      log,
      onFound: (version) => void told.push(version),
      failed: () => void done.push('failed'),
    });
    return { set, install, feed, told, done };
  }

  test('are looked for after a while and every half day, reported once, never downloaded', async () => {
    const { set, feed, told } = updates({ version: '2.0.0', isUpdateAvailable: true });
    set(true);
    await clock.advance(59_999);
    expect(feed.checks).toBe(0);
    await clock.advance(24 * 3_600_000);
    expect(feed.checks).toBe(2);
    expect(told).toEqual(['2.0.0']);
    expect(feed).toMatchObject({ autoDownload: false, autoInstallOnAppQuit: false, allowDowngrade: false });
  });

  test('are not looked for when that is off, or outside a package', async () => {
    const off = updates({ version: '2.0.0', isUpdateAvailable: true });
    off.set(true);
    off.set(false);
    const loose = updates({ version: '2.0.0', isUpdateAvailable: true }, false);
    loose.set(true);
    await clock.advance(24 * 3_600_000);
    expect([off.feed.checks, loose.feed.checks]).toEqual([0, 0]);
    expect(clock.pendingTimers).toBe(0);
  });

  test('that cannot be looked for are tried again later, and nothing is reported', async () => {
    const { set, feed, told } = updates(new Error('https://feed.example/secret'));
    set(true);
    await clock.advance(13 * 3_600_000);
    expect(feed.checks).toBe(2);
    expect(told).toEqual([]);
    expect(log.text()).not.toContain('secret');
  });

  test('are fetched and installed when a person says so, and only one at a time', async () => {
    const { set, install, done } = updates({ version: '2.0.0', isUpdateAvailable: true });
    await install();
    expect(done).toEqual(['failed']);
    set(true);
    await clock.advance(60_000);
    await Promise.all([install(), install()]);
    expect(done).toEqual(['failed', 'fetched', 'installed true true']);
  });

  test('that are not signed as they should be are not installed, and it may be tried again', async () => {
    const { set, install, feed, done } = updates({ version: '2.0.0', isUpdateAvailable: true });
    set(true);
    await clock.advance(60_000);
    feed.brokenSignature = true;
    await install();
    expect(done).toEqual(['fetched', 'failed']);
    feed.brokenSignature = false;
    await install();
    expect(done).toEqual(['fetched', 'failed', 'fetched', 'installed true true']);
  });

  test('that aren’t newer are ignored', async () => {
    const { set, told } = updates({ version: '0.0.0', isUpdateAvailable: false });
    set(true);
    await clock.advance(60_000);
    expect(told).toEqual([]);
  });
});
