import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { startDemoPbx, type DemoPbx } from '../demo-pbx.ts';
import { ask, logIn, outcome } from '../plain-client.ts';

let pbx: DemoPbx;
let token: string;

beforeEach(async () => {
  pbx = await startDemoPbx({ certificate: { keyType: 'ec' }, quirks: 'none' });
  token = await logIn(pbx);
});
afterEach(() => pbx.close());

const call = (path: string, body: unknown): Promise<number | string> => outcome(pbx, path, { token, body });
const status = (number: string): string | undefined => pbx.extensions.get(number)?.fields.status;
const dial = { caller: '1002', callee: '1003', autoanswer: 'no' };

test('a call rings the caller first, then the colleague, and ends when one of them hangs up', async () => {
  const answer = await ask(pbx, 'extension/dial_extension', { token, body: dial });
  expect(answer).toEqual({ status: 'Success', callid: expect.stringMatching(/^\d+\.\d+$/) as string });
  expect([status('1002'), status('1003')]).toEqual(['Ringing', 'Registered']);
  pbx.phones.pickUp('1002');
  expect([status('1002'), status('1003')]).toEqual(['Busy', 'Ringing']);
  pbx.phones.pickUp('1003');
  expect([status('1002'), status('1003')]).toEqual(['Busy', 'Busy']);
  pbx.phones.hangUp('1003');
  expect([status('1002'), status('1003')]).toEqual(['Registered', 'Registered']);
});

test('an outside call shows in the caller’s detail, with an id that ends it', async () => {
  expect(await call('extension/dial_outbound', { extid: '1002', outto: '0301234567' })).toBe('Success');
  expect(pbx.extensions.get('1002')?.outbound).toEqual([]);
  pbx.phones.pickUp('1002');
  const [told] = pbx.extensions.get('1002')?.outbound ?? [];
  expect(told).toMatchObject({ from: '1002', to: '0301234567', status: 'Progress' });
  pbx.phones.answerOutside('1002');
  expect(pbx.extensions.get('1002')?.outbound).toMatchObject([{ status: 'Talking' }]);
  expect(await call('outbound/hangup', { outboundid: String(told?.id) })).toBe('Success');
  expect(status('1002')).toBe('Registered');
  expect(await call('outbound/hangup', { outboundid: String(told?.id) })).toBe(10007);
});

test('an outside call continues at the colleague that it is transferred to', async () => {
  pbx.phones.callFromOutside('1002', '0301234567');
  pbx.phones.pickUp('1002');
  const id = pbx.extensions.get('1002')?.inbound[0]?.id;
  expect(await call('inbound/transfer_extension', { inboundid: id, extid: '1003' })).toBe('Success');
  expect([status('1002'), status('1003')]).toEqual(['Registered', 'Ringing']);
  expect(pbx.extensions.get('1002')?.inbound).toEqual([]);
  pbx.phones.pickUp('1003');
  expect(pbx.extensions.get('1003')?.inbound).toMatchObject([{ id, from: '0301234567', status: 'Talking' }]);
});

describe('a refusal has its number', () => {
  test.each([
    ['extension/dial_extension', { caller: '1002' }, 10004],
    ['extension/dial_extension', { ...dial, callee: '4711' }, 10006],
    ['extension/dial_extension', { ...dial, caller: '4711' }, 10006],
    ['extension/dial_extension', { ...dial, autoanswer: 'perhaps' }, 10002],
    ['extension/dial_outbound', { extid: '1002', outto: '' }, 10004],
    ['extension/dial_outbound', { extid: '4711', outto: '0301234' }, 10006],
    ['extension/dial_outbound', { extid: '1002', outto: '4711' }, 100024],
    ['extension/hangup', { extid: '1002' }, 10007],
    ['inbound/hangup', { inboundid: '1' }, 10007],
    ['inbound/transfer_extension', { inboundid: '1', extid: '1003' }, 10007],
    ['outbound/transfer_extension', { outboundid: '1' }, 10004],
  ])('%s with %j: %i', async (path, body, errno) => {
    expect(await call(path, body)).toBe(errno);
  });

  test('a phone that is not idle cannot call, and cannot be called', async () => {
    pbx.extensions.setStatus('1003', 'Busy');
    expect(await call('extension/dial_extension', dial)).toBe(10008);
    expect(await call('extension/dial_extension', { caller: '1003', callee: '1002' })).toBe(10008);
    pbx.extensions.setStatus('1002', 'Unavailable');
    expect(await call('extension/dial_outbound', { extid: '1002', outto: '0301234567' })).toBe(10008);
  });

  test('an extension that may not call outside does not', async () => {
    pbx.extensions.set('1002', { callrestriction: 'on' });
    expect(await call('extension/dial_outbound', { extid: '1002', outto: '0301234567' })).toBe(100024);
  });
});
