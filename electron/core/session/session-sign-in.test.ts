/** A person signs in, is refused, allows one more try, waits while locked out, and signs out. */

import { beforeEach, describe, expect, test } from 'vitest';
import { AppError, toFailure } from '../app-error.ts';
import {
  ask,
  clock,
  code,
  device,
  guardFile,
  keychain,
  minute,
  right,
  secrets,
  session,
  signedIn,
  start,
  startSessionWorld,
  states,
  wrong,
} from '../../../test/core/fixtures/session-world.ts';

beforeEach(startSessionWorld);

describe('a person signing in', () => {
  test('is stored only when accepted', async () => {
    expect(await code(session.signIn(wrong(1)))).toBe('pbx.bad-credentials');
    expect(await secrets.account()).toBeUndefined();
    await session.signIn(right);
    expect(await secrets.account()).toMatchObject({ ...right, refused: false });
  });

  test('sees how many tries are left, and is stopped before the last one with the time to wait', async () => {
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

  test('changes nothing that is shown before it is answered', async () => {
    const answered = Promise.withResolvers<undefined>();
    device.busy = answered.promise;
    const work = session.signIn(right);
    await expect.poll(() => device.logins, { timeout: 10_000 }).toBe(1);
    expect(states).toEqual([{ kind: 'signed-out' }]);
    answered.resolve(undefined);
    await work;
    expect(states.at(-1)).toEqual({ kind: 'signed-in', contended: false });
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

describe('one more try that a person allows', () => {
  const used = (maybeRefused: number) => {
    const row = { address: 'pbx.example:8088', sha256: null, unanswered: 0, lockedOut: false, uptimeMs: 0 };
    guardFile.content = { version: 2, rows: [{ ...row, maybeRefused }] };
  };

  test('leads back to the form when nobody is signed in', async () => {
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

  test('shows in the number of tries left after a refusal', async () => {
    used(3);
    await code(session.signIn(wrong(1)));
    expect(session.state).toEqual({ kind: 'refused', username: 'api', triesLeft: 0 });
    await session.allowOneMoreTry();
    expect(session.state).toEqual({ kind: 'refused', username: 'api', triesLeft: 1 });
  });
});

test('a mistyped password leaves the stored one as it was', async () => {
  await secrets.saveAccount(right);
  start();
  expect(await code(session.signIn(wrong(1)))).toBe('pbx.bad-credentials');
  expect(session.state).toEqual({ kind: 'signing-in' });
  expect(await session.call(ask)).toBe('token-2');
});

test('the countdown continues after a restart', async () => {
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

  test('twice logs out once, and so does stopping', async () => {
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
    keychain.failure = 'keychain.locked';
    expect(await code(session.signOut())).toBe('keychain.locked');
    expect(session.state).toEqual({ kind: 'signed-out' });
    expect(device.logouts).toEqual(['token-1']);
  });
});
