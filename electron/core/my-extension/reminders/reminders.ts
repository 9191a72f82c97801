/** When to ask whether do not disturb or forwarding everything is still wanted: once, gently, and not again where the person said so. */

import { z } from 'zod';
import type { Reminder } from '../../../contract/my-extension/my-extension.ts';
import type { SettingName, ReportedSettings } from '../../../contract/my-extension/settings.ts';
import type { PresenceState } from '../../../contract/presence.ts';

const period = z.object({
  /** When it was first seen on, ms since the epoch. */
  since: z.number(),
  /** The question that nobody has answered yet. */
  asked: z.enum(['since-another-day', 'on-calls']).nullable(),
  /** The person wants it so: no more questions until it is switched off. */
  isWanted: z.boolean(),
  /** The day on which the person wants no more questions. */
  quietOn: z.string().nullable(),
});

/** From switching on to switching off. */
export const reminderPeriodsSchema = z.object({
  'do-not-disturb': period.nullable(),
  forwarding: period.nullable(),
});
export type ReminderPeriods = Readonly<z.output<typeof reminderPeriodsSchema>>;
export const noReminderPeriods: ReminderPeriods = { 'do-not-disturb': null, forwarding: null };

const reminderKinds = ['do-not-disturb', 'forwarding'] as const;
export const reminderSettings = {
  'do-not-disturb': 'doNotDisturb',
  forwarding: 'forwardAll',
} as const satisfies Record<Reminder['kind'], SettingName>;

/** Someone who talks for so long is at their desk. */
const onCallsMs = 20 * 60_000;
/** Late in the evening is not "since another day" at midnight. */
const dayBeginsHour = 5;

/** A calendar day of this computer's; the hours before five belong to the one before. */
export function dayOf(ms: number): string {
  const date = new Date(ms);
  date.setHours(date.getHours() - dayBeginsHour);
  return `${String(date.getFullYear())}-${String(date.getMonth() + 1)}-${String(date.getDate())}`;
}

/** After a reading: what it does not tell stays as it was. The same object where nothing is new. */
export function reminderPeriodsAfter(
  periods: ReminderPeriods,
  told: ReportedSettings,
  nowMs: number,
): ReminderPeriods {
  const isOn = { 'do-not-disturb': told.doNotDisturb, forwarding: told.forwardAll?.on ?? null };
  return reminderKinds.reduce((all, kind) => {
    const on = isOn[kind];
    if (on === null || on === (all[kind] !== null)) return all;
    return { ...all, [kind]: on ? { since: nowMs, asked: null, isWanted: false, quietOn: null } : null };
  }, periods);
}

export interface AskingFacts {
  readonly nowMs: number;
  /** How long I have been on calls, one after the other; 0 when I am on none. */
  readonly onCallsForMs: number;
  /** It ends by itself, or this person may not change it: nothing was forgotten. */
  readonly isSpared: (kind: Reminder['kind']) => boolean;
}

/** The same object where there is nothing new to ask; one question at a time. */
export function askedAbout(periods: ReminderPeriods, facts: AskingFacts): ReminderPeriods {
  if (openReminder(periods) !== null) return periods;
  for (const kind of reminderKinds) {
    const one = periods[kind];
    const why = reasonToAsk(one, facts);
    if (why !== null && one !== null && !facts.isSpared(kind))
      return { ...periods, [kind]: { ...one, asked: why } };
  }
  return periods;
}

function reasonToAsk(
  one: ReminderPeriods[Reminder['kind']],
  { nowMs, onCallsForMs }: AskingFacts,
): Reminder['why'] | null {
  if (one === null || one.isWanted || one.quietOn === dayOf(nowMs)) return null;
  if (dayOf(one.since) !== dayOf(nowMs) && one.since < nowMs) return 'since-another-day';
  return onCallsForMs >= onCallsMs && nowMs - one.since >= onCallsMs ? 'on-calls' : null;
}

export function openReminder(periods: ReminderPeriods): Reminder | null {
  for (const kind of reminderKinds) {
    const one = periods[kind];
    if (one !== null && one.asked !== null) return { kind, why: one.asked, since: one.since };
  }
  return null;
}

/** The question is over: `leave` until it is switched off, `not-today` until another day. */
export function answeredReminder(
  periods: ReminderPeriods,
  answer: 'leave' | 'not-today',
  nowMs: number,
): ReminderPeriods {
  const asked = openReminder(periods);
  const one = asked && periods[asked.kind];
  if (asked === null || one === null) return periods;
  const next = answer === 'leave' ? { isWanted: true } : { quietOn: dayOf(nowMs) };
  return { ...periods, [asked.kind]: { ...one, asked: null, ...next } };
}

/** Between two calls of one row of them. */
const gapMs = 2 * 60_000;

export interface CallTimer {
  /** Told of each state of my phone; `null` while nobody knows it. All times on the uptime clock. */
  follow(state: PresenceState | null, nowMs: number): void;
  /** 0 when I am on no call. */
  forMs(nowMs: number): number;
}

/** How long I have been on calls, one after the other. */
export function createCallTimer(): CallTimer {
  let beganMs: number | null = null;
  let endedMs: number | null = null;

  return {
    follow(state, nowMs) {
      if (state === 'on-call' || state === 'on-hold') {
        if (endedMs !== null && nowMs - endedMs > gapMs) beganMs = null;
        beganMs ??= nowMs;
        endedMs = null;
      } else endedMs ??= nowMs;
    },
    forMs: (nowMs) => (beganMs === null || endedMs !== null ? 0 : nowMs - beganMs),
  };
}
