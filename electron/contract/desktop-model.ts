/** What tray, menu and notifications show and report back, as plain data that shell and desk both draw. */

import type { LampState } from './lamp-shapes.ts';
import type { ShowTarget } from './requests.ts';
import type { Theme } from './visible-settings.ts';

export interface TrayModel {
  /** My own state, or what I have set for my calls; `none` before sign-in. */
  readonly lamp: LampState | 'none';
  /** `attention`: something needs the person. `offline`: the list is not live. */
  readonly mark: 'none' | 'attention' | 'offline';
  readonly tooltip: string;
  readonly menu: readonly MenuItem[];
}

export type MenuItem =
  | { readonly kind: 'separator' }
  | { readonly kind: 'label'; readonly text: string }
  | {
      readonly kind: 'action';
      /** Comes back in a `menu` signal. */
      readonly id: string;
      readonly text: string;
      readonly enabled: boolean;
      /** Present: the item is a check box. */
      readonly checked?: boolean;
    }
  | { readonly kind: 'submenu'; readonly text: string; readonly items: readonly MenuItem[] };

export interface NotificationModel {
  /** A newer one with the same id replaces the older. */
  readonly id: string;
  readonly title: string;
  readonly body: string;
  readonly actions: readonly { readonly id: string; readonly text: string }[];
}

/** What the core wants the shell to do. */
export type ShellEffect =
  | { readonly kind: 'tray'; readonly tray: TrayModel }
  /** `openText`: what a click on the notification does, for desktops that show it as a button. */
  | { readonly kind: 'notify'; readonly notification: NotificationModel; readonly openText: string }
  | { readonly kind: 'dismiss-notification'; readonly id: string }
  | { readonly kind: 'open-panel'; readonly show: ShowTarget }
  /** While true, the system may be showing a dialog of its own to the user. */
  | { readonly kind: 'keychain-asked'; readonly asked: boolean }
  | { readonly kind: 'close-panel' }
  /** `tel:` or `sip:` only. */
  | { readonly kind: 'open-link'; readonly url: string }
  | {
      readonly kind: 'preferences';
      readonly startAtLogin: boolean;
      readonly shortcut: string | null;
      readonly theme: Theme;
      readonly pinned: boolean;
      readonly checkForUpdates: boolean;
    }
  /** Installs the version that the shell last reported. The shell then quits, or sends `update-failed`. */
  | { readonly kind: 'install-update' }
  | { readonly kind: 'quit' };

/** What the shell reports to the core. */
export type ShellSignal =
  | { readonly kind: 'panel'; readonly open: boolean }
  | { readonly kind: 'tray-clicked' }
  /** A `lampfield:` link was opened. It may come from anyone, so the user has to confirm it. */
  | { readonly kind: 'set-up-link'; readonly link: string }
  | { readonly kind: 'menu'; readonly id: string }
  | { readonly kind: 'notification-clicked'; readonly id: string }
  | { readonly kind: 'notification-action'; readonly id: string; readonly action: string }
  | { readonly kind: 'suspend' }
  | { readonly kind: 'resume' }
  | { readonly kind: 'lock' }
  | { readonly kind: 'unlock' }
  | { readonly kind: 'network'; readonly online: boolean }
  /** Whether the desktop shows tray icons; sent once this is known, and on each change. */
  | { readonly kind: 'tray'; readonly present: boolean }
  /** The key combination that the system refused; null when none is set, or it works. */
  | { readonly kind: 'shortcut-refused'; readonly shortcut: string | null }
  /** What the desktop's own autostart list says, where it differs from the setting. */
  | { readonly kind: 'start-at-login'; readonly on: boolean }
  | { readonly kind: 'do-not-disturb'; readonly on: boolean }
  | { readonly kind: 'update'; readonly version: string }
  | { readonly kind: 'update-failed' };
