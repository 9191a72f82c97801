/** The position and size of the panel: its bounds when it opens, and where people have moved it since. */

import type { BrowserWindow, Point, Rectangle, Screen, Size } from 'electron';
import type { Clock } from '../../core/ports.ts';
import type { PanelMemory } from './panel-memory.ts';
import { defaultPinnedSize, smallestPanelSize, smallestPinnedSize, type PanelMode } from './panel-options.ts';
import { fitBounds, fitWindow, isOnBar, placePanel, type DisplayArea } from './place-panel.ts';

export type PlacedWindow = Pick<
  BrowserWindow,
  'setBounds' | 'getBounds' | 'setMinimumSize' | 'isMaximized' | 'isVisible'
>;

export interface PanelBoundsPorts {
  readonly screen: Pick<
    Screen,
    'getCursorScreenPoint' | 'getDisplayMatching' | 'getDisplayNearestPoint' | 'getPrimaryDisplay'
  >;
  readonly trayBounds: () => Rectangle | undefined;
  /** False on Wayland: the compositor alone places windows. */
  readonly canPlace: boolean;
  readonly memory: PanelMemory;
  readonly clock: Clock;
}

/** What decides where the panel belongs. */
export interface PanelLayout {
  readonly mode: PanelMode;
  readonly pinned: boolean;
}

export interface PanelBounds {
  /** For a window that is about to be made. */
  sizes(layout: PanelLayout): { readonly size: Size; readonly smallest: Size };
  /** The tray was clicked just now, so that the pointer is where the icon is. */
  noteTrayClick(): void;
  /** The panel is about to open: beside the click that asked for it, if one did. */
  startOpening(): void;
  /** Puts a window where it belongs, before it is shown. */
  place(window: PlacedWindow, layout: PanelLayout): void;
  /** The window has moved or been resized, by anyone. */
  noteChange(window: PlacedWindow, layout: PanelLayout): void;
}

/** For this long after we set or show a window, the system may round and shift it. */
const settlingMs = 1_000;
/** Scaled displays give back a pixel or two more than they were given. */
const roundingDip = 2;

export function createPanelBounds(ports: PanelBoundsPorts): PanelBounds {
  const { screen, trayBounds, canPlace, memory, clock } = ports;
  /** Where the tray icon was when it was clicked, as far as is known. */
  let icon: Point | undefined;
  let clicked = false;
  /** Whether a click opened the panel this time. */
  let openedByClick = false;
  /** The size that was last wished for, by us or by a person. */
  let asked: Size | undefined;
  /** The bounds that the window settled at. */
  let settled: Rectangle | undefined;
  /** It settled at another size than asked, as in a tile: then its bounds are nobody's wish. */
  let overruled = false;
  let dragged = { width: false, height: false };
  let settlesAtMs = -Infinity;

  function anchor(): { readonly at: Point | undefined; readonly display: DisplayArea } {
    const tray = trayBounds();
    if (tray !== undefined && tray.width > 0 && tray.height > 0) {
      const at = { x: tray.x + tray.width / 2, y: tray.y + tray.height / 2 };
      return { at, display: screen.getDisplayMatching(tray) };
    }
    const display = openedByClick ? displayWithIcon() : undefined;
    return display ? { at: icon, display } : { at: undefined, display: screen.getPrimaryDisplay() };
  }

  function displayWithIcon(): DisplayArea | undefined {
    if (icon === undefined) return undefined;
    const display = screen.getDisplayNearestPoint(icon);
    return isOnBar(icon, display) ? display : undefined;
  }

  function besideTray(size: Size): Rectangle {
    const { at, display } = anchor();
    return placePanel({ anchor: at, display, size });
  }

  function wantedBounds(window: PlacedWindow, { mode, pinned }: PanelLayout): Rectangle {
    if (pinned) {
      const wanted = memory.current.pinned;
      if (wanted === undefined) return besideTray(defaultPinnedSize);
      return fitBounds(wanted, screen.getDisplayMatching(wanted));
    }
    if (mode === 'popover') return besideTray(memory.current);
    const present = window.getBounds();
    const display = screen.getDisplayMatching(present);
    return fitBounds({ ...present, ...fitWindow(memory.current, display) }, display);
  }

  /** Never larger than the window itself may be. */
  function smallest({ pinned }: PanelLayout, size: Size): Size {
    const least = pinned ? smallestPinnedSize : smallestPanelSize;
    return { width: Math.min(least.width, size.width), height: Math.min(least.height, size.height) };
  }

  function settle(bounds: Rectangle): void {
    noteSettled(bounds);
    dragged = { width: false, height: false };
    settlesAtMs = clock.uptimeMs() + settlingMs;
  }

  function noteSettled(bounds: Rectangle): void {
    settled = bounds;
    overruled = asked !== undefined && !isNearSize(bounds, asked);
  }

  return {
    sizes(layout) {
      const display = screen.getPrimaryDisplay();
      const wanted = layout.pinned ? (memory.current.pinned ?? defaultPinnedSize) : memory.current;
      const size = fitWindow({ width: wanted.width, height: wanted.height }, display);
      asked = size;
      return { size, smallest: smallest(layout, size) };
    },
    noteTrayClick() {
      clicked = true;
      // On X11 Electron asks for the pointer once and then only sees it over its own windows.
      if (displayWithIcon() === undefined) icon = screen.getCursorScreenPoint();
    },
    startOpening() {
      openedByClick = clicked;
      clicked = false;
    },
    place(window, layout) {
      if (!canPlace) return settle(window.getBounds());
      if (window.isMaximized()) return;
      const bounds = wantedBounds(window, layout);
      const { width, height } = smallest(layout, bounds);
      window.setMinimumSize(width, height);
      asked = bounds;
      window.setBounds(bounds);
      settle(bounds);
    },
    noteChange(window, { pinned }) {
      if (!window.isVisible() || window.isMaximized()) return;
      const now = window.getBounds();
      if (settled === undefined || clock.uptimeMs() < settlesAtMs) return noteSettled(now);
      if (overruled) return;
      // An edge that nobody dragged says nothing: a small display may have made it shorter than it was wanted.
      dragged = {
        width: dragged.width || !near(now.width, settled.width),
        height: dragged.height || !near(now.height, settled.height),
      };
      if (dragged.width || dragged.height) asked = now;
      const moved = !near(now.x, settled.x) || !near(now.y, settled.y);
      if (pinned) {
        if (moved || dragged.width || dragged.height) memory.remember({ pinned: now });
      } else if (dragged.width || dragged.height) {
        memory.remember({
          ...(dragged.width && { width: now.width }),
          ...(dragged.height && { height: now.height }),
        });
      }
    },
  };
}

function isNearSize(one: Size, other: Size): boolean {
  return near(one.width, other.width) && near(one.height, other.height);
}

function near(one: number, other: number): boolean {
  return Math.abs(one - other) <= roundingDip;
}
