/** Part `soak`: a month at the office; nothing grows, every alert is told once, every timed change ends. */

import type { Figure, Part } from '../part.ts';
import { runLife } from './run-life.ts';
import type { LifeReport } from './office-life.ts';
import type { Sample } from './sample.ts';

const DAYS = 30;
/** How much may come and go from day to day: this share, or this many bytes. */
const growthPercent = 5;
const growthBytes = 64 * 1024;

const median = (values: readonly number[]): number =>
  [...values].sort((one, other) => one - other)[Math.floor(values.length / 2)] ?? Number.NaN;

/** How much more there is in the last third than in the second; the first third is warm-up. */
function growth(samples: readonly Sample[], of: (sample: Sample) => number | undefined) {
  const third = Math.max(1, Math.floor(samples.length / 3));
  const values = (part: readonly Sample[]): readonly number[] =>
    part.map(of).filter((value) => value !== undefined);
  const middle = median(values(samples.slice(third, 2 * third)));
  const last = median(values(samples.slice(-third)));
  return { percent: (100 * (last - middle)) / middle, amount: last - middle };
}

function figures(report: LifeReport, days: number): readonly Figure[] {
  const { samples, alerts, timed, secrets, polls, outages, restarts } = report;
  const level = (what: string, of: (sample: Sample) => number | undefined, spare = 0): Figure => {
    const { percent, amount } = growth(samples, of);
    const last = samples.at(-1);
    return {
      promise: `${what} stays level (≤ ${String(growthPercent)} % from the middle to the end)`,
      measured: `${percent.toFixed(1)} %, ${String(last === undefined ? '–' : of(last))} at the end`,
      holds: percent <= growthPercent || amount <= spare,
    };
  };
  return [
    {
      promise: `${String(days)} days with outages and restarts are lived through`,
      measured: `${String(polls)} polls, ${String(outages)} outages, ${String(restarts)} restarts`,
      holds: samples.length === days && polls > days * 100,
    },
    level('memory', ({ heapBytes }) => heapBytes, growthBytes),
    level('the number of timers', ({ timers }) => timers),
    level('open files and sockets', ({ descriptors }) => descriptors),
    level('what is on disk', ({ diskBytes }) => diskBytes, growthBytes),
    level('the number of files', ({ files }) => files),
    {
      promise: 'every alert is told once',
      measured: `${String(alerts.set)} set, ${String(alerts.toldOnce)} told once, ${String(alerts.wrong.length)} wrong`,
      holds: alerts.wrong.length === 0 && alerts.toldOnce > 0,
    },
    {
      promise: 'every timed change ends, or asks',
      measured: `${String(timed.set)} set, ${String(timed.ended)} ended, ${String(timed.wrong.length)} wrong`,
      holds: timed.wrong.length === 0 && timed.ended > 0,
    },
    {
      promise: 'no secret in a file, a notification, or what the panel is told',
      measured: `${String(samples.length)} evenings searched, ${String(secrets.length)} found`,
      holds: secrets.length === 0,
    },
  ];
}

export const soak: Part = async ({ share, say }) => {
  // Growth is told by thirds.
  const days = Math.max(3, Math.round(DAYS * share));
  say(`soak: ${String(days)} days …`);
  const report = await runLife(days, 7);
  for (const wrong of [...report.alerts.wrong, ...report.timed.wrong, ...report.secrets])
    say(`soak: ${wrong}`);
  return { figures: figures(report, days) };
};
