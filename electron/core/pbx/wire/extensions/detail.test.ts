import fc from 'fast-check';
import { expect, test } from 'vitest';
import { isAppError } from '../../../app-error.ts';
import { detailSample } from './document-samples.fixture.ts';
import type { ExtensionDetail } from '../../extension-detail.ts';
import { readDetails } from './detail.ts';

const bytes = (value: unknown): Buffer =>
  Buffer.from(typeof value === 'string' ? value : JSON.stringify(value));

function readOne(fields: Readonly<Record<string, unknown>>): ExtensionDetail {
  const [detail] = readDetails(bytes({ status: 'Success', extinfos: [{ extnumber: '1000', ...fields }] }));
  if (detail === undefined) throw new Error('No extension was read.');
  return detail;
}

const samplePassword = 'Yeastar202';

test("reads the document's sample", () => {
  expect(readDetails(bytes(detailSample))).toEqual([
    {
      number: '1000',
      name: '1000',
      rawStatus: 'Idle',
      type: 'FXS',
      port: 'Span2-Port1',
      callerId: '1000',
      registerName: '',
      maxRegistrations: 1,
      email: '',
      mobile: '',
      language: 'System Default',
      hasVoicemail: true,
      voicemailToEmail: 'off',
      forward: {
        always: { enabled: false },
        noAnswer: { enabled: true, destination: { kind: 'voicemail' } },
        busy: { enabled: true, destination: { kind: 'voicemail' } },
      },
      mobilityEnabled: false,
      ringSimultaneously: false,
      mobilePrefix: '',
      allowMonitoring: false,
      monitorMode: 'disabled',
      ringTimeoutSeconds: 30,
      maxDuration: 'follow-system',
      doNotDisturb: false,
      outboundRestricted: false,
      calls: [],
      secrets: {
        registerPassword: samplePassword,
        loginPasswordMd5: '27499b15c12640fd2dbb237bd23da850',
        voicemailPin: '1000',
      },
    },
  ]);
});

test('missing is not empty: a field that the answer lacks is absent', () => {
  expect(readOne({})).toEqual({
    number: '1000',
    rawStatus: '',
    type: '',
    forward: { always: {}, noAnswer: {}, busy: {} },
    calls: [],
    secrets: {},
  });
  expect(readOne({ mobile: null, dnd: null, username: null })).toEqual(readOne({}));
  expect(readOne({ username: '' }).name).toBe('');
});

test.each([
  [{ mobile: '139' }, '139'],
  [{ moblie: '139' }, '139'],
  [{ moblie: 139 }, '139'],
  [{ mobile: ' 139 ' }, '139'],
  [{ mobile: '', moblie: '139' }, '139'],
  [{ mobile: '139', moblie: '' }, '139'],
  [{ mobile: '', moblie: '' }, ''],
  [{}, undefined],
])('the mobile number of %j is %j', (fields, mobile) => {
  expect(readOne(fields).mobile).toBe(mobile);
});

test.each([
  ['on', true],
  [' On ', true],
  [true, true],
  ['OFF', false],
  [false, false],
  ['1', undefined],
  [1, undefined],
])('a switch that is %j', (dnd, expected) => {
  expect(readOne({ dnd }).doNotDisturb).toBe(expected);
});

test.each([
  [30, 30],
  [' 30 ', 30],
  ['1234567890', undefined],
  ['30s', undefined],
  ['-30', undefined],
  ['', undefined],
  [-30, undefined],
  [1.5, undefined],
])('a ringing time that is %j', (ringtimeout, expected) => {
  expect(readOne({ ringtimeout }).ringTimeoutSeconds).toBe(expected);
});

test('a long mobile number without quotes keeps its digits', () => {
  const answer = `{"status":"Success","extinfos":[{"extnumber":1000,"moblie":4915112345678901234567}]}`;
  expect(readDetails(bytes(answer))[0]?.mobile).toBe('4915112345678901234567');
});

test.each([
  ['Disabled', 'disabled'],
  ['disable', 'disabled'],
  ['EXTENSIVE', 'extensive'],
  ['Listen', 'listen'],
  ['whisper', 'whisper'],
  ['Barge-in', 'barge-in'],
  ['Barge in', 'barge-in'],
  ['Coach', { other: 'Coach' }],
  ['constructor', { other: 'constructor' }],
])('monitor mode %s', (monitormode, expected) => {
  expect(readOne({ monitormode }).monitorMode).toEqual(expected);
});

test.each([
  ['Follow System', 'follow-system'],
  ['followsystem', 'follow-system'],
  ['UNLIMITED', 'unlimited'],
  ['600', { seconds: 600 }],
  [600, { seconds: 600 }],
  ['600 s', { other: '600 s' }],
  ['x600', { other: 'x600' }],
  ['Sometimes', { other: 'Sometimes' }],
])('longest call %s', (maxduration, expected) => {
  expect(readOne({ maxduration }).maxDuration).toEqual(expected);
});

test.each([
  ['on', 'on'],
  ['OFF', 'off'],
  ['Custom', 'custom'],
  ['Weekly', { other: 'Weekly' }],
  [true, 'on'],
  [false, 'off'],
])('voicemail to e-mail %s', (enablevmtoemail, expected) => {
  expect(readOne({ enablevmtoemail }).voicemailToEmail).toEqual(expected);
});

test('unknown fields, values that cannot be understood, and companions of no destination count as missing', () => {
  const unknown = { presence: 'Away', groups: [{ id: 1 }] };
  const senseless = { dnd: 'sometimes', ringtimeout: 'long', port: ['x'] };
  const companions = { ntransferprefix: '9', ntransfernum: '' };
  expect(readOne({ ...unknown, ...senseless, ...companions })).toEqual(readOne({}));
});

test('secrets stay among the secrets, even when they cannot be understood', () => {
  const fields = { registerpassword: ['s3cret'], loginpassword: { md5: 's3cret' }, vmsecret: true };
  const detail = readOne(fields);
  expect(detail).toEqual(readOne({}));
  const { secrets, ...rest } = readOne({
    registerpassword: 's3cret',
    loginpassword: 's3cret',
    vmsecret: 's3cret',
  });
  expect(Object.values(secrets)).toEqual(['s3cret', 's3cret', 's3cret']);
  expect(JSON.stringify(rest)).not.toContain('s3cret');
});

test('one extension as an object; a broken entry beside a good one', () => {
  expect(readDetails(bytes({ status: 'Success', extinfos: { extnumber: 7 } }))[0]?.number).toBe('7');
  const two = readDetails(
    bytes({ status: 'Success', extinfos: [{ username: 'Nobody' }, { extnumber: '8' }] }),
  );
  expect(two.map((detail) => detail.number)).toEqual(['8']);
});

test('an object of extensions, empty or keyed by number, is a list too', () => {
  expect(readDetails(bytes({ status: 'Success', extinfos: {} }))).toEqual([]);
  const keyed = readDetails(
    bytes({ status: 'Success', extinfos: { 7: { extnumber: 7 }, 8: { extnumber: 8 } } }),
  );
  expect(keyed.map((detail) => detail.number)).toEqual(['7', '8']);
});

test('a tab in my own name costs nothing, and secrets stay as they came', () => {
  const raw =
    '{"status":"Success","extinfos":[{"extnumber":"1","username":"A\tB\\u202E","registerpassword":"x\\u202Ey"}]}';
  expect(readDetails(bytes(raw))[0]).toMatchObject({
    name: 'A B',
    secrets: { registerPassword: 'x\u202Ey' },
  });
});

test.each([undefined, null, 'none', 7, [{}], [null], [[]], { a: 1 }])(
  '%j in place of the extensions is malformed',
  (extinfos) => {
    expect(() => readDetails(bytes({ status: 'Success', extinfos }))).toThrow(
      expect.objectContaining({ code: 'pbx.malformed' }),
    );
  },
);

/** Each field of the sample with the ways in which the device may write it. */
const casings = [
  (word: string) => word.toLowerCase(),
  (word: string) => word.toUpperCase(),
  (word: string) => word,
];
const cased = (word: string): fc.Arbitrary<string> => fc.constantFrom(...casings.map((write) => write(word)));
const number = (digits: string): fc.Arbitrary<string | number> => fc.constantFrom(digits, Number(digits));

const variation = fc.record({
  hasvoicemail: cased('On'),
  enablevmtoemail: cased('Off'),
  alwaysforward: cased('off'),
  noanswerforward: cased('On'),
  ntransferto: fc.oneof(cased('Voicemail'), cased('Voice Mail')),
  busyforward: cased('On'),
  btransferto: cased('Voicemail'),
  ringsimultaneous: cased('Off'),
  enablemobile: cased('Off'),
  allowbeingmonitored: cased('Off'),
  monitormode: fc.oneof(cased('Disabled'), cased('Disable')),
  dnd: cased('Off'),
  callrestriction: cased('Off'),
  extnumber: number('1000'),
  username: number('1000'),
  callerid: number('1000'),
  vmsecret: number('1000'),
  maxregistrations: number('1'),
  ringtimeout: number('30'),
  maxduration: fc.oneof(cased('Follow System'), cased('FollowSystem')),
});

test('however the device writes them, the same facts are the same extension', () => {
  const plain = readDetails(bytes(detailSample));
  const sample = JSON.parse(detailSample) as { extinfos: [Record<string, unknown>] };
  const raw = sample.extinfos[0];
  fc.assert(
    fc.property(
      variation,
      fc.constantFrom('moblie', 'mobile'),
      fc.boolean(),
      (fields, mobileKey, isArray) => {
        const { moblie, ...rest } = raw;
        const varied = { ...rest, [mobileKey]: moblie, ...fields };
        const answer = { status: 'SUCCESS', extinfos: isArray ? [varied] : varied };
        expect(readDetails(bytes(answer))).toEqual(plain);
      },
    ),
  );
});

test('whatever an entry holds, reading throws nothing but pbx.malformed', () => {
  const names = fc.constantFrom(
    ...['extnumber', 'moblie', 'dnd', 'ntransferto', 'ntransferext', 'inbound', 'outbound', 'maxduration'],
    ...['__proto__', 'toString', 'monitormode', 'vmsecret', 'news'],
  );
  const entry = fc.dictionary(names, fc.jsonValue(), { maxKeys: 8 });
  fc.assert(
    fc.property(fc.oneof(fc.jsonValue(), fc.array(entry, { maxLength: 3 }), entry), (extinfos) => {
      const text = JSON.stringify({ status: 'Success', extinfos });
      try {
        for (const detail of readDetails(Buffer.from(text))) {
          expect(detail.number).not.toBe('');
        }
      } catch (error) {
        if (!isAppError(error, 'pbx.malformed')) throw error;
      }
    }),
    { numRuns: 500 },
  );
});
