/** The lamps' silhouettes as SVG path data, so that panel, tray pictures and desk draw the same shapes. */

import type { Status } from './my-extension/my-extension.ts';
import { presenceStates, type PresenceState } from './presence.ts';

/** What a lamp can show: the phone's state or, for my own extension, what happens to my calls. */
export type LampState = PresenceState | 'do-not-disturb' | 'forwarding';
export const lampStates: readonly LampState[] = [...presenceStates, 'do-not-disturb', 'forwarding'];

/**
 * My own lamp: what I have set for my calls takes precedence over my phone's state. `status` is null until my settings have
 * been read; only the phone's state counts then.
 */
export function myLamp(state: PresenceState, status: Status | null): LampState {
  return status === null || status.kind === 'normal' ? state : status.kind;
}

/** Every path fits this square and stays readable down to 12 px. */
export const lampViewBox = '0 0 16 16';
/** Width of every stroked path, in units of the view box; ends are round. */
export const lampStrokeWidth = 2;

/** `fill` is filled with the even-odd rule (holes are holes); `stroke` is drawn as a line. */
export interface LampShape {
  readonly fill?: string;
  readonly stroke?: string;
}

function circle(x: number, y: number, r: number): string {
  return `M${x - r} ${y}a${r} ${r} 0 1 0 ${2 * r} 0a${r} ${r} 0 1 0 ${-2 * r} 0z`;
}

/** Eight dots, counted out rather than dashed: a dash's phase differs between drawing engines. */
function dottedRing(radius: number, dot: number): string {
  return Array.from({ length: 8 }, (_, i) => {
    const angle = (i * Math.PI) / 4;
    const at = (turn: number) => Math.round((8 + radius * turn) * 100) / 100;
    return circle(at(Math.cos(angle)), at(Math.sin(angle)), dot);
  }).join('');
}

export const lampShapes: Readonly<Record<LampState, LampShape>> = {
  free: { fill: circle(8, 8, 6.5) },
  ringing: { stroke: `${circle(8, 8, 2.5)}M3.2 3.2a6.8 6.8 0 0 0 0 9.6M12.8 3.2a6.8 6.8 0 0 1 0 9.6` },
  // A handset: a disc with a bar is the do-not-disturb sign of other products.
  'on-call': {
    fill: 'M15.2 11.6v2.1a1.5 1.5 0 0 1-1.6 1.5A14.4 14.4 0 0 1 .8 2.4 1.5 1.5 0 0 1 2.3.8h2.2a1.5 1.5 0 0 1 1.4 1.2l.5 2.1a1.5 1.5 0 0 1-.4 1.4L4.9 6.7a11.5 11.5 0 0 0 4.4 4.4L10.4 10a1.5 1.5 0 0 1 1.5-.4l2.1.5a1.5 1.5 0 0 1 1.2 1.5z',
  },
  'on-hold': { fill: 'M2.5 2h4v12h-4zM9.5 2h4v12h-4z' },
  offline: { stroke: circle(8, 8, 5.75) },
  fault: { fill: 'M8 1l7.5 13.5H.5zM7 5.8h2v4.4H7zM7 11.2h2v1.8H7z' },
  'no-phone': { stroke: `${circle(8, 8, 5.75)}M12.1 3.9l-8.2 8.2` },
  unknown: { fill: dottedRing(6, 1.25) },
  // A crescent, the moon of a quiet night.
  'do-not-disturb': { fill: 'M14.9 9.5A7 7 0 1 1 6.5 1.1a5.6 5.6 0 0 0 8.4 8.4z' },
  // A disc with an arrow cut out of it: calls go on from here.
  forwarding: { fill: `${circle(8, 8, 7)}M3.4 6.8h4.4V3.8L13 8l-5.2 4.2V9.2H3.4z` },
};
