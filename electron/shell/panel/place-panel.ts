/** Where the panel opens: beside the tray icon, wherever the system keeps its tray, whole and on that display. */

import type { Point, Rectangle, Size } from 'electron';

/** DIP. `workArea`: without task bar or menu bar. */
export interface DisplayArea {
  readonly bounds: Rectangle;
  readonly workArea: Rectangle;
}

export interface PlacePanelOptions {
  /** Where the tray icon is, DIP: its middle, or the pointer that has just clicked it. Undefined where the desktop doesn't say. */
  readonly anchor: Point | undefined;
  /** The display that the anchor is on, else the main one. */
  readonly display: DisplayArea;
  readonly size: Size;
}

/** Between the panel and the edges of the work area, DIP. */
const gap = 8;
/** What a window manager puts around a window: a title bar above, a line at each side. DIP. */
const frame = { width: 16, height: 48 };

/** Bounds in whole DIP, inside the work area; smaller than `size` where the display is. */
export function placePanel({ anchor, display, size }: PlacePanelOptions): Rectangle {
  const { workArea } = display;
  const { width, height } = smaller(size, inside(workArea, gap));
  const left = workArea.x + gap;
  const top = workArea.y + gap;
  const right = workArea.x + workArea.width - gap - width;
  const bottom = workArea.y + workArea.height - gap - height;
  const at = anchor ?? trayCorner(display);
  const x = within(at.x - width / 2, left, right);
  const y = within(at.y - height / 2, top, bottom);
  switch (edgeOf(at, display)) {
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

/** A size for a window with a frame that leaves all of it in the work area. */
export function fitWindow(size: Size, { workArea }: Pick<DisplayArea, 'workArea'>): Size {
  return smaller(size, { width: workArea.width - frame.width, height: workArea.height - frame.height });
}

/** The same bounds where they are whole on the display, else the nearest that are. */
export function fitBounds(bounds: Rectangle, { workArea }: Pick<DisplayArea, 'workArea'>): Rectangle {
  const { width, height } = smaller(bounds, workArea);
  return rounded({
    x: within(bounds.x, workArea.x, workArea.x + workArea.width - width),
    y: within(bounds.y, workArea.y, workArea.y + workArea.height - height),
    width,
    height,
  });
}

/** Whether the pointer is on one of the desktop's bars and not over the windows, as it is after a click on the tray. */
export function isOnBar(point: Point, { bounds, workArea }: DisplayArea): boolean {
  return contains(bounds, point) && !contains(workArea, point);
}

/** Where most desktops keep their tray: at the right end of the bar, or at the lower end of one that stands upright. */
function trayCorner({ bounds, workArea }: DisplayArea): Point {
  const left = bounds.x;
  const right = bounds.x + bounds.width;
  const bottom = bounds.y + bounds.height;
  if (workArea.y > bounds.y) return { x: right, y: bounds.y };
  if (workArea.y + workArea.height < bottom) return { x: right, y: bottom };
  if (workArea.x > left) return { x: left, y: bottom };
  if (workArea.x + workArea.width < right) return { x: right, y: bottom };
  return { x: right, y: bounds.y };
}

/** The edge that the tray stands on. A task bar that hides itself leaves none: then the nearer of top and bottom. */
function edgeOf(anchor: Point, { workArea }: DisplayArea): 'top' | 'bottom' | 'left' | 'right' {
  if (anchor.y < workArea.y) return 'top';
  if (anchor.y >= workArea.y + workArea.height) return 'bottom';
  if (anchor.x < workArea.x) return 'left';
  if (anchor.x >= workArea.x + workArea.width) return 'right';
  return anchor.y < workArea.y + workArea.height / 2 ? 'top' : 'bottom';
}

function inside({ width, height }: Size, margin: number): Size {
  return { width: width - 2 * margin, height: height - 2 * margin };
}

function smaller(size: Size, room: Size): Size {
  return { width: Math.min(size.width, room.width), height: Math.min(size.height, room.height) };
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
