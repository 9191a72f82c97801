/** The list's layout: what is in the page, what Enter opens, and the reader's place when rows move. */
import { expect, test } from 'vitest';
import {
  firstWhole,
  HEADING_PX,
  keepPlace,
  layOut,
  rangeInView,
  ROW_PX,
  scrollTopFor,
} from './list-layout.ts';

const rows = (...keys: string[]) => keys.map((key) => ({ key, isRow: true }));
const letters = Array.from({ length: 26 }, (_, i) => String.fromCharCode(97 + i));
const many = layOut(rows(...letters));

test('rows and headings follow one below the other', () => {
  const layout = layOut([{ key: 'h', isRow: false }, ...rows('a', 'b')]);
  expect(layout.places.map(({ top }) => top)).toEqual([0, HEADING_PX, HEADING_PX + ROW_PX]);
  expect(layout.height).toBe(HEADING_PX + 2 * ROW_PX);
});

test('what can be seen is in the page, with some to spare on both sides', () => {
  const [first, end] = rangeInView(many, 10 * ROW_PX, 3 * ROW_PX);
  expect(first).toBeLessThanOrEqual(10 - 6);
  expect(end).toBeGreaterThanOrEqual(13 + 6);
  expect(end - first).toBeLessThan(20);
  expect(rangeInView(many, 0, 100_000)).toEqual([0, letters.length]);
});

test('Enter opens the first row that is seen whole', () => {
  expect(firstWhole(many, 0)?.key).toBe('a');
  expect(firstWhole(many, 10)?.key).toBe('b');
  expect(firstWhole(layOut([{ key: 'h', isRow: false }, ...rows('a')]), 0)?.key).toBe('a');
});

test('a row is scrolled into sight, no further than needed', () => {
  expect(scrollTopFor(many, 'a', 500, 200)).toBe(0);
  expect(scrollTopFor(many, 'c', 500, 200)).toBe(2 * ROW_PX);
  expect(scrollTopFor(many, 'c', 0, 200)).toBe(0);
  expect(scrollTopFor(many, 'j', 0, 200)).toBe(10 * ROW_PX - 200);
});

test('rows that come or go above leave what is read where it is', () => {
  const at = 10 * ROW_PX;
  const more = layOut(rows('1', '2', '3', ...letters));
  expect(keepPlace(many, more, at, 200)).toBe(at + 3 * ROW_PX);
  expect(keepPlace(more, many, at + 3 * ROW_PX, 200)).toBe(at);
});

test('one that moves away takes the reader nowhere', () => {
  const at = 10 * ROW_PX;
  const moved = layOut(rows('k', ...letters.filter((letter) => letter !== 'k')));
  expect(keepPlace(many, moved, at, 200)).toBe(at);
});

test('at the top the list stays at the top', () => {
  expect(keepPlace(many, layOut(rows('1', ...letters)), 0, 200)).toBe(0);
});
