/** Draws runs of the fleet as one SVG: how busy the device is, minute by minute, with and without the adaptive pace. */

import { limits } from './measure.ts';
import type { Scenario } from './scenarios.ts';
import type { DeviceMinute } from './sim-device.ts';

const width = 320;
const height = 150;
const margin = { left: 44, right: 12, top: 34, bottom: 28 };

/** One scenario with both paces. */
export interface Compared {
  readonly scenario: Scenario;
  readonly adaptive: readonly DeviceMinute[];
  readonly fixed: readonly DeviceMinute[];
}

const escaped = (text: string): string => text.replace(/&/g, '&amp;').replace(/</g, '&lt;');

function busyPercent(minutes: readonly DeviceMinute[], count: number): readonly number[] {
  return Array.from({ length: count }, (_, minute) => (minutes[minute]?.busyMs ?? 0) / 600);
}

function line(values: readonly number[], colour: string): string {
  const step = (width - margin.left - margin.right) / Math.max(1, values.length - 1);
  const points = values.map(
    (value, index) => `${(margin.left + index * step).toFixed(1)},${yOf(value).toFixed(1)}`,
  );
  return `<polyline fill="none" stroke="${colour}" stroke-width="1.5" points="${points.join(' ')}"/>`;
}

function yOf(percent: number): number {
  return margin.top + (height - margin.top - margin.bottom) * (1 - Math.min(100, percent) / 100);
}

function panel({ scenario, adaptive, fixed }: Compared, index: number): string {
  const right = width - margin.right;
  const grid = [0, limits.utilisationPercent, 100].map(
    (percent) =>
      `<line x1="${String(margin.left)}" x2="${String(right)}" y1="${String(yOf(percent))}" y2="${String(yOf(percent))}" stroke="#888" stroke-opacity="0.35"${percent === limits.utilisationPercent ? ' stroke-dasharray="4 3"' : ''}/>` +
      `<text x="${String(margin.left - 6)}" y="${String(yOf(percent) + 4)}" text-anchor="end">${String(percent)} %</text>`,
  );
  return [
    `<g transform="translate(${String(index * width)} 0)">`,
    `<text x="${String(margin.left)}" y="18" font-weight="600">${escaped(scenario.name)}</text>`,
    ...grid,
    line(busyPercent(fixed, scenario.minutes), '#c2410c'),
    line(busyPercent(adaptive, scenario.minutes), '#2563eb'),
    `<text x="${String(margin.left)}" y="${String(height - 8)}">0</text>`,
    `<text x="${String(right)}" y="${String(height - 8)}" text-anchor="end">${String(scenario.minutes)} min</text>`,
    '</g>',
  ].join('\n');
}

/** Standalone SVG; readable on a light and on a dark page. */
export function plotComparison(compared: readonly Compared[]): string {
  const total = Math.max(1, compared.length) * width;
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${String(total)} ${String(height + 22)}" font-family="system-ui, sans-serif" font-size="11" fill="#777">`,
    '<title>How busy the phone system is with 500 programs, with a fixed and with the adaptive pace</title>',
    ...compared.map(panel),
    `<g transform="translate(${String(margin.left)} ${String(height + 14)})">`,
    '<circle cx="4" cy="-4" r="4" fill="#2563eb"/><text x="14">adaptive pace</text>',
    '<circle cx="114" cy="-4" r="4" fill="#c2410c"/><text x="124">fixed pace</text>',
    '<text x="204">(dashed: the limit)</text>',
    '</g>',
    '</svg>',
    '',
  ].join('\n');
}
