/** Sends one login that the guard allows, and reports the outcome to the guard. */

import { AppError, isAppError, toFailure } from '../../app-error.ts';
import type { Failure, FailureCode } from '../../../contract/failure.ts';
import type { Credentials } from '../../pbx/client-port.ts';
import type { StoredAccount } from '../../keychain/secret-shelf.ts';
import type { SessionPorts } from '../session-port.ts';
import { minutesToWait, type GuardedAttempt, type GuardStatus } from './login-guard.ts';
import { askWithoutToken } from './ask-without-token.ts';
import { wait } from '../../lib/wait.ts';
import { createPendingWork } from '../../lib/pending-work.ts';

export interface LoginAttempts {
  /**
   * A token, for a password that a person has just typed. Rejects with the guard's `pbx.guarded` and `pbx.locked-out`,
   * `settings.unwritable`, `pbx.refused-before {triesLeft}` (nothing was sent), `pbx.bad-credentials {triesLeft, waitMs}`,
   * or whatever the client failed with.
   */
  sendTyped(credentials: Credentials): Promise<string>;
  /**
   * The same for a stored password, when nobody is there: where the latest logins went without an answer, it waits a while,
   * and asks the PBX something harmless before the password is sent again.
   */
  sendStored(credentials: Credentials, signal: AbortSignal): Promise<string>;
  status(): Promise<GuardStatus>;
  /** Whether the PBX has refused a stored password, in an earlier run too. It is not sent then. */
  wasRefused(account: StoredAccount): Promise<boolean>;
  /** The stored password was refused: the next run must know, even where no keychain takes the mark. */
  markRefused(credentials: Credentials): Promise<void>;
  allowOneMore(): Promise<GuardStatus>;
  /** A person starts again: passwords that were refused may be tried. */
  forgetRefused(): Promise<void>;
  /** Resolves when every attempt has ended and is on disk. Never rejects. */
  settled(): Promise<void>;
}

export function createLoginAttempts(
  ports: Pick<SessionPorts, 'client' | 'guard' | 'target' | 'clock'>,
): LoginAttempts {
  const { client, guard, target, clock } = ports;
  const { refused } = guard;
  const { address } = target;
  const underWay = createPendingWork();

  async function sendTyped(credentials: Credentials): Promise<string> {
    if (refused.has(address, credentials)) {
      const { triesLeft } = await guard.status(target);
      throw new AppError('pbx.refused-before', { triesLeft });
    }
    const attempt = await guard.begin(target);
    let token: string;
    try {
      ({ token } = await client.login(credentials));
    } catch (error) {
      if (isAppError(error, 'pbx.bad-credentials')) refused.add(address, credentials);
      throw await settled(attempt, error);
    }
    await attempt.accepted();
    await refused.remove(address, credentials);
    return token;
  }

  async function sendStored(credentials: Credentials, signal: AbortSignal): Promise<string> {
    const { unanswered } = await guard.status(target);
    if (unanswered !== null && !refused.has(address, credentials)) {
      if (unanswered.pauseMs > 0) await wait(clock, unanswered.pauseMs, signal);
      await askWithoutToken(client);
    }
    return sendTyped(credentials);
  }

  return {
    sendTyped: (credentials) => underWay.follow(sendTyped(credentials)),
    sendStored: (credentials, signal) => underWay.follow(sendStored(credentials, signal)),
    status: () => guard.status(target),
    async wasRefused(account) {
      if (account.refused === true) refused.add(address, account);
      return refused.wasRefused(address, account);
    },
    markRefused: (credentials) => underWay.follow(refused.mark(address, credentials)),
    allowOneMore: () => guard.allowOneMore(target),
    forgetRefused: () => refused.forget(address),
    settled: () => underWay.settled(),
  };
}

/** The failure as the person should see it, with what the guard knows. */
async function settled(attempt: GuardedAttempt, error: unknown): Promise<unknown> {
  const failure = toFailure(error);
  const { code, detail } = failure;
  if (code === 'pbx.bad-credentials') {
    const { triesLeft, waitMs } = await attempt.refused();
    return new AppError(code, { ...detail, triesLeft, waitMs }, error);
  }
  if (code === 'pbx.locked-out') {
    const { waitMs } = await attempt.lockedOut();
    return new AppError(code, { ...detail, waitMs, minutes: minutesToWait(waitMs) }, error);
  }
  await (mayHaveBeenJudged(failure) ? attempt.unanswered() : attempt.notJudged());
  return error;
}

/** Failures without a phase, from before the request's first byte: nobody there, or not the PBX we trust. */
const neverSent = /^(tls\.|network\.(name-unknown|refused)$)/;
/** The transport's phases before the request is handed to the connection. */
const phasesBeforeSending: readonly unknown[] = ['connect', 'before-tls'];
/** Answers that say nothing about the password: only 20003 refuses one (PBX notes, "Session"). */
const answersOfOtherKind: readonly FailureCode[] = [
  'network.redirected',
  'pbx.http-status',
  'pbx.rejected',
  'pbx.session-expired',
  'pbx.apply-later',
  'extension.unknown',
];

function mayHaveBeenJudged({ code, detail }: Failure): boolean {
  // A failure that gives no number may be about anything.
  if (answersOfOtherKind.includes(code)) return detail['errno'] === '';
  const { phase } = detail;
  return phase === undefined ? !neverSent.test(code) : !phasesBeforeSending.includes(phase);
}

export function sameCredentials(one: Credentials, other: Credentials): boolean {
  return one.username === other.username && one.passwordMd5 === other.passwordMd5;
}
