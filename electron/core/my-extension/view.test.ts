/** What rows, list of changes, ends and undo show of the journal and of what is told. */

import { describe, expect, test } from 'vitest';
import type { SettingValue, ReportedSettings } from '../../contract/my-extension/settings.ts';
import { newChange, type Change } from './journal/change.ts';
import {
  callViews,
  freshMs,
  nothingTold,
  recentOf,
  rowsOf,
  timedOf,
  undoOf,
  type ViewFacts,
} from './view.ts';

const now = 1_000_000;
const failure = { code: 'network.timeout', detail: {} } as const;

const ring = (id: string, about: Partial<Change> = {}, before: number | null = 15, after = 30): Change =>
  newChange({
    id,
    at: 7,
    why: 'me',
    state: 'done',
    sentAt: 8,
    settings: { ringTime: { before, after } },
    ...about,
  });

function facts(
  changes: readonly Change[],
  told: Partial<ReportedSettings> = {},
  about: Partial<ViewFacts> = {},
): ViewFacts {
  return {
    told: { ...nothingTold, ringTime: 30, ...told },
    changes,
    bottom: {},
    doneAt: new Map(),
    nowMs: now,
    canUndo: () => true,
    isEnding: () => false,
    ...about,
  };
}
const row = (
  changes: readonly Change[],
  told: Partial<ReportedSettings> = {},
  about: Partial<ViewFacts> = {},
) => rowsOf(facts(changes, told, about), ['ringTime', 'voicemailPin']).ringTime ?? null;

describe('my calls', () => {
  const nameOf = (number: string): string => (number === '1005' ? 'Ina' : `no name for ${number}`);
  const inbound = { key: 'k', direction: 'inbound', id: '7', from: '1005', to: '1002' } as const;
  const view = (
    calls: Parameters<typeof callViews>[0],
    state: Parameters<typeof callViews>[1]['state'] = 'on-call',
  ) => callViews(calls, { number: '1002', state }, nameOf);

  test('name the other party, the line and what each is at', () => {
    expect(view([{ ...inbound, trunk: 'PSTN-1', phase: 'talking' }])).toEqual([
      {
        key: 'k',
        direction: 'inbound',
        with: { number: '1005', name: 'Ina' },
        trunk: 'PSTN-1',
        state: 'talking',
      },
    ]);
  });

  test('have no name where the device told no number, and no line where it told none', () => {
    expect(view([{ ...inbound, from: '' }])).toMatchObject([
      { with: { number: '', name: '' }, trunk: '', state: 'talking' },
    ]);
  });

  test('are unknown in their state where neither the device nor my phone tells', () => {
    expect(view([inbound], null)).toMatchObject([{ state: 'unknown' }]);
  });

  test('that wait ring only where my phone rings for no other call', () => {
    const waiting = { ...inbound, phase: 'waiting' } as const;
    expect(view([waiting], 'ringing')).toMatchObject([{ state: 'ringing' }]);
    expect(view([waiting, { ...inbound, key: 'l', phase: 'in-progress' }], 'ringing')).toMatchObject([
      { state: 'held' },
      { state: 'ringing' },
    ]);
  });
});

describe('a row', () => {
  test('has nothing to say without a change of it', () => {
    expect(rowsOf(facts([]), ['ringTime', 'voicemailPin'])).toEqual({});
    expect(
      row([newChange({ id: '1', at: 0, why: 'me', settings: { name: { before: '', after: 'x' } } })]),
    ).toBe(null);
    expect(row([ring('1', { state: 'replaced', conflicts: { ringTime: 60 } })])).toBe(null);
  });

  test('goes by the change before one whose place another took', () => {
    expect(row([ring('1', { state: 'unknown' }), ring('2', { state: 'replaced' })])).toMatchObject({
      kind: 'unknown',
      changeId: '1',
    });
  });

  test.each(['waiting', 'sent'] as const)('is saving while its change is %s', (state) => {
    expect(row([ring('1', { state }), ring('2', { why: 'elsewhere' })])).toEqual({
      kind: 'saving',
      wanted: 30,
      changeId: '1',
    });
  });

  test('asks about an end before a conflict, with what would come back', () => {
    const ends = ring('1', { until: 5, endAsks: { ringTime: 60 } });
    const conflict = ring('2', { conflicts: { ringTime: 60 } });
    expect(row([ends, conflict], { ringTime: 120 })).toEqual({
      kind: 'end-asks',
      mine: 15,
      theirs: 120,
      changeId: '1',
    });
    expect(row([ends], { ringTime: null })).toMatchObject({ theirs: 60 });
    expect(row([ends, ring('2', {}, 30, 120)])).toMatchObject({ kind: 'end-asks', mine: null });
  });

  test('asks about the latest conflict that nobody has answered', () => {
    const conflict = (id: string, about: Partial<Change> = {}) =>
      ring(id, { conflicts: { ringTime: 60 }, ...about });
    expect(row([conflict('1'), conflict('2')], { ringTime: 120 })).toEqual({
      kind: 'conflict',
      mine: 30,
      theirs: 120,
      changeId: '2',
    });
    expect(row([conflict('1'), conflict('2', { answered: ['ringTime'] })], { ringTime: null })).toMatchObject(
      {
        theirs: 60,
        changeId: '1',
      },
    );
    expect(row([conflict('1', { answered: ['ringTime'] })])).toBe(null);
  });

  test('of a secret has no values', () => {
    const change = newChange({
      id: '1',
      at: 0,
      why: 'me',
      state: 'done',
      secrets: ['voicemailPin'],
      conflicts: { voicemailPin: null },
    });
    expect(rowsOf(facts([change]), ['voicemailPin'])).toEqual({
      voicemailPin: { kind: 'conflict', mine: null, theirs: null, changeId: '1' },
    });
    const ends = { ...change, conflicts: {}, endAsks: { voicemailPin: null } };
    expect(rowsOf(facts([ends]), ['voicemailPin'])).toEqual({});
    const elsewhere = newChange({ ...change, why: 'elsewhere', conflicts: {} });
    expect(rowsOf(facts([elsewhere]), ['voicemailPin'])).toEqual({
      voicemailPin: { kind: 'elsewhere', before: null, now: null, at: 0, changeId: '1' },
    });
  });

  test('says since when nobody knows what came of it', () => {
    expect(row([ring('1', { state: 'unknown', failure })])).toEqual({
      kind: 'unknown',
      wanted: 30,
      since: 8,
      failure,
      changeId: '1',
    });
    expect(row([ring('1', { state: 'unknown', sentAt: null })])).toMatchObject({ since: 7 });
    expect(row([ring('1', { state: 'unknown', answered: ['ringTime'] })])).toBe(null);
  });

  test('says what the device kept, of the latest change', () => {
    const refused = ring('1', { kept: { ringTime: 15 }, failure });
    expect(row([refused])).toEqual({ kind: 'refused', wanted: 30, kept: 15, failure, changeId: '1' });
    const partly = { ...refused, settings: { ...refused.settings, name: { before: '', after: 'x' } } };
    expect(row([partly])).toMatchObject({ kind: 'partly' });
    expect(row([ring('1', { kept: { ringTime: null } })])).toMatchObject({ kept: null });
    expect(row([refused, ring('2')])).toBe(null);
    expect(row([{ ...refused, answered: ['ringTime'] }])).toBe(null);
    expect(row([{ ...refused, why: 'timed-end' }])).toBe(null);
  });

  test('says what someone else has changed, until it is answered or put back', () => {
    const theirs = ring('1', { why: 'elsewhere' });
    expect(row([theirs], { ringTime: 120 })).toEqual({
      kind: 'elsewhere',
      before: 15,
      now: 120,
      at: 7,
      changeId: '1',
    });
    expect(row([ring('1', { why: 'elsewhere' }, null)])).toMatchObject({ before: null, now: 30 });
    expect(row([{ ...theirs, answered: ['ringTime'] }])).toBe(null);
    expect(row([{ ...theirs, undone: ['ringTime'] }])).toBe(null);
  });

  test('shows a tick for a while after what was sent is in force', () => {
    const at = (ms: number): Partial<ViewFacts> => ({ doneAt: new Map([['1', ms]]) });
    expect(row([ring('1')], {}, at(now))).toEqual({ kind: 'saved', at: now, changeId: '1' });
    expect(row([ring('1')], {}, at(now - freshMs + 1))).toMatchObject({ kind: 'saved' });
    expect(row([ring('1')], {}, at(now - freshMs))).toBe(null);
    expect(row([ring('1', { sentAt: null })], {}, at(now))).toBe(null);
    expect(row([ring('1', { kept: { ringTime: 1 }, answered: ['ringTime'] })], {}, at(now))).toBe(null);
    expect(row([ring('1')])).toBe(null);
  });
});

describe('recent changes', () => {
  test('are told newest first, twenty of them', () => {
    const changes = Array.from({ length: 22 }, (_, n) => ring(String(n)));
    expect(recentOf(facts(changes)).map(({ id }) => id)).toEqual(
      changes
        .slice(2)
        .map(({ id }) => id)
        .reverse(),
    );
  });

  test('are told with all that is known of them', () => {
    const change = ring('1', {
      why: 'preset',
      presetName: 'Lunch',
      until: 5,
      failure,
      secrets: ['voicemailPin'],
    });
    expect(recentOf(facts([change], {}, { canUndo: () => false }))).toEqual([
      {
        id: '1',
        at: 7,
        why: 'preset',
        presetName: 'Lunch',
        settings: [
          { setting: 'ringTime', before: 15, after: 30 },
          { setting: 'voicemailPin', before: null, after: null },
        ],
        outcome: 'applied',
        failure,
        until: 5,
        undoable: false,
        mayEnd: true,
      },
    ]);
  });

  test('are not told where nothing changed, or another took their place', () => {
    expect(recentOf(facts([ring('1', {}, 30), ring('2', { state: 'replaced' })]))).toEqual([]);
    expect(recentOf(facts([ring('1', {}, null)]))).toHaveLength(1);
    expect(recentOf(facts([ring('1', { secrets: ['voicemailPin'] }, 30)]))).toHaveLength(1);
  });

  test.each<[string, Change, boolean]>([
    ['what is mine and known', ring('1'), true],
    ['a preset’s', ring('1', { why: 'preset' }), true],
    ['what is still on its way', ring('1', { state: 'waiting' }), true],
    ['what an undo did', ring('1', { why: 'undo' }), false],
    ['what someone else did', ring('1', { why: 'elsewhere' }), false],
    ['what nothing is known to lie under', ring('1', {}, null), false],
    ['what never ends', newChange({ ...ring('1'), settings: { name: { before: 'a', after: 'b' } } }), false],
    [
      'what never ends, on its way',
      newChange({ ...ring('1'), state: 'waiting', settings: { name: { before: 'a', after: 'b' } } }),
      false,
    ],
  ])('may get an end: %s', (_, change, expected) => {
    expect(recentOf(facts([change])).map(({ mayEnd }) => mayEnd)).toEqual([expected]);
  });
});

describe('ends', () => {
  const timed = (about: Partial<Change> = {}) => ring('1', { until: now + 5, ...about });

  test('are told with what ends, and when', () => {
    const change = timed({
      presetName: 'Lunch',
      settings: { ringTime: { before: 15, after: 30 }, name: { before: 'a', after: 'b' } },
    });
    expect(timedOf(facts([change]))).toEqual([
      {
        changeId: '1',
        presetName: 'Lunch',
        settings: [{ setting: 'ringTime', before: 15, after: 30 }],
        until: now + 5,
        state: 'pending',
      },
    ]);
    expect(timedOf(facts([ring('1')]))).toEqual([]);
  });

  test.each<[string, Partial<Change>, Partial<ViewFacts>]>([
    ['pending', { until: now + 1 }, {}],
    ['waiting-for-pbx', { until: now }, {}],
    ['asks', { until: now, endAsks: { ringTime: 60 } }, {}],
    ['pending', { until: now + 1, endAsks: { name: 'x' } }, {}],
    ['ending', { until: now, endAsks: { ringTime: 60 } }, { isEnding: (id) => id === '1' }],
  ])('are %s', (state, about, more) => {
    expect(timedOf(facts([timed(about)], {}, more)).map((one) => one.state)).toEqual([state]);
  });
});

describe('undo', () => {
  const done = (ms: number): Partial<ViewFacts> => ({ doneAt: new Map([['1', ms]]) });

  test('is offered for a while after the latest change of mine', () => {
    expect(undoOf(facts([ring('1'), ring('2', { why: 'timed-end' })], {}, done(now - 1)))).toEqual({
      changeId: '1',
      at: 7,
      what: ['ringTime'],
      until: now - 1 + freshMs,
    });
    expect(undoOf(facts([ring('1')], {}, done(now - freshMs)))).toBe(null);
    expect(undoOf(facts([ring('1')], {}, done(now - freshMs + 1)))).not.toBe(null);
    expect(undoOf(facts([ring('1', { why: 'preset' })], {}, done(now)))).not.toBe(null);
  });

  test('is offered while it is being saved, from when it was made', () => {
    expect(undoOf(facts([ring('1', { state: 'waiting' })]))).toMatchObject({
      changeId: '1',
      until: 7 + freshMs,
    });
  });

  test.each<[string, readonly Change[], Partial<ViewFacts>]>([
    ['there is none of mine', [ring('1', { why: 'elsewhere' })], done(now)],
    ['it changed nothing', [ring('1', {}, 30)], done(now)],
    ['it can’t be undone', [ring('1')], { ...done(now), canUndo: () => false }],
    ['it is of another run', [ring('1')], {}],
    ['a newer one is', [ring('1'), ring('2')], done(now)],
  ])('is not offered where %s', (_, changes, about) => {
    expect(undoOf(facts(changes, {}, about))).toBe(null);
  });
});

test('nothing told is null for each setting', () => {
  const values: readonly (SettingValue | null)[] = Object.values(nothingTold);
  expect([values.length, values.every((value) => value === null)]).toEqual([16, true]);
});
