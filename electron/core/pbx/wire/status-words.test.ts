/** Every word of the documents, in any case, is the state that the lamp table gives it. */

import { expect, test } from 'vitest';
import { toCallPhase, toPresenceState } from './status-words.ts';

test.each([
  ['Registered', 'free'],
  ['Idle', 'free'],
  ['Ringing', 'ringing'],
  ['Busy', 'on-call'],
  ['Hold', 'on-hold'],
  ['Unavailable', 'offline'],
  ['Unregistered', 'offline'],
  ['Malfunction', 'fault'],
  ['Fxsnoport', 'no-phone'],
])('%s is %s, in any case and with blanks around it', (word, state) => {
  for (const written of [word, word.toLowerCase(), word.toUpperCase(), `  ${word}\t`]) {
    expect(toPresenceState(written)).toBe(state);
  }
});

test.each(['', 'Parked', 'constructor', '__proto__', 'Busy2'])('“%s” is unknown', (word) => {
  expect(toPresenceState(word)).toBe('unknown');
});

test.each([
  ['Talking', 'talking'],
  ['Progress', 'in-progress'],
  ['Wait', 'waiting'],
  ['Parked', undefined],
  ['', undefined],
])('a call’s word %s is %s', (word, phase) => {
  expect(toCallPhase(` ${word.toUpperCase()}`)).toBe(phase);
});
