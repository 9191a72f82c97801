/** Connects what finds news (alerts, a lost connection) with what shows it (the notifier), and handles the tray's menu items about both. */

import type { ReportedSettings } from '../../contract/my-extension/settings.ts';
import type { Colleague } from '../../contract/presence.ts';
import type { RequestName } from '../../contract/requests.ts';
import type { ShellEffect } from '../../contract/desktop-model.ts';
import type { Snapshot } from '../../contract/snapshot.ts';
import type { Translate } from '../../contract/text/translate.ts';
import { toFailure } from '../app-error.ts';
import type { Groups } from '../groups/groups.ts';
import { snoozeOfItem } from '../desktop/snooze-menu.ts';
import { createAlerts, type Alerts, type AlertsPorts } from '../alerts/alerts.ts';
import { createConnectionLoss } from './connection-loss.ts';
import { createNotifier, type Notifier, type NotifierPorts } from './notifier.ts';

export interface NotificationsPorts
  extends Pick<AlertsPorts, 'clock' | 'log' | 'settings' | 'find'>, Pick<NotifierPorts, 'file' | 'unshown'> {
  readonly groups: Pick<Groups, 'list'>;
  /** A BCP 47 tag with the system's region. */
  readonly locale: () => string;
  readonly translate: () => Translate;
  readonly snapshot: () => MyPhone;
  readonly send: (effect: ShellEffect) => void;
  readonly canCall: () => boolean;
  readonly call: (number: string) => void;
}

/** What of a snapshot decides whether I can be disturbed. */
export interface MyPhone extends Pick<Snapshot, 'connection'> {
  readonly me: Pick<Colleague, 'state'> | null;
  readonly myExtension: { readonly current: Pick<ReportedSettings, 'doNotDisturb'> } | null;
}

export interface Notifications {
  readonly alerts: Alerts;
  readonly notifier: Notifier;
  /** To be called with each new snapshot. */
  update(snapshot: Pick<Snapshot, 'connection'>): void;
  /** A person chose an item of the tray's menu that is about alerts or snoozing. */
  onMenu(what: string, which: string): void;
  stop(): Promise<void>;
}

export function buildNotifications(ports: NotificationsPorts): Notifications {
  const { clock, log, settings, groups, locale, translate, find, snapshot, send } = ports;
  const alerts = createAlerts({
    clock,
    log,
    settings,
    find,
    groups: () => groups.list(),
    live: () => snapshot().connection.kind === 'live',
    tell: (news) => notifier.tell(news),
    onEnded: (id) => notifier.forgetAlert(id),
  });
  const notifier = createNotifier({
    clock,
    log,
    settings,
    wording: () => ({
      translate: translate(),
      locale: locale(),
      groups: groups.list(),
      canCall: ports.canCall(),
    }),
    me: () => {
      const { connection, me, myExtension } = snapshot();
      // Without a connection nobody knows whether I am still on that call
      return {
        state: connection.kind === 'live' ? (me?.state ?? null) : null,
        doNotDisturb: myExtension?.current.doNotDisturb === true,
      };
    },
    send,
    onCall: ports.call,
    onAgain: (alert) => logFailure('alert.set', alerts.again(alert)),
    onStop: (id) => logFailure('alert.remove', alerts.remove(id)),
    file: ports.file,
    unshown: ports.unshown,
  });
  const loss = createConnectionLoss({
    clock,
    tell: (news) => notifier.tell(news),
    withdraw: (id) => notifier.withdraw(id),
  });

  /** Tray and notifications can't show a failure; what they show stays as it was. */
  function logFailure(request: RequestName, work: Promise<unknown>): void {
    work.catch((error: unknown) => log.warn('request.failed', { request, code: toFailure(error).code }));
  }

  return {
    alerts,
    notifier,
    update({ connection }) {
      loss.update(connection);
      notifier.refresh();
    },
    onMenu(what, which) {
      if (what === 'alert') logFailure('alert.remove', alerts.remove(which));
      const until = what === 'snooze' ? snoozeOfItem(which, clock.now()) : undefined;
      if (until !== undefined) logFailure('snooze.set', settings.change({ snoozedUntil: until }));
    },
    async stop() {
      alerts.stop();
      loss.stop();
      await notifier.stop();
    },
  };
}
