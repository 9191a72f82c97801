/** Snapshots with groups, alerts and quiet hours, for tests and pictures. */
import type { Snapshot } from '../../electron/contract/snapshot.ts';
import { NOW, snapshot, states } from './snapshots.ts';

const HOUR = 3_600_000;

export const groups: Snapshot['groups'] = [
  {
    id: 'support',
    name: 'Support',
    numbers: ['1002', '1003', '1004', '1010', '1012', '1013', '1015'],
    managed: true,
  },
  { id: 'group-1', name: 'Sales', numbers: ['1004', '1016', '1099'], managed: false },
  { id: 'group-2', name: 'Night shift', numbers: [], managed: false },
];

export const alerts: Snapshot['alerts'] = [
  { id: 'w1', target: { kind: 'person', number: '1003' }, mode: 'once', states: ['free'], expiresAt: null },
  {
    id: 'w2',
    target: { kind: 'group', groupId: 'support' },
    mode: 'once',
    states: ['free'],
    expiresAt: NOW + 4 * HOUR,
  },
  {
    id: 'w3',
    target: { kind: 'person', number: '1011' },
    mode: 'always',
    states: ['on-call', 'offline', 'back'],
    expiresAt: NOW + 40 * HOUR,
  },
];

const quiet = {
  ...states.live.settings.notifications,
  silentOnCall: true,
  quietHours: [
    { days: [1, 2, 3, 4, 5], fromMinute: 18 * 60, toMinute: 7 * 60 + 30 },
    { days: [0, 6], fromMinute: 0, toMinute: 0 },
  ],
};

export const peopleStates = {
  'with-groups': snapshot({ groups, settings: { ...states.live.settings, callWith: 'tel' } }),
  'with-alerts': snapshot({ groups, alerts }),
  snoozed: snapshot({ groups, alerts: [], snoozedUntil: NOW + HOUR }),
  quiet: snapshot({ settings: { ...states.live.settings, notifications: quiet } }),
  pinned: snapshot({ settings: { ...states.live.settings, pinned: true } }),
  'pinned-empty': snapshot({ favourites: [], settings: { ...states.live.settings, pinned: true } }),
  'administered-settings': snapshot({
    settings: {
      ...states.live.settings,
      notifications: quiet,
      locked: ['pbx.url', 'theme', 'sortBy', 'startAtLogin', 'notifications'],
    },
  }),
} as const satisfies Record<string, Snapshot>;
export type PeopleStateName = keyof typeof peopleStates;
