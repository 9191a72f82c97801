import { expect, test } from 'vitest';
import { readCalls } from './wire-calls.ts';

const inbound = { inboundid: 156785, from: '13900', to: '5003', trunk: 'Sip-trunk', status: 'Talking' };

test('an inbound call, as an object and in an array', () => {
  const call = {
    direction: 'inbound',
    id: '156785',
    from: '13900',
    to: '5003',
    trunk: 'Sip-trunk',
    status: 'Talking',
  };
  expect(readCalls('inbound', inbound)).toEqual([call]);
  expect(readCalls('inbound', [inbound, { ...inbound, inboundid: '2' }])).toEqual([
    call,
    { ...call, id: '2' },
  ]);
});

test.each(['outboundid', 'ouboundid'])('an outbound call with %s', (key) => {
  expect(readCalls('outbound', { [key]: 1, from: 1000, to: 5003 })).toEqual([
    { direction: 'outbound', id: '1', from: '1000', to: '5003' },
  ]);
});

test.each([
  [{ ext: [{ extid: '1002' }] }, { kind: 'extension', number: '1002' }],
  [{ ext: { extid: 1002 } }, { kind: 'extension', number: '1002' }],
  [{ ext: '6500' }, { kind: 'extension', number: '6500' }],
  [{ outer: [{ number: '13900' }] }, { kind: 'external', number: '13900' }],
  [{ outer: { from: '1000', to: '13900' } }, { kind: 'external', number: '13900' }],
  [{ outer: 13900 }, { kind: 'external', number: '13900' }],
  [{ callee: [{ extid: '1002' }] }, { kind: 'extension', number: '1002' }],
  [{ callee: [{ number: '13900' }] }, { kind: 'external', number: '13900' }],
  [{ callee: [{ outer: { number: '13900' } }] }, { kind: 'external', number: '13900' }],
  [
    { ext: [{}], outer: '13900' },
    { kind: 'external', number: '13900' },
  ],
  [{ ext: [] }, undefined],
  [{ callee: null }, undefined],
])('the other party of %j', (party, expected) => {
  expect(readCalls('inbound', { ...inbound, ...party })[0]?.party).toEqual(expected);
});

test('what is no call is left out', () => {
  for (const nothing of [undefined, null, '', 'none', 7, {}, [], [{}], [null]])
    expect(readCalls('inbound', nothing)).toEqual([]);
});
