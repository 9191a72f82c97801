/** A change against what is there by now: what is sent, what is asked about, what is there already. */

import { describe, expect, test } from 'vitest';
import type { ReportedSettings } from '../../../contract/my-extension/settings.ts';
import { passwordMd5 } from '../../pbx/password-md5.ts';
import { newChange, type Change } from '../journal/change.ts';
import {
  compareWithDevice,
  isHeld,
  replacedBy,
  seenValues,
  type UnsentChange,
} from './compare-with-device.ts';
import type { Reading, SecretsTold } from './device.ts';
import { nothingTold } from '../view.ts';

const reading = (told: Partial<ReportedSettings>, secrets: SecretsTold = {}) =>
  ({ told: { ...nothingTold, ...told }, secrets }) as unknown as Reading;

const ringing = (id: string, state: Change['state'], before: number | null, after: number): Change =>
  newChange({ id, at: 0, why: 'me', state, settings: { ringTime: { before, after } } });

const unsent = (change: Change, about: Partial<UnsentChange> = {}): UnsentChange => ({
  change,
  seen: {},
  secrets: {},
  secretsSeen: {},
  ...about,
});

describe('a setting', () => {
  const change = ringing('c', 'waiting', 15, 30);
  const compare = (now: number | null, seen: readonly (number | null)[], others: readonly Change[] = []) =>
    compareWithDevice(unsent(change, { seen: { ringTime: seen } }), reading({ ringTime: now }), others);

  test('that is as the person saw it is sent', () => {
    expect(compare(15, [15])).toMatchObject({ send: ['ringTime'], change: { conflicts: {} } });
    expect(compare(15, [15]).forced.size).toBe(0);
    expect(compare(15, [60, 15])).toMatchObject({ send: ['ringTime'] });
  });

  test('that is there already is neither sent nor asked about', () => {
    expect(compare(30, [15])).toMatchObject({ send: [], change: { conflicts: {} } });
  });

  test('that someone else has changed is asked about, with what they saw before', () => {
    expect(compare(60, [15])).toMatchObject({
      send: [],
      change: { conflicts: { ringTime: 60 }, settings: { ringTime: { before: 15, after: 30 } } },
    });
    expect(compare(60, [])).toMatchObject({ send: [], change: { conflicts: { ringTime: 60 } } });
  });

  test('that isn’t told is sent', () => {
    expect(compare(null, [15])).toMatchObject({
      send: ['ringTime'],
      change: { settings: { ringTime: { before: 15 } } },
    });
    expect(compare(60, [null])).toMatchObject({ send: ['ringTime'] });
  });

  test('that nobody has seen is never overwritten, told or not', () => {
    for (const about of [{}, { seen: { ringTime: [] } }])
      expect(compareWithDevice(unsent(change, about), reading({}), [])).toMatchObject({
        send: [],
        change: { conflicts: { ringTime: null } },
      });
  });

  test('is remembered from what it is now', () => {
    expect(compare(60, [60]).change.settings).toEqual({ ringTime: { before: 60, after: 30 } });
  });

  test.each(['sent', 'unknown'] as const)(
    'that is on its way (%s) is sent even where it looks right',
    (state) => {
      const compared = compare(30, [15], [ringing('d', state, 15, 60)]);
      expect(compared.send).toEqual(['ringTime']);
      expect([...compared.forced]).toEqual(['ringTime']);
      expect(compare(60, [15], [ringing('d', state, 15, 60)]).send).toEqual(['ringTime']);
    },
  );

  test.each(['done', 'waiting', 'replaced'] as const)(
    'isn’t held to be on its way when it is %s',
    (state) => {
      const compared = compare(60, [15], [ringing('d', state, 15, 60)]);
      expect([compared.send, compared.forced.size]).toEqual([[], 0]);
    },
  );

  test('isn’t on its way by itself, nor by another setting', () => {
    const other = newChange({
      id: 'd',
      at: 0,
      why: 'me',
      state: 'sent',
      settings: { name: { before: '', after: 'x' } },
    });
    expect(compare(30, [15], [{ ...change, state: 'sent' }, other]).send).toEqual([]);
  });

  test('is completed by what is there', () => {
    const off = newChange({
      id: 'c',
      at: 0,
      why: 'me',
      settings: { forwardAll: { before: null, after: { on: false, destination: null } } },
    });
    const forwardAll = { on: true, destination: { kind: 'voicemail' } } as const;
    const compared = compareWithDevice(
      unsent(off, { seen: { forwardAll: [forwardAll] } }),
      reading({ forwardAll }),
      [],
    );
    expect(compared.change.settings.forwardAll).toEqual({
      before: forwardAll,
      after: { ...forwardAll, on: false },
    });
  });
});

describe('a secret', () => {
  const change = newChange({ id: 'c', at: 0, why: 'me', secrets: ['voicemailPin'] });
  const compare = (secretsTold: SecretsTold, about: Partial<UnsentChange>) =>
    compareWithDevice(unsent(change, about), reading({}, secretsTold), []);
  const secrets = { voicemailPin: '1234' };

  test('is sent, and not where it is there already', () => {
    expect(compare({ voicemailPin: '0000' }, { secrets }).secrets).toEqual(['voicemailPin']);
    expect(compare({}, { secrets }).secrets).toEqual(['voicemailPin']);
    expect(compare({ voicemailPin: '1234' }, { secrets }).secrets).toEqual([]);
    expect(compare({ voicemailPin: '0000' }, {}).secrets).toEqual([]);
  });

  test('is asked about where it is another by now than it must be', () => {
    const secretsSeen = { voicemailPin: '0000' };
    expect(compare({ voicemailPin: '0000' }, { secrets, secretsSeen }).secrets).toEqual(['voicemailPin']);
    expect(compare({}, { secrets, secretsSeen }).secrets).toEqual(['voicemailPin']);
    expect(compare({ voicemailPin: '9999' }, { secrets, secretsSeen })).toMatchObject({
      secrets: [],
      change: { conflicts: { voicemailPin: null } },
    });
  });

  test('of the web is told as its MD5', () => {
    const web = newChange({ id: 'c', at: 0, why: 'me', secrets: ['loginPassword'] });
    const told = reading({}, { loginPassword: passwordMd5('secret') });
    expect(
      compareWithDevice(unsent(web, { secrets: { loginPassword: 'secret' } }), told, []).secrets,
    ).toEqual([]);
    expect(compareWithDevice(unsent(web, { secrets: { loginPassword: 'other' } }), told, []).secrets).toEqual(
      ['loginPassword'],
    );
  });
});

describe('whether the device shows what a change wants', () => {
  const change = newChange({
    id: 'c',
    at: 0,
    why: 'me',
    settings: { ringTime: { before: 15, after: 30 }, agentId: { before: '1', after: '' } },
    secrets: ['voicemailPin'],
  });
  const secrets = { voicemailPin: '1234' };

  test('is told for each setting', () => {
    expect(isHeld(change, 'ringTime', {}, reading({ ringTime: 30 }))).toBe(true);
    expect(isHeld(change, 'ringTime', {}, reading({ ringTime: 15 }))).toBe(false);
    expect(isHeld(change, 'ringTime', {}, null)).toBe(false);
    expect(isHeld(change, 'agentId', {}, null)).toBe(true);
    expect(isHeld(change, 'name', {}, reading({ name: '' }))).toBe(false);
  });

  test('is told for a secret that this run knows, and one that the device doesn’t tell counts as there', () => {
    expect(isHeld(change, 'voicemailPin', secrets, reading({}, { voicemailPin: '1234' }))).toBe(true);
    expect(isHeld(change, 'voicemailPin', secrets, reading({}, { voicemailPin: '0000' }))).toBe(false);
    expect(isHeld(change, 'voicemailPin', secrets, reading({}))).toBe(true);
    expect(isHeld(change, 'voicemailPin', secrets, null)).toBe(true);
    expect(isHeld(change, 'voicemailPin', {}, reading({}, { voicemailPin: '1234' }))).toBe(false);
  });
});

test('what a setting may be by then is what is told, and what is still to come', () => {
  const changes = (['waiting', 'sent', 'unknown', 'done', 'replaced'] as const).map((state, n) =>
    ringing(state, state, 0, n),
  );
  const other = newChange({ id: 'x', at: 0, why: 'me', settings: { name: { before: null, after: 'Ina' } } });
  expect(seenValues('ringTime', { ...nothingTold, ringTime: 15 }, [...changes, other])).toEqual([
    15, 0, 1, 2,
  ]);
});

test('a newer decision takes the place of what was sent about the same, and of nothing that says more', () => {
  const change = ringing('c', 'sent', 15, 30);
  const older = ringing('older', 'unknown', 15, 60);
  const more = newChange({
    ...ringing('more', 'sent', 15, 60),
    settings: { ringTime: { before: 15, after: 60 }, name: { before: null, after: 'Ina' } },
  });
  const done = ringing('done', 'done', 15, 60);
  expect(replacedBy(change, ['ringTime'], [older, more, done, change])).toEqual([
    { ...older, state: 'replaced' },
  ]);
  expect(replacedBy(change, [], [older])).toEqual([]);
});
