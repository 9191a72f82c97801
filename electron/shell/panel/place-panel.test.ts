/** Where the popover lands, on the displays that people have. */

import fc from 'fast-check';
import { expect, test } from 'vitest';
import { placePanel, type Placing } from './place-panel.ts';

const size = { width: 400, height: 640 };
const nowhere = { x: 0, y: 0, width: 0, height: 0 };
const origin = { x: 0, y: 0 };
const screen = { x: 0, y: 0, width: 1920, height: 1080 };

const desks: readonly (readonly [string, Omit<Placing, 'size'>, { x: number; y: number }])[] = [
  [
    'Windows, task bar below',
    {
      tray: { x: 1700, y: 1048, width: 24, height: 24 },
      cursor: origin,
      display: { bounds: screen, workArea: { ...screen, height: 1040 } },
    },
    { x: 1512, y: 392 },
  ],
  [
    'macOS, menu bar above, icon in the middle',
    {
      tray: { x: 960, y: 0, width: 20, height: 24 },
      cursor: origin,
      display: { bounds: screen, workArea: { ...screen, y: 24, height: 1056 } },
    },
    { x: 770, y: 32 },
  ],
  [
    'task bar at the left',
    {
      tray: { x: 12, y: 1000, width: 24, height: 24 },
      cursor: origin,
      display: { bounds: screen, workArea: { ...screen, x: 60, width: 1860 } },
    },
    { x: 68, y: 432 },
  ],
  [
    'task bar at the right of a display left of the first',
    {
      tray: { x: -50, y: 900, width: 24, height: 24 },
      cursor: origin,
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
      tray: { x: 1800, y: 1060, width: 24, height: 20 },
      cursor: origin,
      display: { bounds: screen, workArea: screen },
    },
    { x: 1512, y: 432 },
  ],
  [
    'Linux on X11: only the pointer is known',
    {
      tray: nowhere,
      cursor: { x: 1500, y: 10 },
      display: { bounds: screen, workArea: { ...screen, y: 32, height: 1048 } },
    },
    { x: 1300, y: 40 },
  ],
  [
    'Linux on Wayland: nothing is known',
    {
      tray: nowhere,
      cursor: origin,
      display: { bounds: screen, workArea: { ...screen, y: 32, height: 1048 } },
    },
    { x: 1512, y: 40 },
  ],
  [
    'nothing is known, panel below',
    { tray: nowhere, cursor: origin, display: { bounds: screen, workArea: { ...screen, height: 1036 } } },
    { x: 1512, y: 388 },
  ],
];

test.each(desks)('%s', (_, placing, corner) => {
  expect(placePanel({ ...placing, size })).toEqual({ ...corner, ...size });
});

test('is smaller than wanted where the display is', () => {
  const small = { x: 0, y: 0, width: 380, height: 300 };
  expect(
    placePanel({ tray: nowhere, cursor: origin, display: { bounds: small, workArea: small }, size }),
  ).toEqual({ x: 8, y: 8, width: 364, height: 284 });
});

test('is always whole and on the work area, in whole pixels', () => {
  const rectangle = fc.record({
    x: fc.integer({ min: -4000, max: 4000 }),
    y: fc.integer({ min: -4000, max: 4000 }),
    width: fc.integer({ min: 0, max: 64 }),
    height: fc.integer({ min: 0, max: 64 }),
  });
  const workArea = fc.record({
    x: fc.integer({ min: -4000, max: 4000 }),
    y: fc.integer({ min: -4000, max: 4000 }),
    width: fc.integer({ min: 200, max: 5000 }),
    height: fc.integer({ min: 200, max: 3000 }),
  });
  fc.assert(
    fc.property(rectangle, workArea, rectangle, (tray, area, cursor) => {
      const bounds = { ...area, width: area.width + 40, height: area.height + 40 };
      const placed = placePanel({ tray, cursor, display: { bounds, workArea: area }, size });
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
