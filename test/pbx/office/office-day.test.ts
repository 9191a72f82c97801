import { describe, expect, test } from 'vitest';
import { createDevice, type Device } from '../device.ts';
import { createOfficeDay, type DayEvent, type OfficeDay } from './office-day.ts';
import { makePeople } from './people.ts';
import { createSecretBook } from '../secret-book.ts';
import { createSwitchboard } from './switchboard.ts';

function office(people: number, seed: number, pace = 0): { device: Device; day: OfficeDay } {
  const device = createDevice(makePeople(people, seed), createSecretBook());
  return { device, day: createOfficeDay(device, createSwitchboard(device), { seed, pace }) };
}

const steps = (day: OfficeDay, count: number): DayEvent[] => Array.from({ length: count }, () => day.step());

test('the same seed gives the same staff and the same day; another seed another one', () => {
  const one = office(60, 7);
  const same = office(60, 7);
  const other = office(60, 8);
  const events = steps(one.day, 300);
  expect(steps(same.day, 300)).toEqual(events);
  expect(same.device.list()).toEqual(one.device.list());
  expect(steps(other.day, 300)).not.toEqual(events);
  expect(makePeople(30, 7)).not.toEqual(makePeople(30, 8));
});

test('everything that a day can bring happens, with every status that it has', () => {
  const { device, day } = office(60, 1);
  const kinds = new Set<string>();
  const statuses = new Set<string>();
  let calls = 0;
  for (let count = 0; count < 3_000; count++) {
    kinds.add(day.step().kind);
    for (const { fields, inbound, outbound } of device.peekAll()) {
      statuses.add(fields.status);
      calls += inbound.length + outbound.length;
    }
  }
  expect([...kinds].sort()).toEqual(
    [
      'answer',
      'dial',
      'dnd-off',
      'dnd-on',
      'drop',
      'end',
      'hold',
      'resume',
      'return',
      'ring',
      'voicemail',
    ].sort(),
  );
  expect([...statuses]).toEqual(
    expect.arrayContaining(['Registered', 'Idle', 'Ringing', 'Busy', 'Hold', 'Unavailable', 'Unregistered']),
  );
  expect(calls).toBeGreaterThan(0);
});

test('an internal call makes both sides busy, and an outside call shows in the detail while it lasts', () => {
  const { device, day } = office(60, 2);
  let internal = 0;
  let outside = 0;
  for (let count = 0; count < 500; count++) {
    const { kind, extensions } = day.step();
    const [first, second] = extensions.map((number) => device.peek(number));
    if (kind === 'ring' && second !== undefined) {
      expect([first?.fields.status, second.fields.status]).toEqual(['Busy', 'Ringing']);
    }
    if (kind === 'answer' && second !== undefined) {
      expect([first?.fields.status, second.fields.status]).toEqual(['Busy', 'Busy']);
      internal++;
    } else if (kind === 'answer') {
      expect([...(first?.inbound ?? []), ...(first?.outbound ?? [])]).toMatchObject([{ status: 'Talking' }]);
      outside++;
    }
    if (kind === 'end') {
      expect(first?.fields.status).toMatch(/^(Registered|Idle)$/);
      expect([first?.inbound, first?.outbound]).toEqual([[], []]);
    }
  }
  expect(internal).toBeGreaterThan(10);
  expect(outside).toBeGreaterThan(10);
});

describe('people', () => {
  test('have unique numbers and secrets that keep the limits of the document', () => {
    const people = makePeople(5_000, 3);
    const unique = (values: string[]): number => new Set(values).size;
    expect(unique(people.map((person) => person.extnumber))).toBe(5_000);
    expect(unique(people.map((person) => person.registerpassword))).toBe(5_000);
    expect(unique(people.map((person) => person.vmsecret))).toBe(5_000);
    expect(unique(people.map((person) => person.loginpassword))).toBe(5_000);
    for (const person of people) {
      expect(person.registerpassword).toMatch(/^[A-Za-z0-9]{12,31}$/);
      expect(person.vmsecret).toMatch(/^[1-9]\d{11,62}$/);
      expect(person.loginpassword).toMatch(/^[0-9a-f]{32}$/);
    }
  });

  test('have names that a panel must survive, and phones of every type', () => {
    const people = makePeople(60, 1);
    const names = people.map((person) => person.username);
    expect(names).toContain('');
    expect(names.some((name) => /\p{Script=Arabic}/u.test(name))).toBe(true);
    expect(names.some((name) => /\p{Emoji_Presentation}/u.test(name))).toBe(true);
    expect(names.some((name) => name.length > 60)).toBe(true);
    expect(names.some((name) => /[À-ž]/.test(name))).toBe(true);
    expect(new Set(people.map((person) => person.type))).toEqual(new Set(['SIP', 'IAX', 'FXS']));
  });
});

test('a day continues when someone is removed or changed in the middle of a call', () => {
  const { device, day } = office(30, 4);
  for (let count = 0; count < 400; count++) {
    const { extensions } = day.step();
    const number = extensions[0];
    if (count % 20 === 0 && number !== undefined && device.has(number)) device.remove(number);
    if (count % 20 === 10 && number !== undefined && device.has(number))
      device.setStatus(number, 'Malfunction');
  }
  expect(device.peekAll().length).toBeLessThan(30);
});

test('an office with one person, or none, causes no error', () => {
  expect(office(0, 1).day.step().kind).toBe('nothing');
  expect(steps(office(1, 1).day, 50)).toHaveLength(50);
});

test('at a pace it plays by itself until it is stopped, from a morning that has begun', async () => {
  const { device, day } = office(60, 1, 2_000);
  const changed = new Promise((resolve) => device.onListed(resolve));
  day.start();
  expect(day.simulatedMs).toBeGreaterThan(60_000);
  await changed;
  const playedAtMs = day.simulatedMs;
  await new Promise((resolve) => device.onListed(resolve));
  expect(day.simulatedMs).toBeGreaterThanOrEqual(playedAtMs);
  day.stop();
  const stoppedAtMs = day.simulatedMs;
  await new Promise((resolve) => setTimeout(resolve, 20));
  expect(day.simulatedMs).toBe(stoppedAtMs);
});
