/** Which change can be taken back, and with what. */

import { describe, expect, test } from 'vitest';
import { createSteeredClock } from '../../../../test/steered-clock.ts';
import {
  secretSettings,
  settingNames,
  type AnySetting,
} from '../../../contract/my-extension/setting-facts.ts';
import { newChange, type Change } from '../journal/change.ts';
import type { Journal, Known } from '../journal/journal.ts';
import { noReminderPeriods } from '../reminders/reminders.ts';
import { createUndo } from './undo.ts';
import { nothingTold } from '../view.ts';

const everything: readonly AnySetting[] = [...settingNames, ...secretSettings];
const ring = (id: string, about: Partial<Change> = {}, before: number | null = 15): Change =>
  newChange({
    id,
    at: Number(id),
    why: 'me',
    state: 'done',
    settings: { ringTime: { before, after: 30 } },
    ...about,
  });
const pin = (about: Partial<Change> = {}): Change =>
  newChange({ id: '1', at: 1, why: 'me', state: 'done', secrets: ['voicemailPin'], ...about });

/** Two settings, one of them as it was. */
const partly = { ringTime: { before: 15, after: 30 }, name: { before: 'a', after: 'a' } };

interface World {
  readonly changes?: readonly Change[];
  readonly editable?: readonly AnySetting[];
  readonly secretsBefore?: Readonly<Record<string, object>>;
  readonly secretsAfter?: Readonly<Record<string, object>>;
  readonly known?: Known | null;
}

function start({
  changes = [],
  editable = everything,
  secretsBefore = {},
  secretsAfter = {},
  known = null,
}: World = {}) {
  const clock = createSteeredClock();
  const journal: Journal = {
    state: { changes, known },
    write: () => Promise.resolve(),
    note: () => undefined,
    stop: () => Promise.resolve(),
  };
  const undo = createUndo({
    clock,
    journal,
    saves: {
      secretsBefore: new Map(Object.entries(secretsBefore)),
      secretsAfter: new Map(Object.entries(secretsAfter)),
    },
    newId: () => 'new',
    editable,
    told: () => ({ ...nothingTold, ringTime: 60 }),
    allChanges: () => changes,
  });
  return { clock, undo };
}
const can = (change: Change, about: World = {}): boolean =>
  start({ changes: [change], ...about }).undo.isPossible(change);

describe('it can be taken back', () => {
  test.each<[string, Change, boolean]>([
    ['what is in force', ring('1'), true],
    ['a preset', ring('1', { why: 'preset' }), true],
    ['what is on its way', ring('1', { state: 'waiting' }), true],
    ['what may still come', ring('1', { state: 'unknown' }), true],
    ['what someone else did', ring('1', { why: 'elsewhere' }), true],
    ['an end', ring('1', { why: 'timed-end' }), false],
    ['an undo', ring('1', { why: 'undo' }), false],
    ['what was replaced', ring('1', { state: 'replaced' }), false],
    ['what was refused', ring('1', { kept: { ringTime: 15 } }), false],
    ['what changed something in part', ring('1', { settings: partly }), true],
    ['what has ended', ring('1', { ended: ['ringTime'] }), false],
    ['what was undone', ring('1', { undone: ['ringTime'], why: 'elsewhere' }), false],
    ['what nothing is known to lie under', ring('1', {}, null), false],
    ['what changed nothing', ring('1', {}, 30), false],
  ])('%s: %#', (_, change, expected) => {
    expect(can(change)).toBe(expected);
  });

  test('where this person may change it', () => {
    expect(can(ring('1'), { editable: ['name'] })).toBe(false);
    expect(can(ring('1', { why: 'elsewhere' }), { editable: ['name'] })).toBe(false);
  });

  test('where no one knew what was before it, but it’s known by now', () => {
    const known: Known = { told: {}, bottom: { ringTime: 15 }, reminderPeriods: noReminderPeriods };
    expect(can(ring('1', {}, null), { known })).toBe(true);
  });

  test('where it is still the last word', () => {
    expect(
      can(ring('1'), {
        changes: [ring('1'), newChange({ ...ring('2'), settings: { ringTime: { before: 30, after: 60 } } })],
      }),
    ).toBe(false);
  });

  test('in whole where it is mine, in part where it is someone else’s', () => {
    const settings = { ringTime: { before: 15, after: 30 }, name: { before: null, after: 'x' } };
    expect(can(ring('1', { settings }))).toBe(false);
    expect(can(ring('1', { settings, why: 'elsewhere' }))).toBe(true);
    expect(can(ring('1', { settings, kept: { name: null } }))).toBe(true);
    expect(can(ring('1', { settings, conflicts: { name: null } }))).toBe(true);
  });

  test('with its secrets, where those before are known and can be set', () => {
    const secretsBefore = { 1: { voicemailPin: '0000', loginPassword: 'md5' } };
    expect(can(pin())).toBe(false);
    expect(can(pin(), { secretsBefore })).toBe(true);
    expect(can(pin(), { secretsBefore, editable: ['name'] })).toBe(false);
    expect(can(pin({ kept: { voicemailPin: null } }), { secretsBefore })).toBe(false);
    expect(can(pin({ undone: ['voicemailPin'] }), { secretsBefore })).toBe(false);
    expect(can(pin({ secrets: ['loginPassword'] }), { secretsBefore })).toBe(false);
    expect(can(pin({ why: 'elsewhere' }), { secretsBefore })).toBe(true);
    expect(can(pin({ why: 'elsewhere' }))).toBe(false);
    expect(can(ring('1', { secrets: ['voicemailPin'] }))).toBe(false);
    expect(can(ring('1', { secrets: ['voicemailPin'] }), { secretsBefore })).toBe(true);
  });

  test('and not with a secret that is on its way', () => {
    const secretsBefore = { 1: { voicemailPin: '0000' } };
    for (const state of ['waiting', 'unknown'] as const)
      expect(can(pin({ state }), { secretsBefore })).toBe(false);
  });
});

describe('taking it back', () => {
  test('brings back what lies under it, where it is still as it was left', () => {
    const { undo, clock } = start({ changes: [ring('1')] });
    expect(undo.undoing(ring('1'))).toEqual({
      change: newChange({
        id: 'new',
        at: clock.now(),
        why: 'undo',
        settings: { ringTime: { before: 30, after: 15 } },
        lifts: ['1'],
      }),
      seen: { ringTime: [30] },
      secrets: {},
      secretsSeen: {},
    });
  });

  test('of what is on its way brings back what was before it, whatever has come of it by then', () => {
    for (const state of ['waiting', 'unknown'] as const) {
      const change = ring('1', { state });
      expect(start({ changes: [change] }).undo.undoing(change)).toMatchObject({
        change: { settings: { ringTime: { before: 30, after: 15 } } },
        seen: { ringTime: [30, 60, 30] },
      });
    }
  });

  test('goes by the bottom where the journal knows it', () => {
    const known: Known = { told: {}, bottom: { ringTime: 120 }, reminderPeriods: noReminderPeriods };
    const { undo } = start({ changes: [ring('1')], known });
    expect(undo.undoing(ring('1')).change.settings).toEqual({ ringTime: { before: 30, after: 120 } });
  });

  test('leaves out what is over, what this person may not change, and what nobody knows', () => {
    const settings = {
      ringTime: { before: 15, after: 30 },
      name: { before: 'a', after: 'b' },
      email: { before: null, after: 'x' },
      agentId: { before: '1', after: '2' },
    };
    const change = ring('1', { settings, ended: ['ringTime'] });
    const { undo } = start({ changes: [change], editable: ['ringTime', 'name', 'email'] });
    expect(undo.undoing(change).change.settings).toEqual({ name: { before: 'b', after: 'a' } });
  });

  test('leaves out what a newer decision lies over', () => {
    const settings = { ringTime: { before: 15, after: 30 }, name: { before: 'a', after: 'b' } };
    const change = ring('1', { settings });
    const newer = ring('2', { settings: { ringTime: { before: 30, after: 60 } } });
    expect(start({ changes: [change, newer] }).undo.undoing(change).change.settings).toEqual({
      name: { before: 'b', after: 'a' },
    });
  });

  test('switches a rule off wherever it leads by now', () => {
    const destination = { kind: 'voicemail' } as const;
    const change = ring('1', {
      settings: { forwardAll: { before: { on: false, destination }, after: { on: true, destination } } },
    });
    expect(start({ changes: [change] }).undo.undoing(change).change.settings.forwardAll?.after).toEqual({
      on: false,
      destination: null,
    });
  });

  test('brings back the secrets before it, where they are still as it left them', () => {
    const secrets = { voicemailPin: '0000' };
    const secretsSeen = { voicemailPin: '1234' };
    const { undo } = start({
      changes: [pin()],
      secretsBefore: { 1: secrets },
      secretsAfter: { 1: secretsSeen },
    });
    expect(undo.undoing(pin())).toMatchObject({
      change: { secrets: ['voicemailPin'] },
      secrets,
      secretsSeen,
    });
    expect(undo.ending(pin(), []).change.secrets).toEqual([]);
    expect(start({ changes: [pin()] }).undo.undoing(pin()).change.secrets).toEqual([]);
  });

  test('answers the question that was asked about it', () => {
    const theirs = ring('1', { why: 'elsewhere' });
    const { undo } = start({ changes: [theirs] });
    expect(undo.undoing(theirs).change.answers).toEqual(['1']);
    expect(undo.ending(theirs, ['ringTime']).change.answers).toEqual([]);
  });
});

test('bringing an end forward brings back what lies under these settings', () => {
  const change = ring('1', {
    until: 5,
    settings: { ringTime: { before: 15, after: 30 }, doNotDisturb: { before: false, after: true } },
  });
  const { undo } = start({ changes: [change] });
  expect(undo.ending(change, ['doNotDisturb'])).toMatchObject({
    change: { why: 'timed-end', settings: { doNotDisturb: { before: true, after: false } }, lifts: ['1'] },
    seen: { doNotDisturb: [true] },
  });
});
