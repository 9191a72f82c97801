/** What becomes of an older file, one version at a time. */

import { describe, expect, test } from 'vitest';
import { latestTime } from '../../contract/time.ts';
import { isObject, migrateSettings, renamed } from './settings-migration.ts';
import { schemaVersion } from './settings-schema.ts';

const alert = (expiresAt: unknown) => ({ id: 'one', expiresAt });

test.each<[string, object, object]>([
  ['links that call', { callLinks: 'tel' }, { callWith: 'tel' }],
  ['links of the other kind', { callLinks: 'sip' }, { callWith: 'sip' }],
  ['no links', { callLinks: 'none' }, {}],
  ['alerts’ old name', { watches: [alert(null)] }, { alerts: [alert(null)] }],
  ['alerts under both names', { watches: [alert(1)], alerts: [alert(2)] }, { alerts: [alert(2)] }],
  ['alerts that are none', { watches: 'all' }, {}],
  ['an end that no calendar shows', { alerts: [alert(latestTime + 1)] }, { alerts: [alert(null)] }],
  ['the last end of all', { alerts: [alert(latestTime)] }, { alerts: [alert(latestTime)] }],
  ['alerts of no shape', { alerts: [null, 'x'] }, { alerts: [null, 'x'] }],
  [
    'a pace’s old name',
    { poll: { watchedMs: 7_000, openMs: 1_000 } },
    { poll: { alertsMs: 7_000, openMs: 1_000 } },
  ],
  ['a pace under both names', { poll: { watchedMs: 7_000, alertsMs: 8_000 } }, { poll: { alertsMs: 8_000 } }],
  ['a pace of no shape', { poll: 5 }, { poll: 5 }],
  ['an address that no connection took', { pbx: { url: 'https://pbx..lan' } }, { pbx: null }],
  ['an address', { pbx: { url: 'https://pbx.lan' } }, { pbx: { url: 'https://pbx.lan' } }],
  ['an account without an address', { pbx: { username: 'api' } }, { pbx: { username: 'api' } }],
  ['no phone system', { pbx: null }, { pbx: null }],
  ['a snooze that no calendar shows', { snoozedUntil: latestTime + 1 }, { snoozedUntil: null }],
  ['a snooze', { snoozedUntil: latestTime }, { snoozedUntil: latestTime }],
  ['what nobody knows', { hologram: true }, { hologram: true }],
])('of version 1: %s', (_, before, after) => {
  expect(migrateSettings({ schemaVersion: 1, ...before })).toEqual({ schemaVersion, ...after });
  expect(migrateSettings(before)).toEqual({ schemaVersion, ...after });
});

test('of a newer program it stays as it is', () => {
  const newer = { schemaVersion: schemaVersion + 1, callLinks: 'tel' };
  expect(migrateSettings(newer)).toEqual(newer);
});

test.each([[[]], [null], ['text'], [7]])('%j is no file', (json) => {
  expect(() => migrateSettings(json)).toThrow('expected an object');
});

test.each([[{ schemaVersion: '1' }], [{ schemaVersion: 1.5 }], [{ schemaVersion: null }]])(
  '%j has no version',
  (json) => {
    expect(() => migrateSettings(json)).toThrow(/expected (?:number|int)/);
  },
);

test('a version without a step can’t be read', () => {
  expect(() => migrateSettings({ schemaVersion: -1 })).toThrow('no step from version -1');
});

describe('a renamed key', () => {
  test('is left alone where it isn’t', () => {
    const file = { b: 1 };
    expect(renamed(file, 'a', 'b')).toBe(file);
  });

  test('is gone under its old name', () => {
    expect(renamed({ a: 1, c: 2 }, 'a', 'b')).toEqual({ b: 1, c: 2 });
  });
});

test('an object is neither a list nor nothing', () => {
  expect([{}, [], null, 'text'].map(isObject)).toEqual([true, false, false, false]);
});
