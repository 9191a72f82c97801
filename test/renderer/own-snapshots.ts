/** My extension's settings for tests and pictures: stored, drafted, saved, and everything that can come of it. */
import type { OwnExtension, PresetPreview } from '../../electron/contract/own-extension.ts';
import type { OwnField, OwnSecretField, OwnValues } from '../../electron/contract/own-fields.ts';
import type { Snapshot } from '../../electron/contract/snapshot.ts';
import { NOW, snapshot } from './snapshots.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

export const stored: OwnValues = {
  doNotDisturb: false,
  ringTimeoutSeconds: 30,
  'forward.always.enabled': false,
  'forward.always.destination': { kind: 'extension', extension: '1013' },
  'forward.noAnswer.enabled': true,
  'forward.noAnswer.destination': { kind: 'voicemail' },
  'forward.busy.enabled': true,
  'forward.busy.destination': { kind: 'extension', extension: '1003' },
  hasVoicemail: true,
  voicemailToEmail: 'off',
  mobile: '1399999999',
  mobilityEnabled: false,
  ringSimultaneously: false,
  mobilePrefix: '',
  name: 'Ina Tang',
  email: 'ina@example.com',
  agentId: '',
  callerId: '1002',
  registerName: '1002',
  maxRegistrations: 2,
  maxDuration: 'follow-system',
  allowMonitoring: false,
  monitorMode: 'disabled',
  outboundRestricted: false,
};

/** What people may change where no administrator says otherwise. */
export const usuallyEditable: readonly (OwnField | OwnSecretField)[] = [
  'doNotDisturb',
  'ringTimeoutSeconds',
  'forward.always.enabled',
  'forward.always.destination',
  'forward.noAnswer.enabled',
  'forward.noAnswer.destination',
  'forward.busy.enabled',
  'forward.busy.destination',
  'hasVoicemail',
  'voicemailToEmail',
  'voicemailPin',
  'mobile',
  'mobilityEnabled',
  'ringSimultaneously',
  'mobilePrefix',
  'name',
  'email',
  'agentId',
];

const voicemail = { kind: 'sent', to: { kind: 'voicemail' } } as const;
const toBen = { kind: 'sent', to: { kind: 'extension', number: '1003', name: 'Ben Okafor' } } as const;

const base: OwnExtension = {
  number: '1002',
  readAt: NOW - 20_000,
  reading: false,
  readFailure: null,
  stored,
  facts: { type: 'SIP', port: '', language: 'System Default' },
  calls: [],
  editable: usuallyEditable,
  draft: { changes: {}, secrets: [], problems: [] },
  save: { kind: 'idle' },
  undo: null,
  timed: [],
  presets: [],
  foreign: null,
  reminder: null,
  experience: { kind: 'rings', mobile: false, forSeconds: 30, then: voicemail, onCall: toBen },
  draftExperience: null,
  deadEnds: [],
};

export function ownWith(changes: Partial<OwnExtension> = {}): Snapshot {
  return snapshot({ own: { ...base, ...changes } });
}

const drafted: Pick<OwnExtension, 'draft' | 'draftExperience'> = {
  draft: {
    changes: {
      ringTimeoutSeconds: 60,
      'forward.always.enabled': true,
      'forward.always.destination': { kind: 'extension', extension: '1006' },
    },
    secrets: ['voicemailPin'],
    problems: [],
  },
  draftExperience: { kind: 'forwarded', to: { kind: 'extension', number: '1006', name: 'Elif Yılmaz' } },
};
const offline = {
  code: 'destination-offline',
  field: 'forward.always.destination',
  detail: { number: '1006', name: 'Elif Yılmaz' },
} as const;

export const presetPreview: PresetPreview = {
  changes: [
    { field: 'ringTimeoutSeconds', from: 30, to: 15 },
    {
      field: 'forward.always.destination',
      from: { kind: 'extension', extension: '1013' },
      to: { kind: 'mobile', prefix: '9' },
    },
    { field: 'forward.always.enabled', from: false, to: true },
  ],
  deadEnds: [],
};

/** By the name that a picture has. */
export const ownStates = {
  own: ownWith({
    presets: [
      { id: 'p1', name: 'Home office', values: { ringTimeoutSeconds: 15 } },
      { id: 'p2', name: 'Lunch', values: { doNotDisturb: true } },
    ],
  }),
  'own-unread': snapshot(),
  'own-untold': ownWith({
    stored: {
      ...stored,
      doNotDisturb: null,
      'forward.always.enabled': null,
      'forward.always.destination': null,
      voicemailToEmail: 'custom',
      'forward.busy.destination': { kind: 'other', raw: 'ivr6500' },
      email: null,
    },
    experience: { kind: 'unknown' },
  }),
  'own-managed': ownWith({
    editable: [...usuallyEditable, 'callerId', 'maxDuration', 'monitorMode', 'registerPassword'].filter(
      (field): field is OwnField | OwnSecretField => field !== 'name' && field !== 'forward.always.enabled',
    ),
  }),
  'own-on-call': ownWith({
    calls: [
      {
        id: '7',
        direction: 'inbound',
        with: { number: '0301234567', name: '' },
        trunk: 'sip-trunk',
        state: 'talking',
      },
      {
        id: '9',
        direction: 'outbound',
        with: { number: '1003', name: 'Ben Okafor' },
        trunk: '',
        state: 'ringing',
      },
    ],
    experience: { kind: 'on-call', then: toBen },
  }),
  'own-drafted': ownWith({ ...drafted, deadEnds: [offline] }),
  'own-problems': ownWith({
    draft: {
      changes: {
        'forward.noAnswer.destination': { kind: 'number', number: '12a', prefix: '9' },
        'forward.busy.destination': { kind: 'extension', extension: '' },
        email: 'ina at example',
      },
      secrets: [],
      problems: [
        {
          field: 'forward.noAnswer.destination',
          violation: { field: 'forward.noAnswer.number', rule: 'digits', length: 3 },
        },
        {
          field: 'forward.busy.destination',
          violation: { field: 'forward.busy.extension', rule: 'blank', length: 0 },
        },
        { field: 'email', violation: { field: 'email', rule: 'email', length: 14 } },
      ],
    },
  }),
  'own-saving': ownWith({ ...drafted, save: { kind: 'saving', step: 'waiting-to-apply' } }),
  'own-saved': ownWith({
    save: { kind: 'saved', at: NOW - 2000, fields: ['ringTimeoutSeconds'], foundOut: false },
    undo: {
      savedAt: NOW - 2000,
      changes: [{ field: 'ringTimeoutSeconds', from: 60, to: 30 }],
      lost: ['voicemailPin'],
    },
  }),
  'own-conflict': ownWith({
    ...drafted,
    save: {
      kind: 'conflict',
      fields: [
        { field: 'ringTimeoutSeconds', mine: 60, theirs: 120 },
        {
          field: 'forward.always.destination',
          mine: { kind: 'extension', extension: '1006' },
          theirs: { kind: 'number', number: '95923333', prefix: '9' },
        },
      ],
    },
  }),
  'own-not-applied': ownWith({
    ...drafted,
    save: {
      kind: 'not-applied',
      fields: [
        { field: 'ringTimeoutSeconds', wanted: 60, found: 30 },
        { field: 'voicemailPin', wanted: null, found: null },
      ],
    },
  }),
  'own-failed': ownWith({
    ...drafted,
    save: { kind: 'failed', failure: { code: 'pbx.rejected', detail: { errno: 10017 } } },
  }),
  'own-not-known': ownWith({
    ...drafted,
    save: {
      kind: 'unknown',
      since: NOW - MINUTE,
      fields: ['ringTimeoutSeconds', 'forward.always.enabled'],
      failure: { code: 'network.interrupted', detail: {} },
    },
  }),
  'own-timed': ownWith({
    timed: [
      {
        id: 't1',
        begunAt: NOW - HOUR,
        until: NOW + HOUR,
        state: 'pending',
        changes: [
          { field: 'doNotDisturb', from: true, to: false },
          { field: 'ringTimeoutSeconds', from: 15, to: 30 },
        ],
        conflicts: [],
      },
      {
        id: 't2',
        begunAt: NOW - 3 * HOUR,
        until: NOW - MINUTE,
        state: 'waiting-for-pbx',
        changes: [
          {
            field: 'forward.always.destination',
            from: { kind: 'mobile', prefix: '9' },
            to: { kind: 'voicemail' },
          },
        ],
        conflicts: [],
      },
    ],
  }),
  'own-timed-asks': ownWith({
    timed: [
      {
        id: 't1',
        begunAt: NOW - HOUR,
        until: NOW - MINUTE,
        state: 'asks',
        changes: [{ field: 'ringTimeoutSeconds', from: 15, to: 30 }],
        conflicts: [{ field: 'ringTimeoutSeconds', mine: 30, theirs: 120 }],
      },
    ],
  }),
  'own-foreign': ownWith({
    foreign: {
      noticedAt: NOW - 4 * MINUTE,
      changes: [
        { field: 'doNotDisturb', from: false, to: true },
        {
          field: 'forward.busy.destination',
          from: { kind: 'voicemail' },
          to: { kind: 'extension', extension: '1011' },
        },
      ],
    },
  }),
  'own-reminder': ownWith({
    stored: { ...stored, doNotDisturb: true },
    experience: { kind: 'silent', sentTo: { kind: 'extension', number: '1003', name: 'Ben Okafor' } },
    reminder: { kind: 'do-not-disturb', why: 'since-another-day', since: NOW - 20 * HOUR },
  }),
  'own-unreadable': ownWith({
    readAt: NOW - 12 * MINUTE,
    readFailure: { code: 'network.timeout', detail: {} },
  }),
} as const satisfies Record<string, Snapshot>;
export type OwnStateName = keyof typeof ownStates;
