import { expect, test } from 'vitest';
import { readCalls } from './calls.ts';

const me = '1002';
const inbound = { inboundid: 156785, from: '13900', to: '5003', trunk: 'Sip-trunk', status: 'Talking' };

test('an inbound call, as an object and in an array', () => {
  const call = {
    key: 'inbound:156785',
    direction: 'inbound',
    id: '156785',
    from: '13900',
    to: '5003',
    trunk: 'Sip-trunk',
    phase: 'talking',
  };
  expect(readCalls({ inbound }, me)).toEqual([call]);
  expect(readCalls({ inbound: [inbound, { ...inbound, inboundid: '2' }] }, me)).toEqual([
    call,
    { ...call, key: 'inbound:2', id: '2' },
  ]);
});

test.each(['outboundid', 'ouboundid'])('an outbound call with %s', (key) => {
  expect(readCalls({ outbound: { [key]: 1, from: 1000, to: 5003 } }, me)).toEqual([
    { key: 'outbound:1', direction: 'outbound', id: '1', from: '1000', to: '5003' },
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
  [{ ext: [{ extnumber: ' 1002 ' }] }, { kind: 'extension', number: '1002' }],
  [{ ext: [] }, undefined],
  [{ callee: null }, undefined],
])('the other party of %j', (party, expected) => {
  expect(readCalls({ inbound: { ...inbound, ...party } }, '1000')[0]?.party).toEqual(expected);
});

test('an entry that isn’t a call is left out', () => {
  for (const nothing of [undefined, null, '', 'none', 7, {}, [], [{}], [null]])
    expect(readCalls({ inbound: nothing, outbound: nothing }, me)).toEqual([]);
});

test.each([
  [{ callee: [{ extid: me }] }, undefined],
  [{ callee: me }, undefined],
  [
    { ext: [{ extid: me }], outer: '13900' },
    { kind: 'external', number: '13900' },
  ],
  [{ callee: [{ extid: me }, { extid: '1000' }] }, { kind: 'extension', number: '1000' }],
  // A number outside may look like mine
  [{ outer: me }, { kind: 'external', number: me }],
])('a party that is me is never the other party: %j', (party, expected) => {
  expect(readCalls({ inbound: { ...inbound, ...party } }, me)[0]?.party).toEqual(expected);
});

test('two calls never share a key, whatever ids the device gives them, and keep it from answer to answer', () => {
  const { inboundid, ...nameless } = inbound;
  const entry = {
    inbound: [inbound, inbound, nameless, nameless, { ...nameless, from: '1' }],
    outbound: [{ outboundid: inboundid }, { outboundid: '' }, {}],
  };
  const keys = readCalls(entry, me).map(({ key }) => key);
  expect(new Set(keys).size).toBe(keys.length);
  expect(readCalls(entry, me).map(({ key }) => key)).toEqual(keys);
});

test('a call without an id keeps its key when another such call ends', () => {
  const { inboundid: _, ...nameless } = inbound;
  const other = { ...nameless, from: '0301234567' };
  const [, before] = readCalls({ inbound: [nameless, other] }, me);
  const [after] = readCalls({ inbound: [other] }, me);
  expect(before?.key).toBe(after?.key);
});

test('the texts of a call have no control or direction marks', () => {
  const [call] = readCalls({ inbound: { ...inbound, trunk: 'Sip\u202E-\u0007trunk' } }, me);
  expect(call?.trunk).toBe('Sip- trunk');
});
