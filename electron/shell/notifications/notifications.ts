/** Shows the core's notifications and reports what people do with them, also later and from the notification centre. */

import type { ActivationArguments, Notification, NotificationConstructorOptions } from 'electron';
import type { NotificationModel, ShellSignal } from '../../contract/desktop-model.ts';
import type { Clock, Log } from '../../core/ports.ts';
import type { NotificationServer } from './notification-server.ts';

export type ShownNotification = Pick<Notification, 'on' | 'show' | 'close'>;

export interface NotificationPorts {
  readonly makeNotification: (options: NotificationConstructorOptions) => ShownNotification;
  /** Absolute path of a PNG; only Linux needs it. */
  readonly icon: string;
  readonly platform: NodeJS.Platform;
  readonly server: Pick<NotificationServer, 'readsBodyAs' | 'onStart'>;
  readonly signal: (signal: ShellSignal) => void;
  readonly clock: Clock;
  readonly log: Log;
}

export interface Notifications {
  show(model: NotificationModel): void;
  dismiss(id: string): void;
  /** Windows: a notification was used that no object of this run stands for any more. */
  activated(details: Pick<ActivationArguments, 'type' | 'arguments' | 'actionIndex'>): void;
  /** macOS: those of an earlier run that still stand in the notification centre. */
  adopt(earlier: readonly (ShownNotification & { readonly id: string })[]): void;
}

/** Those that can still be clicked in a notification centre are held, up to so many: collected ones would be deaf. */
const mostHeld = 100;
/** News that no server showed is still news for so long, and that much of it. */
const missedForMs = 5 * 60_000;
const mostMissed = 10;

export function createNotifications(ports: NotificationPorts): Notifications {
  const { makeNotification, icon, platform, server, signal, clock, log } = ports;
  const held = new Map<string, { readonly shown: ShownNotification; readonly actions: readonly string[] }>();
  let missed: { readonly model: NotificationModel; readonly atMs: number }[] = [];
  let lastTurn: Promise<void> = Promise.resolve();

  /** On Linux the server is asked first, so that what is shown and dismissed must keep its order. */
  function inTurn(act: () => Promise<void> | void): void {
    if (platform !== 'linux') return void act();
    lastTurn = lastTurn.then(act).catch(() => log.warn('shell.notification-failed'));
  }

  function hold(id: string, shown: ShownNotification, actions: readonly string[]): void {
    held.delete(id);
    held.set(id, { shown, actions });
    for (const oldest of held.keys()) {
      if (held.size <= mostHeld) break;
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

  function remove(id: string): void {
    missed = missed.filter(({ model }) => model.id !== id);
    held.get(id)?.shown.close();
    held.delete(id);
  }

  function miss(model: NotificationModel): void {
    log.warn('shell.notification-failed');
    missed = [...missed, { model, atMs: clock.uptimeMs() }].slice(-mostMissed);
  }

  function display(model: NotificationModel, body: string): void {
    const shown = makeNotification({
      id: model.id,
      title: model.title,
      body,
      actions: model.actions.map(({ text }) => ({ type: 'button', text })),
      ...(platform === 'linux' && { icon }),
    });
    hold(
      model.id,
      shown,
      model.actions.map(({ id }) => id),
    );
    shown.on('failed', () => miss(model));
    shown.show();
  }

  async function displayOnLinux(model: NotificationModel): Promise<void> {
    // The systems that know ids replace by themselves; here the older one would stay beside the newer.
    remove(model.id);
    const reading = await server.readsBodyAs();
    // Handing it to a server that doesn't answer would make the whole program wait for it.
    if (reading === 'silent') miss(model);
    else display(model, reading === 'markup' ? escapeMarkup(model.body) : model.body);
  }

  function show(model: NotificationModel): void {
    inTurn(() => (platform === 'linux' ? displayOnLinux(model) : display(model, model.body)));
  }

  server.onStart(() => {
    const nowMs = clock.uptimeMs();
    for (const { model, atMs } of missed.splice(0)) if (nowMs - atMs < missedForMs) show(model);
  });

  return {
    show,
    dismiss: (id) => inTurn(() => remove(id)),
    activated({ type, arguments: text, actionIndex }) {
      const id = new URLSearchParams(text).get('tag');
      // One that is held has told it already by its own event.
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

/** People's and groups' names are no markup, whatever stands in them. */
function escapeMarkup(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}
