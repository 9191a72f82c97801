/** For tests: a poller whose clock, chance and PBX are in the test's hands, with a record of its polls. */

import { createSteeredClock } from '../steered-clock.ts';
import { AppError } from '../../electron/core/app-error.ts';
import type { FailureCode } from '../../electron/contract/failure.ts';
import { defaultIntervals } from '../../electron/core/presence/pace.ts';
import { pollFailurePolicy } from '../../electron/core/poll-failure-policy.ts';
import { createPoller } from '../../electron/core/presence/poller.ts';

export interface RecordedPoll {
  /** Of the uptime clock, since the set-up. */
  readonly atMs: number;
  readonly signal: AbortSignal;
  afterPause?: boolean;
}

/** What the PBX does with each poll from now on. */
export type Behaviour = { readonly tookMs?: number } & (
  | { readonly kind: 'answers' }
  | { readonly kind: 'fails'; readonly code: FailureCode }
  /** Does not end before it is aborted, as a request on a network that is gone. */
  | { readonly kind: 'hangs' }
);

export function createSteeredPoll(random: () => number = () => 0.5) {
  const clock = createSteeredClock();
  const startMs = clock.uptimeMs();
  const polls: RecordedPoll[] = [];
  let behaviour: Behaviour = { kind: 'answers' };
  let underWay = 0;
  let maxUnderWay = 0;
  const log = { info: () => {}, warn: () => {}, error: () => {} };

  const poller = createPoller({
    clock,
    random,
    log,
    intervals: () => defaultIntervals,
    policy: ({ code }) => pollFailurePolicy(code),
    async poll(signal, circumstances) {
      const record: RecordedPoll = { atMs: clock.uptimeMs() - startMs, signal };
      polls.push(record);
      underWay += 1;
      maxUnderWay = Math.max(maxUnderWay, underWay);
      try {
        await end(signal, behaviour);
        record.afterPause = circumstances.afterPause;
        return 'unchanged';
      } finally {
        underWay -= 1;
      }
    },
  });

  function end(signal: AbortSignal, how: Behaviour): Promise<void> {
    return new Promise((resolve, reject) => {
      signal.addEventListener('abort', () => reject(new AppError('network.cancelled')), { once: true });
      if (how.kind === 'hangs') return;
      const settle = () => (how.kind === 'answers' ? resolve() : reject(new AppError(how.code)));
      if (how.tookMs === undefined) settle();
      else clock.after(how.tookMs, settle);
    });
  }

  return {
    clock,
    poller,
    polls,
    /** When each poll began, in ms since the set-up. */
    times: () => polls.map(({ atMs }) => Math.round(atMs)),
    behave: (next: Behaviour) => void (behaviour = next),
    maxUnderWay: () => maxUnderWay,
    sinceStartMs: () => clock.uptimeMs() - startMs,
  };
}
