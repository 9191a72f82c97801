/** Everything that has a name, with the longest that it may have: people, groups, presets, trunks, addresses, files. */
import { callerExperience } from '../../electron/contract/my-extension/caller-experience.ts';
import type { ToldSettings } from '../../electron/contract/my-extension/settings.ts';
import type { Snapshot } from '../../electron/contract/snapshot.ts';
import { change, current, withMine } from './my-calls-snapshots.ts';
import { alerts } from './people-snapshots.ts';
import { NOW, snapshot, states } from './snapshots.ts';

const ofHundred = (words: string): string => words.repeat(3).slice(0, 100);
/** With places to wrap, and without one. */
const LONG = ofHundred(
  'Maximiliane Aurora Vertrieb Innendienst und Auftragsabwicklung Süd-Süd-West Niederlassung Hohenstein ',
).trimEnd();
const UNBROKEN = ofHundred('Donaudampfschifffahrtsgesellschaftskapitänsmützenabzeichen');
const HOST = `${'telefonanlage-'.repeat(4)}niederlassung.example.com`;

const colleagues = states.live.roster.colleagues.map((one, at) =>
  at % 2 === 0 ? { ...one, name: `${one.name.slice(0, 12)} ${at % 4 === 0 ? LONG : UNBROKEN}` } : one,
);
const shared: Partial<Snapshot> = {
  me: { number: '1002', name: LONG, state: 'free', since: NOW, exists: true },
  roster: { ...states.live.roster, colleagues },
  groups: [
    { id: 'long', name: LONG, numbers: ['1003', '1004', '1013'], managed: false },
    { id: 'long-2', name: UNBROKEN, numbers: ['1013'], managed: true },
  ],
  alerts,
};
const forwarded: ToldSettings = {
  ...current,
  name: LONG,
  email: `${'a'.repeat(60)}@example.com`,
  forwardAll: { on: true, destination: { kind: 'extension', extension: '1010' } },
};
const presetOf = (id: string, name: string) =>
  ({ id, name, settings: { forwardAll: { on: false, destination: null } }, endsAfter: 'hour' }) as const;
const setUp = states['setup-extension'];

export const longNameStates = {
  'long-names': snapshot(shared),
  'long-names-mine': withMine(
    {
      current: forwarded,
      presets: [presetOf('p1', LONG), presetOf('p2', UNBROKEN)],
      recent: [
        change({
          why: 'preset',
          presetName: UNBROKEN,
          settings: [{ setting: 'forwardAll', before: current.forwardAll, after: forwarded.forwardAll }],
        }),
      ],
      undo: { changeId: 'c1', at: NOW, what: ['forwardAll'], until: NOW + 10_000 },
      calls: [
        {
          key: 'a',
          direction: 'inbound',
          with: { number: '1010', name: UNBROKEN },
          trunk: UNBROKEN,
          state: 'talking',
          transferable: true,
        },
        {
          key: 'b',
          direction: 'outbound',
          with: { number: '1003', name: LONG },
          trunk: LONG,
          state: 'ringing',
          transferable: false,
        },
      ],
      stranger: { name: UNBROKEN, nameBefore: LONG },
    },
    {
      experience: callerExperience(forwarded, { number: '1002', nameOf: () => LONG }),
      until: NOW + 20 * 3_600_000,
      presetName: LONG,
      deadEnds: [],
    },
    shared,
  ),
  'long-names-call': snapshot({
    ...shared,
    calling: {
      kind: 'talking',
      number: '1010',
      name: UNBROKEN,
      startedAt: NOW - 8_000,
      transferable: true,
      outsideNumber: null,
    },
  }),
  'long-names-extension': {
    ...setUp,
    setup: setUp.setup && {
      ...setUp.setup,
      host: `${HOST}:8088`,
      device: { name: UNBROKEN, firmware: '30.5.0.19', phones: 62 },
      extensions: colleagues.map(({ number, name, type }) => ({ number, name, type })),
    },
  },
  'long-names-line': {
    ...setUp,
    setup: setUp.setup && {
      ...setUp.setup,
      step: 'address',
      line: {
        url: `https://${HOST}:8088`,
        username: UNBROKEN.slice(0, 64),
        extension: '1002',
        hasFingerprint: true,
        hasPassword: true,
        replaces: `https://${HOST}:8088`,
      },
    },
  },
  'long-names-notices': snapshot({
    ...shared,
    notices: [
      {
        id: 'stranger',
        code: 'extension-stranger',
        detail: { number: '1002', name: UNBROKEN },
        dismissible: false,
      },
      { id: 'file', code: 'settings-corrupt', detail: { file: `${UNBROKEN}.json` }, dismissible: true },
    ],
  }),
} as const satisfies Record<string, Snapshot>;
export type LongNameStateName = keyof typeof longNameStates;
