/** Composes the snapshot, the one value that the renderer shows, from what the parts of the core know. */

import type { Colleague } from '../../contract/presence.ts';
import type { Me, Snapshot } from '../../contract/snapshot.ts';
import type { VisibleSettings } from '../../contract/visible-settings.ts';
import type { Settings } from '../settings/settings-schema.ts';

/** What is shown as it is, and what the rest is worked out from. */
export interface SnapshotParts extends Omit<Snapshot, 'revision' | 'me' | 'favourites' | 'settings'> {
  readonly settings: Settings;
  readonly locked: readonly string[];
  readonly myRow: Colleague | undefined;
}

export function composeSnapshot(parts: SnapshotParts): Omit<Snapshot, 'revision'> {
  const { settings, locked, myRow, ...shown } = parts;
  return {
    ...shown,
    me: meOf(settings, myRow, shown.roster),
    favourites: settings.favourites,
    settings: visibleSettings(settings, locked),
  };
}

function meOf({ extension }: Settings, myRow: Colleague | undefined, roster: Snapshot['roster']): Me | null {
  if (extension === null || roster.confirmedAt === null) return null;
  if (myRow === undefined) return { number: extension, name: '', state: 'unknown', since: 0, exists: false };
  const { number, name, state, since } = myRow;
  return { number, name, state, since, exists: true };
}

/** One by one: settings carry along what a newer version has written, and hold what no renderer needs. */
function visibleSettings(settings: Settings, locked: readonly string[]): VisibleSettings {
  const { pbx, notifications, poll } = settings;
  return {
    pbx: pbx && { url: pbx.url, version: pbx.version, username: pbx.username },
    extension: settings.extension,
    sortBy: settings.sortBy,
    theme: settings.theme,
    language: settings.language,
    pinned: settings.pinned,
    startAtLogin: settings.startAtLogin,
    shortcut: settings.shortcut,
    callWith: settings.callWith,
    internationalPrefix: settings.internationalPrefix,
    signOutOnQuit: settings.signOutOnQuit,
    checkForUpdates: settings.checkForUpdates,
    notifications: {
      silentOnCall: notifications.silentOnCall,
      silentOnDoNotDisturb: notifications.silentOnDoNotDisturb,
      settleMs: notifications.settleMs,
      quietHours: notifications.quietHours.map(({ days, fromMinute, toMinute }) => ({
        days,
        fromMinute,
        toMinute,
      })),
    },
    poll: { openMs: poll.openMs, alertsMs: poll.alertsMs, idleMs: poll.idleMs },
    locked,
  };
}
