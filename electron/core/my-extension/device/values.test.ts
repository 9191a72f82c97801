/** Settings as whole values: what an answer tells, what contradicts what, and what is sent for a change. */

import { describe, expect, test } from 'vitest';
import type {
  ForwardDestination,
  ForwardRule,
  SettingName,
  SettingValue,
  SomeSettings,
  ReportedSettings,
} from '../../../contract/my-extension/settings.ts';
import type { ExtensionDetail } from '../../pbx/extension-detail.ts';
import { asRestored, completed, contradicts, holds, remembered, toldBy, updateFor } from './values.ts';
import { nothingTold } from '../view.ts';

const voicemail: ForwardDestination = { kind: 'voicemail' };
const toIna: ForwardDestination = { kind: 'extension', extension: '1003' };
const number = (prefix: string, digits: string): ForwardDestination => ({
  kind: 'number',
  prefix,
  number: digits,
});
const on = (destination: ForwardDestination | null): ForwardRule => ({ on: true, destination });
const off = (destination: ForwardDestination | null = null): ForwardRule => ({ on: false, destination });
const mobile = (about: Partial<NonNullable<ReportedSettings['mobile']>>) => ({
  number: null,
  prefix: null,
  usedAsExtension: null,
  ringTogether: null,
  ...about,
});

describe('what an answer tells', () => {
  const detail = (about: Partial<ExtensionDetail>): ExtensionDetail => ({
    rawStatus: 'Registered',
    number: '1002',
    type: 'SIP',
    forward: { always: {}, noAnswer: {}, busy: {} },
    calls: [],
    secrets: {},
    ...about,
  });

  test('is nothing where it leaves everything out', () => {
    expect(toldBy(detail({}))).toEqual(nothingTold);
  });

  test('is each setting in its place', () => {
    const told = toldBy(
      detail({
        forward: {
          always: { enabled: true, destination: toIna },
          noAnswer: { enabled: false },
          busy: { destination: voicemail },
        },
        doNotDisturb: false,
        ringTimeoutSeconds: 0,
        hasVoicemail: true,
        voicemailToEmail: 'off',
        mobile: '',
        mobilityEnabled: false,
        name: 'Ina',
        email: 'ina@example.com',
        agentId: '7',
        callerId: '30',
        registerName: 'reg',
        maxRegistrations: 2,
        maxDuration: { seconds: 60 },
        allowMonitoring: false,
        monitorMode: 'listen',
        outboundRestricted: true,
      }),
    );
    expect(told).toEqual({
      forwardAll: on(toIna),
      forwardNoAnswer: off(),
      forwardBusy: null,
      doNotDisturb: false,
      ringTime: 0,
      voicemail: { on: true, byEmail: 'off' },
      mobile: mobile({ number: '', usedAsExtension: false }),
      name: 'Ina',
      email: 'ina@example.com',
      agentId: '7',
      callerId: '30',
      registerName: 'reg',
      maxRegistrations: 2,
      maxDuration: 60,
      monitoring: { allowed: false, mode: 'listen' },
      outboundRestricted: true,
    });
  });

  test('keeps the words of newer firmware', () => {
    const told = toldBy(
      detail({
        voicemailToEmail: { other: 'custom' },
        monitorMode: { other: 'Coach' },
        maxDuration: { other: 'Weekly' },
      }),
    );
    expect(told).toMatchObject({
      voicemail: { on: null, byEmail: 'custom' },
      monitoring: { allowed: null, mode: 'Coach' },
      maxDuration: 'Weekly',
    });
    expect(toldBy(detail({ maxDuration: 'unlimited' })).maxDuration).toBe('unlimited');
  });
});

describe('two values', () => {
  test.each<[SettingValue | null, SettingValue | null]>([
    [null, true],
    [null, on(toIna)],
    [null, null],
    [true, true],
    [15, 15],
    [on(toIna), on(toIna)],
    [on(null), on(toIna)],
    [off(voicemail), off(null)],
    [on(number('9', '123')), on(number('', '9123'))],
    [mobile({ number: '1' }), mobile({ number: '1', prefix: '9' })],
    [
      { on: null, byEmail: 'on' },
      { on: true, byEmail: 'on' },
    ],
  ])('%j and %j can both be true', (one, other) => {
    expect([contradicts(one, other), contradicts(other, one)]).toEqual([false, false]);
  });

  test.each<[SettingValue, SettingValue]>([
    [true, false],
    [15, 16],
    ['', 'x'],
    [on(toIna), off(toIna)],
    [on(toIna), on(voicemail)],
    [off(toIna), off(voicemail)],
    [on(number('9', '123')), on(number('9', '124'))],
    [on(number('', '1003')), on(toIna)],
    [mobile({ number: '1', prefix: '9' }), mobile({ number: '1', prefix: '0' })],
    [
      { on: true, byEmail: null },
      { on: false, byEmail: 'on' },
    ],
  ])('%j and %j can’t', (one, other) => {
    expect([contradicts(one, other), contradicts(other, one)]).toEqual([true, true]);
  });
});

describe('an answer', () => {
  test.each<[SettingValue | null, SettingValue]>([
    [true, true],
    [null, ''],
    [on(toIna), on(toIna)],
    [on(toIna), on(null)],
    [off(voicemail), off(null)],
    [off(null), off(toIna)],
    [on(number('', '9123')), on(number('9', '123'))],
    [mobile({ number: '1', prefix: '9' }), mobile({ number: '1' })],
    [mobile({ number: '1' }), mobile({ number: '1', prefix: '' })],
  ])('of %j shows that %j holds', (found, wanted) => {
    expect(holds(found, wanted)).toBe(true);
  });

  test.each<[SettingValue | null, SettingValue]>([
    [true, false],
    [null, false],
    [null, 'x'],
    [null, on(toIna)],
    [on(toIna), off(toIna)],
    [on(null), on(toIna)],
    [on(voicemail), on(toIna)],
    [off(voicemail), off(toIna)],
    [mobile({ number: '1' }), mobile({ number: '1', prefix: '9' })],
    [mobile({ number: '1' }), mobile({ number: '2' })],
    [mobile({ number: '1' }), mobile({ number: '' })],
    [
      { on: true, byEmail: null },
      { on: false, byEmail: null },
    ],
  ])('of %j doesn’t show that %j holds', (found, wanted) => {
    expect(holds(found, wanted)).toBe(false);
  });
});

describe('what is left open', () => {
  test.each<[SettingValue, SettingValue | null, SettingValue]>([
    [off(null), off(toIna), off(toIna)],
    [on(voicemail), off(toIna), on(voicemail)],
    [off(null), null, off(null)],
    [mobile({ number: '1' }), mobile({ number: '2', prefix: '9' }), mobile({ number: '1', prefix: '9' })],
    [mobile({ number: '1' }), mobile({}), mobile({ number: '1' })],
    [true, false, true],
    [15, null, 15],
    ['unlimited', 60, 'unlimited'],
  ])('of %j stays as it is in %j', (wanted, now, whole) => {
    expect(completed(wanted, now)).toEqual(whole);
  });

  test.each<[SettingValue | null, SettingValue | null, SettingValue | null]>([
    [null, true, true],
    [false, null, false],
    [null, null, null],
    [false, true, false],
    [off(null), off(toIna), off(toIna)],
    [off(null), on(toIna), off(null)],
    [off(null), null, off(null)],
    [on(voicemail), on(toIna), on(voicemail)],
    [
      { on: false, byEmail: null },
      { on: true, byEmail: 'on' },
      { on: false, byEmail: 'on' },
    ],
  ])('by an answer of %j after %j is remembered', (fresh, before, known) => {
    expect(remembered(fresh, before)).toEqual(known);
  });

  test.each<[SettingValue, SettingValue]>([
    [off(toIna), off(null)],
    [on(toIna), on(toIna)],
    [false, false],
    [mobile({ number: '1' }), mobile({ number: '1' })],
  ])('when %j comes back is where a rule that is off would lead', (value, restored) => {
    expect(asRestored(value)).toEqual(restored);
  });
});

describe('what is sent', () => {
  const update = (wanted: SomeSettings, fresh: Partial<ReportedSettings> = {}, ...forced: SettingName[]) =>
    updateFor(wanted, { ...nothingTold, ...fresh }, new Set(forced));

  test('for nothing is nothing', () => {
    expect(update({})).toEqual({});
  });

  test('for single values is each in its place', () => {
    expect(
      update({
        doNotDisturb: true,
        ringTime: 20,
        name: 'Ina',
        email: 'a@b',
        agentId: '',
        callerId: '30',
        registerName: 'reg',
        maxRegistrations: 2,
        outboundRestricted: false,
      }),
    ).toEqual({
      doNotDisturb: true,
      ringTimeoutSeconds: 20,
      name: 'Ina',
      email: 'a@b',
      agentId: '',
      callerId: '30',
      registerName: 'reg',
      maxRegistrations: 2,
      outboundRestricted: false,
    });
  });

  test('for rules is each whole, and off without where it would lead unless that is new', () => {
    expect(
      update(
        { forwardAll: on(toIna), forwardNoAnswer: off(toIna), forwardBusy: off(voicemail) },
        { forwardAll: on(toIna), forwardNoAnswer: on(toIna), forwardBusy: on(toIna) },
      ),
    ).toEqual({
      forward: {
        always: { enabled: true, destination: toIna },
        noAnswer: { enabled: false },
        busy: { enabled: false, destination: voicemail },
      },
    });
    expect(update({ forwardAll: off(null) })).toEqual({ forward: { always: { enabled: false } } });
    expect(update({ forwardAll: off(null) }, { forwardAll: on(toIna) })).toEqual({
      forward: { always: { enabled: false } },
    });
    expect(update({ forwardAll: off(toIna) }, { forwardAll: off(null) })).toEqual({
      forward: { always: { enabled: false, destination: toIna } },
    });
  });

  test('is never a destination in a word that nobody here knows, unless it is there already', () => {
    const other: ForwardDestination = { kind: 'other', raw: 'queue6' };
    expect(update({ forwardBusy: on(other) }, { forwardBusy: off(other) })).toEqual({
      forward: { busy: { enabled: true } },
    });
    for (const fresh of [{}, { forwardBusy: off(toIna) }, { forwardBusy: off({ kind: 'other', raw: 'x' }) }])
      expect(() => update({ forwardBusy: on(other) }, fresh as Partial<ReportedSettings>)).toThrow(
        expect.objectContaining({
          code: 'extension.invalid',
          detail: { field: 'forwardBusy', rule: 'not-writable' },
        }),
      );
  });

  test('of voicemail and monitoring is the part that differs, or all of it where that is forced', () => {
    const told = {
      voicemail: { on: true, byEmail: 'on' },
      monitoring: { allowed: true, mode: 'listen' },
    } as const;
    expect(update({ voicemail: { on: true, byEmail: 'off' } }, told)).toEqual({ voicemailToEmail: 'off' });
    expect(update({ voicemail: { on: false, byEmail: null } }, told)).toEqual({ hasVoicemail: false });
    expect(update({ voicemail: told.voicemail }, told, 'voicemail')).toEqual({
      hasVoicemail: true,
      voicemailToEmail: 'on',
    });
    expect(update({ monitoring: { allowed: true, mode: 'whisper' } }, told)).toEqual({
      monitorMode: 'whisper',
    });
    expect(update({ monitoring: { allowed: false, mode: 'listen' } }, told)).toEqual({
      allowMonitoring: false,
    });
    expect(update({ monitoring: told.monitoring }, told, 'monitoring')).toEqual({
      allowMonitoring: true,
      monitorMode: 'listen',
    });
  });

  test.each([
    ['disabled', 'disabled'],
    ['extensive', 'extensive'],
    ['listen', 'listen'],
    ['whisper', 'whisper'],
    ['barge-in', 'barge-in'],
    ['Coach', { other: 'Coach' }],
  ])('of a way of monitoring, %s, is %j', (mode, word) => {
    expect(update({ monitoring: { allowed: null, mode } })).toEqual({ monitorMode: word });
  });

  test.each([
    ['on', 'on'],
    ['off', 'off'],
    ['custom', { other: 'custom' }],
  ])('of mail about voicemail, %s, is %j', (byEmail, word) => {
    expect(update({ voicemail: { on: null, byEmail } })).toEqual({ voicemailToEmail: word });
  });

  test.each<[string | number, object | string]>([
    [60, { seconds: 60 }],
    ['follow-system', 'follow-system'],
    ['unlimited', 'unlimited'],
    ['Weekly', { other: 'Weekly' }],
  ])('of a longest call, %s, is %j', (maxDuration, word) => {
    expect(update({ maxDuration })).toEqual({ maxDuration: word });
  });

  test('of a mobile is the part that differs; number and prefix travel with its use as an extension', () => {
    const told = { mobile: { number: '1', prefix: '9', usedAsExtension: false, ringTogether: false } };
    expect(update({ mobile: { ...told.mobile, number: '2' } }, told)).toEqual({ mobile: '2' });
    expect(update({ mobile: { ...told.mobile, prefix: '0' } }, told)).toEqual({ mobilePrefix: '0' });
    expect(update({ mobile: { ...told.mobile, ringTogether: true } }, told)).toEqual({
      ringSimultaneously: true,
    });
    expect(update({ mobile: { ...told.mobile, usedAsExtension: true } }, told)).toEqual({
      mobile: '1',
      mobilePrefix: '9',
      mobilityEnabled: true,
    });
    expect(update({ mobile: mobile({ number: '1', usedAsExtension: true }) })).toEqual({
      mobile: '1',
      mobilityEnabled: true,
    });
    const used = { mobile: { ...told.mobile, usedAsExtension: true } };
    expect(update({ mobile: { ...used.mobile, ringTogether: true } }, used)).toEqual({
      ringSimultaneously: true,
    });
    expect(update({ mobile: { ...used.mobile, usedAsExtension: false } }, used)).toEqual({
      mobilityEnabled: false,
    });
    expect(update({ mobile: told.mobile }, told, 'mobile')).toEqual({
      mobile: '1',
      mobilePrefix: '9',
      mobilityEnabled: false,
      ringSimultaneously: false,
    });
  });
});
