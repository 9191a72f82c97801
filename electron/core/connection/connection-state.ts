/** The connection's state as one value for the screen, worked out from session, poller and trust. */

import type { Connection, Need } from '../../contract/snapshot.ts';
import { pollFailurePolicy } from '../polling/poll-failure-policy.ts';
import type { PollerState } from '../polling/poller-port.ts';
import type { SessionState } from '../session/session-state.ts';

export interface ConnectionFacts {
  readonly plainHttp: boolean;
  /** The open question about a certificate, or the answer "no" to it. */
  readonly certificate: Need | null;
  /** Null while there is no link to the PBX yet. */
  readonly session: SessionState | null;
  readonly poller: PollerState;
  /** There is a list: a sign-out forgets it. */
  readonly listed: boolean;
}

export function connectionState(facts: ConnectionFacts): Connection {
  const { plainHttp, certificate, session, poller, listed } = facts;
  const confirmedAt = listed ? poller.confirmedAt : null;
  if (certificate !== null) return { kind: 'blocked', confirmedAt, need: certificate };
  const need = needOf(session);
  if (need !== null) return { kind: 'blocked', confirmedAt, need };
  if (session?.kind === 'signed-out') return { kind: 'signed-out' };

  const [because] = poller.pausedBecause;
  if (because !== undefined) return { kind: 'paused', confirmedAt, because };
  if (poller.lastFailure !== null) {
    // The only polls that ask for a person are those that couldn't sign in, and that is over.
    const isOver = session?.kind === 'signed-in' && pollFailurePolicy(poller.lastFailure.code) === 'person';
    if (isOver) return { kind: 'connecting' };
    if (poller.blocked)
      return { kind: 'blocked', confirmedAt, need: { kind: 'failure', failure: poller.lastFailure } };
    return { kind: 'retrying', confirmedAt, retryAt: poller.nextAt, failure: poller.lastFailure };
  }
  if (confirmedAt === null) return { kind: 'connecting' };
  return { kind: 'live', plainHttp, contended: session?.kind === 'signed-in' && session.contended };
}

function needOf(session: SessionState | null): Need | null {
  switch (session?.kind) {
    case 'refused':
      return { kind: 'password', username: session.username, triesLeft: session.triesLeft };
    case 'guarded':
      return { kind: 'password', username: session.username, triesLeft: 0 };
    case 'locked-out':
      return { kind: 'wait', until: session.untilMs };
    case 'keychain':
      return { kind: 'keychain', failure: session.failure };
    default:
      return null;
  }
}
