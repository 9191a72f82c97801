/** Where the popover lands, on the displays that people have. */

import fc from 'fast-check';
import { expect, test } from 'vitest';
import { fitBounds, fitWindow, isOnBar, placePanel, type PlacePanelOptions } from './place-panel.ts';

const size = { width: 400, height: 640 };
const screen = { x: 0, y: 0, width: 1920, height: 1080 };

const desks: readonly (readonly [string, Omit<PlacePanelOptions, 'size'>, { x: number; y: number }])[] = [
  [
    'Windows, task bar below',
    {
      anchor: { x: 1712, y: 1060 },
      display: { bounds: screen, workArea: { ...screen, height: 1040 } },
    },
    { x: 1512, y: 392 },
  ],
  [
    'macOS, menu bar above, icon in the middle',
    {
      anchor: { x: 970, y: 12 },
      display: { bounds: screen, workArea: { ...screen, y: 24, height: 1056 } },
    },
    { x: 770, y: 32 },
  ],
  [
    'task bar at the left',
    {
      anchor: { x: 24, y: 1012 },
      display: { bounds: screen, workArea: { ...screen, x: 60, width: 1860 } },
    },
    { x: 68, y: 432 },
  ],
  [
    'task bar at the right of a display left of the first',
    {
      anchor: { x: -38, y: 912 },
      display: {
        bounds: { ...screen, x: -1920 },
        workArea: { ...screen, x: -1920, width: 1860 },
      },
    },
    { x: -468, y: 432 },
  ],
  [
    'a task bar that hides itself',
    {
      anchor: { x: 1812, y: 1070 },
      display: { bounds: screen, workArea: screen },
    },
    { x: 1512, y: 432 },
  ],
  [
    'Linux, a click on the tray: the pointer is known',
    {
      anchor: { x: 1500, y: 10 },
      display: { bounds: screen, workArea: { ...screen, y: 32, height: 1048 } },
    },
    { x: 1300, y: 40 },
  ],
  [
    'Linux, opened by anything else: nothing is known',
    {
      anchor: undefined,
      display: { bounds: screen, workArea: { ...screen, y: 32, height: 1048 } },
    },
    { x: 1512, y: 40 },
  ],
  [
    'nothing is known, panel below',
    { anchor: undefined, display: { bounds: screen, workArea: { ...screen, height: 1036 } } },
    { x: 1512, y: 388 },
  ],
  [
    'nothing is known, a bar at the left alone',
    { anchor: undefined, display: { bounds: screen, workArea: { ...screen, x: 48, width: 1872 } } },
    { x: 56, y: 432 },
  ],
  [
    'nothing is known, a dock at the left and a bar above',
    {
      anchor: undefined,
      display: { bounds: screen, workArea: { x: 72, y: 27, width: 1848, height: 1053 } },
    },
    { x: 1512, y: 35 },
  ],
  [
    'nothing is known, a bar at the right alone',
    { anchor: undefined, display: { bounds: screen, workArea: { ...screen, width: 1860 } } },
    { x: 1452, y: 432 },
  ],
];

test.each(desks)('%s', (_, placing, corner) => {
  expect(placePanel({ ...placing, size })).toEqual({ ...corner, ...size });
});

test('the panel is smaller than wanted on a small display', () => {
  const small = { x: 0, y: 0, width: 380, height: 300 };
  expect(placePanel({ anchor: undefined, display: { bounds: small, workArea: small }, size })).toEqual({
    x: 8,
    y: 8,
    width: 364,
    height: 284,
  });
});

test('the panel is always whole and on the work area, in whole pixels', () => {
  const point = fc.record({
    x: fc.integer({ min: -4000, max: 4000 }),
    y: fc.integer({ min: -4000, max: 4000 }),
  });
  const workArea = fc.record({
    x: fc.integer({ min: -4000, max: 4000 }),
    y: fc.integer({ min: -4000, max: 4000 }),
    width: fc.integer({ min: 200, max: 5000 }),
    height: fc.integer({ min: 200, max: 3000 }),
  });
  fc.assert(
    fc.property(fc.option(point, { nil: undefined }), workArea, (anchor, area) => {
      const bounds = { ...area, width: area.width + 40, height: area.height + 40 };
      const placed = placePanel({ anchor, display: { bounds, workArea: area }, size });
      for (const value of Object.values(placed)) expect(Number.isInteger(value)).toBe(true);
      expect(placed.x).toBeGreaterThanOrEqual(area.x);
      expect(placed.y).toBeGreaterThanOrEqual(area.y);
      expect(placed.x + placed.width).toBeLessThanOrEqual(area.x + area.width);
      expect(placed.y + placed.height).toBeLessThanOrEqual(area.y + area.height);
      expect(placed.width).toBeGreaterThan(0);
      expect(placed.height).toBeGreaterThan(0);
    }),
  );
});

const workArea = { x: 0, y: 30, width: 800, height: 570 };

test('a window with a frame is made small enough for all of it', () => {
  expect(fitWindow(size, { workArea })).toEqual({ width: 400, height: 522 });
  expect(fitWindow({ width: 400, height: 500 }, { workArea })).toEqual({ width: 400, height: 500 });
});

test('bounds off the display come back to its edge, and no others change', () => {
  const kept = { x: 20, y: 40, width: 280, height: 420 };
  expect(fitBounds(kept, { workArea })).toEqual(kept);
  expect(fitBounds({ ...kept, x: 1900, y: -50 }, { workArea })).toEqual({ ...kept, x: 520, y: 30 });
  expect(fitBounds({ ...kept, height: 900 }, { workArea })).toEqual({ ...kept, y: 30, height: 570 });
});

test('a pointer among the windows has not just clicked the tray', () => {
  const display = { bounds: { x: 0, y: 0, width: 800, height: 600 }, workArea };
  expect(isOnBar({ x: 700, y: 15 }, display)).toBe(true);
  expect(isOnBar({ x: 700, y: 300 }, display)).toBe(false);
  expect(isOnBar({ x: 900, y: 15 }, display)).toBe(false);
});
