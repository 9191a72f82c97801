/** Which decision lies over which, what ends, and what comes back. */

import { describe, expect, test } from 'vitest';
import type { SettingName, SettingValue } from '../../../contract/my-extension/settings.ts';
import { newChange, type Change } from './change.ts';
import { layersOf, madeBy, timedChanges, timedLayers, underneath, valueAfterEnds } from './layers.ts';

/** A ring time that was set, one after the other; `at` is the place in the list. */
const ring = (id: string, before: number, after: number, about: Partial<Change> = {}): Change =>
  newChange({
    id,
    at: Number(id),
    why: 'me',
    state: 'done',
    settings: { ringTime: { before, after } },
    ...about,
  });
const values = (changes: readonly Change[], bottom = {}) =>
  layersOf('ringTime', changes, bottom).map(({ value, until }) => (until === null ? value : [value, until]));

describe('layers', () => {
  test('begin with what was before the first change', () => {
    expect(values([])).toEqual([null]);
    expect(values([ring('1', 15, 30)])).toEqual([15, 30]);
    expect(values([ring('1', 15, 30)], { ringTime: 60 })).toEqual([60, 30]);
    expect(values([ring('1', 15, 30)], { ringTime: null })).toEqual([null, 30]);
    expect(values([ring('1', 15, 30, { state: 'replaced' }), ring('2', 60, 120)])).toEqual([60, 120]);
  });

  test.each<[string, Partial<Change>]>([
    ['waiting', { state: 'waiting' }],
    ['unknown', { state: 'unknown' }],
    ['not taken', { kept: { ringTime: 15 } }],
    ['in conflict', { conflicts: { ringTime: 60 } }],
    ['undone', { undone: ['ringTime'] }],
    ['ended', { ended: ['ringTime'] }],
    ['someone else’s and not answered', { why: 'elsewhere' }],
    ['an undo', { why: 'undo' }],
    ['an end', { why: 'timed-end' }],
  ])('leave out what is %s', (_, about) => {
    expect(values([ring('1', 15, 30), ring('2', 30, 60, about)])).toEqual([15, 30]);
  });

  test('are a person’s decisions: their own, a preset’s, and others’ that they accepted', () => {
    const accepted = { why: 'elsewhere', answered: ['ringTime'] } as const;
    expect(
      values([
        ring('1', 15, 30, { why: 'preset' }),
        ring('2', 30, 60, { ...accepted, answered: ['ringTime'] }),
      ]),
    ).toEqual([15, 30, 60]);
  });

  test('leave out what ended before a newer decision, and keep what was still there under it', () => {
    const ended = ring('1', 15, 30, { until: 5, ended: ['ringTime'] });
    expect(values([ended, ring('9', 15, 60)])).toEqual([15, 60]);
    expect(values([ended, ring('3', 30, 60)])).toEqual([15, 60]);
  });

  test('have nothing put under a value that has no off', () => {
    expect(values([ring('1', 30, 30, { until: 100 })])).toEqual([30, [30, 100]]);
  });

  test('know whether what ended since was still there when a newer decision was made over it', () => {
    const toIna = { on: true, destination: { kind: 'extension', extension: '1003' } } as const;
    const off = { on: false, destination: null } as const;
    const forwarding = (id: string, about: Partial<Change>): Change =>
      newChange({ id, at: 0, why: 'me', state: 'done', ...about });
    const over = (at: number) =>
      layersOf('forwardAll', [
        forwarding('1', {
          until: 5,
          ended: ['forwardAll'],
          settings: { forwardAll: { before: toIna, after: off } },
        }),
        forwarding('2', {
          at,
          until: 100,
          settings: { forwardAll: { before: off, after: toIna, back: off } },
        }),
      ]).map(({ value }) => value);
    expect(over(4)).toEqual([toIna, toIna]);
    expect(over(5)).toEqual([toIna, off, toIna]);
  });

  test('are one where the same is decided again, with the new end', () => {
    expect(values([ring('1', 15, 30, { until: 100 }), ring('2', 30, 30, { until: 200 })])).toEqual([
      15,
      [30, 200],
    ]);
    expect(values([ring('1', 15, 30, { until: 100 }), ring('2', 30, 30)])).toEqual([15, 30]);
  });

  test('have no end where a setting never ends', () => {
    const named = newChange({
      id: '1',
      at: 0,
      why: 'me',
      state: 'done',
      until: 100,
      settings: { name: { before: 'a', after: 'b' } },
    });
    expect(layersOf('name', [named]).map(({ until }) => until)).toEqual([null, null]);
  });

  test('have something put under a state that was on all along and is to end', () => {
    const on = (until: number | null): Change =>
      newChange({
        id: '1',
        at: 0,
        why: 'me',
        state: 'done',
        until,
        settings: { doNotDisturb: { before: true, after: true, back: false } },
      });
    const of = (change: Change) => layersOf('doNotDisturb', [change]).map(({ value }) => value);
    expect(of(on(100))).toEqual([true, false, true]);
    expect(of(on(null))).toEqual([true, true]);
    expect(
      of({ ...on(100), settings: { doNotDisturb: { before: false, after: true, back: false } } }),
    ).toEqual([false, true]);
    expect(of({ ...on(100), ended: ['doNotDisturb'] })).toEqual([true]);
  });

  test('are lifted by an end that is in force', () => {
    const timed = ring('1', 15, 30, { until: 100 });
    const end = ring('2', 30, 15, { why: 'timed-end', lifts: ['1'] });
    expect(values([timed, end])).toEqual([15]);
    expect(values([timed, { ...end, state: 'sent' }])).toEqual([15, [30, 100]]);
    expect(values([timed, { ...end, lifts: ['other'] }])).toEqual([15, [30, 100]]);
  });
});

describe('ends', () => {
  const two = [ring('1', 15, 30, { until: 200 }), ring('2', 30, 60, { until: 100 })];
  const layers = layersOf('ringTime', two);

  test('count where nothing for good lies over them', () => {
    expect(timedLayers(layers).map(({ value }) => value)).toEqual([30, 60]);
    expect(timedLayers(layersOf('ringTime', [...two, ring('3', 60, 120)]))).toEqual([]);
    expect([...timedChanges(two, {})]).toEqual(two.map((change) => [change, ['ringTime']]));
    expect(timedChanges([ring('1', 15, 30)], {}).size).toBe(0);
  });

  test('bring back what lies under them and is not over', () => {
    expect(valueAfterEnds(layers, 99)).toBe(undefined);
    expect(valueAfterEnds(layers, 100)?.value).toBe(30);
    expect(valueAfterEnds(layers, 200)?.value).toBe(15);
    const hidden = layersOf('ringTime', [
      ring('1', 15, 30, { until: 50 }),
      ring('2', 30, 60, { until: 100 }),
    ]);
    expect(valueAfterEnds(hidden, 60)).toBe(undefined);
    expect(valueAfterEnds(hidden, 100)?.value).toBe(15);
    expect(valueAfterEnds([], 100)).toBe(undefined);
  });

  test('of one change are told once, with all its settings', () => {
    const change = ring('1', 15, 30, {
      until: 100,
      settings: { ringTime: { before: 15, after: 30 }, doNotDisturb: { before: false, after: true } },
    });
    expect([...timedChanges([change], {})]).toEqual([[change, ['doNotDisturb', 'ringTime']]]);
  });
});

test('a setting was made by the decision on top, where it is still so', () => {
  const layers = layersOf('ringTime', [ring('1', 15, 30)]);
  expect(madeBy(layers, 30)?.change?.id).toBe('1');
  expect(madeBy(layers, null)?.change?.id).toBe('1');
  expect(madeBy(layers, 60)).toBe(undefined);
  expect(madeBy(layersOf('ringTime', []), 15)).toBe(undefined);
  expect(madeBy([], 15)).toBe(undefined);
});

describe('undoing', () => {
  const under = (id: string, changes: readonly Change[], nowMs = 0, bottom = {}) => {
    const change = changes.find((one) => one.id === id);
    if (change === undefined) throw new Error(`no change ${id}`);
    const found: [SettingName, SettingValue | null][] = [...underneath(change, changes, bottom, nowMs)].map(
      ([setting, { value }]) => [setting, value],
    );
    return Object.fromEntries(found);
  };

  test('brings back what lies under the last word', () => {
    expect(under('1', [ring('1', 15, 30)])).toEqual({ ringTime: 15 });
    expect(under('2', [ring('1', 15, 30), ring('2', 30, 60)])).toEqual({ ringTime: 30 });
    expect(under('1', [ring('1', 15, 30), ring('2', 30, 60)])).toEqual({});
    expect(under('1', [ring('1', 15, 30)], 0, { ringTime: 120 })).toEqual({ ringTime: 120 });
    expect(under('1', [ring('1', 15, 30, { kept: { ringTime: 15 } })])).toEqual({});
  });

  test('brings back nothing that is over by now', () => {
    const changes = [ring('1', 15, 30, { until: 100 }), ring('2', 30, 60)];
    expect(under('2', changes, 99)).toEqual({ ringTime: 30 });
    expect(under('2', changes, 100)).toEqual({ ringTime: 15 });
  });

  test('what someone else did brings back what was before it', () => {
    expect(under('2', [ring('1', 15, 30), ring('2', 30, 60, { why: 'elsewhere' })])).toEqual({
      ringTime: 30,
    });
  });
});
