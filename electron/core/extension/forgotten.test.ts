/** When somebody is asked whether do not disturb or forwarding everything is still meant. */

import { describe, expect, it } from 'vitest';
import type { OwnValues } from '../../contract/own-fields.ts';
import { readDetail } from '../pbx/wire-detail.ts';
import { createCallSpell } from './call-spell.ts';
import { answered, asking, emptySpells, question, seen, type AskingFacts, type Spells } from './forgotten.ts';
import { valuesOf } from './own-values.ts';

const minuteMs = 60_000;
const at = (day: number, hour: number, minute = 0): number => new Date(2026, 2, day, hour, minute).getTime();

function values(wire: Readonly<Record<string, string>>): OwnValues {
  const detail = readDetail({ extnumber: '1002', ...wire });
  if (detail === undefined) throw new Error('not an extension');
  return valuesOf(detail);
}
const on = values({ dnd: 'on', alwaysforward: 'off' });
const both = values({ dnd: 'on', alwaysforward: 'on' });
const off = values({ dnd: 'off', alwaysforward: 'off' });

function ask(spells: Spells, nowMs: number, facts: Partial<AskingFacts> = {}): Spells {
  return asking(spells, { nowMs, onCallsForMs: 0, isSpared: () => false, ...facts });
}

describe('since another day', () => {
  const begun = seen(emptySpells, on, at(4, 22, 30));
  it.each([
    ['the same evening', at(4, 23, 59), null],
    ['after midnight', at(5, 0, 30), null],
    ['before five', at(5, 4, 59), null],
    ['in the morning', at(5, 5, 0), 'since-another-day'],
    ['a week later', at(11, 12), 'since-another-day'],
  ])('%s', (_, nowMs, why) => {
    expect(question(ask(begun, nowMs))?.why ?? null).toBe(why);
  });

  it.each([28, 29])('over the night in which summer time begins (from the %ith)', (day) => {
    const evening = seen(emptySpells, on, at(day, 20));
    expect(question(ask(evening, at(day + 1, 4, 30)))).toBeNull();
    expect(question(ask(evening, at(day + 1, 7)))).toMatchObject({ why: 'since-another-day' });
  });

  it('is not asked by a clock that was set back', () => {
    expect(question(ask(begun, at(3, 12)))).toBeNull();
  });
});

describe('on calls', () => {
  const begun = seen(emptySpells, on, at(4, 9));
  it.each([
    ['nineteen minutes of calls', 9.5, 19, null],
    ['twenty minutes', 9.5, 20, 'on-calls'],
    ['longer on calls than it is on', 9.2, 60, null],
  ])('%s', (_, hour, minutes, why) => {
    const nowMs = at(4, 0) + hour * 60 * minuteMs;
    expect(question(ask(begun, nowMs, { onCallsForMs: minutes * minuteMs }))?.why ?? null).toBe(why);
  });

  it('counts calls that follow each other as one', () => {
    const calls = createCallSpell();
    calls.look('on-call', 0);
    calls.look('free', 5 * minuteMs);
    expect(calls.forMs(5 * minuteMs)).toBe(0);
    calls.look('ringing', 5.5 * minuteMs);
    calls.look('on-call', 6 * minuteMs);
    calls.look('on-hold', 8 * minuteMs);
    expect(calls.forMs(20 * minuteMs)).toBe(20 * minuteMs);
    calls.look(null, 21 * minuteMs);
    calls.look('on-call', 24 * minuteMs);
    expect(calls.forMs(25 * minuteMs)).toBe(minuteMs);
  });
});

describe('a question', () => {
  const asked = ask(seen(emptySpells, both, at(4, 9)), at(5, 9));

  it('is asked once, one at a time, and stays until it is answered', () => {
    expect(question(asked)).toEqual({ kind: 'do-not-disturb', why: 'since-another-day', since: at(4, 9) });
    expect(ask(asked, at(9, 9), { onCallsForMs: 60 * minuteMs })).toBe(asked);
    const next = ask(answered(asked, 'leave', at(5, 9)), at(5, 9));
    expect(question(next)?.kind).toBe('forward-always');
  });

  it('is over for good when it is meant, until it was off once', () => {
    const left = answered(asked, 'leave', at(5, 9));
    const again = ask(left, at(6, 9), { isSpared: (kind) => kind === 'forward-always' });
    expect(again).toBe(left);
    const anew = ask(seen(seen(left, off, at(7, 9)), on, at(7, 10)), at(8, 9));
    expect(question(anew)).toMatchObject({ kind: 'do-not-disturb', since: at(7, 10) });
  });

  it('is over for the day when the person says so', () => {
    const spared = { isSpared: (kind: string) => kind === 'forward-always' };
    const later = answered(asked, 'not-today', at(5, 9));
    expect(question(ask(later, at(5, 20), spared))).toBeNull();
    expect(question(ask(later, at(6, 4), spared))).toBeNull();
    expect(question(ask(later, at(6, 9), spared))).toMatchObject({ kind: 'do-not-disturb' });
  });

  it('ends when it is switched off, and not because an answer leaves it out', () => {
    expect(seen(asked, values({}), at(5, 10))).toBe(asked);
    expect(question(seen(asked, off, at(5, 10)))).toBeNull();
  });

  it('is not asked about what ends by itself', () => {
    expect(question(ask(seen(emptySpells, both, at(4, 9)), at(5, 9), { isSpared: () => true }))).toBeNull();
  });
});
