import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { ForwardDestination } from '../../../../contract/my-extension/settings.ts';
import { forwardFields, forwardKinds, readForwardRule, writeForwardRule, type WireRule } from './forward.ts';

const silent: WireRule = {
  enabled: undefined,
  to: undefined,
  extension: undefined,
  prefix: undefined,
  number: undefined,
};
const destination = (rule: Partial<WireRule>, mobile?: string): ForwardDestination | undefined =>
  readForwardRule({ ...silent, ...rule }, mobile).destination;

test.each<[Partial<WireRule>, string | undefined, ForwardDestination]>([
  [{ to: 'Voicemail' }, undefined, { kind: 'voicemail' }],
  [{ to: 'voicemail', prefix: '' }, undefined, { kind: 'voicemail' }],
  [{ to: 'Extension', extension: '3002' }, undefined, { kind: 'extension', extension: '3002' }],
  [{ to: 'ext1000' }, undefined, { kind: 'extension', extension: '1000' }],
  [{ to: 'EXT0071' }, undefined, { kind: 'extension', extension: '0071' }],
  [{ to: 'Mobile Number' }, '139', { kind: 'mobile', prefix: '' }],
  [{ to: 'mobile number', prefix: '9' }, undefined, { kind: 'mobile', prefix: '9' }],
  [{ to: 'mobile1399999999' }, '1399999999', { kind: 'mobile', prefix: '' }],
  [{ to: 'mobile91399999999' }, '1399999999', { kind: 'mobile', prefix: '9' }],
  [{ to: 'mobile1399999999', prefix: '00' }, '1399999999', { kind: 'mobile', prefix: '00' }],
  [
    { to: 'Custom Number', number: '5923333', prefix: '9' },
    undefined,
    { kind: 'number', number: '5923333', prefix: '9' },
  ],
  [{ to: 'Custom Number', number: '5923333' }, undefined, { kind: 'number', number: '5923333', prefix: '' }],
  [{ to: 'number95923333' }, undefined, { kind: 'number', number: '95923333', prefix: '' }],
  [{ to: 'number5923333', prefix: '9' }, undefined, { kind: 'number', number: '5923333', prefix: '9' }],
  [{ to: 'Extension' }, undefined, { kind: 'other', raw: 'Extension' }],
  [{ to: 'Custom Number', number: '' }, undefined, { kind: 'other', raw: 'Custom Number' }],
  [{ to: 'Custom Number' }, undefined, { kind: 'other', raw: 'Custom Number' }],
  [{ to: 'Voicemail 7' }, undefined, { kind: 'other', raw: 'Voicemail 7' }],
  [{ to: 'mobile91399999999' }, undefined, { kind: 'mobile', prefix: '' }],
  [{ to: 'mobile91399999999' }, '', { kind: 'mobile', prefix: '' }],
  [{ to: 'mobile91399999999' }, '1500', { kind: 'mobile', prefix: '' }],
  [{ to: 'IVR 6500' }, undefined, { kind: 'other', raw: 'IVR 6500' }],
  [{ to: '' }, undefined, { kind: 'other', raw: '' }],
])('%j with mobile %j is %j', (rule, mobile, expected) => {
  expect(destination(rule, mobile)).toEqual(expected);
});

test('a field missing from the answer stays missing', () => {
  expect(readForwardRule(silent, undefined)).toEqual({});
  expect(readForwardRule({ ...silent, enabled: false }, undefined)).toEqual({ enabled: false });
  expect(writeForwardRule('always', {})).toEqual({});
});

test('a destination goes out in its long form with its companions, and with no others', () => {
  expect(writeForwardRule('always', { enabled: true, destination: { kind: 'voicemail' } })).toEqual({
    alwaysforward: 'on',
    atransferto: 'Voicemail',
  });
  expect(writeForwardRule('busy', { destination: { kind: 'extension', extension: '1001' } })).toEqual({
    btransferto: 'Extension',
    btransferext: '1001',
  });
  expect(writeForwardRule('noAnswer', { destination: { kind: 'mobile', prefix: '' } })).toEqual({
    ntransferto: 'Mobile Number',
    ntransferprefix: '',
  });
  expect(writeForwardRule('noAnswer', { destination: { kind: 'number', number: '5', prefix: '9' } })).toEqual(
    {
      ntransferto: 'Custom Number',
      ntransferprefix: '9',
      ntransfernum: '5',
    },
  );
});

const digits = (minLength: number, maxLength: number): fc.Arbitrary<string> =>
  fc.string({ unit: fc.constantFrom(...Array.from('0123456789')), minLength, maxLength });

const anyDestination: fc.Arbitrary<ForwardDestination> = fc.oneof(
  fc.constant({ kind: 'voicemail' as const }),
  fc.record({ kind: fc.constant('extension' as const), extension: digits(1, 7) }),
  fc.record({ kind: fc.constant('mobile' as const), prefix: digits(0, 7) }),
  fc.record({ kind: fc.constant('number' as const), number: digits(1, 15), prefix: digits(0, 7) }),
);

test('what is written reads back as it was, in the short form too', () => {
  fc.assert(
    fc.property(anyDestination, fc.constantFrom(...forwardKinds), digits(1, 31), (given, kind, mobile) => {
      const fields = forwardFields[kind];
      const wire: Readonly<Record<string, string>> = writeForwardRule(kind, { destination: given });
      const rule: WireRule = {
        enabled: undefined,
        to: wire[fields.to],
        extension: wire[fields.extension],
        prefix: wire[fields.prefix],
        number: wire[fields.number],
      };
      expect(readForwardRule(rule, mobile)).toEqual({ destination: given });
      const short = {
        voicemail: 'voicemail',
        extension: `ext${rule.extension ?? ''}`,
        mobile: `mobile${mobile}`,
        number: `number${rule.number ?? ''}`,
        other: '',
      }[given.kind];
      expect(destination({ to: short, prefix: rule.prefix }, mobile)).toEqual(given);
    }),
  );
});
