/** My extension for tests and pictures: as it is usually, and each thing that a row, the status or the page can have to say. */
import { callerExperience } from '../../electron/contract/my-extension/caller-experience.ts';
import { findDeadEnds } from '../../electron/contract/my-extension/dead-ends.ts';
import type {
  ChangeView,
  MyExtension,
  PresetPreview,
  Status,
} from '../../electron/contract/my-extension/my-extension.ts';
import { settingFacts } from '../../electron/contract/my-extension/settings.ts';
import type { AnySetting, ToldSettings } from '../../electron/contract/my-extension/settings.ts';
import type { Snapshot } from '../../electron/contract/snapshot.ts';
import { recordedMyExtension as recorded } from './recorded-my-extension.ts';
import { NOW, office, snapshot } from './snapshots.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

/** As the core tells them, and one rule of which a device told more: where it would lead if it were on. */
export const current: ToldSettings = {
  ...recorded.usual.current,
  forwardBusy: { on: false, destination: { kind: 'extension', extension: '1003' } },
};

const nobody: ToldSettings = {
  ...current,
  ...Object.fromEntries(Object.keys(current).map((setting) => [setting, null])),
};

function find(number: string) {
  return office.find((one) => one.number === number);
}

/** What callers get with these settings, worked out as the core does. */
function statusOf(settings: ToldSettings, more: Partial<Status> = {}): Status {
  return {
    kind:
      settings.forwardAll?.on === true
        ? 'forwarding'
        : settings.doNotDisturb === true
          ? 'do-not-disturb'
          : 'normal',
    experience: callerExperience(settings, { number: '1002', nameOf: (number) => find(number)?.name ?? '' }),
    until: null,
    changeId: null,
    presetName: null,
    deadEnds: findDeadEnds(settings, { number: '1002', find, listKnown: true }),
    confirmed: true,
    ...more,
  };
}

export const change = (changes: Partial<ChangeView> & Pick<ChangeView, 'settings'>): ChangeView => ({
  id: 'c1',
  at: NOW - 2 * MINUTE,
  why: 'me',
  presetName: null,
  outcome: 'applied',
  failure: null,
  until: null,
  undoable: true,
  mayEnd: true,
  ...changes,
});

export function mine(changes: Partial<MyExtension> = {}, status: Partial<Status> = {}): MyExtension {
  const settings = changes.current ?? current;
  return {
    ...recorded.usual,
    current: settings,
    status: statusOf(settings, status),
    ...changes,
  };
}

export const withMine = (
  changes: Partial<MyExtension> = {},
  status: Partial<Status> = {},
  more: Partial<Snapshot> = {},
): Snapshot => snapshot({ ...more, myExtension: mine(changes, status) });

const disturbed: ToldSettings = { ...current, doNotDisturb: true };
const disturbChange = change({
  settings: [{ setting: 'doNotDisturb', before: false, after: true }],
});

/** As the core told it, with what a picture leaves out. */
const told = (name: keyof typeof recorded, without: Partial<MyExtension> = {}): Snapshot =>
  snapshot({ myExtension: { ...recorded[name], ...without } });

const { presets } = recorded.presets;

export const presetPreview: PresetPreview = {
  changes: [{ setting: 'doNotDisturb', before: false, after: true }],
  deadEnds: [],
};

export const myCallsStates = {
  mine: told('presets'),
  'mine-forwarding': told('forwarding', { rows: {}, undo: null, presets }),
  'mine-do-not-disturb': told('do-not-disturb', { rows: {}, undo: null, presets }),
  'mine-lost': told('lost', { rows: {}, undo: null }),
  'mine-no-mobile': told('no-mobile'),
  'mine-saving': told('saving'),
  'mine-saved': told('forwarding'),
  'mine-refused': told('refused'),
  'mine-unknown': told('unknown'),
  'mine-conflict': told('conflict'),
  'mine-elsewhere': told('elsewhere'),
  'mine-end-asks': told('end-asks'),
  'mine-untold': withMine({ current: nobody }),
  'mine-managed': withMine({ editable: [] }),
  'mine-everything': withMine({ editable: Object.keys(settingFacts) as AnySetting[] }),
  'mine-slow': withMine({ slowFirmware: true, gatherMs: 10_000 }),
  'mine-stranger': withMine({ stranger: { name: 'Rolf Aster', nameBefore: 'Ina Tang' } }),
  'mine-reminder': withMine(
    {
      current: disturbed,
      recent: [disturbChange],
      reminder: { kind: 'do-not-disturb', why: 'since-another-day', since: NOW - 26 * HOUR },
    },
    { changeId: 'c1' },
  ),
  'mine-on-calls': withMine({
    calls: [
      {
        key: 'a',
        direction: 'inbound',
        with: { number: '01712223344', name: '' },
        trunk: 'Provider',
        state: 'talking',
        transferable: true,
      },
      {
        key: 'b',
        direction: 'outbound',
        with: { number: '1003', name: 'Ben Okafor' },
        trunk: '',
        state: 'ringing',
        transferable: false,
      },
    ],
  }),
  'mine-offline': withMine(
    {},
    { confirmed: false },
    {
      connection: {
        kind: 'retrying',
        confirmedAt: NOW - 3 * MINUTE,
        retryAt: NOW + 5000,
        failure: { code: 'network.timeout', detail: { host: 'pbx.example.com', port: 8088 } },
      },
    },
  ),
} as const satisfies Record<string, Snapshot>;
export type MyCallsStateName = keyof typeof myCallsStates;
