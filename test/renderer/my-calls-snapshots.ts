/** My extension for tests and pictures: as it is usually, and each thing that a row, the status or the page can have to say. */
import { callerExperience } from '../../electron/contract/my-extension/caller-experience.ts';
import { findDeadEnds } from '../../electron/contract/my-extension/dead-ends.ts';
import type {
  ChangeView,
  MyExtension,
  PresetPreview,
  Rows,
  Status,
} from '../../electron/contract/my-extension/my-extension.ts';
import { settingFacts } from '../../electron/contract/my-extension/settings.ts';
import type { AnySetting, ToldSettings } from '../../electron/contract/my-extension/settings.ts';
import type { Snapshot } from '../../electron/contract/snapshot.ts';
import { NOW, office, snapshot } from './snapshots.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const TOMORROW_8 = new Date(NOW + 24 * HOUR).setHours(8, 0, 0, 0);

export const current: ToldSettings = {
  forwardAll: { on: false, destination: null },
  forwardNoAnswer: { on: true, destination: { kind: 'voicemail' } },
  forwardBusy: { on: false, destination: { kind: 'extension', extension: '1003' } },
  doNotDisturb: false,
  ringTime: 30,
  voicemail: { on: true, byEmail: 'off' },
  mobile: { number: '01512345678', prefix: '0', usedAsExtension: true, ringTogether: false },
  name: 'Ina Tang',
  email: 'ina@example.com',
  agentId: '',
  callerId: '1002',
  registerName: '1002',
  maxRegistrations: 2,
  maxDuration: 'follow-system',
  monitoring: { allowed: false, mode: 'disabled' },
  outboundRestricted: false,
};

const usuallyEditable = (Object.keys(settingFacts) as AnySetting[]).filter(
  (setting) => settingFacts[setting].forEveryone,
);

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
    number: '1002',
    readAt: NOW - 20_000,
    reading: false,
    readFailure: null,
    current: settings,
    facts: { type: 'SIP', port: '', language: 'English' },
    calls: [],
    editable: usuallyEditable,
    rows: {},
    status: statusOf(settings, status),
    undo: null,
    recent: [],
    timed: [],
    presets: [],
    reminder: null,
    gatherMs: 1500,
    slowFirmware: false,
    dialling: { internationalPrefix: '00' },
    stranger: null,
    ...changes,
  };
}

export const withMine = (
  changes: Partial<MyExtension> = {},
  status: Partial<Status> = {},
  more: Partial<Snapshot> = {},
): Snapshot => snapshot({ ...more, myExtension: mine(changes, status) });

const toMobile = { on: true, destination: { kind: 'mobile', prefix: '0' } } as const;
const off = current.forwardAll;
const forwarded: ToldSettings = { ...current, forwardAll: toMobile };
const disturbed: ToldSettings = { ...current, doNotDisturb: true };
const lost: ToldSettings = {
  ...current,
  forwardAll: { on: true, destination: { kind: 'extension', extension: '1006' } },
};
const forwardChange = change({
  until: TOMORROW_8,
  settings: [{ setting: 'forwardAll', before: off, after: toMobile }],
});
const disturbChange = change({
  settings: [{ setting: 'doNotDisturb', before: false, after: true }],
});
const untilTomorrow = {
  changeId: 'c1',
  presetName: null,
  settings: forwardChange.settings,
  until: TOMORROW_8,
  state: 'pending',
} as const;

const rows = (given: Rows, more: Partial<MyExtension> = {}) => withMine({ rows: given, ...more });

export const presets = [
  { id: 'p1', name: 'Lunch', settings: { doNotDisturb: true }, endsAfter: 'hour' },
  { id: 'p2', name: 'Home office', settings: { forwardAll: toMobile }, endsAfter: 'end-of-day' },
] as const;

export const presetPreview: PresetPreview = {
  changes: [{ setting: 'doNotDisturb', before: false, after: true }],
  deadEnds: [],
};

const recent: readonly ChangeView[] = [
  change({
    id: 'c3',
    at: NOW - MINUTE,
    settings: [{ setting: 'ringTime', before: 15, after: 30 }],
    undoable: true,
  }),
  change({
    id: 'c2',
    at: NOW - 3 * HOUR,
    why: 'elsewhere',
    settings: [
      {
        setting: 'forwardBusy',
        before: { on: true, destination: { kind: 'voicemail' } },
        after: current.forwardBusy,
      },
    ],
    mayEnd: false,
  }),
  change({
    id: 'c0',
    at: NOW - 26 * HOUR,
    why: 'preset',
    presetName: 'Lunch',
    outcome: 'refused',
    undoable: false,
    settings: [{ setting: 'doNotDisturb', before: false, after: true }],
  }),
];

export const myCallsStates = {
  mine: withMine({ recent, presets }),
  'mine-forwarding': withMine(
    { current: forwarded, recent: [forwardChange], timed: [untilTomorrow], presets },
    { until: TOMORROW_8, changeId: 'c1' },
  ),
  'mine-do-not-disturb': withMine(
    { current: disturbed, recent: [disturbChange], presets },
    { changeId: 'c1' },
  ),
  'mine-lost': withMine({ current: lost }),
  'mine-no-mobile': withMine({
    current: {
      ...current,
      mobile: { number: '', prefix: '', usedAsExtension: false, ringTogether: false },
    },
  }),
  'mine-saving': rows({
    forwardAll: { kind: 'saving', wanted: toMobile, changeId: 'c1' },
    doNotDisturb: { kind: 'saving', wanted: true, changeId: 'c1' },
  }),
  'mine-saved': rows(
    { forwardAll: { kind: 'saved', at: NOW, changeId: 'c1' } },
    {
      current: forwarded,
      recent: [forwardChange],
      timed: [untilTomorrow],
      undo: { changeId: 'c1', at: NOW, what: ['forwardAll'], until: NOW + 9_000 },
    },
  ),
  'mine-refused': rows({
    ringTime: { kind: 'refused', wanted: 60, kept: 30, failure: null, changeId: 'c1' },
    forwardBusy: {
      kind: 'partly',
      wanted: { on: true, destination: { kind: 'voicemail' } },
      kept: current.forwardBusy,
      failure: { code: 'pbx.rejected', detail: { errno: 10017 } },
      changeId: 'c1',
    },
  }),
  'mine-unknown': rows({
    forwardAll: { kind: 'unknown', wanted: toMobile, since: NOW - 5000, failure: null, changeId: 'c1' },
  }),
  'mine-conflict': rows({
    forwardNoAnswer: {
      kind: 'conflict',
      mine: toMobile,
      theirs: { on: true, destination: { kind: 'extension', extension: '1003' } },
      changeId: 'c1',
    },
  }),
  'mine-elsewhere': rows(
    {
      doNotDisturb: { kind: 'elsewhere', before: false, now: true, at: NOW - 5 * MINUTE, changeId: 'c1' },
    },
    { current: disturbed },
  ),
  'mine-end-asks': rows(
    {
      forwardAll: {
        kind: 'end-asks',
        mine: off,
        theirs: { on: true, destination: { kind: 'voicemail' } },
        changeId: 'c1',
      },
    },
    { current: { ...current, forwardAll: { on: true, destination: { kind: 'voicemail' } } } },
  ),
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
