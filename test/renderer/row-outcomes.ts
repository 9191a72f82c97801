/** For pictures: each outcome that a row of the page "My calls" can show, at every row at once. */
import type { Failure } from '../../electron/contract/failure.ts';
import type {
  ChangeView,
  MyExtension,
  RowState,
  Rows,
} from '../../electron/contract/my-extension/my-extension.ts';
import type {
  AnySetting,
  SettingName,
  SettingValue,
  SettingValues,
  ToldSettings,
} from '../../electron/contract/my-extension/settings.ts';
import { change, current, withMine } from './my-calls-snapshots.ts';
import { NOW } from './snapshots.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const rowSettings = [
  'forwardAll',
  'forwardNoAnswer',
  'forwardBusy',
  'ringTime',
  'doNotDisturb',
  'voicemail',
  'mobile',
  'name',
  'email',
  'agentId',
] as const satisfies readonly SettingName[];
type RowSetting = (typeof rowSettings)[number];

/** What I chose. */
const chosen: Pick<SettingValues, RowSetting> = {
  forwardAll: { on: true, destination: { kind: 'mobile', prefix: '0' } },
  forwardNoAnswer: { on: true, destination: { kind: 'extension', extension: '1003' } },
  forwardBusy: { on: true, destination: { kind: 'number', number: '0301234567', prefix: '0' } },
  ringTime: 60,
  doNotDisturb: true,
  voicemail: { on: false, byEmail: 'on' },
  mobile: { number: '01607654321', prefix: '0', usedAsExtension: true, ringTogether: true },
  name: 'Ina Tang-Lindqvist',
  email: 'ina.tang-lindqvist@example.com',
  agentId: '4711',
};
/** What was there before, or is there by someone else's hand. */
const other: ToldSettings = { ...current, agentId: '' };
const mineInForce: ToldSettings = { ...other, ...chosen };

const rejected: Failure = {
  code: 'pbx.rejected',
  detail: { call: 'extension/update', errno: '30001', meaning: 'error in the API itself' },
};

function everywhere(state: (mine: SettingValue | null, theirs: SettingValue | null) => RowState): Rows {
  const entries = rowSettings.map((setting): [AnySetting, RowState] => [
    setting,
    state(chosen[setting], other[setting]),
  ]);
  return Object.fromEntries([...entries, ['voicemailPin', state(null, null)]]);
}

const changes = rowSettings.map((setting): ChangeView =>
  change({
    id: setting,
    settings: [{ setting, before: other[setting], after: chosen[setting] }],
  }),
);
const pinChange = change({ id: 'pin', settings: [{ setting: 'voicemailPin', before: null, after: null }] });
const all = change({ settings: changes.flatMap(({ settings }) => settings) });

const ends: Readonly<Partial<Record<RowSetting, MyExtension['timed'][number]['state']>>> = {
  forwardAll: 'pending',
  forwardNoAnswer: 'ending',
  forwardBusy: 'waiting-for-pbx',
  ringTime: 'pending',
  doNotDisturb: 'pending',
  voicemail: 'pending',
};
const timed = changes.flatMap(({ id, settings }): MyExtension['timed'] => {
  const state = Object.entries(ends).find(([setting]) => setting === id)?.[1];
  const until = NOW + (state === 'waiting-for-pbx' ? -5 * MINUTE : 20 * HOUR);
  return state === undefined ? [] : [{ changeId: id, presetName: null, settings, until, state }];
});

const changeId = 'c1';
const recent = [all];

export const rowOutcomes = {
  'rows-saving': withMine({
    current: other,
    recent,
    rows: everywhere((wanted) => ({ kind: 'saving', wanted, changeId })),
  }),
  'rows-saved': withMine({
    current: mineInForce,
    recent,
    rows: everywhere(() => ({ kind: 'saved', at: NOW, changeId })),
    undo: { changeId, at: NOW, what: [...rowSettings], until: NOW + 9_000 },
  }),
  'rows-partly': withMine({
    current: other,
    recent: [{ ...all, outcome: 'partly' }],
    rows: everywhere((wanted, kept) => ({ kind: 'partly', wanted, kept, failure: null, changeId })),
  }),
  'rows-refused': withMine({
    current: other,
    recent: [{ ...all, outcome: 'refused', failure: rejected, undoable: false, mayEnd: false }],
    rows: everywhere((wanted, kept) => ({ kind: 'refused', wanted, kept, failure: rejected, changeId })),
  }),
  'rows-unknown': withMine({
    current: other,
    recent: [{ ...all, outcome: 'unknown', mayEnd: false }],
    rows: everywhere((wanted) => ({
      kind: 'unknown',
      wanted,
      since: NOW - MINUTE,
      failure: null,
      changeId,
    })),
  }),
  'rows-conflict': withMine({
    current: other,
    recent: [{ ...all, outcome: 'refused', undoable: false, mayEnd: false }],
    rows: everywhere((mine, theirs) => ({ kind: 'conflict', mine, theirs, changeId })),
  }),
  'rows-elsewhere': withMine({
    current: other,
    recent: [{ ...all, why: 'elsewhere', mayEnd: false }],
    rows: everywhere((before, now) => ({
      kind: 'elsewhere',
      before,
      now,
      at: NOW - 12 * MINUTE,
      changeId,
    })),
  }),
  'rows-end-asks': withMine({
    current: other,
    recent,
    rows: everywhere((mine, theirs) => ({ kind: 'end-asks', mine, theirs, changeId })),
  }),
  'rows-timed': withMine({ current: mineInForce, recent: [...changes], timed }),
  /** Each change as it can be undone afterwards. */
  'rows-undo': withMine({ current: mineInForce, recent: [...changes, pinChange] }),
  'rows-untold': withMine({
    current: {
      ...other,
      ...Object.fromEntries(Object.keys(other).map((setting) => [setting, null])),
    },
  }),
  'rows-managed': withMine({ current: mineInForce, editable: [] }),
};
export type RowOutcome = keyof typeof rowOutcomes;
