import { expect, test } from 'vitest';
import { localInput, untilChoices } from './until-choices.ts';

const at = (day: number, hour: number, minute = 0) => new Date(2026, 10, day, hour, minute).getTime();
const kinds = (now: number) => untilChoices(now).map(({ kind, at: time }) => [kind, time]);

// 24 November 2026 is a Tuesday.
test('in the morning: half an hour, an hour, this evening, tomorrow morning', () => {
  expect(kinds(at(24, 10, 15))).toEqual([
    ['half-hour', at(24, 10, 45)],
    ['hour', at(24, 11, 15)],
    ['evening', at(24, 17)],
    ['tomorrow', at(25, 8)],
  ]);
});

test('shortly before five the evening is no choice of its own, and after it never one', () => {
  expect(kinds(at(24, 16, 20)).map(([kind]) => kind)).toEqual(['half-hour', 'hour', 'tomorrow']);
  expect(kinds(at(24, 22)).map(([kind]) => kind)).toEqual(['half-hour', 'hour', 'tomorrow']);
});

test('Monday is offered on Friday and Saturday only; on Sunday it is tomorrow', () => {
  expect(kinds(at(27, 9))).toContainEqual(['monday', at(30, 8)]);
  expect(kinds(at(28, 9))).toContainEqual(['monday', at(30, 8)]);
  expect(kinds(at(29, 9)).map(([kind]) => kind)).not.toContain('monday');
  expect(kinds(at(29, 9))).toContainEqual(['tomorrow', at(30, 8)]);
  expect(kinds(at(26, 9)).map(([kind]) => kind)).not.toContain('monday');
});

test('a time is a whole minute, so that the one that is shown is the one that is meant', () => {
  for (const { at: time } of untilChoices(at(24, 10, 15) + 31_234)) expect(time % 60_000).toBe(0);
});

test('the date field gets this computer’s time', () => {
  expect(localInput(at(4, 9, 5))).toBe('2026-11-04T09:05');
});
