/** The roster takes in each answer, says what changed, and leaves alone what did not. */

import { expect, test } from 'vitest';
import { createSteeredClock } from '../../../test/steered-clock.ts';
import type { ExtensionList, ListedExtension } from '../pbx/client-port.ts';
import { createRoster } from './roster.ts';

const entry = (
  number: string,
  name = '',
  rawStatus = 'Registered',
  more: Partial<ListedExtension> = {},
): ListedExtension => ({
  number,
  name,
  rawStatus,
  type: 'SIP',
  ...more,
});

const answer = (extensions: readonly ListedExtension[], unreadable = 0): ExtensionList => ({
  bytes: new Uint8Array(),
  extensions,
  unreadable: Array.from({ length: unreadable }, () => ''),
});

function setUp(locale = 'en') {
  const clock = createSteeredClock({ now: 1_000_000 });
  let staleAfterMs = 6_000;
  const roster = createRoster({ clock, locale, staleAfterMs: () => staleAfterMs });
  const apply = (extensions: readonly ListedExtension[], { malformed = 0, afterPause = false } = {}) =>
    roster.apply(answer(extensions, malformed), { afterPause });
  return { clock, roster, apply, setStaleAfter: (ms: number) => (staleAfterMs = ms) };
}

const numbers = (roster: ReturnType<typeof setUp>['roster']) =>
  roster.snapshot().colleagues.map((row) => row.number);

test('before the first answer the list is empty and nothing is confirmed', () => {
  const { roster } = setUp();
  expect(roster.snapshot()).toEqual({ confirmedAt: null, staleAfterMs: 6_000, colleagues: [] });
  expect(roster.snapshot()).toBe(roster.snapshot());
});

test('what was forgotten is listed at the next answer as at first sight', async () => {
  const { clock, roster, apply } = setUp();
  const list = answer([entry('1002', 'Amy'), entry('1003')], 1);
  roster.apply(list, { afterPause: false });
  roster.forget();
  expect(roster.snapshot()).toEqual({ confirmedAt: null, staleAfterMs: 6_000, colleagues: [] });
  expect(roster.find('1002')).toBeUndefined();
  await clock.advance(60_000);
  expect(roster.apply(list, { afterPause: false })).toEqual({ changed: true, changes: [] });
  expect(roster.find('1002')).toMatchObject({ name: 'Amy', since: 1_060_000, sinceExact: false });
  expect(apply([entry('1002', 'Amy')]).changes).toMatchObject([{ number: '1003' }]);
});

test('at first sight states began now or earlier, and nobody counts as new', () => {
  const { roster, apply } = setUp();
  expect(
    apply([entry('1002', 'Amy'), entry('1000', '', 'Idle', { type: 'FXS', port: 'Span2-Port1' })]),
  ).toEqual({
    changed: true,
    changes: [],
  });
  expect(roster.snapshot()).toEqual({
    confirmedAt: 1_000_000,
    staleAfterMs: 6_000,
    colleagues: [
      {
        number: '1002',
        name: 'Amy',
        state: 'free',
        rawStatus: 'Registered',
        type: 'SIP',
        since: 1_000_000,
        sinceExact: false,
      },
      {
        number: '1000',
        name: '',
        state: 'free',
        rawStatus: 'Idle',
        type: 'FXS',
        port: 'Span2-Port1',
        since: 1_000_000,
        sinceExact: false,
      },
    ],
  });
});

test('an empty first answer is an answer', () => {
  const { roster, apply } = setUp();
  expect(apply([]).changed).toBe(true);
  expect(roster.snapshot().confirmedAt).toBe(1_000_000);
});

test('a change is reported, and its row gets a new start; all other rows are the same objects', async () => {
  const { clock, roster, apply } = setUp();
  apply([entry('1', 'Amy'), entry('2', 'Bob'), entry('3', 'Cem')]);
  const before = roster.snapshot();
  await clock.advance(2_000);
  expect(apply([entry('1', 'Amy'), entry('2', 'Bob', 'Ringing'), entry('3', 'Cem')])).toEqual({
    changed: true,
    changes: [{ number: '2', name: 'Bob', from: 'free', to: 'ringing', at: 1_002_000, afterPause: false }],
  });
  const after = roster.snapshot();
  expect(after.colleagues[1]).toMatchObject({ state: 'ringing', since: 1_002_000, sinceExact: true });
  expect(after.colleagues[0]).toBe(before.colleagues[0]);
  expect(after.colleagues[2]).toBe(before.colleagues[2]);
  expect(before.colleagues[1]).toMatchObject({ state: 'free' });
  expect(roster.find('2')).toBe(after.colleagues[1]);
});

test('the same answer, or another with the same contents, changes nothing and notifies no listener', async () => {
  const { clock, roster, apply } = setUp();
  const list = answer([entry('1', 'Amy'), entry('2', 'Bob')]);
  roster.apply(list, { afterPause: false });
  const before = roster.snapshot();
  roster.subscribe(() => expect.unreachable());
  await clock.advance(2_000);
  expect(roster.apply(list, { afterPause: true })).toEqual({ changed: false, changes: [] });
  expect(apply([entry('1', 'Amy'), entry('2', 'Bob')])).toEqual({ changed: false, changes: [] });
  expect(apply([entry('2', 'Bob'), entry('1', 'Amy')])).toEqual({ changed: false, changes: [] });
  expect(roster.snapshot()).toBe(before);
});

test('after a pause a new state began at an unknown time, and its fact says so', async () => {
  const { clock, roster, apply } = setUp();
  apply([entry('1', 'Amy'), entry('2', 'Bob')]);
  await clock.advance(2_000);
  apply([entry('1', 'Amy', 'Busy'), entry('2', 'Bob')]);
  await clock.advance(3_600_000);
  const { changes } = apply([entry('1', 'Amy', 'Busy'), entry('2', 'Bob', 'Hold')], { afterPause: true });
  expect(changes).toEqual([
    { number: '2', name: 'Bob', from: 'free', to: 'on-hold', at: 4_602_000, afterPause: true },
  ]);
  expect(roster.find('2')).toMatchObject({ since: 4_602_000, sinceExact: false });
  expect(roster.find('1')).toMatchObject({ since: 1_002_000, sinceExact: true });
});

test('two words for one state are one state; unknown words are a state each', async () => {
  const { clock, roster, apply } = setUp();
  apply([entry('1', '', 'Registered'), entry('2', '', 'Parked')]);
  await clock.advance(2_000);
  expect(apply([entry('1', '', ' IDLE '), entry('2', '', 'Wrapping up')])).toEqual({
    changed: true,
    changes: [],
  });
  expect(roster.find('1')).toMatchObject({ rawStatus: ' IDLE ', state: 'free', since: 1_000_000 });
  expect(roster.find('2')).toMatchObject({ rawStatus: 'Wrapping up', state: 'unknown', since: 1_002_000 });
});

test('someone who joins is a change without from, someone who leaves one without to', async () => {
  const { clock, roster, apply } = setUp();
  apply([entry('1', 'Amy'), entry('2', 'Bob')]);
  await clock.advance(2_000);
  expect(apply([entry('2', 'Bob'), entry('3', 'Cem', 'Busy')]).changes).toEqual([
    { number: '3', name: 'Cem', to: 'on-call', at: 1_002_000, afterPause: false },
    { number: '1', name: 'Amy', from: 'free', at: 1_002_000, afterPause: false },
  ]);
  expect(numbers(roster)).toEqual(['2', '3']);
  expect(roster.find('1')).toBeUndefined();
  expect(roster.find('3')).toMatchObject({ sinceExact: false });
});

test('a new name moves the row, keeps its time and is no fact', async () => {
  const { clock, roster, apply } = setUp();
  apply([entry('1', 'Amy'), entry('2', 'Bob'), entry('3', 'Cem')]);
  await clock.advance(2_000);
  expect(apply([entry('1', 'Zoe'), entry('2', 'Bob'), entry('3', 'Cem')])).toEqual({
    changed: true,
    changes: [],
  });
  expect(numbers(roster)).toEqual(['2', '3', '1']);
  expect(roster.find('1')).toMatchObject({ name: 'Zoe', since: 1_000_000 });
});

test('numbers are texts: 7 and 007 are two people', () => {
  const { roster, apply } = setUp();
  apply([entry('7', 'Amy'), entry('007', 'Amy')]);
  expect(numbers(roster)).toEqual(['007', '7']);
  expect(apply([entry('7', 'Amy', 'Busy'), entry('007', 'Amy')]).changes).toMatchObject([{ number: '7' }]);
});

test('names in the order of the language, numbers by value, those without a name last', () => {
  const names = ['Zoë', 'Änne', 'anton', 'Oskar', '📞 Österreich 10', 'Österreich 9', '', '16'];
  const listed = names.map((name, place) => entry(String(9 + place), name));
  const german = setUp('de');
  german.apply(listed);
  expect(german.roster.snapshot().colleagues.map((row) => row.name)).toEqual([
    'Änne',
    'anton',
    'Oskar',
    'Österreich 9',
    '📞 Österreich 10',
    'Zoë',
    '',
    '16',
  ]);
  german.roster.setLocale('sv');
  expect(german.roster.snapshot().colleagues.map((row) => row.name)).toEqual([
    'anton',
    'Oskar',
    'Zoë',
    'Änne',
    'Österreich 9',
    '📞 Österreich 10',
    '',
    '16',
  ]);
  const unnamed = setUp();
  unnamed.apply(['10', '100', '9'].map((number) => entry(number)));
  expect(numbers(unnamed.roster)).toEqual(['9', '10', '100']);
});

test('a locale that the environment reminderPeriods its own way is no failure', () => {
  const { roster, apply } = setUp('de_DE.UTF-8');
  apply([entry('2', 'b'), entry('1', 'a')]);
  expect(numbers(roster)).toEqual(['1', '2']);
});

test('a row that may be among the malformed entries stays and ages; it goes with the next whole answer', async () => {
  const { clock, roster, apply } = setUp();
  const list = answer([entry('1', 'Amy'), entry('2', 'Bob')]);
  roster.apply(list, { afterPause: false });
  await clock.advance(2_000);
  roster.apply(list, { afterPause: false });
  await clock.advance(2_000);
  expect(apply([entry('2', 'Bob')], { malformed: 1 })).toEqual({ changed: true, changes: [] });
  expect(roster.find('1')).toMatchObject({ state: 'free', confirmedAt: 1_002_000 });
  expect(roster.find('2')).not.toHaveProperty('confirmedAt');
  const aged = roster.snapshot();
  await clock.advance(2_000);
  expect(apply([entry('2', 'Bob')], { malformed: 1 }).changed).toBe(false);
  expect(roster.snapshot()).toBe(aged);
  expect(apply([entry('2', 'Bob')]).changes).toEqual([
    { number: '1', name: 'Amy', from: 'free', at: 1_006_000, afterPause: false },
  ]);
});

test('an aged row that comes back is confirmed again; after a long absence its new state counts as old', async () => {
  for (const [awayMs, isOld] of [
    [2_000, false],
    [60_000, true],
  ] as const) {
    const { clock, roster, apply } = setUp();
    apply([entry('1', 'Amy'), entry('2', 'Bob')]);
    apply([], { malformed: 2 });
    await clock.advance(awayMs);
    const { changes } = apply([entry('1', 'Amy'), entry('2', 'Bob', 'Busy')]);
    expect(changes).toEqual([
      { number: '2', name: 'Bob', from: 'free', to: 'on-call', at: 1_000_000 + awayMs, afterPause: isOld },
    ]);
    expect(roster.find('1')).toMatchObject({ since: 1_000_000 });
    expect(roster.find('1')).not.toHaveProperty('confirmedAt');
    expect(roster.find('2')).toMatchObject({ sinceExact: !isOld });
  }
});

test('an entry that was broken from the start keeps no one who leaves the list', () => {
  const { roster, apply } = setUp();
  apply([entry('1', 'Amy'), entry('2', 'Bob')], { malformed: 1 });
  expect(apply([entry('2', 'Bob')], { malformed: 1 }).changes).toMatchObject([{ number: '1', from: 'free' }]);
  apply([], { malformed: 2 });
  expect(roster.find('2')).toHaveProperty('confirmedAt');
});

test('when someone sets the wall clock, states are as old as before', async () => {
  const { clock, roster, apply } = setUp();
  const list = answer([entry('1', 'Amy')]);
  roster.apply(list, { afterPause: false });
  await clock.advance(60_000);
  clock.jump(3_600_000);
  expect(roster.apply(list, { afterPause: true })).toEqual({ changed: true, changes: [] });
  expect(roster.snapshot()).toMatchObject({ confirmedAt: 4_660_000, colleagues: [{ since: 4_600_000 }] });
  expect(apply([entry('1', 'Amy')]).changed).toBe(false);
});

test('a new pace makes a new snapshot of the same rows', () => {
  const { roster, apply, setStaleAfter } = setUp();
  apply([entry('1', 'Amy')]);
  const before = roster.snapshot();
  setStaleAfter(45_000);
  expect(roster.snapshot()).toMatchObject({ staleAfterMs: 45_000 });
  expect(roster.snapshot().colleagues).toBe(before.colleagues);
  expect(roster.snapshot()).toBe(roster.snapshot());
});

test('listeners are called on each change, until they unsubscribe', () => {
  const { roster, apply } = setUp();
  const heard: unknown[] = [];
  const leave = roster.subscribe((update) => heard.push(update));
  const first = apply([entry('1')]);
  const second = apply([entry('1', '', 'Busy')]);
  leave();
  apply([entry('1', '', 'Hold')]);
  expect(heard).toEqual([first, second]);
});
