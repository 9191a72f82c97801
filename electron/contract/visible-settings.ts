/** The settings that the user may see; not the API password or anything else in the keychain. */

import type { CallWay } from './calls.ts';

/** Versions of the PBX's API that have the same calls for extensions. */
export const apiVersions = ['v1.0.0', 'v1.0.1', 'v1.1.0'] as const;
export type ApiVersion = (typeof apiVersions)[number];

/** How the list can be sorted. */
export const sortOrders = ['name', 'surname', 'number', 'free-first'] as const;
export type SortOrder = (typeof sortOrders)[number];

export const themes = ['system', 'light', 'dark'] as const;
export type Theme = (typeof themes)[number];

export const languages = ['system', 'en', 'de'] as const;

export interface VisibleSettings {
  readonly pbx: { readonly url: string; readonly version: ApiVersion; readonly username: string } | null;
  readonly extension: string | null;
  readonly sortBy: SortOrder;
  readonly theme: Theme;
  readonly language: (typeof languages)[number];
  /** The panel stays open as a small window of its own, and on top where the desktop lets it. */
  readonly pinned: boolean;
  readonly startAtLogin: boolean;
  /** Electron's accelerator syntax, `CommandOrControl+Shift+L`; null: none. */
  readonly shortcut: string | null;
  readonly callWith: CallWay;
  /** What is dialled for a leading `+`; null: the usual one of the country. */
  readonly internationalPrefix: string | null;
  readonly signOutOnQuit: boolean;
  readonly checkForUpdates: boolean;
  readonly notifications: NotificationSettings;
  readonly poll: { readonly openMs: number; readonly alertsMs: number; readonly idleMs: number };
  /** Dotted names of what the administrator has set and locked: `pbx.url`, `startAtLogin`, … */
  readonly locked: readonly string[];
}

export interface NotificationSettings {
  readonly silentOnCall: boolean;
  readonly silentOnDoNotDisturb: boolean;
  /** A state counts after it has lasted this long, ms. */
  readonly settleMs: number;
  /** Weekdays 0 (Sunday) to 6; minutes since local midnight; `to` before `from` runs past midnight. */
  readonly quietHours: readonly {
    readonly days: readonly number[];
    readonly fromMinute: number;
    readonly toMinute: number;
  }[];
}
