/** The shell's smaller parts over small fakes: tray host, do not disturb, updates, notifications, autostart, signals, preparation. */

import { join } from 'node:path';
import { beforeEach, describe, expect, test } from 'vitest';
import type { ShellSignal } from '../../electron/contract/shell-model.ts';
import { watchDoNotDisturb } from '../../electron/shell/do-not-disturb.ts';
import { createNotifications, type Notifications } from '../../electron/shell/notifications.ts';
import { arrangeQuit } from '../../electron/shell/orderly-quit.ts';
import { prepareApp } from '../../electron/shell/prepare-app.ts';
import { runCommand, watchCommand } from '../../electron/shell/run-command.ts';
import { createStartAtLogin } from '../../electron/shell/start-at-login.ts';
import { forwardSystemSignals } from '../../electron/shell/system-signals.ts';
import { awaitTrayHost, hasTrayHost } from '../../electron/shell/tray-host.ts';
import { createUpdates } from '../../electron/shell/updates.ts';
import { createSteeredClock, type SteeredClock } from '../steered-clock.ts';
import { fakeElectron, type FakeElectron } from './fake-electron.ts';
import { fakeEvents, preventable } from './fake-events.ts';
import { recordingLog, type RecordingLog } from './recording-log.ts';

let clock: SteeredClock;
let log: RecordingLog;
let electron: FakeElectron;
beforeEach(() => {
  clock = createSteeredClock();
  log = recordingLog();
  electron = fakeElectron();
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

describe('commands', () => {
  test('that are missing or fail are no answer', async () => {
    expect(await runCommand('lampfield-no-such-command', [])).toBeUndefined();
    expect(await runCommand(process.execPath, ['-e', 'process.exit(3)'])).toBeUndefined();
    expect(await runCommand(process.execPath, ['-e', 'process.stdout.write("yes")'])).toBe('yes');
  });

  test('are heard line by line until they are ended', async () => {
    const script = 'console.log("one"); console.log("two"); setInterval(() => {}, 1000)';
    const lines: string[] = [];
    await new Promise<void>((resolve) => {
      const stop = watchCommand(process.execPath, ['-e', script], (line) => {
        lines.push(line);
        if (lines.length < 2) return;
        stop();
        resolve();
      });
    });
    expect(lines).toEqual(['one', 'two']);
    watchCommand('lampfield-no-such-command', [], () => undefined)();
  });
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
      told: (version) => void told.push(version),
      failed: () => void done.push('failed'),
    });
    return { set, install, feed, told, done };
  }

  test('are looked for after a while and every half day, told once, fetched never', async () => {
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

  test('that cannot be looked for are tried again later and told nobody', async () => {
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

  test('that are not newer are no news', async () => {
    const { set, told } = updates({ version: '0.0.0', isUpdateAvailable: false });
    set(true);
    await clock.advance(60_000);
    expect(told).toEqual([]);
  });
});

describe('notifications', () => {
  let signals: ShellSignal[];
  const build = (platform: NodeJS.Platform): Notifications => {
    signals = [];
    return createNotifications({
      makeNotification: electron.objects.makeNotification,
      icon: '/i.png',
      platform,
      signal: (signal) => void signals.push(signal),
      log,
    });
  };
  const model = {
    id: 'watch:1',
    title: 'Zoe is free',
    body: '1005',
    actions: [
      { id: 'open', text: 'Open' },
      { id: 'snooze', text: 'Later' },
    ],
  };

  test('are shown with their actions; clicks and actions are reported', () => {
    build('win32').show(model);
    const [toast] = electron.toasts;
    expect(toast?.options).toMatchObject({
      id: 'watch:1',
      title: 'Zoe is free',
      actions: [
        { type: 'button', text: 'Open' },
        { type: 'button', text: 'Later' },
      ],
    });
    toast?.events.emit('click');
    toast?.events.emit('action', { actionIndex: 1 });
    expect(signals).toEqual([
      { kind: 'notification-clicked', id: 'watch:1' },
      { kind: 'notification-action', id: 'watch:1', action: 'snooze' },
    ]);
  });

  test('replace the one before, also where the system would keep both', () => {
    const notifications = build('linux');
    notifications.show(model);
    notifications.show({ ...model, title: 'Zoe was free' });
    expect(electron.toasts.map(({ closed }) => closed)).toEqual([true, false]);
    notifications.dismiss('watch:1');
    expect(electron.toasts[1]?.closed).toBe(true);
  });

  test('on Windows, one of an earlier run is clicked in the notification centre; one of this run is told once', () => {
    const notifications = build('win32');
    notifications.activated({ type: 'click', arguments: 'type=click&tag=watch%3A1' });
    notifications.activated({ type: 'action', arguments: 'type=action&action=0&tag=old', actionIndex: 0 });
    notifications.show(model);
    notifications.activated({ type: 'click', arguments: 'type=click&tag=watch%3A1' });
    notifications.activated({ type: 'click', arguments: 'nonsense' });
    expect(signals).toEqual([
      { kind: 'notification-clicked', id: 'watch:1' },
      { kind: 'notification-clicked', id: 'old' },
    ]);
  });

  test('on macOS, those that still stand from an earlier run answer too', () => {
    const notifications = build('darwin');
    const events = fakeEvents();
    notifications.adopt([{ id: 'old', on: events.on, show: () => undefined, close: () => undefined }]);
    events.emit('click');
    expect(signals).toEqual([{ kind: 'notification-clicked', id: 'old' }]);
  });

  test('are held up to a number', () => {
    const notifications = build('win32');
    for (let n = 0; n < 150; n += 1) notifications.show({ ...model, id: `n${n}` });
    notifications.dismiss('n0');
    notifications.dismiss('n149');
    expect(electron.toasts[0]?.closed).toBe(false);
    expect(electron.toasts[149]?.closed).toBe(true);
  });
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

test('sleep, lock, network and shutdown reach the core; the network is told when it changes', async () => {
  const signals: ShellSignal[] = [];
  let shutdowns = 0;
  const end = forwardSystemSignals({
    powerMonitor: electron.objects.powerMonitor,
    net: electron.objects.net,
    clock,
    signal: (signal) => void signals.push(signal),
    onShutdown: () => void (shutdowns += 1),
  });
  for (const event of ['suspend', 'resume', 'resume', 'lock-screen', 'unlock-screen'])
    electron.power.emit(event);
  await clock.advance(5_000);
  electron.state.online = false;
  await clock.advance(10_000);
  electron.state.online = true;
  await clock.advance(5_000);
  expect(signals).toEqual([
    { kind: 'suspend' },
    { kind: 'resume' },
    { kind: 'resume' },
    { kind: 'lock' },
    { kind: 'unlock' },
    { kind: 'network', online: false },
    { kind: 'network', online: true },
  ]);
  const shutdown = preventable({});
  electron.power.emit('shutdown', shutdown);
  expect([shutdown.prevented, shutdowns]).toEqual([true, 1]);
  end();
  expect(clock.pendingTimers).toBe(0);
});

describe('quitting', () => {
  test('waits for the core, once, and then for nobody', async () => {
    const steps: string[] = [];
    let finish = (): void => undefined;
    const quit = arrangeQuit({
      app: electron.objects.app,
      clock,
      log,
      letGo: () => void steps.push('let go'),
      stop: () =>
        new Promise((resolve) => {
          steps.push('stop');
          finish = resolve;
        }),
    });
    quit();
    quit();
    expect(steps).toEqual(['let go', 'stop']);
    expect(electron.state.exitCode).toBeUndefined();
    finish();
    await clock.settle();
    expect(electron.state.exitCode).toBe(0);
  });

  test('waits no longer than a person would', async () => {
    const stop = (): Promise<void> => new Promise(() => undefined);
    arrangeQuit({ app: electron.objects.app, clock, log, letGo: () => undefined, stop })();
    await clock.advance(4_999);
    expect(electron.state.exitCode).toBeUndefined();
    await clock.advance(1);
    expect(electron.state.exitCode).toBe(0);
  });

  test('is not stopped by a core that fails', async () => {
    const stop = (): Promise<void> => Promise.reject(new Error('disk full'));
    arrangeQuit({ app: electron.objects.app, clock, log, letGo: () => undefined, stop })();
    await clock.settle();
    expect(electron.state.exitCode).toBe(0);
    expect(log.events).toEqual(['shell.stop-failed']);
  });
});

describe('before Electron is ready', () => {
  const line = { wish: 'settings', data: undefined, managed: undefined, demo: false } as const;

  test('folders are set before the lock is asked for, and Chromium’s own lie apart', () => {
    const prepared = prepareApp(electron.objects, line, 'linux');
    expect(prepared).toEqual({ dataFolder: join('/data', 'Lampfield'), keychainService: 'Lampfield' });
    expect(electron.state.paths.get('userData')).toBe(join('/data', 'Lampfield'));
    expect(electron.state.paths.get('sessionData')).toBe(join('/data', 'Lampfield', 'chromium'));
    expect(electron.state.locked).toEqual({ wish: 'settings' });
  });

  test('another folder has a keychain entry of its own', () => {
    const service = (data: string): string | undefined =>
      prepareApp(fakeElectron().objects, { ...line, data }, 'linux')?.keychainService;
    expect(service('/tmp/a')).toMatch(/^Lampfield [0-9a-f]{12}$/);
    expect(service('/tmp/a')).not.toBe(service('/tmp/b'));
  });

  test('a second instance goes no further', () => {
    expect(prepareApp(fakeElectron({ hasLock: false }).objects, line, 'linux')).toBeUndefined();
  });

  test('a package drops the switches that open it to debugging; a tree keeps them', () => {
    const switches = ['remote-debugging-port', 'remote-debugging-pipe', 'lang'];
    const packaged = fakeElectron({ packaged: true, switches });
    prepareApp(packaged.objects, line, 'linux');
    expect(packaged.state.removedSwitches).toEqual(['remote-debugging-port', 'remote-debugging-pipe']);
    const loose = fakeElectron({ switches });
    prepareApp(loose.objects, line, 'linux');
    expect(loose.state.removedSwitches).toEqual([]);
  });

  test('Windows knows the program by its id', () => {
    prepareApp(electron.objects, line, 'win32');
    expect(electron.state.appUserModelId).toBe('io.github.lampfield.Lampfield');
  });
});
