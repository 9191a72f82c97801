/** Limits of what is typed, and that what the device holds is never held against them. */

import { describe, expect, test } from 'vitest';
import { checkChange, checkLimit, type LimitContext, type LimitName } from './limits.ts';
import { settingNames } from './setting-facts.ts';
import type { SettingChange, ReportedSettings } from './settings.ts';

const nothingTold = Object.fromEntries(settingNames.map((name) => [name, null])) as ReportedSettings;
const context = (
  current: Partial<ReportedSettings> = {},
  more: Partial<LimitContext> = {},
): LimitContext => ({
  dialling: { internationalPrefix: '00' },
  current: { ...nothingTold, ...current },
  mobileNumber: '01512345678',
  ...more,
});
const toNumber = (number: string, prefix = ''): SettingChange => ({
  setting: 'forwardAll',
  value: { on: true, destination: { kind: 'number', number, prefix } },
});

describe('a typed value', () => {
  const digits = (length: number): string => '1'.repeat(length);
  test.each<[LimitName, string | number]>([
    ['name', 'Ina Tang-Müller'],
    ['name', ''],
    ['name', '𝒜'.repeat(31)],
    ['email', 'ina@example.com'],
    ['email', ''],
    ['ringTime', 15],
    ['mobile.number', digits(31)],
    ['mobile.prefix', ''],
    ['forward.number', digits(15)],
    ['forward.prefix', digits(7)],
    ['forwardNoAnswer.prefix', digits(15)],
    ['voicemailPin', digits(63)],
    ['maxRegistrations', 5],
    ['maxDuration', 'unlimited'],
    ['loginPassword', 'Secret1'],
  ])('%s takes %j', (name, value) => {
    expect(checkLimit(name, value)).toBeUndefined();
  });

  test.each<[LimitName, string | number, object]>([
    ['name', 'A'.repeat(32), { rule: 'too-long', limit: 31 }],
    ['name', 'Ina <b>', { rule: 'name-character' }],
    ['name', 'Ina\n', { rule: 'name-character' }],
    ['email', 'ina at example.com', { rule: 'email' }],
    ['ringTime', 20, { rule: 'option', limit: '15, 30, 60, 120, 300' }],
    ['ringTime', '15', { rule: 'option', limit: '15, 30, 60, 120, 300' }],
    ['forward.extension', '', { rule: 'blank' }],
    ['forward.number', digits(16), { rule: 'too-long', limit: 15 }],
    ['forward.prefix', digits(8), { rule: 'too-long', limit: 7 }],
    ['voicemailPin', '', { rule: 'blank' }],
    ['voicemailPin', '12a4', { rule: 'digits' }],
    ['voicemailPin', digits(64), { rule: 'too-long', limit: 63 }],
    ['registerPassword', 'a b', { rule: 'forbidden-character' }],
    ['registerPassword', 'a`b', { rule: 'forbidden-character' }],
    ['loginPassword', 'short', { rule: 'too-short', limit: 6 }],
    ['maxRegistrations', 6, { rule: 'range', limit: '1–5' }],
    ['maxRegistrations', Number.NaN, { rule: 'range', limit: '1–5' }],
    ['maxDuration', 61, { rule: 'option' }],
  ])('%s refuses %j', (name, value, broken) => {
    expect(checkLimit(name, value)).toMatchObject(broken);
  });
});

describe('a change', () => {
  test('of a number counts the digits that are dialled, not those that are typed', () => {
    expect(checkChange(toNumber('+49 (0)30 / 123 45 67'), context())).toBeUndefined();
    expect(checkChange(toNumber('+49 151 2345 6789 01'), context())).toEqual({
      setting: 'forwardAll',
      part: 'number',
      rule: 'too-long',
      limit: 15,
    });
  });

  test('with a plus is refused where it isn’t known what to dial for it', () => {
    const unknown = context({}, { dialling: { internationalPrefix: null } });
    expect(checkChange(toNumber('+49301234'), unknown)).toMatchObject({ part: 'number', rule: 'plus' });
  });

  test('says which part is wrong', () => {
    expect(checkChange(toNumber('030', '12345678'), context())).toMatchObject({ part: 'prefix', limit: 7 });
    expect(
      checkChange({ setting: 'forwardBusy', value: { on: true, destination: null } }, context()),
    ).toEqual({
      setting: 'forwardBusy',
      part: 'destination',
      rule: 'blank',
    });
  });

  test('to my mobile needs a number to be set, where it is known that there is none', () => {
    const mobile: SettingChange = {
      setting: 'forwardAll',
      value: { on: true, destination: { kind: 'mobile', prefix: '' } },
    };
    expect(checkChange(mobile, context({}, { mobileNumber: '' }))).toMatchObject({ rule: 'no-mobile' });
    expect(checkChange(mobile, context({}, { mobileNumber: null }))).toBeUndefined();
  });

  test('that keeps what the device holds is never refused, whatever the table says', () => {
    const long = '1'.repeat(20);
    const current = {
      ringTime: 12,
      name: 'Ina <Tang>',
      mobile: { number: '+49', prefix: '123456789', usedAsExtension: false, ringTogether: false },
      forwardAll: { on: true, destination: { kind: 'number', number: long, prefix: '' } },
    } as const;
    expect(checkChange({ setting: 'ringTime', value: 12 }, context(current))).toBeUndefined();
    expect(checkChange({ setting: 'name', value: 'Ina <Tang>' }, context(current))).toBeUndefined();
    expect(checkChange({ setting: 'mobile', value: current.mobile }, context(current))).toBeUndefined();
    expect(checkChange(toNumber(long), context(current))).toBeUndefined();
    // The same values typed where the device does not hold them.
    expect(checkChange({ setting: 'ringTime', value: 12 }, context())).toMatchObject({ rule: 'option' });
    expect(checkChange(toNumber(long), context())).toMatchObject({ rule: 'too-long' });
  });

  test('a word of newer firmware may be kept, and cannot be chosen', () => {
    const other = { on: true, destination: { kind: 'other', raw: 'Queue' } } as const;
    const change: SettingChange = { setting: 'forwardAll', value: other };
    expect(checkChange(change, context({ forwardAll: other }))).toBeUndefined();
    expect(checkChange(change, context())).toMatchObject({ part: 'destination', rule: 'not-writable' });
  });
});
