/** A change as it is kept: which of its settings are in force, over, out, and what came of it. */

import { describe, expect, test } from 'vitest';
import {
  added,
  changeSchema,
  entriesIn,
  everythingIn,
  isApplied,
  isOut,
  isOver,
  newChange,
  outcomeOf,
  settingsIn,
  wantedBy,
  without,
  withoutSettings,
  type Change,
} from './change.ts';

const change = (about: Partial<Change> = {}): Change =>
  newChange({
    id: 'c',
    at: 0,
    why: 'me',
    state: 'done',
    settings: { ringTime: { before: 15, after: 30 }, name: { before: null, after: 'Ina' } },
    secrets: ['voicemailPin'],
    ...about,
  });

test('its settings come in the page’s order, secrets last', () => {
  expect(settingsIn({ name: 'x', ringTime: 15, email: undefined } as never)).toEqual(['ringTime', 'name']);
  expect(everythingIn(change())).toEqual(['ringTime', 'name', 'voicemailPin']);
  expect(entriesIn({ name: { before: null, after: 'Ina' }, ringTime: { before: 15, after: 30 } })).toEqual([
    ['ringTime', { before: 15, after: 30 }],
    ['name', { before: null, after: 'Ina' }],
  ]);
});

test('a setting is in force where all is done and it was neither kept back nor in conflict', () => {
  expect(['ringTime', 'name', 'voicemailPin'].map((one) => isApplied(change(), one as 'name'))).toEqual([
    true,
    true,
    true,
  ]);
  expect(isApplied(change(), 'email')).toBe(false);
  expect(isApplied(change(), 'loginPassword')).toBe(false);
  expect(isApplied(change({ secrets: ['voicemailPin', 'loginPassword'] }), 'voicemailPin')).toBe(true);
  expect(isApplied(change({ state: 'sent' }), 'name')).toBe(false);
  expect(isApplied(change({ kept: { name: null } }), 'name')).toBe(false);
  expect(isApplied(change({ conflicts: { name: null } }), 'name')).toBe(false);
  expect(isApplied(change({ conflicts: { name: null } }), 'ringTime')).toBe(true);
});

test('it is over for what ended and what was undone', () => {
  expect(isOver(change({ ended: ['name'] }), 'name')).toBe(true);
  expect(isOver(change({ undone: ['name'] }), 'name')).toBe(true);
  expect(isOver(change({ ended: ['ringTime'], undone: ['voicemailPin'] }), 'name')).toBe(false);
});

test('it is out while the device may still do it', () => {
  const states = ['waiting', 'sent', 'unknown', 'done', 'replaced'] as const;
  expect(states.filter((state) => isOut(change({ state })))).toEqual(['sent', 'unknown']);
});

test.each<[Partial<Change>, string]>([
  [{ state: 'waiting' }, 'pending'],
  [{ state: 'sent' }, 'pending'],
  [{ state: 'unknown' }, 'unknown'],
  [{ state: 'unknown', needsApply: true }, 'pending'],
  [{}, 'applied'],
  [{ settings: {}, secrets: [] }, 'applied'],
  [{ kept: { name: null } }, 'partly'],
  [{ kept: { name: null, ringTime: 15 }, conflicts: { voicemailPin: null } }, 'refused'],
])('what came of %j is %s', (about, outcome) => {
  expect(outcomeOf(change(about))).toBe(outcome);
});

describe('without some settings', () => {
  test('nothing of them is left', () => {
    const told = { ringTime: 15, name: 'x', voicemailPin: null };
    const about = { kept: told, conflicts: told, endAsks: told };
    expect(withoutSettings(change(about), ['ringTime', 'voicemailPin'])).toEqual(
      change({
        settings: { name: { before: null, after: 'Ina' } },
        secrets: [],
        kept: { name: 'x' },
        conflicts: { name: 'x' },
        endAsks: { name: 'x' },
      }),
    );
  });

  test('an object keeps the rest, and a list grows by what is new', () => {
    expect(without({ a: 1, b: 2 }, ['a', 'c'])).toEqual({ b: 2 });
    expect(added(['a', 'b'], ['b', 'c'])).toEqual(['a', 'b', 'c']);
  });
});

test('the values that it wants are checked', () => {
  expect(wantedBy(change().settings, ['ringTime'])).toEqual({ ringTime: 30 });
  expect(wantedBy(change().settings, [])).toEqual({});
  expect(() => wantedBy({ ringTime: { before: 15, after: 'soon' } }, ['ringTime'])).toThrow();
});

describe('on disk', () => {
  const failure = { code: 'network.timeout', detail: { host: 'pbx', port: 8088, isFirst: true } } as const;

  test('it is what it was', () => {
    for (const one of [change(), change({ failure, kept: { name: null }, until: 5, presetName: 'Lunch' })])
      expect(changeSchema.parse(JSON.parse(JSON.stringify(one)))).toEqual(one);
  });

  test.each<[string, object]>([
    ['a failure that this version doesn’t know', { failure: { code: 'network.of-tomorrow', detail: {} } }],
    ['a failure without its detail', { failure: { code: 'network.timeout' } }],
    ['a value of the wrong kind', { settings: { ringTime: { before: 15, after: 'soon' } } }],
    ['a setting that nobody knows', { settings: { colour: { before: null, after: 'red' } } }],
    ['a secret’s value', { settings: { voicemailPin: { before: null, after: '1234' } } }],
    ['an empty id', { id: '' }],
    ['a state that is none', { state: 'lost' }],
  ])('%s is no change', (_, about) => {
    expect(changeSchema.safeParse({ ...change(), ...about }).success).toBe(false);
  });
});
