/** What the latest polls came to: answers and failures in a row, and what a row of time-outs means. */

import type { Failure } from '../../contract/failure.ts';

/** This many answers in a row mean that the connection works. */
const goodRow = 5;
/** This many failures in a row mean that the PBX was away. */
const outage = 3;

export interface PollOutcomes {
  /** In a row; 0 once a poll succeeds. */
  readonly failures: number;
  /** Null once a poll succeeds. */
  readonly lastFailure: Failure | null;
  /** The next answer ends an outage. */
  readonly wasAway: boolean;
  /** Time-outs that follow a row of good polls look as if the PBX had blocked this computer's address. */
  readonly isSilent: boolean;
  addAnswer(): void;
  addFailure(failure: Failure): void;
}

export function createPollOutcomes(): PollOutcomes {
  let failures = 0;
  let lastFailure: Failure | null = null;
  /** In a row, up to the latest poll or, while polls fail, up to the first of those. */
  let answers = 0;
  let timeouts = 0;

  const isSilent = (): boolean => timeouts >= 2 && answers >= goodRow;

  return {
    get failures() {
      return failures;
    },
    get lastFailure() {
      return lastFailure;
    },
    get wasAway() {
      return failures > outage;
    },
    get isSilent() {
      return isSilent();
    },
    addAnswer() {
      answers = failures > 0 ? 1 : answers + 1;
      timeouts = 0;
      failures = 0;
      lastFailure = null;
    },
    addFailure(failure) {
      failures += 1;
      const isTimeout = failure.code === 'network.timeout';
      if (isTimeout) timeouts += 1;
      lastFailure = isTimeout && isSilent() ? { code: 'network.silent', detail: failure.detail } : failure;
    },
  };
}
