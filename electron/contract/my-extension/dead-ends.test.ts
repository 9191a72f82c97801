/** Dead ends: settings that would lose calls, each found where it is mended, and none found where calls arrive. */

import { describe, expect, it } from 'vitest';
import { deadEndCodes, findDeadEnds, type DeadEndContext } from './dead-ends.ts';
import type { PresenceState } from '../presence.ts';
import { createTranslate } from '../text/translate.ts';
import { wholeSettings, type SettingsSketch } from './settings-sketch.fixture.ts';
import { wordDeadEnd } from './word-experience.ts';

const usual: SettingsSketch = {
  doNotDisturb: false,
  ringTime: 30,
  voicemail: true,
  mobile: '01711234567',
  mobileUsed: false,
  mobileRings: false,
  mobilePrefix: '',
  'forwardAll.on': false,
  'forwardAll.to': { kind: 'voicemail' },
  'forwardNoAnswer.on': true,
  'forwardNoAnswer.to': { kind: 'voicemail' },
  'forwardBusy.on': false,
  'forwardBusy.to': null,
};
const states: Readonly<Record<string, PresenceState>> = {
  '1003': 'free',
  '1004': 'offline',
  '1005': 'fault',
  '1006': 'no-phone',
  '1007': 'unknown',
};
const context: DeadEndContext = {
  number: '1002',
  listKnown: true,
  find: (number) => {
    const state = states[number];
    return state && { name: number === '1004' ? '' : `Person ${number}`, state };
  },
};
const busyTo = (destination: SettingsSketch['forwardBusy.to']): Partial<SettingsSketch> => ({
  'forwardBusy.on': true,
  'forwardBusy.to': destination,
});

const cases: readonly (readonly [string, Partial<SettingsSketch>, readonly string[]])[] = [
  ['nothing amiss', {}, []],
  ['a colleague who is there', busyTo({ kind: 'extension', extension: '1003' }), []],
  ['a colleague in a state that nobody knows', busyTo({ kind: 'extension', extension: '1007' }), []],
  [
    'a colleague who is offline',
    busyTo({ kind: 'extension', extension: '1004' }),
    ['forwardBusy Extension 1004 is offline: calls wouldn’t be answered.'],
  ],
  [
    'a faulty phone',
    busyTo({ kind: 'extension', extension: '1005' }),
    ['forwardBusy Person 1005 (1005) has a faulty phone: calls wouldn’t be answered.'],
  ],
  [
    'no phone',
    busyTo({ kind: 'extension', extension: '1006' }),
    ['forwardBusy Person 1006 (1006) has no phone: calls wouldn’t be answered.'],
  ],
  ['nobody', busyTo({ kind: 'extension', extension: '1099' }), ['forwardBusy There’s no extension 1099.']],
  [
    'myself',
    busyTo({ kind: 'extension', extension: '1002' }),
    ['forwardBusy Calls would come back to your own extension.'],
  ],
  [
    'my own number by way of an outside number',
    busyTo({ kind: 'number', prefix: '10', number: '02' }),
    ['forwardBusy 1002 is your own extension: calls would go round in circles.'],
  ],
  ['an outside number', busyTo({ kind: 'number', prefix: '9', number: '5551234' }), []],
  [
    'a number that has its prefix already',
    busyTo({ kind: 'number', prefix: '9', number: '95551234' }),
    ['forwardBusy 95551234 already begins with 9: it would be dialled twice.'],
  ],
  [
    'a mobile that has its prefix already',
    busyTo({ kind: 'mobile', prefix: '01' }),
    ['forwardBusy 01711234567 already begins with 01: it would be dialled twice.'],
  ],
  ['my mobile', busyTo({ kind: 'mobile', prefix: '9' }), []],
  [
    'my mobile, blank',
    { ...busyTo({ kind: 'mobile', prefix: '9' }), mobile: '' },
    ['forwardBusy Calls go to your mobile, but no number is set.'],
  ],
  ['my mobile, which nobody knows', { ...busyTo({ kind: 'mobile', prefix: '9' }), mobile: null }, []],
  [
    'voicemail that is off',
    { voicemail: false },
    ['forwardNoAnswer Callers would go to your voicemail, which is turned off.'],
  ],
  ['voicemail of which nobody knows', { voicemail: null }, []],
  [
    'a rule that is off',
    { ...busyTo({ kind: 'extension', extension: '1002' }), 'forwardBusy.on': false },
    [],
  ],
  [
    'a rule of which nobody knows',
    { ...busyTo({ kind: 'extension', extension: '1002' }), 'forwardBusy.on': null },
    [],
  ],
  ['a rule without a destination', busyTo(null), []],
  ['a word of newer firmware', busyTo({ kind: 'other', raw: 'IVR' }), []],
  [
    'mobility without a number',
    { mobileUsed: true, mobile: '' },
    ['mobile Calls go to your mobile, but no number is set.'],
  ],
  [
    'a mobile twin that is myself',
    { mobileUsed: true, mobile: '1002' },
    ['mobile 1002 is your own extension: calls would go round in circles.'],
  ],
  [
    'a mobile twin that repeats its prefix',
    { mobileUsed: true, mobilePrefix: '01' },
    ['mobile 01711234567 already begins with 01: it would be dialled twice.'],
  ],
  ['a zero as outside line, before a national number', { mobileUsed: true, mobilePrefix: '0' }, []],
];

describe('dead ends', () => {
  it.each(cases)('%s', (_, changes, expected) => {
    const t = createTranslate('en');
    const found = findDeadEnds(wholeSettings({ ...usual, ...changes }), context);
    expect(found.map((one) => `${one.setting} ${wordDeadEnd(one, t)}`)).toEqual(expected);
  });

  it('finds them in every rule at once', () => {
    const self = { kind: 'extension', extension: '1002' } as const;
    const found = findDeadEnds(
      wholeSettings({
        ...usual,
        'forwardAll.on': true,
        'forwardAll.to': self,
        'forwardNoAnswer.to': self,
        ...busyTo(self),
      }),
      context,
    );
    expect(found.map(({ setting }) => setting)).toEqual(['forwardAll', 'forwardNoAnswer', 'forwardBusy']);
  });

  it('looks up nobody before there is a list', () => {
    const none = { ...context, listKnown: false, find: () => undefined };
    expect(
      findDeadEnds(wholeSettings({ ...usual, ...busyTo({ kind: 'extension', extension: '1099' }) }), none),
    ).toEqual([]);
  });

  it('has a whole sentence for each, in every language', () => {
    const detail = { number: '95551234', name: 'Ina Tang', prefix: '9' };
    for (const language of ['en', 'de'] as const) {
      const t = createTranslate(language);
      const sentences = deadEndCodes.map((code) => wordDeadEnd({ code, setting: 'mobile', detail }, t));
      for (const sentence of sentences) expect(sentence).toMatch(/^[\p{Lu}\p{N}][^{}]*\.$/u);
      expect(new Set(sentences).size).toBe(deadEndCodes.length);
    }
  });
});
