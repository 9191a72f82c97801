/** What the poller needs, what it offers, and how it says what it is doing. */

import type { Failure } from '../../contract/failure.ts';
import type { PacketBudget } from '../pbx/transport/packet-budget.ts';
import type { Clock, Log, Random } from '../ports.ts';
import type { Audience, PollIntervals } from './pace.ts';

export type PauseReason = 'sleep' | 'lock' | 'no-network';

/** Why a poll should not wait for its turn. */
export type PollReason = 'started' | 'opened' | 'resumed' | 'network' | 'asked';

/** Pass it on whole: it is up to date when it is read, so read it when the answer is there. */
export interface PollCircumstances {
  /** Nobody was looking before this answer (sleep, lock, outage, a clock that jumped): its differences may be old. */
  readonly afterPause: boolean;
}

export interface PollerPorts {
  /** Asks once and takes the answer in; may reject with anything; settles soon after the signal aborts. */
  readonly poll: (signal: AbortSignal, circumstances: PollCircumstances) => Promise<void>;
  readonly clock: Clock;
  readonly random: Random;
  /** Read again before each wait. */
  readonly intervals: () => PollIntervals;
  /** What polls may cost the network; without limit when absent. */
  readonly packets?: Pick<PacketBudget, 'waitMs' | 'sustainedIntervalMs'>;
  readonly log: Log;
}

export interface PollerState {
  /** `idle`: no poll will come by itself (not started, asleep, stopped, or only a person can go on). */
  readonly kind: 'idle' | 'polling' | 'waiting';
  /** When the next poll begins, ms since the epoch; null unless waiting. */
  readonly nextAt: number | null;
  readonly consecutiveFailures: number;
  /** Why the latest poll failed; null once one succeeds. */
  readonly lastFailure: Failure | null;
  /** The latest failure is one that a person should see: see `retryNow`. */
  readonly blocked: boolean;
  /** When the PBX last answered, ms since the epoch; null before the first answer. */
  readonly confirmedAt: number | null;
  /** In the order in which they began. */
  readonly pausedBecause: readonly PauseReason[];
}

export interface Poller {
  /** Polls at once, and from then on by itself. */
  start(): void;
  /** Stops; a poll under way is aborted and its outcome ignored. */
  stop(): void;
  state(): PollerState;
  /** Called at every change of state except routine polls that succeed; returns the unsubscribe function. */
  subscribe(listener: () => void): () => void;
  /** Sets the pace. Opening the panel polls at once, and ends pauses for sleep and lock: someone is there. */
  setAudience(audience: Audience): void;
  /** Multiplies every interval: 1 is the normal pace, more is right when another program uses the account. */
  setSlowDown(factor: number): void;
  /**
   * Polling rests while the machine sleeps, and polls at once when the last reason ends. A locked screen and a missing network
   * are hints that may be wrong or outdated: it goes on polling, but seldom, and an answer proves that there is a network.
   */
  setPaused(reason: PauseReason, on: boolean): void;
  /**
   * Polls at once, unless paused, or only a person can go on, or a poll is under way or was answered within the last second.
   * A person's click and an opened panel don't believe that there is no network.
   */
  pollNow(reason: PollReason): void;
  /** A person has done something about the failure, or wants no more waiting. */
  retryNow(): void;
  /** Three intervals: of the current pace, or of the one at the latest poll where that was slower. */
  staleAfterMs(): number;
}
