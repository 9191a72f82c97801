/**
 * How much of a slow PBX one program takes: halved when answers get slow, given back in small steps (additive increase,
 * multiplicative decrease). Hundreds of programs that do the same, without knowing of each other, end up with equal shares.
 */

export interface FairShare {
  /** 1 when the PBX has time for everyone, down to an eighth: what intervals are divided by. */
  readonly share: number;
  noteAnswer(tookMs: number): void;
  noteTimeout(): void;
  /** The PBX is back, and everyone wants something at once. */
  noteReturn(): void;
}

const smallestShare = 1 / 8;
const stepBack = 0.04;
const shareOnReturn = 1 / 2;
/** Slower than this, compared to the quickest recent answer, means that others are in the queue. */
const slowFactor = 1.5;
/** What a network alone may add, ms. */
const networkMs = 50;
/** The quickest answer counts for less as time goes by: the way to the PBX may have become longer. */
const forgetting = 1.01;

export function createFairShare(): FairShare {
  let share = 1;
  let quickestMs = Infinity;

  const halve = (): void => {
    share = Math.max(smallestShare, share / 2);
  };
  return {
    get share() {
      return share;
    },
    noteAnswer(tookMs) {
      quickestMs = Math.min(quickestMs * forgetting, tookMs);
      if (tookMs > quickestMs * slowFactor + networkMs) halve();
      else share = Math.min(1, share + stepBack);
    },
    noteTimeout: halve,
    noteReturn() {
      share = Math.min(share, shareOnReturn);
    },
  };
}
