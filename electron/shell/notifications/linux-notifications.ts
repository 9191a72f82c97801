/**
 * The core's notifications on a Linux desktop, given to its server over D-Bus. Electron's own have no buttons there, don't
 * replace an older one, have names read as markup, and block the whole program while a server doesn't answer.
 */

import type { NotificationModel, ShellSignal } from '../../contract/desktop-model.ts';
import type { Clock, Log } from '../../core/ports.ts';
import type { NotificationServer } from './notification-server.ts';

export interface LinuxNotificationPorts {
  readonly server: NotificationServer;
  /** Absolute path of a PNG. */
  readonly icon: string;
  readonly signal: (signal: ShellSignal) => void;
  readonly clock: Clock;
  readonly log: Log;
}

export interface LinuxNotifications {
  /** `openText`: what a click on it does, for servers that show it as a button. */
  show(model: NotificationModel, openText: string): void;
  dismiss(id: string): void;
}

interface Missed {
  readonly model: NotificationModel;
  readonly openText: string;
  readonly atMs: number;
}

/** Notifications that no server accepted are kept for this long, up to this many. */
const missedForMs = 5 * 60_000;
const maxMissed = 10;
/** The specification's name for a click on the notification itself. */
const clicked = 'default';

export function createLinuxNotifications(ports: LinuxNotificationPorts): LinuxNotifications {
  const { server, icon, signal, clock, log } = ports;
  /** Notifications on the screen: the server's number, by our id. */
  const shown = new Map<string, number>();
  let missed: readonly Missed[] = [];
  let lastTurn: Promise<void> = Promise.resolve();

  /** Waits for the server's answer, so that notifications are shown and dismissed in order. */
  function inTurn(act: () => Promise<void>): void {
    lastTurn = lastTurn.then(act).catch(() => log.warn('shell.notification-failed'));
  }

  function idOf(serverId: number): string | undefined {
    return [...shown].find(([, number]) => number === serverId)?.[0];
  }

  async function give(model: NotificationModel, openText: string): Promise<void> {
    missed = missed.filter((one) => one.model.id !== model.id);
    const serverId = await server.show({
      replaces: shown.get(model.id) ?? 0,
      icon,
      title: model.title,
      body: model.body,
      actions: [{ id: clicked, text: openText }, ...model.actions],
    });
    if (serverId !== undefined) return void shown.set(model.id, serverId);
    log.warn('shell.notification-failed');
    missed = [...missed, { model, openText, atMs: clock.uptimeMs() }].slice(-maxMissed);
  }

  const show = (model: NotificationModel, openText: string): void => inTurn(() => give(model, openText));

  /** A server's number may come in one packet with what someone does with its notification: then it's known in a moment. */
  function whenKnown(serverId: number, act: (id: string) => void): void {
    const id = idOf(serverId);
    if (id !== undefined) return act(id);
    inTurn(async () => {
      const late = idOf(serverId);
      if (late !== undefined) act(late);
    });
  }

  server.onAction((serverId, action) =>
    whenKnown(serverId, (id) => {
      if (action === clicked) signal({ kind: 'notification-clicked', id });
      else signal({ kind: 'notification-action', id, action });
    }),
  );
  server.onClosed((serverId) => whenKnown(serverId, (id) => void shown.delete(id)));
  server.onStart(() => {
    // A new server counts from the beginning.
    shown.clear();
    const nowMs = clock.uptimeMs();
    const again = missed.filter(({ atMs }) => nowMs - atMs < missedForMs);
    missed = [];
    for (const { model, openText } of again) show(model, openText);
  });

  return {
    show,
    dismiss: (id) =>
      inTurn(async () => {
        missed = missed.filter(({ model }) => model.id !== id);
        const serverId = shown.get(id);
        shown.delete(id);
        if (serverId !== undefined) await server.close(serverId);
      }),
  };
}
