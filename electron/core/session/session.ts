/** One login at the PBX, shared by everything that asks it: kept alive, renewed, slowed down, ended. */

import { AppError, isAppError, toFailure } from '../app-error.ts';
import type { CallOptions, Credentials } from '../pbx/client-port.ts';
import { createHeartbeat } from './heartbeat.ts';
import { createHeldToken } from './held-token.ts';
import { createLoginAttempts, sameCredentials } from './login/login-attempt.ts';
import { createObserved } from '../lib/observed-value.ts';
import { createRenewalPace } from './renewal-pace.ts';
import { createSecretKeeper } from './secret-keeper.ts';
import type { Session, SessionPorts } from './session-port.ts';
import { blockedState, guardedState, type SessionState } from './session-state.ts';
import { unlessAborted, wait } from '../lib/wait.ts';

export function createSession(ports: SessionPorts): Session {
  const { client, clock, log } = ports;
  const states = createObserved<SessionState>({ kind: 'signing-in' }, log);
  const attempts = createLoginAttempts(ports);
  const held = createHeldToken(clock);
  const keeper = createSecretKeeper({ ...ports, onChange: refreshSignedIn });
  const pace = createRenewalPace(ports, refreshSignedIn);
  const heartbeat = createHeartbeat(clock, beat);

  let account: Credentials | undefined;
  let restored = false;
  /** Why the next login is a renewal: the device did not know a token that should have lived on, or a dead one. */
  let renewal: { readonly suspicious: boolean } | undefined;
  /** The one login (or reading of the keychain) that all callers wait for. */
  let flight: Promise<string> | undefined;
  /** Ends the waiting before a renewal: a person is faster. */
  let renewalWait = new AbortController();
  /** Rises when someone signs out or the program ends: what was under way then no longer counts. */
  let epoch = 0;
  let stopped = false;

  function tellSignedIn() {
    const { unsaved } = keeper;
    states.set({ kind: 'signed-in', contended: pace.contended, ...(unsaved && { unsaved }) });
  }

  function refreshSignedIn() {
    if (states.value.kind === 'signed-in') tellSignedIn();
  }

  async function restore(): Promise<SessionState> {
    if (restored) return states.value;
    const mine = epoch;
    // Another caller was faster, or someone has signed in or out since: what was read is out of date.
    const overtaken = () => restored || epoch !== mine;
    const stored = await keeper.read().catch((error: unknown) => {
      if (!overtaken()) states.set({ kind: 'keychain', failure: toFailure(error) });
      throw error;
    });
    const status = await attempts.status();
    const wasRefused = stored.account !== undefined && (await attempts.wasRefused(stored.account));
    if (overtaken()) return states.value;
    restored = true;
    account = stored.account;
    if (account && wasRefused)
      states.set({ kind: 'refused', username: account.username, triesLeft: status.triesLeft });
    else if (stored.token && held.adopt(stored.token)) tellSignedIn();
    else if (account) states.set(guardedState(status, account.username, clock) ?? { kind: 'signing-in' });
    else states.set({ kind: 'signed-out' });
    return states.value;
  }

  /** A token that should be valid; callers during a login wait for that login. */
  async function obtain(): Promise<string> {
    if (stopped) throw new AppError('network.cancelled');
    if (held.value !== undefined) return held.value;
    return fly(acquire);
  }

  function fly(login: () => Promise<string>): Promise<string> {
    if (flight) return flight;
    const started = login().finally(() => {
      if (flight === started) flight = undefined;
    });
    return (flight = started);
  }

  async function acquire(): Promise<string> {
    await restore();
    if (held.value !== undefined) return held.value;
    if (!account) throw new AppError('pbx.signed-out');
    if (!renewal) return logIn(account);

    await wait(clock, pace.waitMs(), renewalWait.signal);
    const { suspicious } = renewal;
    const token = await logIn(account);
    if (suspicious) pace.renewed();
    return token;
  }

  /** With the stored password: refused once, it is never sent again. */
  async function logIn(credentials: Credentials): Promise<string> {
    const mine = epoch;
    if (states.value.kind === 'signed-out' || states.value.kind === 'keychain')
      states.set({ kind: 'signing-in' });
    try {
      return await accepted(credentials, await attempts.sendStored(credentials, renewalWait.signal), mine);
    } catch (error) {
      const failure = toFailure(error);
      log.warn('session.login-failed', { code: failure.code });
      if (epoch !== mine) throw error;
      if (failure.code === 'pbx.bad-credentials') await markStoredRefused(credentials);
      const blocked = blockedState(failure, credentials.username, clock);
      if (blocked && epoch === mine) states.set(blocked);
      throw error;
    }
  }

  async function markStoredRefused(credentials: Credentials): Promise<void> {
    await attempts.markRefused(credentials);
    await keeper.saveAccount({ ...credentials, refused: true });
  }

  async function accepted(credentials: Credentials, token: string, begun: number): Promise<string> {
    if (epoch !== begun) {
      // Someone has signed out since: the device must not keep a session that no one wants.
      await farewell(token);
      throw new AppError('network.cancelled');
    }
    log.info('session.logged-in');
    const isNew = !account || !sameCredentials(account, credentials);
    account = credentials;
    restored = true;
    renewal = undefined;
    held.hold(token);
    tellSignedIn();
    if (isNew) await keeper.saveAccount({ ...credentials, refused: false });
    if (epoch === begun) await keeper.saveToken(held.stored);
    return token;
  }

  async function call<T>(
    work: (token: string, signal?: AbortSignal) => Promise<T>,
    { signal }: CallOptions = {},
  ): Promise<T> {
    const once = async () => {
      const token = await unlessAborted(obtain(), signal);
      try {
        const result = await work(token, signal);
        used(token);
        return result;
      } catch (error) {
        if (isAppError(error, 'pbx.session-expired')) drop(token);
        throw error;
      }
    };
    try {
      return await once();
    } catch (error) {
      if (!isAppError(error, 'pbx.session-expired')) throw error;
      return once();
    }
  }

  function used(token: string) {
    held.used(token);
    keeper.noteUse(held.stored);
  }

  /** The device no longer knows `token`. Another caller may have noticed and renewed it already. */
  function drop(token: string) {
    if (held.value !== undefined && held.value !== token) return;
    // One that died of age says nothing about other programs.
    renewal ??= { suspicious: held.value !== undefined };
    held.drop();
  }

  async function signIn(credentials: Credentials): Promise<void> {
    if (stopped) throw new AppError('network.cancelled');
    renewalWait.abort();
    renewalWait = new AbortController();
    while (flight) await flight.catch(() => undefined);
    await fly(() => signInOnce(credentials));
  }

  async function signInOnce(credentials: Credentials): Promise<string> {
    const mine = epoch;
    // To know whether it is the stored password that is refused; a keychain in trouble must not keep a person out.
    await restore().catch(() => undefined);
    try {
      return await accepted(credentials, await attempts.sendTyped(credentials), mine);
    } catch (error) {
      const failure = toFailure(error);
      log.warn('session.sign-in-failed', { code: failure.code });
      if (epoch !== mine) throw error;
      const isStored = account !== undefined && sameCredentials(account, credentials);
      // Someone typed the stored password, and the device no longer accepts it.
      if (failure.code === 'pbx.bad-credentials' && isStored) await markStoredRefused(credentials);
      if (epoch !== mine) throw error;
      const blocked = blockedState(failure, credentials.username, clock);
      // A session that is there goes on, and a stored account is as good as it was, whatever else someone typed.
      const otherStands = account !== undefined && !isStored && states.value.kind === 'signing-in';
      const goesOn = held.value !== undefined || (blocked?.kind === 'refused' && otherStands);
      if (blocked && !goesOn) states.set(blocked);
      throw error;
    }
  }

  async function signOut(): Promise<void> {
    const token = forget();
    account = undefined;
    restored = true;
    states.set({ kind: 'signed-out' });
    await attempts.forgetRefused();
    try {
      await keeper.removeAll();
    } finally {
      if (token !== undefined) await farewell(token);
    }
  }

  async function allowOneMoreTry(): Promise<void> {
    const { triesLeft } = await attempts.allowOneMore();
    const { value } = states;
    if (value.kind === 'refused') states.set({ ...value, triesLeft });
    else if (value.kind === 'guarded') {
      if (!account) states.set({ kind: 'signed-out' });
      else if (await attempts.wasRefused(account))
        states.set({ kind: 'refused', username: account.username, triesLeft });
      else states.set({ kind: 'signing-in' });
    }
  }

  /** Ends what is under way; returns the token that was in use. */
  function forget(): string | undefined {
    epoch += 1;
    renewalWait.abort();
    renewalWait = new AbortController();
    flight = undefined;
    renewal = undefined;
    heartbeat.stop();
    pace.reset();
    const token = held.value;
    held.drop();
    return token;
  }

  async function farewell(token: string): Promise<void> {
    await client.logout(token).catch((error: unknown) => {
      log.info('session.logout-failed', { code: toFailure(error).code });
    });
  }

  async function beat(): Promise<void> {
    const token = held.value;
    if (token === undefined) return;
    try {
      await client.heartbeat(token);
      used(token);
    } catch (error) {
      log.info('session.heartbeat-failed', { code: toFailure(error).code });
      // Nobody waits for an answer now: the next caller logs in.
      if (isAppError(error, 'pbx.session-expired')) drop(token);
    }
  }

  async function retryKeychain(): Promise<SessionState> {
    keeper.askAgain();
    if (!restored) return restore();
    if (keeper.unsaved && account) {
      await keeper.saveAccount({ ...account, refused: states.value.kind === 'refused' });
      await keeper.saveToken(held.stored);
    }
    return states.value;
  }

  async function stop({ keepToken }: { readonly keepToken: boolean }): Promise<void> {
    if (stopped) return;
    stopped = true;
    const last = held.stored;
    const token = forget();
    if (token === undefined) return;
    if (keepToken) return keeper.saveToken(last);
    await keeper.saveToken(undefined);
    await farewell(token);
  }

  return {
    get state() {
      return states.value;
    },
    subscribe: (listener) => states.subscribe(listener),
    call,
    signIn,
    signOut,
    allowOneMoreTry,
    pause: (reason) => (reason === 'asleep' ? heartbeat.stop() : heartbeat.start()),
    resume: () => heartbeat.stop(),
    retryKeychain,
    stop,
    settled: () => attempts.settled(),
  };
}
