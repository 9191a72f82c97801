/** Days and mishaps that a fleet goes through. */

import { createRandom } from '../../pbx/office/random.ts';
import { createFleetProgram, type FleetProgram } from './program.ts';
import { createPlainProgram } from './plain-program.ts';
import { createSimClock, type SimClock } from './sim-clock.ts';
import { createSimDevice, type DeviceMinute, type DeviceSpeed, type SimDevice } from './sim-device.ts';

const minuteMs = 60_000;

export interface Scenario {
  readonly name: string;
  readonly minutes: number;
  /** When each program starts, ms; `random` gives 0 to 1. */
  readonly startsAt: (random: () => number) => number;
  /** A share of the programs has its panel open, or alerts set. */
  readonly open: number;
  readonly alerts: number;
  /** The device goes down: when, for how long, and for how long it then answers with an error. */
  readonly outage?: { readonly atMinute: number; readonly downMs: number; readonly startingMs: number };
}

export const scenarios: readonly Scenario[] = [
  {
    name: 'Monday morning',
    minutes: 90,
    // Most people come within half an hour.
    startsAt: (random) => (random() + random() + random()) * 15 * minuteMs,
    open: 0.02,
    alerts: 0.1,
  },
  {
    name: 'PBX restart',
    minutes: 60,
    startsAt: (random) => random() * 10 * minuteMs,
    open: 0.02,
    alerts: 0.1,
    outage: { atMinute: 30, downMs: 90_000, startingMs: 60_000 },
  },
  {
    name: 'power cut',
    minutes: 40,
    // Everything comes back together: computers within three minutes, the phone system after one and a half.
    startsAt: (random) => random() * 3 * minuteMs,
    open: 0.02,
    alerts: 0.1,
    outage: { atMinute: 0, downMs: 60_000, startingMs: 30_000 },
  },
];

export interface FleetRun {
  readonly scenario: Scenario;
  readonly minutes: readonly DeviceMinute[];
  readonly programs: readonly FleetProgram[];
  /** Those whose panel is closed and who have no alerts: all should be served equally. */
  readonly idle: readonly FleetProgram[];
  readonly lockOuts: number;
}

interface Stage {
  readonly clock: SimClock;
  readonly device: SimDevice;
  readonly random: () => number;
}

function setStage({ outage }: Scenario, speed: DeviceSpeed, seed: number): Stage {
  const chance = createRandom(seed);
  const clock = createSimClock(Date.UTC(2026, 10, 23, 6, 45));
  const device = createSimDevice(clock, speed);
  if (outage) clock.after(outage.atMinute * minuteMs, () => device.restart(outage.downMs, outage.startingMs));
  return { clock, device, random: () => chance.next() };
}

/** @param programs how many there are */
export async function runScenario(
  scenario: Scenario,
  speed: DeviceSpeed,
  programs: number,
  seed: number,
): Promise<FleetRun> {
  const { clock, device, random } = setStage(scenario, speed, seed);
  const fleet = await Promise.all(
    Array.from({ length: programs }, () => createFleetProgram({ clock, random, device })),
  );
  const idle: FleetProgram[] = [];
  for (const program of fleet) {
    const panelOpen = random() < scenario.open;
    const hasAlerts = random() < scenario.alerts;
    program.poller.setAudience({ panelOpen, hasAlerts });
    if (!panelOpen && !hasAlerts) idle.push(program);
    clock.after(scenario.startsAt(random), () => program.start());
  }
  await clock.runUntil(scenario.minutes * minuteMs);
  for (const program of fleet) await program.stop();
  return { scenario, minutes: device.minutes, programs: fleet, idle, lockOuts: device.lockOuts };
}

/** The same with programs that ask at a fixed interval; resolves to what the device was asked, minute by minute. */
export async function runPlainly(
  scenario: Scenario,
  speed: DeviceSpeed,
  programs: number,
  seed: number,
): Promise<readonly DeviceMinute[]> {
  const { clock, device, random } = setStage(scenario, speed, seed);
  for (let left = programs; left > 0; left -= 1) {
    const start = createPlainProgram(clock, device, random() < scenario.open);
    clock.after(scenario.startsAt(random), start);
  }
  await clock.runUntil(scenario.minutes * minuteMs);
  return device.minutes;
}
