/** Composes the snapshot, the one value that the renderer shows, from what the parts of the core know. */

import type { Calling } from '../../contract/calls.ts';
import type { MyExtension } from '../../contract/my-extension/my-extension.ts';
import type { Colleague, Roster } from '../../contract/presence.ts';
import type {
  Connection,
  GroupView,
  Me,
  Notice,
  SetupView,
  Snapshot,
  AlertView,
} from '../../contract/snapshot.ts';
import type { VisibleSettings } from '../../contract/visible-settings.ts';
import type { Settings } from '../settings/settings-schema.ts';

export interface SnapshotParts {
  readonly product: Snapshot['product'];
  readonly language: string;
  readonly locale: string;
  readonly settings: Settings;
  readonly locked: readonly string[];
  readonly groups: readonly GroupView[];
  readonly connection: Connection;
  readonly setup: SetupView | null;
  readonly roster: Roster;
  readonly myRow: Colleague | undefined;
  readonly calling: Calling;
  readonly myExtension: MyExtension | null;
  readonly alerts: readonly AlertView[];
  readonly snoozedUntil: number | null;
  readonly notices: readonly Notice[];
}

export function composeSnapshot(parts: SnapshotParts): Omit<Snapshot, 'revision'> {
  const {
    product,
    language,
    locale,
    settings,
    locked,
    connection,
    setup,
    roster,
    calling,
    myExtension,
    groups,
    alerts,
    snoozedUntil,
    notices,
  } = parts;
  return {
    product,
    language,
    locale,
    connection,
    setup,
    me: meOf(parts),
    roster,
    favourites: settings.favourites,
    groups,
    alerts,
    calling,
    myExtension,
    notices,
    settings: visibleSettings(settings, locked),
    snoozedUntil,
  };
}

function meOf({ settings, myRow, roster }: SnapshotParts): Me | null {
  const { extension } = settings;
  if (extension === null || roster.confirmedAt === null) return null;
  if (myRow === undefined) return { number: extension, name: '', state: 'unknown', since: 0, exists: false };
  const { number, name, state, since } = myRow;
  return { number, name, state, since, exists: true };
}

function visibleSettings(settings: Settings, locked: readonly string[]): VisibleSettings {
  const { pbx, extension, sortBy, theme, language, pinned, startAtLogin, shortcut, callWith } = settings;
  const { internationalPrefix } = settings;
  const { signOutOnQuit, checkForUpdates, notifications, poll } = settings;
  const { silentOnCall, silentOnDoNotDisturb, settleMs, quietHours } = notifications;
  return {
    pbx: pbx && { url: pbx.url, version: pbx.version, username: pbx.username },
    extension,
    sortBy,
    theme,
    language,
    pinned,
    startAtLogin,
    shortcut,
    callWith,
    internationalPrefix,
    signOutOnQuit,
    checkForUpdates,
    notifications: {
      silentOnCall,
      silentOnDoNotDisturb,
      settleMs,
      quietHours: quietHours.map(({ days, fromMinute, toMinute }) => ({ days, fromMinute, toMinute })),
    },
    poll: { openMs: poll.openMs, alertsMs: poll.alertsMs, idleMs: poll.idleMs },
    locked,
  };
}
