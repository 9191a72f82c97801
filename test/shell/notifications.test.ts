/** Notifications drawn from the core’s models, with what each system can do. */

import { beforeEach, describe, expect, test } from 'vitest';
import type { ShellSignal } from '../../electron/contract/desktop-model.ts';
import { createNotificationServer } from '../../electron/shell/notifications/notification-server.ts';
import { createNotifications, type Notifications } from '../../electron/shell/notifications/notifications.ts';
import { createSteeredClock, type SteeredClock } from '../steered-clock.ts';
import { fakeBus, type FakeBus } from './fake-bus.ts';
import { fakeElectron, type FakeElectron } from './fake-electron.ts';
import { fakeEvents } from './fake-events.ts';
import { recordingLog, type RecordingLog } from './recording-log.ts';

let log: RecordingLog;
let electron: FakeElectron;
let bus: FakeBus;
let clock: SteeredClock;
beforeEach(() => {
  log = recordingLog();
  electron = fakeElectron();
  bus = fakeBus();
  bus.answers.set('GetCapabilities', ['actions', 'body', 'body-markup']);
  clock = createSteeredClock();
});

describe('notifications', () => {
  let signals: ShellSignal[];
  const build = (platform: NodeJS.Platform): Notifications => {
    signals = [];
    return createNotifications({
      makeNotification: electron.objects.makeNotification,
      icon: '/i.png',
      platform,
      server: createNotificationServer(bus),
      signal: (signal) => void signals.push(signal),
      clock,
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

  test('replace the one before, also where the system would keep both', async () => {
    const notifications = build('linux');
    notifications.show(model);
    notifications.show({ ...model, title: 'Zoe was free' });
    await clock.settle();
    expect(electron.toasts.map(({ closed }) => closed)).toEqual([true, false]);
    notifications.dismiss('watch:1');
    await clock.settle();
    expect(electron.toasts[1]?.closed).toBe(true);
  });

  describe('on Linux', () => {
    const named = { ...model, title: 'R&D <all>', body: 'Team <u>A</u> & <a href="http://x.invalid">B</a>' };
    const bodies = (): unknown[] => electron.toasts.map(({ options }) => options.body);

    test('the body is escaped for a server that reads markup; the title is never markup', async () => {
      build('linux').show(named);
      await clock.settle();
      expect(bodies()).toEqual([
        'Team &lt;u&gt;A&lt;/u&gt; &amp; &lt;a href="http://x.invalid"&gt;B&lt;/a&gt;',
      ]);
      expect(electron.toasts[0]?.options.title).toBe('R&D <all>');
    });

    test('it is plain for a server that doesn’t, and another server is asked anew', async () => {
      bus.answers.set('GetCapabilities', ['actions', 'body']);
      const notifications = build('linux');
      notifications.show(named);
      await clock.settle();
      notifications.show({ ...named, id: '2' });
      await clock.settle();
      expect(bus.asked).toEqual(['GetCapabilities']);
      bus.answers.set('GetCapabilities', ['body-markup']);
      bus.setRunning('org.freedesktop.Notifications', true);
      notifications.show({ ...named, id: '3' });
      await clock.settle();
      expect(bodies().map((body) => String(body).includes('&amp;'))).toEqual([false, false, true]);
    });

    test('news that no server could show is shown when one comes, unless it is old or taken back', async () => {
      bus.answers.delete('GetCapabilities');
      const notifications = build('linux');
      for (const id of ['old', 'gone', 'new']) {
        notifications.show({ ...model, id });
        await clock.advance(200_000);
      }
      notifications.dismiss('gone');
      await clock.settle();
      expect(electron.toasts).toEqual([]);
      expect(log.events).toEqual(Array(3).fill('shell.notification-failed'));
      bus.answers.set('GetCapabilities', ['body']);
      bus.setRunning('org.freedesktop.Notifications', true);
      await clock.settle();
      expect(electron.toasts.map(({ options }) => options.id)).toEqual(['new']);
      bus.setRunning('org.freedesktop.Notifications', true);
      await clock.settle();
      expect(electron.toasts).toHaveLength(1);
    });

    test('without a bus the system is left to show it', async () => {
      bus.connected = false;
      build('linux').show(named);
      await clock.settle();
      expect(bodies()).toEqual([named.body]);
    });
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
