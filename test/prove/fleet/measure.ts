/** What a run of the fleet says about each promise. */

import type { Figure } from '../part.ts';
import type { FleetProgram } from './program.ts';
import type { FleetRun } from './scenarios.ts';

const minuteMs = 60_000;
/** Of the run's end: long after everybody has started and found the pace. */
const steadyMinutes = 15;

export const limits = {
  peakToSteady: 1.5,
  utilisationPercent: 60,
  slowestToMedian: 2,
  liveAfterRestartSeconds: 90,
  packetsInAMinute: 80,
} as const;

const median = (values: readonly number[]): number =>
  [...values].sort((one, other) => one - other)[Math.floor(values.length / 2)] ?? Number.NaN;

/** Mean time between answers in the steady part, ms; infinite for a program that got fewer than two. */
function intervalMs({ answeredAt }: FleetProgram, endMs: number): number {
  const answers = answeredAt.filter((at) => at > endMs - steadyMinutes * minuteMs);
  const first = answers[0];
  const last = answers.at(-1);
  if (first === undefined || last === undefined || answers.length < 2) return Number.POSITIVE_INFINITY;
  return (last - first) / (answers.length - 1);
}

/** Most packets within any 60 seconds. */
function busiestMinute({ line }: FleetProgram): number {
  let most = 0;
  let sum = 0;
  let first = 0;
  for (const { atMs, packets } of line.sent) {
    sum += packets;
    for (
      let oldest = line.sent[first];
      oldest !== undefined && oldest.atMs <= atMs - minuteMs;
      oldest = line.sent[first]
    ) {
      sum -= oldest.packets;
      first += 1;
    }
    most = Math.max(most, sum);
  }
  return most;
}

/** The longest that a program waits for its first answer once both it and the device are up, in seconds. */
function lastLiveSeconds(programs: readonly FleetProgram[], upMs: number): number {
  const waits = programs.map(({ answeredAt, startedAtMs }) => {
    const sinceMs = Math.max(upMs, startedAtMs);
    return (answeredAt.find((at) => at >= sinceMs) ?? Number.POSITIVE_INFINITY) - sinceMs;
  });
  return Math.max(...waits) / 1_000;
}

export interface Measured {
  readonly steadyPerMinute: number;
  readonly peakPerMinute: number;
  readonly utilisationPercent: number;
  readonly medianIntervalMs: number;
  readonly slowestIntervalMs: number;
  readonly maxPackets: number;
  readonly timeouts: number;
  readonly liveAfterSeconds?: number;
}

function measure({ scenario, minutes, programs, idle }: FleetRun): Measured {
  const whole = minutes.slice(0, scenario.minutes);
  const steady = whole.slice(-steadyMinutes);
  const endMs = scenario.minutes * minuteMs;
  const intervals = idle.map((program) => intervalMs(program, endMs));
  const { outage } = scenario;
  const upMs = outage && outage.atMinute * minuteMs + outage.downMs + outage.startingMs;
  return {
    steadyPerMinute: median(steady.map(({ requests }) => requests)),
    peakPerMinute: Math.max(...whole.map(({ requests }) => requests)),
    utilisationPercent: median(steady.map(({ busyMs }) => busyMs / 600)),
    medianIntervalMs: median(intervals),
    slowestIntervalMs: Math.max(...intervals),
    maxPackets: Math.max(...programs.map(busiestMinute)),
    timeouts: whole.reduce((sum, { timeouts }) => sum + timeouts, 0),
    ...(upMs !== undefined && { liveAfterSeconds: lastLiveSeconds(programs, upMs) }),
  };
}

/** One line for each promise. */
export function judge(name: string, run: FleetRun): readonly Figure[] {
  const seen = measure(run);
  const peak = seen.peakPerMinute / seen.steadyPerMinute;
  const slowest = seen.slowestIntervalMs / seen.medianIntervalMs;
  const at = (promise: string): string => `${name}: ${promise}`;
  return [
    {
      promise: at(`busiest minute ÷ steady rate ≤ ${String(limits.peakToSteady)}`),
      measured: `${peak.toFixed(2)} (${String(seen.peakPerMinute)} ÷ ${String(seen.steadyPerMinute)} requests)`,
      holds: peak <= limits.peakToSteady,
    },
    {
      promise: at(`the device is busy ≤ ${String(limits.utilisationPercent)} %`),
      measured: `${seen.utilisationPercent.toFixed(0)} %`,
      holds: seen.utilisationPercent <= limits.utilisationPercent,
    },
    {
      promise: at(`slowest ÷ median interval ≤ ${String(limits.slowestToMedian)}`),
      measured: `${slowest.toFixed(2)} (median ${(seen.medianIntervalMs / 1_000).toFixed(1)} s)`,
      holds: slowest <= limits.slowestToMedian,
    },
    {
      promise: at(`≤ ${String(limits.packetsInAMinute)} packets in any 60 s from each program`),
      measured: String(seen.maxPackets),
      holds: seen.maxPackets <= limits.packetsInAMinute,
    },
    {
      promise: at('nobody is locked out'),
      measured: `${String(run.lockOuts)} lock-outs, ${String(seen.timeouts)} time-outs`,
      holds: run.lockOuts === 0,
    },
    ...(seen.liveAfterSeconds === undefined
      ? []
      : [
          {
            promise: at(`everybody is live ${String(limits.liveAfterRestartSeconds)} s after the device is`),
            measured: `${seen.liveAfterSeconds.toFixed(0)} s`,
            holds: seen.liveAfterSeconds <= limits.liveAfterRestartSeconds,
          },
        ]),
  ];
}
