/** Decides when to ask whether do not disturb or forwarding everything is still meant: once, gently, and not again where the person said so. */

import { z } from 'zod';
import type { Reminder } from '../../contract/own-extension.ts';
import type { OwnField, OwnValues } from '../../contract/own-fields.ts';

const spell = z.object({
  /** When it was first seen on, ms since the epoch. */
  since: z.number(),
  /** The question that nobody has answered yet. */
  asked: z.enum(['since-another-day', 'on-calls']).nullable(),
  /** The person has said that it is meant: no more questions about this spell. */
  isMeant: z.boolean(),
  /** The day on which the person wants no more questions. */
  quietOn: z.string().nullable(),
});

/** From switching on to switching off. */
export const spellsSchema = z.object({
  'do-not-disturb': spell.nullable(),
  'forward-always': spell.nullable(),
});
export type Spells = z.output<typeof spellsSchema>;

export const emptySpells: Spells = { 'do-not-disturb': null, 'forward-always': null };

export const reminderFields = {
  'do-not-disturb': 'doNotDisturb',
  'forward-always': 'forward.always.enabled',
} as const satisfies Record<Reminder['kind'], OwnField>;

export const reminderKinds = ['do-not-disturb', 'forward-always'] as const;

/** Somebody who talks for so long is at their desk. */
const onCallsMs = 20 * 60_000;
/** Late in the evening is not "since another day" at midnight. */
const dayBeginsHour = 5;

/** A calendar day of this computer's; the hours before five belong to the one before. */
export function dayOf(ms: number): string {
  const date = new Date(ms);
  date.setHours(date.getHours() - dayBeginsHour);
  return `${String(date.getFullYear())}-${String(date.getMonth() + 1)}-${String(date.getDate())}`;
}

/** After a reading: what it does not tell stays as it was. The same spells where nothing is new. */
export function seen(spells: Spells, values: OwnValues, nowMs: number): Spells {
  return reminderKinds.reduce((all, kind) => {
    const isOn = values[reminderFields[kind]];
    if (isOn === null || isOn === (all[kind] !== null)) return all;
    return { ...all, [kind]: isOn ? { since: nowMs, asked: null, isMeant: false, quietOn: null } : null };
  }, spells);
}

export interface AskingFacts {
  readonly nowMs: number;
  /** How long I have been on calls, one after the other; 0 when I am on none. */
  readonly onCallsForMs: number;
  /** It ends by itself, or this person may not change it: nobody has forgotten anything. */
  readonly isSpared: (kind: Reminder['kind']) => boolean;
}

/** The same spells where there is nothing new to ask; one question at a time. */
export function asking(spells: Spells, facts: AskingFacts): Spells {
  if (question(spells) !== null) return spells;
  for (const kind of reminderKinds) {
    const why = reasonToAsk(spells[kind], facts);
    const before = spells[kind];
    if (why !== null && before !== null && !facts.isSpared(kind))
      return { ...spells, [kind]: { ...before, asked: why } };
  }
  return spells;
}

function reasonToAsk(
  one: Spells[Reminder['kind']],
  { nowMs, onCallsForMs }: AskingFacts,
): Reminder['why'] | null {
  if (one === null || one.isMeant || one.asked !== null || one.quietOn === dayOf(nowMs)) return null;
  if (dayOf(one.since) !== dayOf(nowMs) && one.since < nowMs) return 'since-another-day';
  return onCallsForMs >= onCallsMs && nowMs - one.since >= onCallsMs ? 'on-calls' : null;
}

export function question(spells: Spells): Reminder | null {
  for (const kind of reminderKinds) {
    const one = spells[kind];
    if (one !== null && one.asked !== null) return { kind, why: one.asked, since: one.since };
  }
  return null;
}

/** The question is over: `leave` for this spell, `not-today` until another day. */
export function answered(spells: Spells, answer: 'leave' | 'not-today', nowMs: number): Spells {
  const asked = question(spells);
  const one = asked && spells[asked.kind];
  if (asked === null || one === null) return spells;
  const next = answer === 'leave' ? { isMeant: true } : { quietOn: dayOf(nowMs) };
  return { ...spells, [asked.kind]: { ...one, asked: null, ...next } };
}
