import { expect, it } from 'vitest';
import type { CurrentCall } from '../pbx/extension-detail.ts';
import { outsideCallsNow } from './outside-calls.ts';

const me = '1000';
const base = { id: '7', key: 'a', from: '0301234567', to: me } as const;
const inbound: CurrentCall = { ...base, direction: 'inbound' };
const outbound: CurrentCall = { ...base, direction: 'outbound', from: me, to: '0301234567' };

it.each([
  [inbound, 'talking', 'on-call', 'talking'],
  [inbound, 'in-progress', 'ringing', 'ringing'],
  [inbound, 'waiting', 'on-hold', 'held'],
  [inbound, 'waiting', 'on-call', 'held'],
  // A phone that rings for nothing else.
  [inbound, 'waiting', 'ringing', 'ringing'],
  [outbound, 'talking', 'on-call', 'talking'],
  [outbound, 'in-progress', 'on-call', 'dialling'],
  [outbound, 'in-progress', 'ringing', 'dialling'],
  [outbound, 'waiting', 'on-hold', 'held'],
  // No word for it: the phone's state says it.
  [inbound, undefined, 'ringing', 'ringing'],
  [inbound, undefined, 'on-call', 'talking'],
  [inbound, undefined, 'on-hold', 'held'],
  [outbound, undefined, 'ringing', 'dialling'],
  [outbound, undefined, 'on-call', 'talking'],
] as const)('an $direction call, told %s on a phone %s, is %s', (call, word, phone, phase) => {
  const told = { ...call, ...(word !== undefined && { phase: word }) };
  expect(outsideCallsNow([told], me, phone)).toEqual([
    { key: 'a', direction: call.direction, phase, number: '0301234567' },
  ]);
});

it.each(['free', 'offline', 'unknown', null] as const)('calls are over on a phone that is %s', (phone) => {
  expect(outsideCallsNow([{ ...inbound, phase: 'talking' }], me, phone)).toEqual([]);
});

it('of several, the one that I talk on comes first, and one on hold last', () => {
  const calls = (['waiting', 'in-progress', 'talking'] as const).map((phase) => ({
    ...inbound,
    key: phase,
    phase,
  }));
  const dialled: CurrentCall = { ...outbound, key: 'dialled', phase: 'in-progress' };
  const told = outsideCallsNow([...calls, dialled], me, 'ringing');
  expect(told.map(({ key, phase }) => `${key}: ${phase}`)).toEqual([
    'talking: talking',
    'dialled: dialling',
    'in-progress: ringing',
    'waiting: held',
  ]);
});

it('one without an id is left out: nothing could be done with it', () => {
  expect(outsideCallsNow([{ ...inbound, id: '' }], me, 'on-call')).toEqual([]);
});
