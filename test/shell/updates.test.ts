/** Newer versions: looked for, told, and installed when a person says so. */

import { EventEmitter } from 'node:events';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DebUpdater } from 'electron-updater';
import { beforeEach, describe, expect, onTestFinished, test, vi } from 'vitest';
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
    const feed = Object.assign(new EventEmitter(), {
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
    });
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

  test('that the system refuses to install a while later, as macOS does, may be tried again', async () => {
    const { set, install, feed, done } = updates({ version: '2.0.0', isUpdateAvailable: true });
    set(true);
    await clock.advance(60_000);
    await install();
    feed.emit('error', new Error('code signature did not pass validation'));
    await install();
    expect(done).toEqual(['fetched', 'installed true true', 'failed', 'fetched', 'installed true true']);
  });

  test('that aren’t newer are ignored', async () => {
    const { set, told } = updates({ version: '0.0.0', isUpdateAvailable: false });
    set(true);
    await clock.advance(60_000);
    expect(told).toEqual([]);
  });
});

test.skipIf(process.platform === 'win32')(
  'an update whose password dialog is cancelled is reported each time (needs a shell)',
  async () => {
    const folder = mkdtempSync(join(tmpdir(), 'lampfield-deb-'));
    onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
    // The dialog's end comes from pkexec, or, for root, from what it would have run.
    const ran = join(folder, 'ran');
    for (const name of ['pkexec', 'dpkg', 'apt-get'])
      writeFileSync(join(folder, name), `#!/bin/sh\necho "$*" >> '${ran}'\nexit 126\n`, { mode: 0o755 });
    vi.stubEnv('PATH', folder);
    onTestFinished(() => void vi.unstubAllEnvs());
    let failures = 0;
    const feed = new FetchedDeb(join(folder, 'lampfield.deb'));
    const { setCheck, install } = createUpdates({
      load: async () => feed,
      isPackaged: true,
      clock,
      log,
      onFound: () => undefined,
      failed: () => (failures += 1),
    });
    setCheck(true);
    await clock.advance(60_000);
    await install();
    expect(failures).toBe(1);
    const first = readFileSync(ran, 'utf8');
    expect(first).toContain('lampfield.deb');
    await install();
    expect(failures).toBe(2);
    expect(readFileSync(ran, 'utf8')).toBe(first + first);
  },
);

/** The real installer of packages, with one that it has fetched. */
class FetchedDeb extends DebUpdater {
  constructor(file: string) {
    const nowhere = { appUpdateConfigPath: '', userDataPath: '', baseCachePath: '' };
    const unused = { whenReady: async () => undefined, relaunch: () => undefined, quit: () => undefined };
    const app = { version: '1.0.0', name: 'Lampfield', isPackaged: true, onQuit: () => undefined };
    super(null, { ...app, ...nowhere, ...unused });
    const downloadedFileInfo = { fileName: file, sha512: '', isAdminRightsRequired: true };
    this.downloadedUpdateHelper = { file, downloadedFileInfo } as never;
  }
  override checkForUpdates = async () =>
    ({ isUpdateAvailable: true, updateInfo: { version: '2.0.0' } }) as never;
  override downloadUpdate = async () => [];
}
