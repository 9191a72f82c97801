/** Sends one login past the guard, and tells the guard what became of it. */

import { AppError, isAppError, toFailure } from '../app-error.ts';
import type { Credentials, PbxClient } from '../pbx/client-port.ts';
import { minutesToWait, type GuardedAttempt, type GuardStanding, type LoginGuard } from './login-guard.ts';

export interface LoginAttempts {
  /**
   * A token. Rejects with the guard's `pbx.guarded` and `pbx.locked-out`, `settings.unwritable`, `pbx.refused-before {triesLeft}`
   * (nothing was sent), `pbx.bad-credentials {triesLeft, waitMs}`, or whatever the client failed with.
   */
  send(credentials: Credentials): Promise<string>;
  standing(): Promise<GuardStanding>;
  /** A stored password is known to be refused, from an earlier run. */
  noteRefused(credentials: Credentials): void;
  /** A person starts anew: passwords that were refused may be tried again. */
  forgetRefused(): void;
}

export interface LoginAttemptsPorts {
  readonly client: Pick<PbxClient, 'login'>;
  readonly guard: LoginGuard;
  readonly address: string;
}

/** Failures without a phase that come before the request's first byte: nobody there, or not the PBX that we trust. */
const neverSent = /^(tls\.|network\.(name-unknown|refused)$)/;
/** The transport's phases before the request is handed to the connection. */
const phasesBeforeSending: readonly unknown[] = ['connect', 'before-tls'];

export function createLoginAttempts({ client, guard, address }: LoginAttemptsPorts): LoginAttempts {
  const { refused } = guard;

  async function send(credentials: Credentials): Promise<string> {
    if (refused.has(address, credentials)) {
      const { triesLeft } = await guard.standing(address);
      throw new AppError('pbx.refused-before', { triesLeft });
    }
    const attempt = await guard.begin(address);
    let token: string;
    try {
      ({ token } = await client.login(credentials));
    } catch (error) {
      if (isAppError(error, 'pbx.bad-credentials')) refused.add(address, credentials);
      throw await settled(attempt, error);
    }
    await attempt.accepted();
    return token;
  }

  return {
    send,
    standing: () => guard.standing(address),
    noteRefused: (credentials) => {
      refused.add(address, credentials);
    },
    forgetRefused: () => {
      refused.forget(address);
    },
  };
}

/** The failure as the person should see it: with what the guard makes of it. */
async function settled(attempt: GuardedAttempt, error: unknown): Promise<unknown> {
  const { code, detail } = toFailure(error);
  if (code === 'pbx.bad-credentials') {
    const { triesLeft, waitMs } = await attempt.refused();
    return new AppError(code, { ...detail, triesLeft, waitMs }, error);
  }
  if (code === 'pbx.locked-out') {
    const { waitMs } = await attempt.lockedOut();
    return new AppError(code, { ...detail, waitMs, minutes: minutesToWait(waitMs) }, error);
  }
  const phase = detail['phase'];
  const sent = phase === undefined ? !neverSent.test(code) : !phasesBeforeSending.includes(phase);
  await (sent ? attempt.unknown() : attempt.notSent());
  return error;
}

export function sameCredentials(one: Credentials, other: Credentials): boolean {
  return one.username === other.username && one.passwordMd5 === other.passwordMd5;
}
