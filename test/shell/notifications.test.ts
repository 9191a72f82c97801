/** Notifications drawn from the core’s models on Windows and macOS. */

import { beforeEach, describe, expect, test } from 'vitest';
import type { ShellSignal } from '../../electron/contract/desktop-model.ts';
import { createNotifications, type Notifications } from '../../electron/shell/notifications/notifications.ts';
import { fakeElectron, type FakeElectron } from './fakes/fake-electron.ts';
import { fakeEvents } from './fakes/fake-events.ts';
import { recordingLog, type RecordingLog } from './fakes/recording-log.ts';

let log: RecordingLog;
let electron: FakeElectron;
beforeEach(() => {
  log = recordingLog();
  electron = fakeElectron();
});

describe('notifications', () => {
  let signals: ShellSignal[];
  const build = (): Notifications => {
    signals = [];
    return createNotifications({
      makeNotification: electron.objects.makeNotification,
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
    build().show(model);
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

  test('on Windows, one of an earlier run is clicked in the notification centre; one of this run is reported once', () => {
    const notifications = build();
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

  test('on macOS, those still shown from an earlier run answer too', () => {
    const notifications = build();
    const events = fakeEvents();
    notifications.adopt([{ id: 'old', on: events.on, show: () => undefined, close: () => undefined }]);
    events.emit('click');
    expect(signals).toEqual([{ kind: 'notification-clicked', id: 'old' }]);
  });

  test('are held up to a number', () => {
    const notifications = build();
    for (let n = 0; n < 150; n += 1) notifications.show({ ...model, id: `n${n}` });
    notifications.dismiss('n0');
    notifications.dismiss('n149');
    expect(electron.toasts[0]?.closed).toBe(false);
    expect(electron.toasts[149]?.closed).toBe(true);
  });
});
