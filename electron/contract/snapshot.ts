/** Everything the renderer shows, as one value. No field here could hold a secret. */

import type { Calling } from './calls.ts';
import type { CertificateView } from './certificate.ts';
import type { Failure } from './failure.ts';
import type { MyExtension } from './my-extension/my-extension.ts';
import type { PresenceState, Roster } from './presence.ts';
import type { SetUpLineView } from './set-up-line.ts';
import type { ApiVersion, VisibleSettings } from './visible-settings.ts';

export interface Snapshot {
  /** Rises by one with every snapshot of this run; the renderer takes newer ones only. */
  readonly revision: number;
  readonly product: { readonly version: string; readonly demoAvailable: boolean };
  /** False on Wayland, where the compositor alone decides which window is on top. */
  readonly canStayOnTop: boolean;
  /** The language of the words: `en`, `de`, … */
  readonly language: string;
  /** For times and numbers: that language in the system's region, `en-DE`. */
  readonly locale: string;
  readonly connection: Connection;
  /** The wizard, while it is open: first run, or a later change of the connection. */
  readonly setup: SetupView | null;
  readonly me: Me | null;
  readonly roster: Roster;
  /** In the person's own order. */
  readonly favourites: readonly string[];
  readonly groups: readonly GroupView[];
  readonly alerts: readonly AlertView[];
  /** My own extension's settings; null until they were read once. */
  readonly myExtension: MyExtension | null;
  readonly calling: Calling;
  /** Quiet facts that stay until they end or are dismissed; oldest first. */
  readonly notices: readonly Notice[];
  readonly settings: VisibleSettings;
  /** Notifications are held back until then, ms since the epoch. */
  readonly snoozedUntil: number | null;
}

export interface Me {
  readonly number: string;
  readonly name: string;
  readonly state: PresenceState;
  readonly since: number;
  /** False: my extension is no longer in the PBX's list. */
  readonly exists: boolean;
}

/** All times in ms since the epoch. `confirmedAt`: when the PBX last answered, null if not in this run. */
export type Connection =
  | { readonly kind: 'not-set-up' }
  | { readonly kind: 'signed-out' }
  /** The keychain is asking the user something, or isn't responding. */
  | { readonly kind: 'waiting-for-keychain' }
  | { readonly kind: 'connecting' }
  | { readonly kind: 'live'; readonly plainHttp: boolean; readonly contended: boolean }
  | {
      readonly kind: 'retrying';
      readonly confirmedAt: number | null;
      /** Null during an attempt. */
      readonly retryAt: number | null;
      readonly failure: Failure;
    }
  | {
      readonly kind: 'paused';
      readonly confirmedAt: number | null;
      readonly because: 'sleep' | 'lock' | 'no-network';
    }
  /** Needs the user before it can go on. */
  | { readonly kind: 'blocked'; readonly confirmedAt: number | null; readonly need: Need };

export type Need =
  /** `triesLeft` 0: no password is sent before `account.allow-one-more-try`. */
  | { readonly kind: 'password'; readonly username: string; readonly triesLeft: number }
  /** The PBX has locked this computer out. */
  | { readonly kind: 'wait'; readonly until: number }
  | { readonly kind: 'certificate-new'; readonly host: string; readonly offered: CertificateView }
  | {
      readonly kind: 'certificate-changed';
      readonly host: string;
      readonly known: CertificateView;
      readonly offered: CertificateView;
      readonly likely: 'renewed' | 'other-device';
    }
  | {
      readonly kind: 'certificate-refused';
      readonly host: string;
      readonly offered: CertificateView;
      /** The one that was confirmed before; null when there was none. */
      readonly known: CertificateView | null;
      readonly likely: 'renewed' | 'other-device';
    }
  | { readonly kind: 'keychain'; readonly failure: Failure }
  /** Anything else that another try can't fix: no common TLS version, a redirect, … */
  | { readonly kind: 'failure'; readonly failure: Failure };

export interface SetupView {
  readonly step: 'address' | 'certificate' | 'account' | 'extension';
  /** Only who I am is asked; the connection stays as it is. */
  readonly extensionOnly: boolean;
  /** What an administrator handed out, before it is used. */
  readonly line: SetUpLineView | null;
  /** True while a step is being tried. */
  readonly working: boolean;
  /** Why the last try of this step failed. */
  readonly failure: Failure | null;
  /** As the person typed it. */
  readonly address: string;
  readonly host: string | null;
  /** The PBX answers without encryption and the person has confirmed the warning. */
  readonly plainHttp: boolean;
  readonly certificate: {
    readonly offered: CertificateView;
    /** A public or system authority vouches for it: no question needed. */
    readonly vouched: boolean;
    readonly known: CertificateView | null;
    readonly refusedBefore: boolean;
  } | null;
  readonly username: string;
  /** The API version to sign in with; null: found by trying. */
  readonly version: ApiVersion | null;
  /** How many more passwords may be tried; null when none was refused. 0: none before `setup.allow-one-more-try`. */
  readonly triesLeft: number | null;
  /** The PBX has locked this computer out until then. */
  readonly waitUntil: number | null;
  readonly device: { readonly name: string; readonly firmware: string; readonly phones: number } | null;
  /** For "who am I": in list order; empty until signed in. */
  readonly extensions: readonly { readonly number: string; readonly name: string; readonly type: string }[];
  /** The extension that is likely this person's. */
  readonly likelyExtension: string | null;
}

export interface GroupView {
  readonly id: string;
  readonly name: string;
  readonly numbers: readonly string[];
  /** Given by the administrator: not editable. */
  readonly managed: boolean;
}

export interface AlertView {
  readonly id: string;
  readonly target: AlertTarget;
  readonly mode: (typeof alertModes)[number];
  readonly states: readonly AlertState[];
  readonly expiresAt: number | null;
}
export type AlertTarget =
  | { readonly kind: 'person'; readonly number: string }
  | { readonly kind: 'group'; readonly groupId: string };
/** `back`: from offline, fault or no phone to any other state. */
export const alertStates = ['free', 'ringing', 'on-call', 'offline', 'back'] as const;
export type AlertState = (typeof alertStates)[number];
export const alertModes = ['once', 'always'] as const;

const noticeCodes = [
  'contended',
  'plain-http',
  'secrets-in-memory',
  'settings-corrupt',
  'settings-restored',
  'settings-unreadable',
  'managed-broken',
  'entries-unreadable',
  'extension-gone',
  'extension-stranger',
  'ends-left',
  'changed-elsewhere',
  'timed-asks',
  'update-available',
  'update-fetching',
  'update-failed',
  'no-tray',
  'shortcut-refused',
] as const;
export type NoticeCode = (typeof noticeCodes)[number];
export interface Notice {
  readonly id: string;
  readonly code: NoticeCode;
  readonly detail: Readonly<Record<string, string | number | boolean>>;
  readonly dismissible: boolean;
}
