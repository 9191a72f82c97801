/** What callers get now by what is told and under way, and what a choice in the status menu changes. */

import { describe, expect, test } from 'vitest';
import type { ReportedSettings } from '../../contract/my-extension/settings.ts';
import { newChange, type Change } from './journal/change.ts';
import { backFrom, changesFor, noForwarding, statusOf, withWanted, type StatusFacts } from './status.ts';
import { nothingTold } from './view.ts';

const told = (about: Partial<ReportedSettings>): ReportedSettings => ({ ...nothingTold, ...about });
const voicemail = { on: true, destination: { kind: 'voicemail' } } as const;
const dnd = (id: string, after: boolean, about: Partial<Change> = {}): Change =>
  newChange({
    id,
    at: Number(id),
    why: 'me',
    state: 'done',
    settings: { doNotDisturb: { before: !after, after } },
    ...about,
  });

function status(
  settings: Partial<ReportedSettings>,
  changes: readonly Change[] = [],
  about: Partial<StatusFacts> = {},
) {
  return statusOf({
    told: told(settings),
    changes,
    bottom: {},
    context: { number: '1002', nameOf: () => '' },
    deadEnds: ({ ringTime }) =>
      ringTime === 15 ? [{ code: 'to-myself', setting: 'forwardAll', detail: {} }] : [],
    isFresh: true,
    ...about,
  });
}

describe('the kind', () => {
  test.each<[Partial<ReportedSettings>, string]>([
    [{}, 'normal'],
    [{ doNotDisturb: false, forwardAll: { ...voicemail, on: false } }, 'normal'],
    [{ doNotDisturb: true }, 'do-not-disturb'],
    [{ forwardAll: voicemail }, 'forwarding'],
    [{ doNotDisturb: true, forwardAll: voicemail }, 'forwarding'],
    [{ forwardBusy: voicemail }, 'normal'],
  ])('of %j is %s', (settings, kind) => {
    expect(status(settings).kind).toBe(kind);
  });
});

describe('a state', () => {
  test('is named by the change that made it, with its end', () => {
    const change = dnd('1', true, { until: 100, presetName: 'Lunch', why: 'preset' });
    expect(status({ doNotDisturb: true }, [change])).toMatchObject({
      changeId: '1',
      until: 100,
      presetName: 'Lunch',
    });
  });

  test('that nobody here made has no name', () => {
    expect(status({ doNotDisturb: true })).toMatchObject({ changeId: null, until: null, presetName: null });
    expect(status({ doNotDisturb: true }, [dnd('1', false)])).toMatchObject({ changeId: null });
  });

  test('that is being made is shown as it will be, and is not confirmed', () => {
    for (const state of ['waiting', 'sent'] as const)
      expect(status({ doNotDisturb: false }, [dnd('1', true, { state, until: 5 })])).toMatchObject({
        kind: 'do-not-disturb',
        changeId: '1',
        until: 5,
        confirmed: false,
      });
  });

  test('of which nobody knows what came is shown as it was told, and is not confirmed', () => {
    expect(status({ doNotDisturb: false }, [dnd('1', true, { state: 'unknown' })])).toMatchObject({
      kind: 'normal',
      confirmed: false,
    });
  });

  test('isn’t made by what is under way about something else', () => {
    const ring = newChange({
      id: '2',
      at: 2,
      why: 'me',
      state: 'sent',
      settings: { ringTime: { before: 15, after: 30 } },
    });
    expect(status({ doNotDisturb: true }, [dnd('1', true), ring])).toMatchObject({ changeId: '1' });
  });

  test('isn’t made by its own end that is under way', () => {
    const made = dnd('1', true, { until: 100 });
    const end = dnd('2', false, { why: 'timed-end', state: 'unknown', lifts: ['1'] });
    expect(status({ doNotDisturb: true }, [made, end])).toMatchObject({ changeId: '1', confirmed: false });
  });

  test('is confirmed where nothing about calls is open', () => {
    const name = newChange({
      id: '1',
      at: 0,
      why: 'me',
      state: 'sent',
      settings: { name: { before: '', after: 'x' } },
    });
    expect(status({}, [name]).confirmed).toBe(true);
    expect(status({}, [dnd('1', true, { why: 'elsewhere', state: 'sent' })]).confirmed).toBe(true);
    expect(status({}, [], { isFresh: false }).confirmed).toBe(false);
    for (const setting of ['forwardNoAnswer', 'forwardBusy', 'ringTime', 'voicemail', 'mobile', 'forwardAll'])
      expect(
        status({}, [
          newChange({
            id: '1',
            at: 0,
            why: 'me',
            state: 'unknown',
            settings: { [setting]: { before: null, after: 1 } },
          }),
        ]).confirmed,
      ).toBe(false);
  });

  test('tells where calls are lost', () => {
    expect(status({ ringTime: 15 }).deadEnds).toHaveLength(1);
    expect(status({ ringTime: 30 }).deadEnds).toEqual([]);
  });
});

test('with nothing special, the next end of what callers get counts', () => {
  const ring = (id: string, until: number): Change =>
    newChange({
      id,
      at: 0,
      why: 'me',
      state: 'done',
      until,
      settings: { ringTime: { before: 15, after: 30 } },
    });
  const busy = newChange({
    ...ring('2', 100),
    settings: { forwardBusy: { before: { on: false, destination: null }, after: voicemail } },
  });
  expect(status({ ringTime: 30, forwardBusy: voicemail }, [ring('1', 200), busy])).toMatchObject({
    kind: 'normal',
    until: 100,
    changeId: '2',
  });
  const later = newChange({ ...busy, until: 300 });
  expect(status({ ringTime: 30, forwardBusy: voicemail }, [later, ring('1', 200)])).toMatchObject({
    until: 200,
    changeId: '1',
  });
  expect(status({})).toMatchObject({ until: null, changeId: null });
});

test('what is being saved shows at once', () => {
  const change = dnd('1', true, { settings: { ringTime: { before: 15, after: 30 } } });
  expect(withWanted(told({ ringTime: 15, name: 'Ina' }), [change])).toEqual(
    told({ ringTime: 30, name: 'Ina' }),
  );
});

describe('a choice', () => {
  test('of normal ends both states', () => {
    expect(changesFor({ kind: 'normal' }, nothingTold)).toEqual([
      { setting: 'doNotDisturb', value: false },
      { setting: 'forwardAll', value: noForwarding },
    ]);
  });

  test('of do not disturb ends forwarding, which would come before it', () => {
    const on = { setting: 'doNotDisturb', value: true };
    const off = { setting: 'forwardAll', value: { on: false, destination: null } };
    expect(changesFor({ kind: 'do-not-disturb' }, told({ forwardAll: voicemail }))).toEqual([on, off]);
    expect(changesFor({ kind: 'do-not-disturb' }, nothingTold)).toEqual([on, off]);
    expect(changesFor({ kind: 'do-not-disturb' }, told({ forwardAll: noForwarding }))).toEqual([on]);
  });

  test('of forwarding says where to', () => {
    const { destination } = voicemail;
    expect(changesFor({ kind: 'forward', destination }, nothingTold)).toEqual([
      { setting: 'forwardAll', value: voicemail },
    ]);
  });
});

test('what has an off goes back to it', () => {
  expect([backFrom('doNotDisturb'), backFrom('forwardAll'), backFrom('ringTime')]).toEqual([
    false,
    noForwarding,
    undefined,
  ]);
});
