/** One login for all that ask: shared, kept over a restart, renewed, slowed down, ended. */

import { beforeEach, describe, expect, test } from 'vitest';
import { AppError } from '../app-error.ts';
import {
  after,
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
} from '../../../test/core/fixtures/session-world.ts';

beforeEach(startSessionWorld);

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

  test('also logs in again after the token was given back with a logout', async () => {
    await signedIn();
    await session.stop({ keepToken: false });
    expect(device.logouts).toEqual(['token-1']);
    await start().call(ask);
    expect(device.logins).toBe(1);
  });

  test('saves a last use at most once a minute', async () => {
    await signedIn();
    const before = keychain.calls;
    for (let n = 0; n < 60; n += 1) {
      await clock.advance(2_000);
      await session.call(ask);
    }
    expect(keychain.calls - before).toBe(2);
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

  test('isn’t mistaken for the new one by a caller whose failure arrives late', async () => {
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
