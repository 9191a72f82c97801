/** Hands the shell's signals to the parts of the core that act on them. */

import type { ShellEffect, ShellSignal } from '../../contract/desktop-model.ts';
import type { Notice } from '../../contract/snapshot.ts';
import type { Notifier } from '../notifications/notifier.ts';
import type { Poller } from '../polling/poller-port.ts';
import type { Notices } from '../snapshot/notices.ts';

export interface ShellSignalPorts {
  /** Of the connection there is now. */
  readonly poller: () => Poller | undefined;
  readonly notifier: Notifier;
  readonly notices: Notices;
  readonly setPanelOpen: (open: boolean) => void;
  readonly setStartAtLogin: (on: boolean) => void;
  readonly openSetUpLine: (text: string) => void;
  readonly chooseMenu: (id: string) => void;
  readonly send: (effect: ShellEffect) => void;
}

export function createShellSignals(ports: ShellSignalPorts): (signal: ShellSignal) => void {
  const { poller, notifier, notices, setPanelOpen, setStartAtLogin, openSetUpLine, chooseMenu, send } = ports;
  return (signal) => {
    switch (signal.kind) {
      case 'panel':
        return setPanelOpen(signal.open);
      case 'suspend':
        return poller()?.setPaused('sleep', true);
      case 'resume':
        return poller()?.setPaused('sleep', false);
      case 'lock':
        return poller()?.setPaused('lock', true);
      case 'unlock':
        return poller()?.setPaused('lock', false);
      case 'network':
        poller()?.setPaused('no-network', !signal.online);
        return poller()?.pollNow('network');
      case 'tray-clicked':
        return send({ kind: 'open-panel', show: { view: 'list' } });
      case 'set-up-link':
        return openSetUpLine(signal.link);
      case 'menu':
        return chooseMenu(signal.id);
      case 'tray':
        return notices.set(
          'no-tray',
          signal.present ? undefined : { code: 'no-tray', detail: {}, dismissible: true },
        );
      case 'shortcut-refused':
        return notices.set('shortcut-refused', shortcutNotice(signal.shortcut));
      case 'start-at-login':
        return setStartAtLogin(signal.on);
      case 'update':
        return notices.set('update', {
          code: 'update-available',
          detail: { version: signal.version },
          dismissible: true,
        });
      case 'update-failed':
        return notices.set('update', { code: 'update-failed', detail: {}, dismissible: true });
      case 'notification-clicked':
        return notifier.handleClick(signal.id);
      case 'notification-action':
        return notifier.handleAction(signal.id, signal.action);
      case 'do-not-disturb':
        return notifier.setSystemDoNotDisturb(signal.on);
    }
  };
}

function shortcutNotice(shortcut: string | null): Omit<Notice, 'id'> | undefined {
  if (shortcut === null) return undefined;
  return { code: 'shortcut-refused', detail: { shortcut }, dismissible: true };
}
