/** What a session does for the rest of the core, and what it needs. */

import type { CallOptions, Credentials, PbxClient } from '../pbx/client-port.ts';
import type { Clock, Log, Random } from '../ports.ts';
import type { PbxSecrets } from '../keychain/secret-shelf.ts';
import type { LoginGuard, LoginTarget } from './login/login-guard.ts';
import type { SessionState } from './session-state.ts';

export interface Session {
  readonly state: SessionState;
  /** Called after each change; returns the unsubscribe function. */
  subscribe(listener: (state: SessionState) => void): () => void;
  /**
   * Does `work` with a token, logging in first where needed. When the device no longer knows the token: a short random
   * delay, one login, the work once more. Rejects as `work` does, as a login does (`pbx.bad-credentials`, `pbx.locked-out`,
   * `pbx.guarded`, `pbx.refused-before`, `settings.unwritable`, network.*, tls.*), with `pbx.signed-out`, keychain.* or
   * `network.cancelled`.
   */
  call<T>(work: (token: string, signal?: AbortSignal) => Promise<T>, settings?: CallOptions): Promise<T>;
  /**
   * A person's attempt: stored only when accepted. Rejects as a login does; a session that was there goes on then. The state
   * stays as it is until the outcome is known, since the person is looking at the form that belongs to it.
   */
  signIn(credentials: Credentials): Promise<void>;
  /**
   * Forgets account and token, then logs out of the PBX if it can be reached. Rejects with keychain.* when something may
   * have stayed in the keychain.
   */
  signOut(): Promise<void>;
  /** A person has checked the password and wants one more try than is safe. Rejects with `settings.unwritable`. */
  allowOneMoreTry(): Promise<void>;
  /**
   * Polling rests. `quiet`, as while the screen is locked: a heartbeat keeps the session. `asleep`: the machine sleeps, and
   * nothing is sent.
   */
  pause(reason: 'asleep' | 'quiet'): void;
  resume(): void;
  /** The keychain may be open now: reads what could not be read, stores what could not be stored. */
  retryKeychain(): Promise<SessionState>;
  /** The program ends. A kept token saves the next start a login; otherwise the PBX is sent a logout. Never rejects. */
  stop(options: { readonly keepToken: boolean }): Promise<void>;
  /** After `stop`, once the client is closed: resolves when how the last login ended is on disk. Never rejects. */
  settled(): Promise<void>;
}

export interface SessionPorts {
  readonly client: Pick<PbxClient, 'login' | 'logout' | 'heartbeat' | 'deviceInfo'>;
  readonly secrets: PbxSecrets;
  readonly guard: LoginGuard;
  readonly clock: Clock;
  readonly random: Random;
  readonly log: Log;
  /** What the guard counts by. */
  readonly target: LoginTarget;
}
