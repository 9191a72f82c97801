import { describe, expect, test } from 'vitest';
import { createDevice, type Device } from '../device.ts';
import { freshFields } from './extension-fields.ts';
import { createSecretBook, md5 } from '../secret-book.ts';
import { checkUpdate, type UpdateCheck } from './update-rules.ts';

function twoExtensions(): Device {
  const people = ['1000', '1001'].map((number) => ({ ...freshFields(number), mobile: '15551234' }));
  return createDevice(people, createSecretBook());
}

function check(
  parameters: Record<string, unknown>,
  stored: Record<string, string> = {},
  mixed = false,
): UpdateCheck {
  const device = twoExtensions();
  device.set('1000', stored);
  const current = device.get('1000')?.fields ?? freshFields('1000');
  return checkUpdate({ extid: '1000', ...parameters }, current, device, mixed);
}

const accepted: [Record<string, unknown>, Record<string, string>?][] = [
  [{ extnumber: '1500' }],
  [{ username: 'Ina Tang' }],
  [{ username: '' }],
  [{ username: 'Zoë Nuñez' }],
  [{ callerid: '' }],
  [{ callerid: 'A'.repeat(31) }],
  [{ registername: '1000x' }],
  [{ registerpassword: 'a'.repeat(31) }],
  [{ registerpassword: 'Pa$$w0rd!#%()' }],
  [{ maxregistrations: '5' }],
  [{ maxregistrations: 3 }, { maxregistrations: '3' }],
  [{ loginpassword: 'sixsix' }, { loginpassword: md5('sixsix') }],
  [{ email: 'apple@yeastar.com' }],
  [{ email: '' }],
  [{ mobile: '1'.repeat(31) }],
  [{ hasvoicemail: 'Off' }, { hasvoicemail: 'off' }],
  [{ enablevmtoemail: 'custom' }],
  [{ vmsecret: '1'.repeat(63) }],
  [{ alwaysforward: 'on', atransferto: 'Voicemail' }],
  [{ alwaysforward: 'on', atransferto: 'Extension', atransferext: '1001' }],
  [{ alwaysforward: 'on', atransferto: 'Mobile Number', atransferprefix: '1234567' }],
  [{ atransferto: 'Custom Number', atransfernum: '123456789012345' }],
  [
    {
      noanswerforward: 'on',
      ntransferto: 'Custom Number',
      ntransfernum: '5',
      ntransferprefix: '1'.repeat(15),
    },
  ],
  [{ noanswerforward: 'off' }],
  [{ busyforward: 'on', btransferto: 'Extension', btransferext: '1001' }],
  [{ btransferto: 'Custom Number', btransferprefix: '9', btransfernum: '5923333' }],
  [{ enablemobile: 'ON' }, { enablemobile: 'on' }],
  [{ ringsimultaneous: 'on' }],
  [{ mobileprefix: '1234567' }],
  [{ allowbeingmonitored: 'on' }],
  [{ monitormode: 'Disable' }, { monitormode: 'Disabled' }],
  [{ monitormode: 'Barge-in' }],
  [{ ringtimeout: '15' }],
  [{ ringtimeout: 300 }, { ringtimeout: '300' }],
  [{ maxduration: 'Follow System' }],
  [{ maxduration: '6000' }],
  [{ dnd: 'on' }],
  [{ callrestriction: 'on' }],
  [{ agentid: '6932' }],
  [{ agentid: '' }],
];

describe('accepted and stored', () => {
  test.each(accepted)('%j', (parameters, stored) => {
    const expected = stored ?? parameters;
    expect(check(parameters)).toEqual({ changes: expected });
  });
});

const forbidden = [';', '&', '"', "'", '\\', '<', '>', '`', '|', ' '];

const refused: Record<string, unknown>[] = [
  { extnumber: '1001' },
  { extnumber: '' },
  { extnumber: 'abc' },
  { username: 'A'.repeat(32) },
  { username: 'a;b' },
  { callerid: 'A'.repeat(32) },
  { callerid: 'with space' },
  { registername: '' },
  { registername: 'A'.repeat(32) },
  { registerpassword: 'a'.repeat(32) },
  ...forbidden.map((character) => ({ registerpassword: `abc${character}def` })),
  ...forbidden.map((character) => ({ loginpassword: `abcdef${character}` })),
  { loginpassword: 'fives' },
  { loginpassword: 'a'.repeat(64) },
  { maxregistrations: '0' },
  { maxregistrations: '6' },
  { maxregistrations: true },
  { email: 'nobody' },
  { mobile: '1'.repeat(32) },
  { mobile: '+4912345' },
  { hasvoicemail: 'yes' },
  { enablevmtoemail: 'maybe' },
  { vmsecret: '1'.repeat(64) },
  { vmsecret: 'abc' },
  { alwaysforward: '1' },
  { atransferto: 'voicemail' },
  { atransferto: 'ext1001' },
  { atransferto: 'Extension' },
  { atransferto: 'Extension', atransferext: '1999' },
  { atransferto: 'Extension', atransferext: '1000' },
  { atransferto: 'Custom Number', atransfernum: '' },
  { atransferto: 'Custom Number' },
  { atransferto: 'Custom Number', atransfernum: '1234567890123456' },
  { atransferprefix: '12345678' },
  { ntransferprefix: '1'.repeat(16) },
  { ntransfernum: '12a' },
  { btransferprefix: '12345678' },
  { btransferto: 'Mobile Number', mobile: '' },
  { enablemobile: '' },
  { ringsimultaneous: 'true' },
  { mobileprefix: '12345678' },
  { allowbeingmonitored: 'x' },
  { monitormode: 'Spy' },
  { ringtimeout: '20' },
  { ringtimeout: '' },
  { maxduration: '61' },
  { maxduration: 'unlimited' },
  { dnd: '' },
  { callrestriction: 'x' },
];

describe('refused with 10017', () => {
  test.each(refused)('%j', (parameters) => {
    expect(check(parameters)).toEqual({ errno: 10017 });
  });
});

test('a required parameter that is blank is 10004', () => {
  expect(check({ registerpassword: '' })).toEqual({ errno: 10004 });
  expect(check({ maxregistrations: '' })).toEqual({ errno: 10004 });
});

test('a rule can be switched on for the destination that is stored, when that is whole', () => {
  const stored = { atransferto: 'Custom Number', atransfernum: '555' };
  expect(check({ alwaysforward: 'on' }, stored)).toEqual({ changes: { alwaysforward: 'on' } });
  expect(check({ alwaysforward: 'on' }, { ...stored, atransfernum: '' })).toEqual({ errno: 10017 });
  expect(check({ mobile: '' }, { busyforward: 'on', btransferto: 'Mobile Number' })).toEqual({
    errno: 10017,
  });
});

test('a rule that is already broken doesn’t block another change', () => {
  expect(check({ dnd: 'on' }, { busyforward: 'on', btransferto: 'Extension', btransferext: '1999' })).toEqual(
    {
      changes: { dnd: 'on' },
    },
  );
});

test('what the table does not know is ignored: the misspelt mobile, the language, new fields', () => {
  expect(check({ moblie: '123', language: 'English', status: 'Busy', whatever: {} })).toEqual({
    changes: {},
  });
});

test('a ring timeout or longest call among forwarding fields is 10017 on devices with that habit', () => {
  for (const other of [{ ringtimeout: '60' }, { maxduration: '600' }]) {
    const parameters = { ...other, busyforward: 'off' };
    expect(check(parameters)).toEqual({ changes: parameters });
    expect(check(parameters, {}, true)).toEqual({ errno: 10017 });
    expect(check(other, {}, true)).toEqual({ changes: other });
  }
});
