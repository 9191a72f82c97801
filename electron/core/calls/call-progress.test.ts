import { expect, it } from 'vitest';
import { callProgress, type CallOutcome, type FollowedCall, type Phones } from './call-progress.ts';

const dialled: FollowedCall = {
  kind: 'ringing-mine',
  isOutside: false,
  sawMineRing: false,
  theirsIsOurs: true,
};

/** What is reported after each query, until the call is over. */
function progressOf(
  first: FollowedCall,
  ...looks: readonly Partial<Phones>[]
): readonly CallOutcome['kind'][] {
  let call = first;
  return looks.map((look) => {
    const next = callProgress(call, { mine: null, theirs: null, outside: null, others: [], ...look });
    if (next.kind !== 'hung-up' && next.kind !== 'not-picked-up') call = next;
    return next.kind;
  });
}

it('goes from my phone to theirs, to talking, to the end', () => {
  expect(
    progressOf(
      dialled,
      { mine: 'ringing', theirs: 'free' },
      { mine: 'on-call', theirs: 'ringing' },
      { mine: 'on-call', theirs: 'on-call' },
      { mine: 'free', theirs: 'free' },
    ),
  ).toEqual(['ringing-mine', 'ringing-them', 'talking', 'hung-up']);
});

it('counts a colleague who answers between two polls as being on this call', () => {
  expect(
    progressOf(dialled, { mine: 'ringing', theirs: 'free' }, { mine: 'on-call', theirs: 'on-call' }),
  ).toEqual(['ringing-mine', 'talking']);
});

it('does not take a colleague’s other call for this one', () => {
  const busyMeanwhile = [
    { mine: 'ringing', theirs: 'on-call' },
    { mine: 'on-call', theirs: 'on-call' },
    { mine: 'free', theirs: 'on-call' },
  ] as const;
  expect(progressOf(dialled, ...busyMeanwhile)).toEqual(['ringing-mine', 'ringing-them', 'hung-up']);
  expect(progressOf({ ...dialled, theirsIsOurs: false }, { mine: 'on-call', theirs: 'on-call' })).toEqual([
    'ringing-them',
  ]);
});

it('is not picked up only once my phone was seen ringing', () => {
  expect(progressOf(dialled, { mine: 'free', theirs: 'free' })).toEqual(['ringing-mine']);
  expect(progressOf(dialled, { mine: 'ringing' }, { mine: 'free' })).toEqual([
    'ringing-mine',
    'not-picked-up',
  ]);
});

it('stays as it was while the list doesn’t mention my phone', () => {
  expect(progressOf(dialled, { mine: null }, { mine: 'unknown' })).toEqual(['ringing-mine', 'ringing-mine']);
});

it('of an outside number is answered when my own query says so', () => {
  const outside = { ...dialled, isOutside: true };
  expect(
    progressOf(outside, { mine: 'on-call', outside: 'dialling' }, { mine: 'on-call', outside: 'talking' }),
  ).toEqual(['ringing-them', 'talking']);
});

it('of an outside number is held while its own word says so', () => {
  const talking: FollowedCall = { ...dialled, kind: 'talking', isOutside: true };
  expect(
    progressOf(
      talking,
      { mine: 'on-hold', outside: 'held' },
      { mine: 'on-call', outside: 'talking' },
      // Another call is on hold then.
      { mine: 'on-hold', outside: 'talking', others: ['held'] },
    ),
  ).toEqual(['held', 'talking', 'talking']);
});

it('to a colleague is held by my phone’s own hold, or while I talk to someone else', () => {
  const talking: FollowedCall = { ...dialled, kind: 'talking' };
  expect(
    progressOf(
      talking,
      { mine: 'on-hold' },
      { mine: 'on-call' },
      { mine: 'on-call', others: ['talking'] },
      { mine: 'on-hold', others: ['held'] },
    ),
  ).toEqual(['held', 'talking', 'held', 'talking']);
});

it('is neither ringing nor picked up where my phone does that for someone else', () => {
  expect(
    progressOf(
      { ...dialled, kind: 'unknown' },
      { mine: 'ringing', others: ['ringing'] },
      { mine: 'on-call', others: ['talking'] },
    ),
  ).toEqual(['unknown', 'unknown']);
});

it('whose answer got lost is found again when my phone rings', () => {
  expect(progressOf({ ...dialled, kind: 'unknown' }, { mine: 'free' }, { mine: 'ringing' })).toEqual([
    'unknown',
    'ringing-mine',
  ]);
});
