/** The core's notifications on Windows and macOS: shows them and reports what people do with them, also later and from the notification centre. */

import type { ActivationArguments, Notification, NotificationConstructorOptions } from 'electron';
import type { NotificationModel, ShellSignal } from '../../contract/desktop-model.ts';
import type { Log } from '../../core/ports.ts';

export type ShownNotification = Pick<Notification, 'on' | 'show' | 'close'>;

export interface NotificationPorts {
  readonly makeNotification: (options: NotificationConstructorOptions) => ShownNotification;
  readonly signal: (signal: ShellSignal) => void;
  readonly log: Log;
}

export interface Notifications {
  show(model: NotificationModel): void;
  dismiss(id: string): void;
  /** Windows: someone used a notification that no object of this run belongs to. */
  activated(details: Pick<ActivationArguments, 'type' | 'arguments' | 'actionIndex'>): void;
  /** macOS: those of an earlier run that are still in the notification centre. */
  adopt(earlier: readonly (ShownNotification & { readonly id: string })[]): void;
}

/** Notifications that can still be clicked in a notification centre are held, up to this many: once collected, their clicks are lost. */
const maxHeld = 100;

export function createNotifications(ports: NotificationPorts): Notifications {
  const { makeNotification, signal, log } = ports;
  const held = new Map<string, { readonly shown: ShownNotification; readonly actions: readonly string[] }>();

  function hold(id: string, shown: ShownNotification, actions: readonly string[]): void {
    held.delete(id);
    held.set(id, { shown, actions });
    for (const oldest of held.keys()) {
      if (held.size <= maxHeld) break;
      held.delete(oldest);
    }
    shown.on('click', () => signal({ kind: 'notification-clicked', id }));
    shown.on('action', (details) => act(id, details.actionIndex));
  }

  function act(id: string, index: number): void {
    const action = held.get(id)?.actions[index];
    if (action === undefined) signal({ kind: 'notification-clicked', id });
    else signal({ kind: 'notification-action', id, action });
  }

  function dismiss(id: string): void {
    held.get(id)?.shown.close();
    held.delete(id);
  }

  return {
    show(model) {
      const shown = makeNotification({
        id: model.id,
        title: model.title,
        body: model.body,
        actions: model.actions.map(({ text }) => ({ type: 'button', text })),
      });
      hold(
        model.id,
        shown,
        model.actions.map(({ id }) => id),
      );
      shown.on('failed', () => log.warn('shell.notification-failed'));
      shown.show();
    },
    dismiss,
    activated({ type, arguments: text, actionIndex }) {
      const id = new URLSearchParams(text).get('tag');
      // One that we hold has already reported the click by its own event.
      if (id === null || held.has(id)) return;
      log.info('shell.notification-revived');
      if (type === 'click' || actionIndex === undefined) signal({ kind: 'notification-clicked', id });
      else act(id, actionIndex);
    },
    adopt(earlier) {
      for (const shown of earlier) hold(shown.id, shown, []);
    },
  };
}
