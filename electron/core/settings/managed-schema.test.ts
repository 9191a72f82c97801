/** The managed file's schema: what an administrator may write, in today's names and in earlier ones. */

import { describe, expect, test } from 'vitest';
import { managedFileSchema } from './managed-schema.ts';

const fingerprint = '0123456789abcdef'.repeat(4);
const url = 'https://pbx.example.com:8088';

const problems = (file: unknown) =>
  managedFileSchema.safeParse(file).error?.issues.map(({ path, message }) => [path.join('.'), message]) ?? [];

describe('a fingerprint', () => {
  test.each([
    fingerprint,
    fingerprint.toUpperCase(),
    fingerprint.replaceAll(/(..)(?=.)/g, '$1:').toUpperCase(),
    ` ${fingerprint.slice(0, 32)} \n${fingerprint.slice(32)} `,
  ])('is read as it is copied from anywhere: %s', (text) => {
    expect(managedFileSchema.parse({ pbx: { url, fingerprint: text } }).pbx?.fingerprint).toBe(fingerprint);
  });

  test.each([fingerprint.slice(1), `${fingerprint}0`, `0${fingerprint}`, `g${fingerprint.slice(1)}`, ''])(
    'of another form is a mistake: %s',
    (text) => {
      expect(problems({ pbx: { url, fingerprint: text } })).toEqual([
        ['pbx.fingerprint', 'expected a SHA-256 fingerprint: 64 hex digits, colons and spaces allowed'],
      ]);
    },
  );

  test('needs the address that it is of', () => {
    expect(problems({ pbx: { fingerprint } })).toEqual([
      ['pbx.fingerprint', 'expected a url beside the fingerprint'],
    ]);
  });
});

test('a password needs the account that it is of', () => {
  expect(problems({ pbx: { password: 'x' } })).toEqual([
    ['pbx.password', 'expected a username beside the password'],
  ]);
  expect(problems({ pbx: { password: 'x', username: 'api' } })).toEqual([]);
  expect(problems({ pbx: { username: 'api', url } })).toEqual([]);
});

test('what may be edited is named once, also by earlier names and by three at a time', () => {
  const editable = ['name', 'name', 'hasVoicemail', 'voicemailToEmail', 'voicemailPin', 'forward'];
  expect(managedFileSchema.parse({ editable }).editable).toEqual([
    'name',
    'voicemail',
    'voicemailPin',
    'forwardAll',
    'forwardNoAnswer',
    'forwardBusy',
  ]);
});

test('groups have names of their own', () => {
  const named = (...names: string[]) => ({ groups: names.map((name) => ({ name, numbers: [] })) });
  expect(problems(named('A', 'B'))).toEqual([]);
  expect(problems(named('A', 'B', 'A'))).toEqual([['groups', 'expected each name once']]);
});

test('only what is a setting can be locked', () => {
  expect(problems({ locked: ['theme', 'poll', 'poll.idleMs', 'pbx.url'] })).toEqual([]);
  expect(problems({ locked: ['theme', 'colour'] })).toEqual([
    ['locked.1', 'expected the name of a setting, such as pbx.url or theme'],
  ]);
});

describe('a file of an earlier version', () => {
  const target = { kind: 'person', number: '1' };
  const alert = { id: 'one', target, mode: 'once', states: ['free'], expiresAt: null };

  test('goes on under the new names', () => {
    const file = {
      updates: false,
      settings: { watches: [alert], poll: { watchedMs: 7_000, openMs: 2_000 } },
      locked: ['watches', 'poll.watchedMs', 'theme'],
    };
    expect(managedFileSchema.parse(file)).toEqual({
      updates: false,
      settings: { alerts: [alert], poll: { alertsMs: 7_000, openMs: 2_000 } },
      locked: ['alerts', 'poll.alertsMs', 'theme'],
    });
  });

  test('that says nothing of them has nothing to rename', () => {
    expect(managedFileSchema.parse({ settings: { theme: 'dark' } })).toEqual({ settings: { theme: 'dark' } });
    expect(managedFileSchema.parse({})).toEqual({});
  });
});

test.each([
  [[], ''],
  ['text', ''],
  [{ settings: [] }, 'settings'],
  [{ settings: { poll: 'fast' } }, 'settings.poll'],
  [{ locked: 'theme' }, 'locked'],
])('%j is a mistake in its place', (file, path) => {
  expect(problems(file).map(([where]) => where)).toEqual([path]);
});
