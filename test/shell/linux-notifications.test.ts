/** Notifications of a Linux desktop, given to a server that a test plays. */

import { beforeEach, describe, expect, test } from 'vitest';
import type { ShellSignal } from '../../electron/contract/desktop-model.ts';
import {
  createLinuxNotifications,
  type LinuxNotifications,
} from '../../electron/shell/notifications/linux-notifications.ts';
import { createNotificationServer } from '../../electron/shell/notifications/notification-server.ts';
import { createSteeredClock, type SteeredClock } from '../steered-clock.ts';
import { fakeBus, type FakeBus } from './fakes/fake-bus.ts';
import { recordingLog, type RecordingLog } from './fakes/recording-log.ts';

const service = 'org.freedesktop.Notifications';
const model = {
  id: 'alert:1',
  title: 'R&D <all>',
  body: 'Team <u>A</u> & B',
  actions: [{ id: 'again', text: 'Again' }],
};

let log: RecordingLog;
let bus: FakeBus;
let clock: SteeredClock;
let signals: ShellSignal[];
let notifications: LinuxNotifications;
beforeEach(() => {
  log = recordingLog();
  bus = fakeBus();
  bus.answers.set('GetCapabilities', ['actions', 'body', 'body-markup']);
  bus.answers.set('Notify', 7);
  clock = createSteeredClock();
  signals = [];
  notifications = createLinuxNotifications({
    server: createNotificationServer(bus),
    icon: '/i.png',
    signal: (signal) => void signals.push(signal),
    clock,
    log,
  });
});

async function show(changes: Partial<typeof model> = {}): Promise<void> {
  notifications.show({ ...model, ...changes }, 'Open');
  await clock.settle();
}

/** What the server was told to show, one value of it each time. */
const told = (at: 'replaces' | 'title' | 'body' | 'actions'): unknown[] => {
  const index = { replaces: 1, title: 3, body: 4, actions: 5 }[at];
  return bus.given.filter(({ method }) => method === 'Notify').map(({ body }) => body[index]);
};

describe('on Linux', () => {
  test('the body is escaped for a server that reads markup; the title is never markup', async () => {
    await show();
    expect(told('body')).toEqual(['Team &lt;u&gt;A&lt;/u&gt; &amp; B']);
    expect(told('title')).toEqual(['R&D <all>']);
  });

  test('it is plain for a server that doesn’t read markup; another server is asked what it can', async () => {
    bus.answers.set('GetCapabilities', ['body']);
    await show();
    await show({ id: '2' });
    expect(bus.asked.filter((name) => name === 'GetCapabilities')).toHaveLength(1);
    expect(told('actions')).toEqual([[], []]);
    bus.answers.set('GetCapabilities', ['body-markup', 'actions']);
    bus.setRunning(service, true);
    await show({ id: '3' });
    expect(told('body').map((body) => String(body).includes('&amp;'))).toEqual([false, false, true]);
    expect(told('actions').at(-1)).toEqual(['default', 'Open', 'again', 'Again']);
  });

  test('clicks and buttons are reported, those of other programs are not', async () => {
    await show();
    bus.send('ActionInvoked', 7, 'default');
    bus.send('ActionInvoked', 7, 'again');
    bus.send('ActionInvoked', 8, 'default');
    expect(signals).toEqual([
      { kind: 'notification-clicked', id: 'alert:1' },
      { kind: 'notification-action', id: 'alert:1', action: 'again' },
    ]);
  });

  describe('in one packet with the server’s answer', () => {
    test('a press and a closing count', async () => {
      bus.before.set('Notify', () => {
        bus.send('ActionInvoked', 7, 'again');
        bus.send('ActionInvoked', 8, 'again');
        bus.send('NotificationClosed', 7, 2);
      });
      await show();
      await show();
      const press = { kind: 'notification-action', id: 'alert:1', action: 'again' };
      expect(signals).toEqual([press, press]);
      expect(told('replaces')).toEqual([0, 0]);
    });

    test('the closing of an older one leaves the newer one its buttons', async () => {
      let isFirst = true;
      bus.before.set('Notify', () => {
        if (isFirst) bus.send('NotificationClosed', 7, 2);
        isFirst = false;
      });
      notifications.show(model, 'Open');
      notifications.show(model, 'Open');
      await clock.settle();
      bus.send('ActionInvoked', 7, 'default');
      expect(signals).toEqual([{ kind: 'notification-clicked', id: 'alert:1' }]);
    });

    test('a server that goes takes its number with it', async () => {
      bus.before.set('Notify', () => bus.setRunning(service, false));
      await show();
      bus.send('ActionInvoked', 7, 'default');
      expect(signals).toEqual([]);
    });
  });

  test('what no answer is awaited for isn’t kept for the next number', async () => {
    bus.send('ActionInvoked', 7, 'default');
    await show();
    expect(signals).toEqual([]);
  });

  test('a newer one takes the place of the older, unless that was closed', async () => {
    await show();
    await show();
    bus.send('NotificationClosed', 7, 2);
    await show();
    expect(told('replaces')).toEqual([0, 7, 0]);
  });

  test('one that is taken back is closed, in the order in which things were asked', async () => {
    notifications.show(model, 'Open');
    notifications.dismiss('alert:1');
    notifications.dismiss('never shown');
    await clock.settle();
    expect(bus.given.at(-1)).toEqual({ method: 'CloseNotification', body: [7] });
  });

  test('a server that starts because of a notification is told of no older one’s number', async () => {
    await show();
    bus.setRunning(service, false);
    bus.before.set('GetCapabilities', () => bus.setRunning(service, true));
    await show();
    bus.send('ActionInvoked', 7, 'default');
    expect(told('replaces')).toEqual([0, 0]);
    expect(signals).toEqual([{ kind: 'notification-clicked', id: 'alert:1' }]);
  });

  test('a restarted server has its own numbers', async () => {
    await show();
    bus.setRunning(service, true);
    bus.send('ActionInvoked', 7, 'default');
    await show();
    expect(signals).toEqual([]);
    expect(told('replaces')).toEqual([0, 0]);
  });

  test('news that no server could show is shown when one comes, unless it is old or taken back', async () => {
    bus.answers.delete('GetCapabilities');
    for (const id of ['old', 'gone', 'new']) {
      await show({ id, title: id });
      await clock.advance(200_000);
    }
    notifications.dismiss('gone');
    await clock.settle();
    expect(log.events).toEqual(Array(3).fill('shell.notification-failed'));
    expect(told('title')).toEqual([]);
    bus.answers.set('GetCapabilities', ['body']);
    bus.setRunning(service, true);
    await clock.settle();
    bus.setRunning(service, true);
    await clock.settle();
    expect(told('title')).toEqual(['new']);
  });

  test('an older one that no server could show comes before a newer one, or not at all', async () => {
    bus.answers.delete('GetCapabilities');
    await show({ title: 'older' });
    bus.answers.set('GetCapabilities', ['body']);
    bus.setRunning(service, true);
    notifications.show({ ...model, title: 'newer' }, 'Open');
    await clock.settle();
    expect(told('title')).toEqual(['older', 'newer']);
  });

  test('a server that comes and never answers doesn’t make news last longer', async () => {
    bus.answers.delete('GetCapabilities');
    await show();
    await clock.advance(200_000);
    bus.setRunning(service, true);
    await clock.advance(200_000);
    bus.answers.set('GetCapabilities', ['body']);
    bus.setRunning(service, true);
    await clock.settle();
    expect(told('title')).toEqual([]);
  });
});
