/** Where the popover opens: beside the tray icon, wherever the system keeps its tray, whole and on that display. */

import type { Point, Rectangle, Size } from 'electron';

export interface Placing {
  /** The tray icon in DIP; empty (or all zero, as on Linux) where the system does not tell. */
  readonly tray: Rectangle;
  /** The pointer in DIP: where the tray was clicked. */
  readonly cursor: Point;
  /** The display that the tray or the pointer is on, DIP. `workArea`: without task bar or menu bar. */
  readonly display: { readonly bounds: Rectangle; readonly workArea: Rectangle };
  readonly size: Size;
}

/** Between the panel and the edges of the work area, DIP. */
const gap = 8;

/** Bounds in whole DIP, inside the work area; smaller than `size` where the display is. */
export function placePanel({ tray, cursor, display, size }: Placing): Rectangle {
  const { workArea } = display;
  const width = Math.min(size.width, workArea.width - 2 * gap);
  const height = Math.min(size.height, workArea.height - 2 * gap);
  const left = workArea.x + gap;
  const top = workArea.y + gap;
  const right = workArea.x + workArea.width - gap - width;
  const bottom = workArea.y + workArea.height - gap - height;
  const anchor = anchorOf(tray, cursor, display);
  const x = within(anchor.x - width / 2, left, right);
  const y = within(anchor.y - height / 2, top, bottom);
  switch (edgeOf(anchor, display)) {
    case 'top':
      return rounded({ x, y: top, width, height });
    case 'bottom':
      return rounded({ x, y: bottom, width, height });
    case 'left':
      return rounded({ x: left, y, width, height });
    case 'right':
      return rounded({ x: right, y, width, height });
  }
}

/** The tray's middle; failing that the pointer; failing that the corner where most trays are. */
function anchorOf(tray: Rectangle, cursor: Point, { bounds, workArea }: Placing['display']): Point {
  if (tray.width > 0 && tray.height > 0) {
    return { x: tray.x + tray.width / 2, y: tray.y + tray.height / 2 };
  }
  // Wayland tells no pointer outside one's own windows: it is always at the origin.
  if (contains(bounds, cursor) && (cursor.x !== 0 || cursor.y !== 0)) return cursor;
  const atBottom = workArea.y === bounds.y && workArea.height < bounds.height;
  return { x: bounds.x + bounds.width, y: atBottom ? bounds.y + bounds.height : bounds.y };
}

/** The edge that the tray stands on. A task bar that hides itself leaves none: then the nearer of top and bottom. */
function edgeOf(anchor: Point, { workArea }: Placing['display']): 'top' | 'bottom' | 'left' | 'right' {
  if (anchor.y < workArea.y) return 'top';
  if (anchor.y >= workArea.y + workArea.height) return 'bottom';
  if (anchor.x < workArea.x) return 'left';
  if (anchor.x >= workArea.x + workArea.width) return 'right';
  return anchor.y < workArea.y + workArea.height / 2 ? 'top' : 'bottom';
}

function contains({ x, y, width, height }: Rectangle, point: Point): boolean {
  return point.x >= x && point.x < x + width && point.y >= y && point.y < y + height;
}

function within(value: number, least: number, most: number): number {
  return Math.max(least, Math.min(value, most));
}

function rounded({ x, y, width, height }: Rectangle): Rectangle {
  return { x: Math.round(x), y: Math.round(y), width: Math.round(width), height: Math.round(height) };
}
