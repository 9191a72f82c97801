import { expect, test } from 'vitest';
import type { ExtensionUpdate } from '../../extension-detail.ts';
import { writeUpdate } from './update.ts';

test("the document's sample", () => {
  expect(JSON.stringify(writeUpdate({ extension: '1002', name: 'Amy' }))).toBe(
    '{"extid":"1002","username":"Amy"}',
  );
});

/** Every parameter of the document's table, in its order. */
const whole: Required<ExtensionUpdate> = {
  extension: '1001',
  number: '1000',
  name: 'Ina Tang',
  callerId: '1000',
  registerName: 'reg1000',
  registerPassword: 'Reg1000x',
  maxRegistrations: 5,
  loginPassword: 'Web1000x',
  email: 'apple@example.com',
  mobile: '134899999999',
  hasVoicemail: true,
  voicemailToEmail: 'off',
  voicemailPin: '0042',
  forward: {
    always: { enabled: false, destination: { kind: 'extension', extension: '3002' } },
    noAnswer: { enabled: true, destination: { kind: 'number', number: '5923333', prefix: '9' } },
    busy: { enabled: true, destination: { kind: 'mobile', prefix: '0' } },
  },
  mobilityEnabled: true,
  ringSimultaneously: false,
  mobilePrefix: '9',
  allowMonitoring: true,
  monitorMode: 'barge-in',
  ringTimeoutSeconds: 120,
  maxDuration: { seconds: 600 },
  doNotDisturb: true,
  outboundRestricted: false,
  agentId: '6932',
};

test('every parameter of the table, all as text, switches as on and off', () => {
  expect(writeUpdate(whole)).toEqual({
    extid: '1001',
    extnumber: '1000',
    username: 'Ina Tang',
    callerid: '1000',
    registername: 'reg1000',
    registerpassword: 'Reg1000x',
    maxregistrations: '5',
    loginpassword: 'Web1000x',
    email: 'apple@example.com',
    mobile: '134899999999',
    hasvoicemail: 'on',
    enablevmtoemail: 'off',
    vmsecret: '0042',
    alwaysforward: 'off',
    atransferto: 'Extension',
    atransferext: '3002',
    noanswerforward: 'on',
    ntransferto: 'Custom Number',
    ntransferprefix: '9',
    ntransfernum: '5923333',
    busyforward: 'on',
    btransferto: 'Mobile Number',
    btransferprefix: '0',
    enablemobile: 'on',
    ringsimultaneous: 'off',
    mobileprefix: '9',
    allowbeingmonitored: 'on',
    monitormode: 'Barge-in',
    ringtimeout: '120',
    maxduration: '600',
    dnd: 'on',
    callrestriction: 'off',
    agentid: '6932',
  });
});

test('each field alone sends itself alone', () => {
  for (const [field, value] of Object.entries(whole)) {
    if (field === 'extension' || field === 'forward') continue;
    const body = writeUpdate({ extension: '1001', [field]: value });
    expect(Object.keys(body), field).toHaveLength(2);
  }
});

test('a field goes out empty only when the update says so', () => {
  expect(writeUpdate({ extension: '1001', mobile: '', forward: { always: {} } })).toEqual({
    extid: '1001',
    mobile: '',
  });
});

test('words for the longest call', () => {
  expect(writeUpdate({ extension: '1', maxDuration: 'follow-system' }).maxduration).toBe('Follow System');
  expect(writeUpdate({ extension: '1', maxDuration: 'unlimited' }).maxduration).toBe('Unlimited');
});
