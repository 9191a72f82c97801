/** Hands each effect of the core and each action of a person to the part that carries it out. */

import type { NotificationModel, ShellEffect } from '../contract/desktop-model.ts';
import type { Theme } from '../contract/visible-settings.ts';
import type { Core } from '../core/core.ts';
import type { StartAction } from './command-line.ts';
import type { Panel } from './panel/panel.ts';
import type { TrayIcon } from './tray/tray.ts';

export interface ShellParts {
  readonly core: Pick<Core, 'onEffect' | 'signal'>;
  readonly panel: Pick<Panel, 'open' | 'openQuietly' | 'close' | 'setPinned' | 'setGivingWay'>;
  readonly tray: Pick<TrayIcon, 'draw'>;
  readonly notifications: {
    show(model: NotificationModel, openText: string): void;
    dismiss(id: string): void;
  };
  readonly openLink: (url: string) => void;
  readonly setStartAtLogin: (on: boolean) => Promise<void>;
  readonly setShortcut: (accelerator: string | null) => Promise<void>;
  readonly setTheme: (theme: Theme) => void;
  readonly setUpdateCheck: (on: boolean) => void;
  readonly installUpdate: () => Promise<void>;
  readonly quit: () => void;
}

export interface Shell {
  /** What a start, a second start or a launcher's action asks for. */
  perform(action: StartAction): void;
  stop(): void;
}

export function createShell(parts: ShellParts): Shell {
  const { core, panel, tray, notifications } = parts;
  let pinned = false;

  function apply(effect: ShellEffect): void {
    switch (effect.kind) {
      case 'tray':
        return tray.draw(effect.tray);
      case 'notify':
        return notifications.show(effect.notification, effect.openText);
      case 'dismiss-notification':
        return notifications.dismiss(effect.id);
      case 'open-panel':
        return panel.open();
      case 'close-panel':
        return panel.close();
      case 'keychain-asked':
        return panel.setGivingWay(effect.asked);
      case 'open-link':
        return parts.openLink(effect.url);
      case 'preferences':
        pinned = effect.pinned;
        panel.setPinned(pinned);
        parts.setTheme(effect.theme);
        void parts.setShortcut(effect.shortcut);
        parts.setUpdateCheck(effect.checkForUpdates);
        return void parts.setStartAtLogin(effect.startAtLogin);
      case 'install-update':
        return void parts.installUpdate();
      case 'quit':
        return parts.quit();
    }
  }

  const stop = core.onEffect(apply);
  return {
    perform(action) {
      switch (action) {
        case 'nothing':
          // People who pin the panel want to see it all day.
          if (pinned) panel.openQuietly();
          return;
        case 'open':
          return core.signal({ kind: 'tray-clicked' });
        case 'settings':
          return core.signal({ kind: 'menu', id: 'settings' });
        case 'quit':
          return parts.quit();
      }
    },
    stop,
  };
}
