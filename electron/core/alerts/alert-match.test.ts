/** Which change of state fires which alert. */

import { describe, expect, it } from 'vitest';
import type { AlertState } from '../../contract/snapshot.ts';
import { stateThatBegan, stateThatHolds, type AlertCondition } from './alert-match.ts';
import type { SeenState } from './state-debounce.ts';

const away: readonly SeenState[] = ['offline', 'fault', 'no-phone', 'absent'];
const there: readonly SeenState[] = ['free', 'ringing', 'on-call', 'on-hold', 'unknown'];

describe('a state that holds', () => {
  it.each<[AlertState, readonly SeenState[]]>([
    ['free', ['free']],
    ['ringing', ['ringing']],
    ['on-call', ['on-call', 'on-hold']],
    ['offline', away],
    ['back', there],
  ])('is %s for %j and for nothing else', (wanted, states) => {
    const holding = [...there, ...away].filter((state) => stateThatHolds([wanted], state) === wanted);
    expect(holding.sort()).toEqual([...states].sort());
    const others = [...there, ...away].filter((state) => stateThatHolds([wanted], state) === null);
    expect(holding.length + others.length).toBe(there.length + away.length);
  });

  it('says more than that someone is back', () => {
    expect(stateThatHolds(['back', 'free'], 'free')).toBe('free');
    expect(stateThatHolds(['back', 'free'], 'on-call')).toBe('back');
  });
});

describe('a state that began', () => {
  const began = (states: AlertState[], from: SeenState, to: SeenState, about: Partial<AlertCondition> = {}) =>
    stateThatBegan({ states, mode: 'once', ...about }, { from, to, isFirst: from === 'unseen' });

  it.each<[AlertState, SeenState, SeenState]>([
    ['free', 'on-call', 'free'],
    ['ringing', 'free', 'ringing'],
    ['on-call', 'ringing', 'on-call'],
    ['offline', 'free', 'fault'],
    ['back', 'absent', 'on-call'],
  ])('is %s from %s to %s, and not the other way round', (wanted, from, to) => {
    expect(began([wanted], from, to)).toBe(wanted);
    expect(began([wanted], to, from)).toBe(null);
  });

  it.each<[AlertState, SeenState, SeenState]>([
    ['on-call', 'on-hold', 'on-call'],
    ['offline', 'offline', 'absent'],
    ['back', 'on-call', 'free'],
    ['back', 'offline', 'no-phone'],
  ])('isn’t %s where it was so before: %s to %s', (wanted, from, to) => {
    expect(began([wanted], from, to)).toBe(null);
  });

  it('says more than that someone is back', () => {
    expect(began(['back', 'free'], 'offline', 'free')).toBe('free');
  });

  it('counts at first sight for an alert that fires once, which would have fired already', () => {
    expect(began(['free'], 'unseen', 'free')).toBe('free');
    expect(began(['free'], 'unseen', 'on-call')).toBe(null);
    expect(began(['free'], 'unseen', 'free', { waitsForNext: true })).toBe(null);
    expect(began(['free'], 'unseen', 'free', { mode: 'always' })).toBe(null);
  });
});
