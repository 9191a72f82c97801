import { expect, test } from 'vitest';
import { createListAnswer, extensionDetail } from './answers.ts';
import { createDevice } from '../device.ts';
import { freshFields, type Extension, type ExtensionFields } from './extension-fields.ts';
import { makePeople } from '../office/people.ts';
import { createWriter, noQuirks, usualQuirks, type Quirks } from './quirks.ts';
import { createSecretBook } from '../secret-book.ts';

function detail(
  fields: Partial<ExtensionFields>,
  quirks: Partial<Quirks> = {},
  calls: Partial<Extension> = {},
) {
  const extension: Extension = {
    fields: { ...freshFields('1000'), ...fields },
    inbound: [],
    outbound: [],
    extra: {},
    ...calls,
  };
  return extensionDetail(extension, createWriter({ ...noQuirks, ...quirks }, 1));
}

test("without quirks the detail is written like the document's sample, key by key", () => {
  const sample = {
    extnumber: '1000',
    username: '1000',
    status: 'Idle',
    type: 'FXS',
    port: 'Span2-Port1',
    callerid: '1000',
    registername: '',
    registerpassword: 'Yeastar202',
    maxregistrations: '1',
    loginpassword: '27499b15c12640fd2dbb237bd23da850',
    email: '',
    moblie: '',
    language: 'System Default',
    hasvoicemail: 'on',
    enablevmtoemail: 'off',
    vmsecret: '1000',
    alwaysforward: 'off',
    noanswerforward: 'on',
    ntransferto: 'Voicemail',
    ntransferprefix: '',
    busyforward: 'on',
    btransferto: 'Voicemail',
    btransferprefix: '',
    ringsimultaneous: 'off',
    mobileprefix: '',
    enablemobile: 'off',
    allowbeingmonitored: 'off',
    monitormode: 'Disabled',
    ringtimeout: '30',
    maxduration: 'Follow System',
    dnd: 'off',
    callrestriction: 'off',
  };
  const written = detail({
    status: 'Idle',
    type: 'FXS',
    port: 'Span2-Port1',
    registername: '',
    registerpassword: 'Yeastar202',
    loginpassword: '27499b15c12640fd2dbb237bd23da850',
  });
  expect(JSON.stringify(written)).toBe(JSON.stringify(sample));
});

test('each quirk of values and keys can be chosen', () => {
  expect(detail({ ringtimeout: '60' }, { numbers: 'numbers' })).toMatchObject({
    ringtimeout: 60,
    extnumber: 1000,
  });
  // A number would damage these.
  expect(detail({ vmsecret: '0'.repeat(4) }, { numbers: 'numbers' })['vmsecret']).toBe('0000');
  expect(detail({ vmsecret: '9'.repeat(63) }, { numbers: 'numbers' })['vmsecret']).toBe('9'.repeat(63));
  expect(detail({ dnd: 'on' }, { switches: 'upper' })['dnd']).toBe('ON');
  expect(detail({ dnd: 'on' }, { switches: 'title' })['dnd']).toBe('On');
  expect(detail({ status: 'Busy' }, { statuses: 'lower' })['status']).toBe('busy');
  expect(detail({ mobile: '1' }, { mobileKey: 'mobile' })).toMatchObject({ mobile: '1' });
  expect(detail({ mobile: '1' }, { mobileKey: 'mobile' })).not.toHaveProperty('moblie');
  expect(detail({}, { monitorOff: 'Disable' })['monitormode']).toBe('Disable');
  expect(detail({}, { unknownFields: true })).toHaveProperty('presence');
  expect(detail({}, { offRules: 'kept' })).toMatchObject({ alwaysforward: 'off', atransferto: 'Voicemail' });
  expect(detail({}, { offRules: 'missing' })).not.toHaveProperty('atransferto');
});

test('a destination has a long form with its keys and a short one without', () => {
  const extension = { alwaysforward: 'on', atransferto: 'Extension', atransferext: '1001' };
  expect(detail(extension)).toMatchObject({ atransferto: 'Extension', atransferext: '1001' });
  const short = (fields: Partial<ExtensionFields>): Record<string, unknown> =>
    detail(fields, { destinations: 'short' });
  expect(short(extension)['atransferto']).toBe('ext1001');
  expect(short(extension)).not.toHaveProperty('atransferext');
  expect(short({ alwaysforward: 'on' })['atransferto']).toBe('voicemail');
  expect(
    short({ busyforward: 'on', btransferto: 'Mobile Number', mobile: '1399999999' })['btransferto'],
  ).toBe('mobile1399999999');
  const custom = { busyforward: 'on', btransferto: 'Custom Number', btransfernum: '95923333' };
  expect(short(custom)['btransferto']).toBe('number95923333');
  expect(detail(custom)).toMatchObject({ btransferto: 'Custom Number', btransfernum: '95923333' });
});

test('calls come as an object or an array, with either spelling of the outbound number', () => {
  const call = {
    id: 7,
    from: '1000',
    to: '555',
    trunk: 'T',
    status: 'Talking',
    party: { key: 'callee', number: '1002' },
  } as const;
  const calls = { inbound: [call], outbound: [call] };
  expect(detail({}, {}, calls)).toMatchObject({
    inbound: {
      inboundid: 7,
      from: '1000',
      to: '555',
      trunk: 'T',
      status: 'Talking',
      callee: [{ extid: '1002' }],
    },
    outbound: { ouboundid: 7 },
  });
  expect(detail({}, { calls: 'array', outboundIdKey: 'outboundid' }, calls)).toMatchObject({
    inbound: [{ inboundid: 7 }],
    outbound: [{ outboundid: 7 }],
  });
  expect(detail({}, {}, { inbound: [call, call] })['inbound']).toHaveLength(2);
});

test('failures say Failed or Failure, with a number as text or as a number', () => {
  expect(createWriter(noQuirks, 1).failure(10006, 'x')).toEqual({ status: 'Failed', errno: '10006' });
  const other = createWriter({ ...noQuirks, failureWord: 'Failure', errno: 'number' }, 1);
  expect(other.failure(10006, 'x')).toEqual({ status: 'Failure', errno: 10006 });
});

test('the usual mix shows every way of writing among a few hundred people, the same way every time', () => {
  const device = createDevice(makePeople(300, 1), createSecretBook());
  const texts = [1, 2].map(() => {
    const writer = createWriter(usualQuirks, 1);
    return device.list().map((extension) => JSON.stringify(extensionDetail(extension, writer)));
  });
  expect(texts[0]).toEqual(texts[1]);
  const all = `${texts[0]?.join('') ?? ''}${createListAnswer(device, createWriter(usualQuirks, 1))().toString()}`;
  for (const way of [
    /"extnumber":"1/,
    /"extnumber":1/,
    /"dnd":"off"/,
    /"dnd":"Off"/,
    /"dnd":"OFF"/,
    /"moblie"/,
    /"mobile"/,
    /"status":"registered"/,
    /"status":"REGISTERED"/,
    /"transferto":"Voicemail"|ntransferto":"Voicemail"/,
    /"ntransferto":"voicemail"/,
    /"btransferto":"ext1/,
    /"monitormode":"Disable"/,
    /"alwaysforward":"off","noanswer/i,
    /"alwaysforward":"off","atransferto"/i,
  ]) {
    expect(all).toMatch(way);
  }
});
