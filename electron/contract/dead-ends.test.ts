/** Dead ends: settings that would lose calls, each found where it is mended, and none found where calls arrive. */

import { describe, expect, it } from 'vitest';
import { deadEndCodes, findDeadEnds, type AroundDeadEnds, type DialSettings } from './dead-ends.ts';
import type { PresenceState } from './presence.ts';
import { createTranslate } from './text/translate.ts';
import { wordDeadEnd } from './word-dead-end.ts';

const usual: DialSettings = {
  doNotDisturb: false,
  ringTimeoutSeconds: 30,
  hasVoicemail: true,
  mobile: '01711234567',
  mobilityEnabled: false,
  ringSimultaneously: false,
  mobilePrefix: '',
  'forward.always.enabled': false,
  'forward.always.destination': { kind: 'voicemail' },
  'forward.noAnswer.enabled': true,
  'forward.noAnswer.destination': { kind: 'voicemail' },
  'forward.busy.enabled': false,
  'forward.busy.destination': null,
};
const states: Readonly<Record<string, PresenceState>> = {
  '1003': 'free',
  '1004': 'offline',
  '1005': 'fault',
  '1006': 'no-phone',
  '1007': 'unknown',
};
const around: AroundDeadEnds = {
  number: '1002',
  listKnown: true,
  find: (number) => {
    const state = states[number];
    return state && { name: number === '1004' ? '' : `Person ${number}`, state };
  },
};
const busyTo = (destination: DialSettings['forward.busy.destination']): Partial<DialSettings> => ({
  'forward.busy.enabled': true,
  'forward.busy.destination': destination,
});

const cases: readonly (readonly [string, Partial<DialSettings>, readonly string[]])[] = [
  ['nothing amiss', {}, []],
  ['a colleague who is there', busyTo({ kind: 'extension', extension: '1003' }), []],
  ['a colleague in a state that nobody knows', busyTo({ kind: 'extension', extension: '1007' }), []],
  [
    'a colleague who is offline',
    busyTo({ kind: 'extension', extension: '1004' }),
    ['forward.busy.destination Extension 1004 is offline: nobody would answer there.'],
  ],
  [
    'a faulty phone',
    busyTo({ kind: 'extension', extension: '1005' }),
    ['forward.busy.destination The phone of Person 1005 (1005) has a fault: nobody would answer there.'],
  ],
  [
    'no phone',
    busyTo({ kind: 'extension', extension: '1006' }),
    ['forward.busy.destination Person 1006 (1006) has no phone connected: nobody would answer there.'],
  ],
  [
    'nobody',
    busyTo({ kind: 'extension', extension: '1099' }),
    ['forward.busy.destination The PBX has no extension 1099.'],
  ],
  [
    'myself',
    busyTo({ kind: 'extension', extension: '1002' }),
    ['forward.busy.destination Calls would be sent back to your own extension.'],
  ],
  [
    'my own number by way of an outside number',
    busyTo({ kind: 'number', prefix: '10', number: '02' }),
    ['forward.busy.destination 1002 is your own extension: calls would go round in a circle.'],
  ],
  ['an outside number', busyTo({ kind: 'number', prefix: '9', number: '5551234' }), []],
  [
    'a number that has its prefix already',
    busyTo({ kind: 'number', prefix: '9', number: '95551234' }),
    ['forward.busy.destination 95551234 begins with the prefix 9 already: it would be dialled twice.'],
  ],
  [
    'a mobile that has its prefix already',
    busyTo({ kind: 'mobile', prefix: '01' }),
    ['forward.busy.destination 01711234567 begins with the prefix 01 already: it would be dialled twice.'],
  ],
  ['my mobile', busyTo({ kind: 'mobile', prefix: '9' }), []],
  [
    'my mobile, blank',
    { ...busyTo({ kind: 'mobile', prefix: '9' }), mobile: '' },
    ['forward.busy.destination Your mobile would be called, and no mobile number is set.'],
  ],
  ['my mobile, which nobody knows', { ...busyTo({ kind: 'mobile', prefix: '9' }), mobile: null }, []],
  [
    'voicemail that is off',
    { hasVoicemail: false },
    ['forward.noAnswer.destination Callers would be sent to your voicemail, which is off.'],
  ],
  ['voicemail of which nobody knows', { hasVoicemail: null }, []],
  [
    'a rule that is off',
    { ...busyTo({ kind: 'extension', extension: '1002' }), 'forward.busy.enabled': false },
    [],
  ],
  [
    'a rule of which nobody knows',
    { ...busyTo({ kind: 'extension', extension: '1002' }), 'forward.busy.enabled': null },
    [],
  ],
  ['a rule without a destination', busyTo(null), []],
  ['a word of newer firmware', busyTo({ kind: 'other', raw: 'IVR' }), []],
  [
    'mobility without a number',
    { mobilityEnabled: true, mobile: '' },
    ['mobile Your mobile would be called, and no mobile number is set.'],
  ],
  [
    'a mobile twin that is myself',
    { mobilityEnabled: true, mobile: '1002' },
    ['mobile 1002 is your own extension: calls would go round in a circle.'],
  ],
  [
    'a mobile twin that repeats its prefix',
    { mobilityEnabled: true, mobilePrefix: '0' },
    ['mobile 01711234567 begins with the prefix 0 already: it would be dialled twice.'],
  ],
];

describe('dead ends', () => {
  it.each(cases)('%s', (_, changes, expected) => {
    const t = createTranslate('en');
    const found = findDeadEnds({ ...usual, ...changes }, around);
    expect(found.map((one) => `${one.field} ${wordDeadEnd(one, t)}`)).toEqual(expected);
  });

  it('finds them in every rule at once', () => {
    const self = { kind: 'extension', extension: '1002' } as const;
    const found = findDeadEnds(
      {
        ...usual,
        'forward.always.enabled': true,
        'forward.always.destination': self,
        'forward.noAnswer.destination': self,
        ...busyTo(self),
      },
      around,
    );
    expect(found.map(({ field }) => field)).toEqual([
      'forward.always.destination',
      'forward.noAnswer.destination',
      'forward.busy.destination',
    ]);
  });

  it('looks for nobody in a list that is not there yet', () => {
    const none = { ...around, listKnown: false, find: () => undefined };
    expect(findDeadEnds({ ...usual, ...busyTo({ kind: 'extension', extension: '1099' }) }, none)).toEqual([]);
  });

  it('has a whole sentence for each, in every language', () => {
    const detail = { number: '95551234', name: 'Ina Tang', prefix: '9' };
    for (const language of ['en', 'de'] as const) {
      const t = createTranslate(language);
      const sentences = deadEndCodes.map((code) => wordDeadEnd({ code, field: 'mobile', detail }, t));
      for (const sentence of sentences) expect(sentence).toMatch(/^[\p{Lu}\p{N}][^{}]*\.$/u);
      expect(new Set(sentences).size).toBe(deadEndCodes.length);
    }
  });
});
