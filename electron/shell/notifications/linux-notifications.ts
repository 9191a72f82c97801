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
  /** What the server has and hasn't reported closed: its number, by our id. */
  const shown = new Map<string, number>();
  /** Counts servers that came and went: one knows nothing of another's numbers. */
  let changes = 0;
  let missed: readonly Missed[] = [];
  /** What the server says of numbers that we don't know, while its answer is awaited: both may come in one packet. */
  let early: { readonly serverId: number; readonly act: (id: string) => void }[] | undefined;
  let lastTurn: Promise<void> = Promise.resolve();

  /** Waits for the server's answer, so that notifications are shown and dismissed in order. */
  function inTurn(act: () => Promise<void>): void {
    lastTurn = lastTurn.then(act).catch(() => log.warn('shell.notification-failed'));
  }

  function idOf(serverId: number): string | undefined {
    return [...shown].find(([, number]) => number === serverId)?.[0];
  }

  async function give(model: NotificationModel, openText: string, atMs: number): Promise<void> {
    missed = missed.filter((one) => one.model.id !== model.id);
    let givenAfter = changes;
    const heard: typeof early = [];
    early = heard;
    const serverId = await server.show(() => {
      givenAfter = changes;
      return {
        replaces: shown.get(model.id) ?? 0,
        icon,
        title: model.title,
        body: model.body,
        actions: [{ id: clicked, text: openText }, ...model.actions],
      };
    });
    early = undefined;
    if (serverId === undefined) {
      log.warn('shell.notification-failed');
      missed = [...missed, { model, openText, atMs }].slice(-maxMissed);
    } else if (givenAfter === changes) {
      shown.set(model.id, serverId);
      for (const one of heard) if (one.serverId === serverId) one.act(model.id);
    }
  }

  async function giveMissed(): Promise<void> {
    const nowMs = clock.uptimeMs();
    const again = missed.filter(({ atMs }) => nowMs - atMs < missedForMs);
    missed = [];
    for (const { model, openText, atMs } of again) await give(model, openText, atMs);
  }

  function whenKnown(serverId: number, act: (id: string) => void): void {
    const id = idOf(serverId);
    if (id !== undefined) act(id);
    else early?.push({ serverId, act });
  }

  server.onAction((serverId, action) =>
    whenKnown(serverId, (id) => {
      if (action === clicked) signal({ kind: 'notification-clicked', id });
      else signal({ kind: 'notification-action', id, action });
    }),
  );
  server.onClosed((serverId) => whenKnown(serverId, (id) => void shown.delete(id)));
  server.onRunning((runs) => {
    changes += 1;
    shown.clear();
    if (runs) inTurn(giveMissed);
  });

  return {
    show(model, openText) {
      const atMs = clock.uptimeMs();
      inTurn(() => give(model, openText, atMs));
    },
    dismiss: (id) =>
      inTurn(async () => {
        missed = missed.filter(({ model }) => model.id !== id);
        const serverId = shown.get(id);
        shown.delete(id);
        if (serverId !== undefined) await server.close(serverId);
      }),
  };
}
