/** The session against a device behind the client's port, by a steered clock. */

import { beforeEach, describe, expect, test } from 'vitest';
import { createMemoryFile, type MemoryFile } from '../../../test/core/fixtures/memory-file.ts';
import { createSteeredClock, type SteeredClock } from '../../../test/steered-clock.ts';
import type { FailureCode } from '../../contract/failure.ts';
import { AppError, toFailure } from '../app-error.ts';
import type { Credentials } from '../pbx/client-port.ts';
import type { SecretStore } from '../ports.ts';
import { createMemorySecrets } from '../keychain/memory-secrets.ts';
import { createSecretShelf, type PbxSecrets, type SecretShelf } from '../keychain/secret-shelf.ts';
import { emptyGuardRecord, type GuardRecord } from './guard-record.ts';
import { createLoginGuard } from './login-guard.ts';
import { createRefusedPasswords, noRefusedPasswords, type RefusedFile } from './refused-passwords.ts';
import { createSession } from './session.ts';
import type { Session } from './session-port.ts';
import type { SessionState } from './session-state.ts';

const minute = 60_000;
const log = { info: () => undefined, warn: () => undefined, error: () => undefined };
const right: Credentials = { username: 'api', passwordMd5: 'a'.repeat(32) };
const wrong = (n: number): Credentials => ({ username: 'api', passwordMd5: String(n).repeat(32) });

/** What the device knows and counts. */
interface Device {
  passwordMd5: string;
  tokens: Set<string>;
  logins: number;
  heartbeats: number;
  logouts: string[];
  /** The next logins fail with these. */
  failures: AppError[];
  /** How often it was asked without a token, and what it answers. */
  questions: number;
  answer: AppError;
  /** Logins and heartbeats are answered when this is over. */
  busy: Promise<unknown>;
  heartbeatFailure: AppError | undefined;
  logoutFailure: AppError | undefined;
}

let clock: SteeredClock;
let device: Device;
let store: SecretStore;
let keychainFailure: FailureCode | undefined;
let keychainCalls: number;
let shelf: SecretShelf;
let secrets: PbxSecrets;
let guardFile: MemoryFile<GuardRecord>;
let refusedFile: MemoryFile<RefusedFile>;
let session: Session;
let states: SessionState[];

const client = {
  async login(credentials: Credentials) {
    device.logins += 1;
    await device.busy;
    const failure = device.failures.shift();
    if (failure) throw failure;
    if (credentials.passwordMd5 !== device.passwordMd5)
      throw new AppError('pbx.bad-credentials', { errno: '20003' });
    const token = `token-${device.logins}`;
    device.tokens = new Set([token]);
    return { token };
  },
  /** Asked without a token, to see whether anyone is there. */
  deviceInfo() {
    device.questions += 1;
    return Promise.reject(device.answer);
  },
  async heartbeat(token: string) {
    device.heartbeats += 1;
    await device.busy;
    if (device.heartbeatFailure) throw device.heartbeatFailure;
    await ask(token);
  },
  logout(token: string) {
    device.logouts.push(token);
    return device.logoutFailure ? Promise.reject(device.logoutFailure) : Promise.resolve();
  },
};

/** Any call of the API that needs a token. */
function ask(token: string): Promise<string> {
  if (!device.tokens.has(token))
    return Promise.reject(new AppError('pbx.session-expired', { errno: '20004' }));
  return Promise.resolve(token);
}

function start(): Session {
  const failing = <T>(use: () => Promise<T>): Promise<T> => {
    keychainCalls += 1;
    return keychainFailure ? Promise.reject(new AppError(keychainFailure)) : use();
  };
  const keychain: SecretStore = {
    read: (name) => failing(() => store.read(name)),
    write: (name, value) => failing(() => store.write(name, value)),
    remove: (name) => failing(() => store.remove(name)),
  };
  shelf = createSecretShelf({ store: keychain, log });
  secrets = shelf.at('https://pbx.example:8088');
  const refused = createRefusedPasswords({ file: refusedFile, log });
  const guard = createLoginGuard({ file: guardFile, refused, clock, log });
  session = createSession({
    client,
    secrets,
    guard,
    clock,
    random: () => 0.5,
    log,
    target: { address: 'pbx.example:8088', sha256: null },
  });
  states = [];
  session.subscribe((state) => states.push(state));
  return session;
}

beforeEach(() => {
  clock = createSteeredClock();
  device = {
    passwordMd5: right.passwordMd5,
    tokens: new Set(),
    logins: 0,
    heartbeats: 0,
    logouts: [],
    failures: [],
    questions: 0,
    answer: new AppError('pbx.session-expired', { errno: '20005' }),
    busy: Promise.resolve(),
    heartbeatFailure: undefined,
    logoutFailure: undefined,
  };
  store = createMemorySecrets();
  keychainFailure = undefined;
  keychainCalls = 0;
  guardFile = createMemoryFile(emptyGuardRecord);
  refusedFile = createMemoryFile(noRefusedPasswords);
  start();
});

const code = (work: Promise<unknown>) =>
  work.then(
    () => 'done',
    (error: unknown) => toFailure(error).code,
  );

/** Lets the short waits before a renewal pass. */
async function after<T>(work: Promise<T>, ms = 2_000): Promise<T> {
  work.catch(() => undefined);
  await clock.advance(ms);
  return work;
}

async function signedIn() {
  await session.signIn(right);
  device.logins = 0;
}

describe('one login for all', () => {
  test('callers that come at once share it', async () => {
    await secrets.saveAccount(right);
    expect(await Promise.all([session.call(ask), session.call(ask), session.call(ask)])).toEqual(
      Array<string>(3).fill('token-1'),
    );
    expect(device.logins).toBe(1);
    expect(states).toEqual([{ kind: 'signed-in', contended: false }]);
  });

  test('a caller who gives up does not end it for the others', async () => {
    await secrets.saveAccount(right);
    const giveUp = new AbortController();
    const impatient = code(session.call(ask, { signal: giveUp.signal }));
    const patient = session.call(ask);
    giveUp.abort();
    expect(await impatient).toBe('network.cancelled');
    expect(await patient).toBe('token-1');
  });

  test('without an account there is nothing to send', async () => {
    expect(await code(session.call(ask))).toBe('pbx.signed-out');
    expect(session.state).toEqual({ kind: 'signed-out' });
    expect(device.logins).toBe(0);
  });
});

describe('a restart', () => {
  test('within 30 minutes of the last use does not log in again', async () => {
    await signedIn();
    await clock.advance(20 * minute);
    await session.call(ask);
    await session.stop({ keepToken: true });
    await clock.advance(30 * minute - 1);
    expect(await start().retryKeychain()).toEqual({ kind: 'signed-in', contended: false });
    expect(await session.call(ask)).toBe('token-1');
    expect(device.logins).toBe(0);
  });

  test('counts a last use that was at most a minute old when the program crashed', async () => {
    await signedIn();
    for (let n = 0; n < 45; n += 1) {
      await clock.advance(minute);
      await session.call(ask);
    }
    clock.crash();
    await start().call(ask);
    expect(device.logins).toBe(0);
  });

  test('later than that logs in, without trying the dead token', async () => {
    await signedIn();
    await session.stop({ keepToken: true });
    await clock.advance(30 * minute);
    expect(await start().retryKeychain()).toEqual({ kind: 'signing-in' });
    expect(await session.call(ask)).toBe('token-1');
    expect(device.logins).toBe(1);
  });

  test.each([
    [-2 * minute, 1],
    [-minute / 2, 0],
  ])('under a wall clock that was set by %i ms logs in %i times', async (byMs, logins) => {
    await signedIn();
    await session.stop({ keepToken: true });
    clock.jump(byMs);
    await start().call(ask);
    expect(device.logins).toBe(logins);
    await clock.advance(30 * minute);
    await session.call(ask);
    expect(device.logins).toBe(logins + 1);
  });

  test('after the token was given back, too; the device was told', async () => {
    await signedIn();
    await session.stop({ keepToken: false });
    expect(device.logouts).toEqual(['token-1']);
    await start().call(ask);
    expect(device.logins).toBe(1);
  });

  test('saves a last use at most once a minute', async () => {
    await signedIn();
    const before = keychainCalls;
    for (let n = 0; n < 60; n += 1) {
      await clock.advance(2_000);
      await session.call(ask);
    }
    expect(keychainCalls - before).toBe(2);
  });
});

describe('a token that the device no longer knows', () => {
  test('is renewed once after a short random delay, and the work done once more', async () => {
    await signedIn();
    device.tokens.clear();
    const both = Promise.all([session.call(ask), session.call(ask)]);
    await clock.advance(1_099);
    expect(device.logins).toBe(0);
    await clock.advance(1);
    expect(await both).toEqual(['token-1', 'token-1']);
    expect(device.logins).toBe(1);
    expect(states.at(-1)).toEqual({ kind: 'signed-in', contended: false });
  });

  test('is not taken for the new one by a caller who hears of it late', async () => {
    await signedIn();
    device.logins = 5;
    const late = Promise.withResolvers<string>();
    let asked = 0;
    const slow = session.call((token) => (asked++ === 0 ? late.promise : ask(token)));
    device.tokens.clear();
    expect(await after(session.call(ask))).toBe('token-6');
    late.reject(new AppError('pbx.session-expired', { errno: '20004' }));
    expect(await after(slow)).toBe('token-6');
    expect(device.logins).toBe(6);
  });

  test('is given up when the new one is not known either', async () => {
    await signedIn();
    const work = () => Promise.reject(new AppError('pbx.session-expired', { errno: '20006' }));
    expect(await after(code(session.call(work)))).toBe('pbx.session-expired');
    expect(device.logins).toBe(1);
  });

  test('is not renewed for any other failure', async () => {
    await signedIn();
    expect(await code(session.call(() => Promise.reject(new AppError('pbx.rejected'))))).toBe('pbx.rejected');
    expect(await session.call(ask)).toBe('token-1');
    expect(device.logins).toBe(0);
  });
});

describe('another program with the same account', () => {
  async function knockedOut(waitMs: number): Promise<number> {
    device.tokens.clear();
    const before = device.logins;
    const work = session.call(ask);
    let waitedMs = 0;
    for (; device.logins === before && waitedMs < waitMs; waitedMs += 100) await clock.advance(100);
    await work;
    return waitedMs;
  }

  test('shows by the third renewal within five minutes; the spacing grows to a minute', async () => {
    await signedIn();
    for (let n = 0; n < 2; n += 1) await knockedOut(5_000);
    expect(session.state).toMatchObject({ contended: false });
    await knockedOut(5_000);
    expect(session.state).toMatchObject({ contended: true });
    const spacings = [];
    for (let n = 0; n < 6; n += 1) spacings.push(await knockedOut(90_000));
    expect(spacings).toEqual([5_000, 10_000, 20_000, 40_000, 60_000, 60_000]);
    expect(session.state).toMatchObject({ contended: true });
  });

  test('is believed gone after five calm minutes', async () => {
    await signedIn();
    for (let n = 0; n < 4; n += 1) await knockedOut(10_000);
    await clock.advance(5 * minute - 1_000);
    expect(session.state).toMatchObject({ contended: true });
    await clock.advance(1_000);
    expect(session.state).toMatchObject({ contended: false });
    expect(await knockedOut(5_000)).toBe(1_100);
  });

  test('is no explanation for a token that died of age', async () => {
    await signedIn();
    for (let n = 0; n < 5; n += 1) {
      await clock.advance(31 * minute);
      device.tokens.clear();
      await session.call(ask);
    }
    expect(device.logins).toBe(5);
    expect(session.state).toMatchObject({ contended: false });
  });
});

describe('a person signing in', () => {
  test('is stored only when accepted', async () => {
    expect(await code(session.signIn(wrong(1)))).toBe('pbx.bad-credentials');
    expect(await secrets.account()).toBeUndefined();
    await session.signIn(right);
    expect(await secrets.account()).toMatchObject({ ...right, refused: false });
  });

  test('hears how many tries are left, and is stopped before the last one with the time to wait', async () => {
    const failures = [];
    for (let n = 1; n <= 5; n += 1)
      failures.push(await session.signIn(wrong(n)).then(() => undefined, toFailure));
    expect(failures.map((failure) => [failure?.code, failure?.detail['triesLeft']])).toEqual([
      ['pbx.bad-credentials', 3],
      ['pbx.bad-credentials', 2],
      ['pbx.bad-credentials', 1],
      ['pbx.bad-credentials', 0],
      ['pbx.guarded', 0],
    ]);
    expect(device.logins).toBe(4);
    expect(session.state).toEqual({ kind: 'guarded', username: 'api' });
    clock.crash();
    start();
    await clock.advance(24 * 60 * minute);
    expect(await code(session.signIn(right))).toBe('pbx.guarded');
    await session.allowOneMoreTry();
    await session.signIn(right);
  });

  test('does not have the same refused password sent twice; another name makes it another try', async () => {
    await code(session.signIn(wrong(1)));
    expect(await session.signIn(wrong(1)).catch(toFailure)).toEqual({
      code: 'pbx.refused-before',
      detail: { triesLeft: 3 },
    });
    expect(device.logins).toBe(1);
    await code(session.signIn({ ...wrong(1), username: 'admin' }));
    expect(device.logins).toBe(2);
  });

  test('is told as under way while it is sent', async () => {
    const answered = Promise.withResolvers<undefined>();
    device.busy = answered.promise;
    const work = session.signIn(right);
    await expect.poll(() => device.logins, { timeout: 10_000 }).toBe(1);
    expect(session.state).toEqual({ kind: 'signing-in' });
    answered.resolve(undefined);
    await work;
  });

  test('keeps the session that there was when the new password is refused', async () => {
    await signedIn();
    expect(await code(session.signIn(wrong(1)))).toBe('pbx.bad-credentials');
    expect(session.state).toEqual({ kind: 'signed-in', contended: false });
    expect(await session.call(ask)).toBe('token-1');
  });

  test('does not wait for a renewal that is waiting', async () => {
    await signedIn();
    device.tokens.clear();
    const waiting = code(session.call(ask));
    await clock.settle();
    await session.signIn(right);
    expect(await waiting).toBe('network.cancelled');
    expect(device.logins).toBe(1);
  });
});

describe('a PBX that starts, while a good password is stored', () => {
  beforeEach(() => secrets.saveAccount(right));

  const judgesNothing = [
    new AppError('pbx.http-status', { status: 503 }),
    new AppError('pbx.http-status', { status: 404 }),
    new AppError('pbx.rejected', { errno: '30001' }),
    new AppError('network.redirected', { status: 302, to: '' }),
  ];
  test.each(judgesNothing)('$code $detail: is asked until it is up, and no try is used', async (failure) => {
    device.failures = Array.from({ length: 30 }, () => failure);
    for (let n = 0; n < 30; n += 1) {
      expect(await code(session.call(ask))).toBe(failure.code);
      await clock.advance(2_000);
    }
    expect(await session.call(ask)).toBe('token-31');
    await code(session.signIn(wrong(1)));
    expect(await session.signIn(wrong(2)).catch(toFailure)).toMatchObject({ detail: { triesLeft: 2 } });
  });

  const leavesOpen = [
    new AppError('network.interrupted', { phase: 'headers' }),
    new AppError('pbx.malformed', { call: 'login', reason: 'not-json' }),
    new AppError('network.timeout', { phase: 'headers', limitMs: 10_000 }),
  ];
  test.each(leavesOpen)(
    '$code $detail for a minute: costs seconds, and fewer than five logins',
    async (failure) => {
      device.failures = Array.from({ length: 3 }, () => failure);
      const begunMs = clock.uptimeMs();
      let token: string | undefined;
      for (let n = 0; token === undefined && n < 4; n += 1) {
        const asked = session.call(ask).catch(() => undefined);
        await clock.advance(45_000);
        token = await asked;
      }
      expect(token).toBe('token-4');
      expect(clock.uptimeMs() - begunMs).toBeGreaterThan(60_000);
    },
  );

  test('is asked something harmless first, once a login went without an answer', async () => {
    device.failures = [new AppError('network.interrupted', { phase: 'headers' })];
    await code(session.call(ask));
    device.answer = new AppError('pbx.http-status', { status: 503 });
    for (let n = 0; n < 20; n += 1) {
      const asked = code(session.call(ask));
      await clock.advance(10_000);
      expect(await asked).toBe('pbx.http-status');
    }
    expect(device.logins).toBe(1);
    expect(device.questions).toBe(20);
    device.answer = new AppError('pbx.session-expired', { errno: '20005' });
    expect(await session.call(ask)).toBe('token-2');
  });
});

test.each(['keychain.unavailable', 'keychain.locked'] as const)(
  'where the keychain takes no mark (%s), a refused password is still not sent at the next start',
  async (failure) => {
    await secrets.saveAccount(right);
    device.passwordMd5 = wrong(9).passwordMd5;
    expect(await code(session.call(ask))).toBe('pbx.bad-credentials');
    // What a run without a keychain knows at its start: the administrator's password, and no mark.
    for (let n = 0; n < 3; n += 1) {
      clock.crash();
      store = createMemorySecrets();
      start();
      keychainFailure = failure;
      shelf.keepForThisRunOnly();
      await secrets.saveAccount(right);
      expect(await code(session.call(ask))).toBe('pbx.refused-before');
      expect(session.state).toMatchObject({ kind: 'refused', triesLeft: 3 });
      keychainFailure = undefined;
    }
    expect(device.logins).toBe(1);
    expect(JSON.stringify(refusedFile.content)).not.toContain(right.passwordMd5.slice(0, 8));
    const [kept] = refusedFile.content.marks;
    expect(kept?.mark).toHaveLength(4);
    // Another password that is right does not make this one right; its own acceptance does.
    await session.signIn(wrong(9));
    expect(refusedFile.content.marks).toHaveLength(1);
    device.passwordMd5 = right.passwordMd5;
    clock.crash();
    await start().signIn(right);
    expect(refusedFile.content.marks).toEqual([]);
  },
);

describe('a stored password that the device refuses now', () => {
  beforeEach(async () => {
    await secrets.saveAccount(right);
    device.passwordMd5 = wrong(9).passwordMd5;
  });

  test('is sent once, and never again, also after a restart', async () => {
    expect(await code(session.call(ask))).toBe('pbx.bad-credentials');
    expect(session.state).toEqual({ kind: 'refused', username: 'api', triesLeft: 3 });
    expect(await code(session.call(ask))).toBe('pbx.refused-before');
    clock.crash();
    expect(await start().retryKeychain()).toMatchObject({ kind: 'refused', username: 'api' });
    expect(await code(session.call(ask))).toBe('pbx.refused-before');
    expect(await code(session.signIn(right))).toBe('pbx.refused-before');
    expect(device.logins).toBe(1);
  });

  test('is not sent where the keychain alone remembers that', async () => {
    await secrets.saveAccount({ ...right, refused: true });
    expect(await code(session.call(ask))).toBe('pbx.refused-before');
    expect(session.state).toEqual({ kind: 'refused', username: 'api', triesLeft: 4 });
    expect(device.logins).toBe(0);
  });

  test('is marked when a person types it before the program has sent it', async () => {
    expect(await code(session.signIn(right))).toBe('pbx.bad-credentials');
    clock.crash();
    expect(await code(start().call(ask))).toBe('pbx.refused-before');
    expect(device.logins).toBe(1);
  });

  test('is replaced by the right one', async () => {
    await code(session.call(ask));
    await session.signIn(wrong(9));
    clock.crash();
    expect(await start().call(ask)).toBe('token-2');
  });
});

describe('one more try that a person allows', () => {
  const used = (maybeRefused: number) => {
    const row = { address: 'pbx.example:8088', sha256: null, unanswered: 0, lockedOut: false, uptimeMs: 0 };
    guardFile.content = { version: 2, rows: [{ ...row, maybeRefused }] };
  };

  test('leads back to the form where nobody is signed in', async () => {
    used(4);
    expect(await code(session.signIn(right))).toBe('pbx.guarded');
    await session.allowOneMoreTry();
    expect(session.state).toEqual({ kind: 'signed-out' });
  });

  test('is for the stored password, where that one was never refused', async () => {
    await secrets.saveAccount(right);
    used(4);
    expect(await start().retryKeychain()).toEqual({ kind: 'guarded', username: 'api' });
    expect(await code(session.call(ask))).toBe('pbx.guarded');
    await session.allowOneMoreTry();
    expect(session.state).toEqual({ kind: 'signing-in' });
    expect(await session.call(ask)).toBe('token-1');
  });

  test('is not for a stored password that was refused: a person types another', async () => {
    await secrets.saveAccount(right);
    device.passwordMd5 = wrong(9).passwordMd5;
    await code(session.call(ask));
    used(4);
    expect(await code(session.signIn(wrong(1)))).toBe('pbx.guarded');
    await session.allowOneMoreTry();
    expect(session.state).toEqual({ kind: 'refused', username: 'api', triesLeft: 1 });
    expect(await code(session.call(ask))).toBe('pbx.refused-before');
    expect(device.logins).toBe(1);
  });

  test('shows in how many are left after a refusal', async () => {
    used(3);
    await code(session.signIn(wrong(1)));
    expect(session.state).toEqual({ kind: 'refused', username: 'api', triesLeft: 0 });
    await session.allowOneMoreTry();
    expect(session.state).toEqual({ kind: 'refused', username: 'api', triesLeft: 1 });
  });
});

test('a password mistyped beside a stored one leaves that one as it was', async () => {
  await secrets.saveAccount(right);
  start();
  expect(await code(session.signIn(wrong(1)))).toBe('pbx.bad-credentials');
  expect(session.state).toEqual({ kind: 'signing-in' });
  expect(await session.call(ask)).toBe('token-2');
});

test('the countdown goes on after a restart', async () => {
  await secrets.saveAccount(right);
  device.failures = [new AppError('pbx.locked-out', { errno: '20002' })];
  await code(session.call(ask));
  await clock.advance(4 * minute);
  clock.crash();
  expect(await start().retryKeychain()).toEqual({
    kind: 'locked-out',
    untilMs: clock.now() + 6 * minute + 1_000,
  });
});

test('locked out: a countdown, and exactly one try after it', async () => {
  await secrets.saveAccount(right);
  const lockedOut = () => new AppError('pbx.locked-out', { errno: '20002' });
  device.failures = [lockedOut(), lockedOut()];
  expect(await code(session.call(ask))).toBe('pbx.locked-out');
  expect(session.state).toMatchObject({ kind: 'locked-out', untilMs: clock.now() + 10 * minute + 1_000 });
  for (let n = 0; n < 9; n += 1) {
    await clock.advance(minute);
    expect(await code(session.call(ask))).toBe('pbx.locked-out');
  }
  expect(device.logins).toBe(1);
  await clock.advance(minute);
  await code(session.call(ask));
  await code(session.call(ask));
  expect(device.logins).toBe(2);
  await clock.advance(10 * minute);
  expect(await session.call(ask)).toBe('token-3');
});

describe('while polling rests', () => {
  test('a heartbeat every ten minutes keeps the token', async () => {
    await signedIn();
    session.pause('quiet');
    await clock.advance(95 * minute);
    expect(device.heartbeats).toBe(9);
    session.resume();
    expect(await session.call(ask)).toBe('token-1');
    await clock.advance(60 * minute);
    expect(device.heartbeats).toBe(9);
    expect(device.logins).toBe(0);
  });

  test('a sleeping machine sends none', async () => {
    await signedIn();
    session.pause('quiet');
    session.pause('asleep');
    await clock.advance(60 * minute);
    expect(device.heartbeats).toBe(0);
  });

  test('a heartbeat that fails is quiet and tried again', async () => {
    await signedIn();
    device.heartbeatFailure = new AppError('network.timeout');
    session.pause('quiet');
    await clock.advance(10 * minute);
    device.heartbeatFailure = undefined;
    await clock.advance(10 * minute);
    expect(device.heartbeats).toBe(2);
    expect(session.state).toEqual({ kind: 'signed-in', contended: false });
  });

  test('a heartbeat under way when polling goes on is the last', async () => {
    await signedIn();
    const answered = Promise.withResolvers<undefined>();
    session.pause('quiet');
    device.busy = answered.promise;
    await clock.advance(10 * minute);
    session.resume();
    answered.resolve(undefined);
    await clock.advance(25 * minute);
    expect([device.heartbeats, clock.pendingTimers]).toEqual([1, 0]);
  });

  test('a dead token is not renewed before someone asks', async () => {
    await signedIn();
    session.pause('quiet');
    device.tokens.clear();
    await clock.advance(60 * minute);
    expect([device.heartbeats, device.logins]).toEqual([1, 0]);
    session.resume();
    expect(await after(session.call(ask))).toBe('token-1');
  });
});

describe('signing out', () => {
  test('logs out, and removes what was stored', async () => {
    await signedIn();
    await session.signOut();
    expect(device.logouts).toEqual(['token-1']);
    expect([await secrets.account(), await secrets.token()]).toEqual([undefined, undefined]);
    expect(session.state).toEqual({ kind: 'signed-out' });
    expect(await code(session.call(ask))).toBe('pbx.signed-out');
  });

  test('while a login is under way leaves no session behind', async () => {
    await secrets.saveAccount(right);
    const { promise, resolve } = Promise.withResolvers<undefined>();
    device.busy = promise;
    const call = code(session.call(ask));
    await clock.settle();
    expect(device.logins).toBe(1);
    await session.signOut();
    resolve(undefined);
    expect(await call).toBe('network.cancelled');
    await clock.settle();
    expect(device.logouts).toEqual(['token-1']);
    expect(await secrets.account()).toBeUndefined();
    expect(session.state).toEqual({ kind: 'signed-out' });
  });

  test('ends a renewal that is waiting, and the heartbeats', async () => {
    await signedIn();
    session.pause('quiet');
    device.tokens.clear();
    const waiting = code(session.call(ask));
    await clock.settle();
    await session.signOut();
    expect(await waiting).toBe('network.cancelled');
    expect([device.logins, clock.pendingTimers]).toEqual([0, 0]);
  });

  test('allows a password again that was refused', async () => {
    await code(session.signIn(wrong(1)));
    await session.signOut();
    expect(await code(session.signIn(wrong(1)))).toBe('pbx.bad-credentials');
    expect(device.logins).toBe(2);
  });

  test('needs no answer from the device', async () => {
    await signedIn();
    device.logoutFailure = new AppError('network.timeout');
    await session.signOut();
    expect(await secrets.account()).toBeUndefined();
  });

  test('twice says goodbye once, and so does stopping', async () => {
    await signedIn();
    await session.signOut();
    await session.signOut();
    await session.signIn(right);
    await session.stop({ keepToken: false });
    await session.stop({ keepToken: false });
    expect(device.logouts).toEqual(['token-1', 'token-1']);
  });

  test('says so when something may have stayed in the keychain', async () => {
    await signedIn();
    keychainFailure = 'keychain.locked';
    expect(await code(session.signOut())).toBe('keychain.locked');
    expect(session.state).toEqual({ kind: 'signed-out' });
    expect(device.logouts).toEqual(['token-1']);
  });
});

describe('a keychain in trouble', () => {
  test('that cannot be read is a state; a locked one is not asked again and again', async () => {
    await secrets.saveAccount(right);
    start();
    keychainFailure = 'keychain.locked';
    expect(await code(session.call(ask))).toBe('keychain.locked');
    expect(session.state).toMatchObject({ kind: 'keychain', failure: { code: 'keychain.locked' } });
    const asked = keychainCalls;
    await clock.advance(5 * minute);
    expect(await code(session.call(ask))).toBe('keychain.locked');
    expect(keychainCalls).toBe(asked);
    keychainFailure = undefined;
    expect(await session.retryKeychain()).toEqual({ kind: 'signing-in' });
    expect(await session.call(ask)).toBe('token-1');
  });

  test('that comes late after the login is found by itself', async () => {
    await secrets.saveAccount(right);
    start();
    keychainFailure = 'keychain.unavailable';
    await code(session.call(ask));
    keychainFailure = undefined;
    expect(await code(session.call(ask))).toBe('keychain.unavailable');
    await clock.advance(15_000);
    expect(await session.call(ask)).toBe('token-1');
  });

  test('that cannot be written never loses a login: it goes on in memory, says so, and is mended', async () => {
    keychainFailure = 'keychain.denied';
    await session.signIn(right);
    expect(session.state).toEqual({ kind: 'signed-in', contended: false, unsaved: 'keychain.denied' });
    expect(await session.call(ask)).toBe('token-1');
    const asked = keychainCalls;
    await clock.advance(5 * minute);
    await session.call(ask);
    expect(keychainCalls).toBe(asked);
    keychainFailure = undefined;
    await shelf.retry();
    expect(await session.retryKeychain()).toEqual({ kind: 'signed-in', contended: false });
    clock.crash();
    expect(await start().call(ask)).toBe('token-1');
    expect(device.logins).toBe(1);
    // The account is there as well, and good.
    device.tokens.clear();
    expect(await after(session.call(ask))).toBe('token-2');
  });
});

test.each<[AppError, number]>([
  [new AppError('network.name-unknown', { host: 'pbx.example', port: 8088 }), 0],
  [new AppError('network.refused', { host: 'pbx.example', port: 8088 }), 0],
  [new AppError('network.interrupted'), 1],
  [new AppError('network.timeout', { phase: 'before-tls' }), 0],
  [new AppError('network.timeout', { phase: 'body' }), 1],
  [new AppError('network.cancelled', { phase: 'connect' }), 0],
  [new AppError('network.cancelled', { phase: 'headers' }), 1],
  [new AppError('tls.plain-http'), 0],
  [new AppError('internal'), 1],
  [new AppError('pbx.session-expired', { errno: '20004' }), 0],
  [new AppError('pbx.apply-later', { errno: '30002' }), 0],
  [new AppError('extension.unknown', { errno: '10006' }), 0],
  [new AppError('pbx.rejected', { errno: '30001' }), 0],
  [new AppError('pbx.rejected', { errno: '' }), 1],
])('a login that ends with $code $detail has used %i tries', async (failure, tries) => {
  device.failures = [failure];
  expect(await code(session.signIn(right))).toBe(failure.code);
  expect(guardFile.content.rows.map(({ maybeRefused }) => maybeRefused)).toEqual([tries]);
});

test.each([
  ['30001', 1],
  ['20010', 1],
  ['10001', 2],
])(
  'after a login without an answer, a device that answers %s to a question is sent %i logins',
  async (errno, logins) => {
    await secrets.saveAccount(right);
    device.failures = [new AppError('network.interrupted', { phase: 'headers' })];
    await code(session.call(ask));
    device.answer = new AppError('pbx.rejected', { errno });
    const asked = code(session.call(ask));
    await clock.advance(10_000);
    await asked;
    expect(device.logins).toBe(logins);
  },
);

test('what fails on the way counts as its phase says, and leaves the account alone', async () => {
  await secrets.saveAccount(right);
  device.failures = [
    new AppError('network.timeout', { phase: 'connect' }),
    new AppError('network.interrupted', { phase: 'before-tls' }),
    new AppError('tls.changed-certificate'),
    new AppError('network.refused', { host: 'pbx.example', port: 8088 }),
  ];
  const counted = () => guardFile.content.rows.map(({ maybeRefused }) => maybeRefused);
  for (let n = 0; n < 4; n += 1) await code(session.call(ask));
  expect(counted()).toEqual([0]);
  device.failures = [new AppError('network.timeout', { phase: 'headers' }), new AppError('pbx.malformed')];
  for (let n = 1; n <= 2; n += 1) {
    const asked = code(session.call(ask));
    await clock.advance(minute);
    await asked;
    expect(counted()).toEqual([n]);
  }
  const asked = session.call(ask);
  await clock.advance(minute);
  expect(await asked).toBe('token-7');
  expect(counted()).toEqual([0]);
});

test('a login under way is settled once its answer is on disk', async () => {
  const answered = Promise.withResolvers<undefined>();
  device.busy = answered.promise;
  const work = session.signIn(right);
  await expect.poll(() => device.logins, { timeout: 10_000 }).toBe(1);
  let counted: number | undefined;
  const settled = session.settled().then(() => (counted = guardFile.content.rows[0]?.maybeRefused));
  await clock.settle();
  expect(counted).toBeUndefined();
  answered.resolve(undefined);
  await settled;
  expect(counted).toBe(0);
  await work;
});

test('a stopped session sends nothing and leaves no timers', async () => {
  await signedIn();
  session.pause('quiet');
  await session.stop({ keepToken: true });
  expect(await code(session.call(ask))).toBe('network.cancelled');
  expect(await code(session.signIn(right))).toBe('network.cancelled');
  expect([device.logins, clock.pendingTimers]).toEqual([0, 0]);
});
