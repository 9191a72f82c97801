/** What the calls about phone calls send, and what each error number means there. */

import { expect, test } from 'vitest';
import { AppError, toFailure } from '../app-error.ts';
import { createPbxCalls, type PbxCalls } from './calls.ts';

const outside = { direction: 'inbound', id: '7' } as const;
const asks = {
  'dialling a colleague': (calls) => calls.dialExtension('t', { caller: '1000', callee: '1001' }),
  'dialling outside': (calls) => calls.dialOutbound('t', { caller: '1000', outside: '*0301#' }),
  'a transfer': (calls) => calls.transferCall('t', outside, '1001'),
  'hanging up a call': (calls) => calls.hangUpCall('t', { ...outside, direction: 'outbound' }),
  'hanging up a phone': (calls) => calls.hangUpExtension('t', '1000'),
} as const satisfies Record<string, (calls: PbxCalls) => Promise<void>>;

/** Calls to a device that answers with `failure`, where there is one; and what it was asked. */
function device(failure?: Error) {
  const asked: unknown[] = [];
  const calls = createPbxCalls((path, _options, { body }) => {
    asked.push([path, body]);
    return failure ? Promise.reject(failure) : Promise.resolve();
  });
  return { asked, calls };
}

test.each([
  [
    'dialling a colleague',
    ['extension/dial_extension', { caller: '1000', callee: '1001', autoanswer: 'no' }],
  ],
  ['dialling outside', ['extension/dial_outbound', { extid: '1000', outto: '*0301#', autoanswer: 'no' }]],
  ['a transfer', ['inbound/transfer_extension', { inboundid: '7', extid: '1001' }]],
  ['hanging up a call', ['outbound/hangup', { outboundid: '7' }]],
  ['hanging up a phone', ['extension/hangup', { extid: '1000' }]],
] as const)('%s is asked for in the words of the document', async (what, expected) => {
  const { asked, calls } = device();
  await asks[what](calls);
  expect(asked).toEqual([expected]);
});

test.each([
  ['dialling a colleague', '10006', 'call.no-such-number'],
  ['dialling a colleague', '10008', 'call.busy'],
  ['dialling outside', '10006', 'extension.unknown'],
  ['dialling outside', '10008', 'call.phone-busy'],
  ['dialling outside', '100024', 'call.no-route'],
  ['a transfer', '10006', 'call.no-such-number'],
  ['a transfer', '10007', 'call.gone'],
  ['hanging up a call', '10007', 'call.gone'],
  ['hanging up a phone', '10007', 'call.gone'],
  ['hanging up a phone', '10999', 'call.refused'],
] as const)('%s that fails with %s is %s', async (what, errno, code) => {
  for (const told of ['pbx.rejected', 'extension.unknown'] as const) {
    const failure = await asks[what](device(new AppError(told, { errno })).calls).catch(toFailure);
    expect(failure).toEqual({ code, detail: { errno } });
  }
});

test('a failure that says nothing about the call stays what it is', async () => {
  const { calls } = device(new AppError('network.timeout', { errno: '10007' }));
  await expect(asks['hanging up a phone'](calls)).rejects.toMatchObject({ code: 'network.timeout' });
  await expect(asks['hanging up a phone'](device(new TypeError('x')).calls)).rejects.toThrow(TypeError);
});

test.each<[string, (calls: PbxCalls) => Promise<void>, string]>([
  ['no caller', (c) => c.dialExtension('t', { caller: '', callee: '1001' }), 'call.number-invalid'],
  ['two colleagues', (c) => c.dialExtension('t', { caller: '1', callee: '1,2' }), 'call.number-invalid'],
  ['no own number', (c) => c.dialOutbound('t', { caller: '', outside: '1' }), 'call.number-invalid'],
  ['no number', (c) => c.dialOutbound('t', { caller: '1', outside: '' }), 'call.number-invalid'],
  ['letters behind', (c) => c.dialOutbound('t', { caller: '1', outside: '1a' }), 'call.number-invalid'],
  ['letters before', (c) => c.dialOutbound('t', { caller: '1', outside: 'a1' }), 'call.number-invalid'],
  ['no one to receive it', (c) => c.transferCall('t', outside, ''), 'call.number-invalid'],
  ['no phone', (c) => c.hangUpExtension('t', ''), 'call.number-invalid'],
  ['a call without an id', (c) => c.hangUpCall('t', { ...outside, id: '' }), 'call.gone'],
])('%s: nothing is sent', async (_name, ask, code) => {
  const { asked, calls } = device();
  await expect(ask(calls)).rejects.toMatchObject({ code });
  expect(asked).toEqual([]);
});
