/** What a person may change at all, with what values and ends. */

import { describe, expect, test } from 'vitest';
import type { DeadEnd } from '../../../contract/my-extension/dead-ends.ts';
import { longestDurationMs } from '../../../contract/durations.ts';
import { secretSettings, settingNames } from '../../../contract/my-extension/setting-facts.ts';
import type { SettingChange, ReportedSettings } from '../../../contract/my-extension/settings.ts';
import { newChange } from '../journal/change.ts';
import {
  checkedChanges,
  checkEnds,
  checkSecret,
  checkUntil,
  editableSettings,
  refuseNewDeadEnds,
  refuseUneditable,
} from './check-change.ts';
import type { Layer } from '../journal/layers.ts';
import { nothingTold } from '../view.ts';

const dialling = { internationalPrefix: '00' };
const mobileNumber = (number: string | null) => ({
  number,
  prefix: null,
  usedAsExtension: null,
  ringTogether: null,
});
const told = (about: Partial<ReportedSettings>): ReportedSettings => ({ ...nothingTold, ...about });
const toNumber = (number: string, prefix = ''): SettingChange => ({
  setting: 'forwardBusy',
  value: { on: true, destination: { kind: 'number', prefix, number } },
});
const refusal = (detail: object): unknown => expect.objectContaining({ code: 'extension.invalid', detail });

describe('what may be changed', () => {
  test('is what everybody may, unless the administrator says otherwise', () => {
    expect(editableSettings(null)).toEqual([
      'forwardAll',
      'forwardNoAnswer',
      'forwardBusy',
      'doNotDisturb',
      'ringTime',
      'voicemail',
      'mobile',
      'name',
      'email',
      'agentId',
      'voicemailPin',
    ]);
    expect(editableSettings(['loginPassword', 'maxDuration'])).toEqual(['maxDuration', 'loginPassword']);
    expect(editableSettings([...secretSettings, ...settingNames])).toHaveLength(19);
    expect(editableSettings([])).toEqual([]);
  });

  test('is refused by name where it may not', () => {
    expect(() => refuseUneditable(['name', 'email'], ['email', 'name'])).not.toThrow();
    expect(() => refuseUneditable(['name'], ['name', 'email', 'agentId'])).toThrow(
      expect.objectContaining({ code: 'extension.not-allowed', detail: { field: 'email' } }),
    );
  });
});

describe('a number', () => {
  const dialled = (change: SettingChange, current: Partial<ReportedSettings> = {}) =>
    checkedChanges([change], told(current), dialling)[0];

  test('is sent as it will be dialled', () => {
    expect(dialled(toNumber('+49 (0)151 23'))).toEqual(toNumber('004915123'));
    expect(dialled({ setting: 'mobile', value: mobileNumber('0151 / 23') })).toEqual({
      setting: 'mobile',
      value: mobileNumber('015123'),
    });
  });

  test('that the device told itself stays as it is', () => {
    const odd = { on: false, destination: { kind: 'number', prefix: '', number: '0151-23' } } as const;
    expect(dialled(toNumber('0151-23'), { forwardAll: odd })).toEqual(toNumber('0151-23'));
    expect(dialled(toNumber('0151-23'))).toEqual(toNumber('015123'));
    const change = { setting: 'mobile', value: mobileNumber('0151-23') } as const;
    expect(dialled(change, { mobile: mobileNumber('0151-23') })).toEqual(change);
    expect(dialled({ setting: 'mobile', value: mobileNumber(null) })).toEqual({
      setting: 'mobile',
      value: mobileNumber(null),
    });
  });

  test.each(['forwardAll', 'forwardNoAnswer', 'forwardBusy'] as const)(
    'is sent as it will be dialled by %s, with its prefix as it is',
    (setting) => {
      const to = (number: string): SettingChange => ({
        setting,
        value: { on: true, destination: { kind: 'number', prefix: '9', number } },
      });
      expect(dialled(to('0151 / 23'))).toEqual(to('015123'));
    },
  );

  test('of another setting than the one that is told is sent as it will be dialled', () => {
    const toIna = { on: true, destination: { kind: 'extension', extension: '0151-23' } } as const;
    expect(dialled(toNumber('0151-23'), { forwardAll: toIna })).toEqual(toNumber('015123'));
  });

  test('leaves everything else alone', () => {
    const changes: SettingChange[] = [
      { setting: 'name', value: 'Ina +49' },
      { setting: 'forwardAll', value: { on: true, destination: { kind: 'extension', extension: '1003' } } },
      { setting: 'forwardNoAnswer', value: { on: false, destination: null } },
    ];
    expect(checkedChanges(changes, told({}), dialling)).toEqual(changes);
  });
});

describe('what is wrong with a value', () => {
  const check =
    (changes: SettingChange[], current: Partial<ReportedSettings> = {}) =>
    () =>
      checkedChanges(changes, told(current), dialling);

  test('is told by setting, part, rule and limit, and never with the value', () => {
    expect(check([{ setting: 'name', value: 'x'.repeat(32) }])).toThrow(
      refusal({ field: 'name', rule: 'too-long', limit: 31 }),
    );
    expect(check([toNumber('call me')])).toThrow(
      refusal({ field: 'forwardBusy', part: 'number', rule: 'digits' }),
    );
    expect(check([{ setting: 'email', value: 'nobody' }])).toThrow(
      refusal({ field: 'email', rule: 'email' }),
    );
    expect(
      check([
        { setting: 'agentId', value: 'ok' },
        { setting: 'email', value: 'nobody' },
      ]),
    ).toThrow(refusal({ field: 'email', rule: 'email' }));
  });

  test.each<[string, () => unknown, object]>([
    [
      'a part and a limit where there is none',
      check([{ setting: 'email', value: 'nobody' }]),
      { field: 'email', rule: 'email' },
    ],
    [
      'a limit of a secret where there is none',
      () => checkSecret('voicemailPin', '12a4'),
      { field: 'voicemailPin', rule: 'digits' },
    ],
  ])('is told without %s', (_, refuse, detail) => {
    let told: unknown;
    try {
      refuse();
    } catch (error) {
      told = error;
    }
    expect(told).toHaveProperty('detail', expect.anything());
    expect(Object.entries((told as { detail: object }).detail)).toEqual(Object.entries(detail));
  });

  test('forwarding to a mobile needs a number: one that is told, or set with it', () => {
    const toMobile: SettingChange = {
      setting: 'forwardAll',
      value: { on: true, destination: { kind: 'mobile', prefix: '' } },
    };
    const set: SettingChange = { setting: 'mobile', value: mobileNumber('015123') };
    expect(check([toMobile], { mobile: mobileNumber('') })).toThrow(
      expect.objectContaining({ detail: expect.objectContaining({ rule: 'no-mobile' }) }),
    );
    expect(check([toMobile], { mobile: mobileNumber('0151') })).not.toThrow();
    expect(check([set, toMobile], { mobile: mobileNumber('') })).not.toThrow();
    expect(check([toMobile, set], { mobile: mobileNumber('') })).not.toThrow();
    const unset: SettingChange = { setting: 'mobile', value: mobileNumber('') };
    expect(check([unset, toMobile], { mobile: mobileNumber('0151') })).toThrow(
      expect.objectContaining({ detail: expect.objectContaining({ rule: 'no-mobile' }) }),
    );
  });

  test('of a secret is told without it', () => {
    expect(() => checkSecret('voicemailPin', '1234')).not.toThrow();
    expect(() => checkSecret('voicemailPin', '12a4')).toThrow(
      refusal({ field: 'voicemailPin', rule: 'digits' }),
    );
    expect(() => checkSecret('loginPassword', 'short')).toThrow(
      refusal({ field: 'loginPassword', rule: 'too-short', limit: 6 }),
    );
  });
});

describe('an end', () => {
  test.each([null, 1_001, 1_000 + longestDurationMs])('may be %s', (until) => {
    expect(() => checkUntil(until, 1_000)).not.toThrow();
  });

  test.each([1_000, 999, 1_001 + longestDurationMs])('may not be %s', (until) => {
    expect(() => checkUntil(until, 1_000)).toThrow(refusal({ field: 'until', rule: 'range' }));
  });

  const none = () => undefined;
  const mine: Layer = {
    change: newChange({ id: 'c', at: 0, why: 'me' }),
    value: 30,
    until: null,
  };
  const ring = (value: number): SettingChange => ({ setting: 'ringTime', value });

  test('needs something that may end', () => {
    const name: SettingChange = { setting: 'name', value: 'Ina' };
    expect(() => checkEnds([name], told({ name: 'Max' }), none)).toThrow(
      refusal({ field: 'name', rule: 'no-end' }),
    );
    expect(() => checkEnds([], told({}), none)).toThrow(refusal({ field: '', rule: 'no-end' }));
    expect(() => checkEnds([name, ring(30)], told({ ringTime: 15 }), none)).not.toThrow();
  });

  test('needs a value to come back to', () => {
    expect(() => checkEnds([ring(30)], told({}), none)).toThrow(
      refusal({ field: 'ringTime', rule: 'untold' }),
    );
    expect(() => checkEnds([ring(30)], told({ ringTime: 30 }), none)).toThrow(
      refusal({ field: 'ringTime', rule: 'nothing-to-change' }),
    );
    expect(() => checkEnds([ring(30)], told({ ringTime: 15 }), none)).not.toThrow();
    expect(() => checkEnds([ring(30)], told({ ringTime: 30 }), () => mine)).not.toThrow();
    expect(() => checkEnds([ring(30)], told({ ringTime: 30 }), () => ({ ...mine, change: null }))).toThrow();
  });

  test('is known for what has an off, and for one of several is enough', () => {
    const dnd: SettingChange = { setting: 'doNotDisturb', value: true };
    expect(() => checkEnds([dnd], told({ doNotDisturb: true }), none)).not.toThrow();
    const busy: SettingChange = { setting: 'forwardBusy', value: { on: false, destination: null } };
    expect(() =>
      checkEnds([busy, ring(30)], told({ forwardBusy: busy.value, ringTime: 30 }), none),
    ).not.toThrow();
  });
});

test('a new dead end is counted; one that was there bars nobody', () => {
  const blank: DeadEnd = { code: 'mobile-blank', setting: 'forwardAll', detail: {} };
  const off: DeadEnd = { code: 'voicemail-off', setting: 'forwardBusy', detail: {} };
  expect(() => refuseNewDeadEnds([blank, off], [{ ...blank }])).not.toThrow();
  expect(() => refuseNewDeadEnds([], [])).not.toThrow();
  expect(() => refuseNewDeadEnds([blank], [off, { ...blank }, { ...off, setting: 'forwardAll' }])).toThrow(
    expect.objectContaining({ code: 'extension.dead-end', detail: { count: 2 } }),
  );
});
