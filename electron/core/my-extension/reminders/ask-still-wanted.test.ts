/** Whether what is on is still wanted, asked while the program runs. */

import { describe, expect, test } from 'vitest';
import { createSteeredClock } from '../../../../test/steered-clock.ts';
import type { AnySetting } from '../../../contract/my-extension/setting-facts.ts';
import type { ReportedSettings } from '../../../contract/my-extension/settings.ts';
import type { PresenceState } from '../../../contract/presence.ts';
import { newChange, type Change } from '../journal/change.ts';
import type { Known } from '../journal/journal.ts';
import { createLiveReminders } from './ask-still-wanted.ts';
import { openMemoryJournal } from '../../../../test/core/my-extension/memory-journal.ts';
import { noReminderPeriods } from './reminders.ts';
import { nothingTold } from '../view.ts';

const minuteMs = 60_000;
const dayMs = 24 * 60 * minuteMs;
const known: Known = { told: {}, bottom: {}, reminderPeriods: noReminderPeriods };
const on: ReportedSettings = { ...nothingTold, doNotDisturb: true };
const off: ReportedSettings = { ...nothingTold, doNotDisturb: false };
const forwarding: ReportedSettings = { ...nothingTold, forwardAll: { on: true, destination: null } };

interface World {
  readonly changes?: readonly Change[];
  readonly editable?: readonly AnySetting[];
  readonly known?: Known | null;
}

async function start(about: World = {}) {
  const clock = createSteeredClock();
  const journal = await openMemoryJournal(about.changes, about.known === undefined ? known : about.known);
  const phone: { state: PresenceState | null } = { state: 'free' };
  const told: (string | null)[] = [];
  let changes = 0;
  const reminders = createLiveReminders({
    clock,
    journal,
    editable: about.editable ?? ['doNotDisturb', 'forwardAll'],
    myState: () => phone.state,
    tell: (reminder) => told.push(reminder && `${reminder.kind} ${reminder.why}`),
    changed: () => (changes += 1),
  });
  return { clock, journal, phone, told, reminders, changes: () => changes };
}

test('what is on since another day is asked about once, without anything else happening', async () => {
  const { clock, journal, told, reminders, changes } = await start();
  const since = clock.now();
  reminders.update(on);
  expect([reminders.open, changes(), clock.pendingTimers]).toEqual([null, 1, 1]);
  await clock.advance(2 * dayMs);
  expect(told).toEqual(['do-not-disturb since-another-day']);
  expect(reminders.open).toEqual({ kind: 'do-not-disturb', why: 'since-another-day', since });
  expect(journal.state.known?.reminderPeriods['do-not-disturb']).toMatchObject({
    asked: 'since-another-day',
  });
  expect([changes(), clock.pendingTimers]).toEqual([2, 1]);
});

test('switched off, it is no question any longer, and nothing more is looked at', async () => {
  const { clock, told, reminders, changes } = await start();
  reminders.update(on);
  await clock.advance(2 * dayMs);
  reminders.update(off);
  expect(told).toEqual(['do-not-disturb since-another-day', null]);
  expect([reminders.open, changes(), clock.pendingTimers]).toEqual([null, 3, 0]);
});

test('a reading that says the same changes nothing', async () => {
  const { clock, journal, reminders, changes } = await start();
  reminders.update(off);
  reminders.update(on);
  reminders.update(on);
  reminders.update(nothingTold);
  expect([journal.noted.length, changes(), clock.pendingTimers]).toEqual([1, 1, 1]);
});

test('before the first reading is kept there is nothing to ask', async () => {
  const { journal, reminders, changes } = await start({ known: null });
  reminders.update(on);
  expect([reminders.open, journal.noted, changes()]).toEqual([null, [], 0]);
});

test('twenty minutes of calls are noticed without anything else happening', async () => {
  const { clock, phone, told, reminders } = await start();
  reminders.update(on);
  phone.state = 'on-call';
  reminders.followPhone();
  await clock.advance(20 * minuteMs - 1);
  expect(told).toEqual([]);
  await clock.advance(1);
  expect(told).toEqual(['do-not-disturb on-calls']);
});

test('while nobody knows what my phone does, nobody is asked', async () => {
  const { clock, phone, told, reminders } = await start();
  reminders.update(on);
  phone.state = null;
  await clock.advance(2 * dayMs);
  expect(told).toEqual([]);
  phone.state = 'free';
  await clock.advance(minuteMs);
  expect(told).toHaveLength(1);
});

describe('a person', () => {
  const timed = newChange({
    id: 'timed',
    at: 0,
    why: 'me',
    state: 'done',
    until: Number.MAX_SAFE_INTEGER,
    settings: { doNotDisturb: { before: false, after: true } },
  });
  test.each<[string, World, number]>([
    ['isn’t asked about what they may not change', { editable: ['forwardAll'] }, 0],
    ['isn’t asked about what ends by itself', { changes: [timed] }, 0],
    ['is asked about their own change without an end', { changes: [{ ...timed, until: null }] }, 1],
  ])('%s', async (_, about, asked) => {
    const { clock, told, reminders } = await start(about);
    reminders.update(on);
    await clock.advance(2 * dayMs);
    expect(told).toHaveLength(asked);
  });
});

describe('the answer', () => {
  async function asked(told = on) {
    const world = await start();
    world.reminders.update(told);
    await world.clock.advance(2 * dayMs);
    world.told.length = 0;
    return world;
  }

  test('to nothing is none', async () => {
    const { reminders, journal } = await start();
    expect([reminders.answer('switch-off'), journal.noted]).toEqual([null, []]);
  });

  test('to switch off is a change of what was asked about, and ends the question', async () => {
    const { reminders, told } = await asked();
    expect(reminders.answer('switch-off')).toEqual({ setting: 'doNotDisturb', value: false });
    expect([reminders.open, told]).toEqual([null, [null]]);
    const other = await asked(forwarding);
    expect(other.reminders.answer('switch-off')).toEqual({
      setting: 'forwardAll',
      value: { on: false, destination: null },
    });
  });

  test('to leave it asks no more', async () => {
    const { reminders, clock, told } = await asked();
    expect(reminders.answer('leave')).toBe(null);
    await clock.advance(3 * dayMs);
    expect(told).toEqual([null]);
  });

  test('not today asks again on another day', async () => {
    const { reminders, clock, told } = await asked();
    expect(reminders.answer('not-today')).toBe(null);
    await clock.advance(60 * minuteMs);
    expect(told).toEqual([null]);
    await clock.advance(dayMs);
    expect(told).toEqual([null, 'do-not-disturb since-another-day']);
  });
});

test('it looks once a minute, however often it is told to, and no more once the program ends', async () => {
  const { clock, reminders, told } = await start();
  reminders.update(on);
  for (let n = 0; n < 3; n += 1) reminders.followPhone();
  expect(clock.pendingTimers).toBe(1);
  reminders.stop();
  expect(clock.pendingTimers).toBe(0);
  reminders.followPhone();
  await clock.advance(2 * dayMs);
  expect([told, clock.pendingTimers]).toEqual([[], 0]);
});
