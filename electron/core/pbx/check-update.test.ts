import fc from 'fast-check';
import { expect, test } from 'vitest';
import { checkField, extensionLimits } from '../../contract/extension-limits.ts';
import { isAppError } from '../app-error.ts';
import { checkUpdate, updateViolations, type UpdateContext } from './check-update.ts';
import type { ExtensionUpdate } from './extension-detail.ts';

type Change = Omit<ExtensionUpdate, 'extension'>;

const violations = (change: Change, context?: UpdateContext) =>
  updateViolations({ extension: '1002', ...change }, context);

const long = (character: string, length: number): string => character.repeat(length);
const always = (destination: NonNullable<NonNullable<Change['forward']>['always']>['destination']): Change =>
  destination === undefined ? {} : { forward: { always: { destination } } };

/** The longest, the shortest and the blank values that the document and the notes allow. */
test.each<Change>([
  { number: '1000' },
  { name: '' },
  { name: long('a', 31) },
  { name: 'Ina Tang' },
  { name: 'Zoë Łukasiewicz 李' },
  { callerId: '' },
  { callerId: long('1', 31) },
  { registerName: long('a', 31) },
  { registerPassword: 'x' },
  { registerPassword: long('x', 31) },
  { registerPassword: '!#$%()*+,-./:=?@[]^_{}~' },
  { loginPassword: long('x', 6) },
  { loginPassword: long('x', 63) },
  { maxRegistrations: 1 },
  { maxRegistrations: 5 },
  { email: '' },
  { email: 'apple@yeastar.com' },
  { mobile: '' },
  { mobile: long('1', 31) },
  { voicemailPin: long('1', 63) },
  { mobilePrefix: '' },
  { mobilePrefix: long('1', 7) },
  ...([15, 30, 60, 120, 300] as const).map((ringTimeoutSeconds) => ({ ringTimeoutSeconds })),
  ...([60, 300, 600, 900, 1800, 3600, 6000] as const).map((seconds) => ({ maxDuration: { seconds } })),
  { maxDuration: 'follow-system' },
  { maxDuration: 'unlimited' },
  ...(['disabled', 'extensive', 'listen', 'whisper', 'barge-in'] as const).map((monitorMode) => ({
    monitorMode,
  })),
  { agentId: '' },
  { agentId: '6932' },
  { doNotDisturb: false },
  { forward: { busy: { enabled: false } } },
  always({ kind: 'voicemail' }),
  always({ kind: 'extension', extension: '3002' }),
  always({ kind: 'mobile', prefix: long('1', 7) }),
  always({ kind: 'number', number: long('1', 15), prefix: '' }),
  always({ kind: 'number', number: '1', prefix: long('1', 7) }),
  { forward: { noAnswer: { destination: { kind: 'number', number: '1', prefix: long('1', 15) } } } },
])('%j may be sent', (change) => {
  expect(violations(change)).toEqual([]);
});

test.each<[Change, Record<string, unknown>]>([
  [{ number: '' }, { field: 'number', rule: 'blank', length: 0 }],
  [{ number: '10a' }, { field: 'number', rule: 'digits', length: 3 }],
  [{ name: long('a', 32) }, { field: 'name', rule: 'too-long', limit: 31, length: 32 }],
  [{ name: 'Amy!' }, { field: 'name', rule: 'letters-digits', length: 4 }],
  [{ callerId: long('1', 32) }, { field: 'callerId', rule: 'too-long', limit: 31, length: 32 }],
  [{ callerId: '+49' }, { field: 'callerId', rule: 'letters-digits', length: 3 }],
  [{ registerName: '' }, { field: 'registerName', rule: 'blank', length: 0 }],
  [{ registerName: long('a', 32) }, { field: 'registerName', rule: 'too-long', limit: 31, length: 32 }],
  [{ registerName: 'a b' }, { field: 'registerName', rule: 'letters-digits', length: 3 }],
  [{ registerPassword: '' }, { field: 'registerPassword', rule: 'blank', length: 0 }],
  [
    { registerPassword: long('x', 32) },
    { field: 'registerPassword', rule: 'too-long', limit: 31, length: 32 },
  ],
  [{ loginPassword: 'x2345' }, { field: 'loginPassword', rule: 'too-short', limit: 6, length: 5 }],
  [{ loginPassword: long('x', 64) }, { field: 'loginPassword', rule: 'too-long', limit: 63, length: 64 }],
  [{ maxRegistrations: 0 }, { field: 'maxRegistrations', rule: 'range', limit: '1-5', kind: 'number' }],
  [{ maxRegistrations: 6 }, { field: 'maxRegistrations', rule: 'range', limit: '1-5', kind: 'number' }],
  [{ maxRegistrations: 1.5 }, { field: 'maxRegistrations', rule: 'range', limit: '1-5', kind: 'number' }],
  [{ maxRegistrations: NaN }, { field: 'maxRegistrations', rule: 'range', limit: '1-5', kind: 'number' }],
  [{ email: 'apple' }, { field: 'email', rule: 'email', length: 5 }],
  [{ mobile: long('1', 32) }, { field: 'mobile', rule: 'too-long', limit: 31, length: 32 }],
  [{ mobile: '+49151' }, { field: 'mobile', rule: 'digits', length: 6 }],
  [{ mobile: '١٢٣' }, { field: 'mobile', rule: 'digits', length: 3 }],
  [{ voicemailPin: '12a4' }, { field: 'voicemailPin', rule: 'digits', length: 4 }],
  [{ voicemailPin: '' }, { field: 'voicemailPin', rule: 'blank', length: 0 }],
  [{ voicemailPin: long('1', 64) }, { field: 'voicemailPin', rule: 'too-long', limit: 63, length: 64 }],
  [{ mobilePrefix: long('1', 8) }, { field: 'mobilePrefix', rule: 'too-long', limit: 7, length: 8 }],
  [
    { ringTimeoutSeconds: 45 },
    { field: 'ringTimeoutSeconds', rule: 'option', limit: '15,30,60,120,300', kind: 'number' },
  ],
  [{ maxDuration: { seconds: 61 } }, { field: 'maxDuration', rule: 'option', kind: 'number' }],
  [{ maxDuration: { other: 'Sometimes' } }, { field: 'maxDuration', rule: 'not-writable', kind: 'other' }],
  [
    always({ kind: 'number', number: '', prefix: '' }),
    { field: 'forward.always.number', rule: 'blank', length: 0 },
  ],
  [
    always({ kind: 'number', number: long('1', 16), prefix: '' }),
    { field: 'forward.always.number', rule: 'too-long', limit: 15, length: 16 },
  ],
  [
    always({ kind: 'number', number: '1', prefix: long('1', 8) }),
    { field: 'forward.always.prefix', rule: 'too-long', limit: 7, length: 8 },
  ],
  [
    { forward: { noAnswer: { destination: { kind: 'mobile', prefix: long('1', 16) } } } },
    { field: 'forward.noAnswer.prefix', rule: 'too-long', limit: 15, length: 16 },
  ],
  [
    { forward: { busy: { destination: { kind: 'mobile', prefix: long('1', 8) } } } },
    { field: 'forward.busy.prefix', rule: 'too-long', limit: 7, length: 8 },
  ],
  [
    always({ kind: 'extension', extension: '' }),
    { field: 'forward.always.extension', rule: 'blank', length: 0 },
  ],
  [
    always({ kind: 'other', raw: 'IVR 6500' }),
    { field: 'forward.always.destination', rule: 'not-writable', kind: 'other' },
  ],
  [{}, { field: 'extension', rule: 'nothing-to-change' }],
  [{ forward: { always: {} } }, { field: 'extension', rule: 'nothing-to-change' }],
])('%j is refused as %j', (change, expected) => {
  const found = violations(change);
  expect(found).toHaveLength(1);
  expect(found[0]).toMatchObject(expected);
});

test.each(Array.from(';&"\'\\<>`| \t\n\u0000\u00a0'))('%j may stand in neither password', (character) => {
  const password = `abc${character}defg`;
  for (const field of ['registerPassword', 'loginPassword'] as const)
    expect(violations({ [field]: password })).toEqual([{ field, rule: 'forbidden-character', length: 8 }]);
});

test('forwarding to the mobile number needs one, where it is known whether there is', () => {
  const change = always({ kind: 'mobile', prefix: '' });
  const refused = [{ field: 'forward.always.destination', rule: 'no-mobile', kind: 'mobile' }];
  expect(violations(change)).toEqual([]);
  expect(violations(change, { mobile: '139' })).toEqual([]);
  expect(violations(change, { mobile: '' })).toEqual(refused);
  expect(violations({ ...change, mobile: '139' }, { mobile: '' })).toEqual([]);
  expect(violations({ ...change, mobile: '' }, { mobile: '139' })).toEqual(refused);
});

test('the extension itself has to be a number, or a crooked one could name others', () => {
  for (const extension of ['', '1000,1001', '1000 ', 'all'])
    expect(updateViolations({ extension, doNotDisturb: true })).toEqual([
      expect.objectContaining({ field: 'extension' }),
    ]);
});

test('values of a wrong type are refused, whoever lets them through', () => {
  for (const field of Object.keys(extensionLimits)) {
    const limited = Object.keys(extensionLimits).find(
      (name): name is keyof typeof extensionLimits => name === field,
    );
    if (limited === undefined) continue;
    expect(checkField(limited, null)).toEqual({ field, rule: 'type', kind: 'null' });
    expect(checkField(limited, ['on'])).toEqual({ field, rule: 'type', kind: 'object' });
  }
});

test('checkUpdate throws the first violation as extension.invalid', () => {
  expect(() => {
    checkUpdate({ extension: '1002', name: 'Amy!' });
  }).toThrow(
    expect.objectContaining({
      code: 'extension.invalid',
      detail: { field: 'name', rule: 'letters-digits', length: 4 },
    }),
  );
});

test("an error never holds a secret's value", () => {
  const secret = fc.string({ minLength: 6, maxLength: 80 });
  fc.assert(
    fc.property(secret, secret, secret, (registerPassword, loginPassword, voicemailPin) => {
      const [first, second, third] = [registerPassword, loginPassword, voicemailPin].map(
        (value) => `s3cret${value}`,
      );
      const update = {
        extension: '1002',
        registerPassword: first ?? '',
        loginPassword: second ?? '',
        voicemailPin: third ?? '',
      };
      expect(JSON.stringify(updateViolations(update))).not.toContain('s3cret');
      try {
        checkUpdate(update);
      } catch (error) {
        if (!isAppError(error)) throw error;
        expect(`${JSON.stringify(error)} ${error.message} ${error.stack ?? ''}`).not.toContain('s3cret');
      }
    }),
  );
});
