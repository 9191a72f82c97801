/** A session's state, for the screen and for deciding when to ask the PBX next. */

import type { Failure, FailureCode } from '../../contract/failure.ts';
import type { Clock } from '../ports.ts';
import { isGuarded, type GuardStatus } from './login/login-guard.ts';

/** All times are wall clock, ms since the epoch, as of the moment when the state was reported. */
export type SessionState =
  /** No account is known: only a person can go on. */
  | { readonly kind: 'signed-out' }
  /** No token yet: `call` gets one, or finds in the keychain that nobody is signed in. */
  | { readonly kind: 'signing-in' }
  | {
      readonly kind: 'signed-in';
      /** Another program seems to use the same account: the two knock each other out, so we log in less often. */
      readonly contended: boolean;
      /** Account or token could not be stored: they last for this run only. */
      readonly unsaved?: FailureCode;
    }
  /** The device refused the password: it is not sent again until a person changes it. */
  | { readonly kind: 'refused'; readonly username: string; readonly triesLeft: number }
  /** Four logins in a row may have been refused, and a fifth could lock this computer out: only a person can allow one more. */
  | { readonly kind: 'guarded'; readonly username: string }
  /** The device has locked this computer out; one try after it. */
  | { readonly kind: 'locked-out'; readonly untilMs: number }
  /** What is stored cannot be read: `retryKeychain` or `signIn` goes on. */
  | { readonly kind: 'keychain'; readonly failure: Failure };

/** The state that a login's failure leads to; undefined when another try may succeed. */
export function blockedState(failure: Failure, username: string, clock: Clock): SessionState | undefined {
  const { triesLeft, waitMs } = failure.detail;
  switch (failure.code) {
    case 'pbx.bad-credentials':
    case 'pbx.refused-before':
      return { kind: 'refused', username, triesLeft: typeof triesLeft === 'number' ? triesLeft : 0 };
    case 'pbx.guarded':
      return { kind: 'guarded', username };
    case 'pbx.locked-out':
      return { kind: 'locked-out', untilMs: clock.now() + (typeof waitMs === 'number' ? waitMs : 0) };
    default:
      return undefined;
  }
}

/** Undefined when a login may be sent. */
export function guardedState(status: GuardStatus, username: string, clock: Clock): SessionState | undefined {
  if (status.waitMs > 0) return { kind: 'locked-out', untilMs: clock.now() + status.waitMs };
  return isGuarded(status) ? { kind: 'guarded', username } : undefined;
}
