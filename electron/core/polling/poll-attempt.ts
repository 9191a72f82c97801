/** One poll under way, and what ends it early. */

import type { Failure } from '../../contract/failure.ts';
import { toFailure } from '../app-error.ts';

export interface PollAttempt {
  /** On the uptime clock. */
  readonly beganAtMs: number;
  readonly signal: AbortSignal;
  /** Something promising has happened since it began: try again at once if it fails. */
  again: boolean;
  /** A person has done something about it since it began: even a failure that needs a person doesn't stop us. */
  overruled: boolean;
  /** It was ended because another one is worth more. */
  readonly wasOvertaken: boolean;
  overtake(): void;
  endIfTooLong(nowMs: number): void;
  /** The program needs no answer any more. */
  abandon(): void;
  failureOf(error: unknown): Failure;
}

/** More than a poll with a new login may take by its own limits. */
const pollLimitMs = 90_000;

export function createPollAttempt(beganAtMs: number): PollAttempt {
  const controller = new AbortController();
  const { signal } = controller;
  let tookTooLong = false;

  const attempt: PollAttempt = {
    beganAtMs,
    signal,
    again: false,
    overruled: false,
    get wasOvertaken() {
      return signal.aborted && !tookTooLong;
    },
    overtake() {
      attempt.again = true;
      controller.abort();
    },
    endIfTooLong(nowMs) {
      if (signal.aborted || nowMs - beganAtMs < pollLimitMs) return;
      tookTooLong = true;
      controller.abort();
    },
    abandon: () => controller.abort(),
    failureOf: (error) => (tookTooLong ? { code: 'network.timeout', detail: {} } : toFailure(error)),
  };
  return attempt;
}
