/** Hands the shell's signals to the parts of the core that act on them. */

import type { ShellSignal } from '../../contract/desktop-model.ts';
import type { Notice } from '../../contract/snapshot.ts';
import type { Parts } from '../build-parts.ts';
import type { Log } from '../ports.ts';
import type { Dispatch } from '../requests/dispatch.ts';
import type { SettingsStore } from '../settings/settings-store.ts';

export interface ShellSignalPorts extends Pick<Parts, 'current' | 'notifier' | 'notices' | 'shell'> {
  readonly settings: SettingsStore;
  readonly request: Dispatch;
  readonly log: Log;
}

export function createShellSignals(ports: ShellSignalPorts): (signal: ShellSignal) => void {
  const { current, notifier, notices, shell, settings, request, log } = ports;
  const poller = () => current.get()?.poller;
  return (signal) => {
    switch (signal.kind) {
      case 'panel':
        return current.setPanelOpen(signal.open);
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
        return shell.send({ kind: 'open-panel', show: { view: 'list' } });
      case 'set-up-link':
        // The wizard shows what's wrong with it.
        return void request('setup.line', { text: signal.link });
      case 'menu':
        return shell.chooseMenu(signal.id);
      case 'tray':
        return notices.set(
          'no-tray',
          signal.present ? undefined : { code: 'no-tray', detail: {}, dismissible: true },
        );
      case 'shortcut-refused':
        return notices.set('shortcut-refused', shortcutNotice(signal.shortcut));
      case 'start-at-login':
        // Where the administrator has locked it, the setting stays.
        settings.change({ startAtLogin: signal.on }).catch(() => log.warn('settings.not-changed'));
        return;
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
