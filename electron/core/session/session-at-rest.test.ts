/** A session while polling rests, and one whose keychain is in trouble. */

import { beforeEach, describe, expect, test } from 'vitest';
import { AppError } from '../app-error.ts';
import {
  after,
  ask,
  clock,
  code,
  device,
  keychain,
  minute,
  right,
  secrets,
  session,
  shelf,
  signedIn,
  start,
  startSessionWorld,
} from '../../../test/core/fixtures/session-world.ts';

beforeEach(startSessionWorld);

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

  test('a heartbeat under way when polling resumes is the last', async () => {
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

describe('a keychain in trouble', () => {
  test('that can’t be read is a state of its own; a locked one isn’t asked repeatedly', async () => {
    await secrets.saveAccount(right);
    start();
    keychain.failure = 'keychain.locked';
    expect(await code(session.call(ask))).toBe('keychain.locked');
    expect(session.state).toMatchObject({ kind: 'keychain', failure: { code: 'keychain.locked' } });
    const asked = keychain.calls;
    await clock.advance(5 * minute);
    expect(await code(session.call(ask))).toBe('keychain.locked');
    expect(keychain.calls).toBe(asked);
    keychain.failure = undefined;
    expect(await session.retryKeychain()).toEqual({ kind: 'signing-in' });
    expect(await session.call(ask)).toBe('token-1');
  });

  test('that becomes available late after the desktop’s login is found without help', async () => {
    await secrets.saveAccount(right);
    start();
    keychain.failure = 'keychain.unavailable';
    await code(session.call(ask));
    keychain.failure = undefined;
    expect(await code(session.call(ask))).toBe('keychain.unavailable');
    await clock.advance(15_000);
    expect(await session.call(ask)).toBe('token-1');
  });

  test('that cannot be written never loses a login: it continues in memory, says so, and recovers', async () => {
    keychain.failure = 'keychain.denied';
    await session.signIn(right);
    expect(session.state).toEqual({ kind: 'signed-in', contended: false, unsaved: 'keychain.denied' });
    expect(await session.call(ask)).toBe('token-1');
    const asked = keychain.calls;
    await clock.advance(5 * minute);
    await session.call(ask);
    expect(keychain.calls).toBe(asked);
    keychain.failure = undefined;
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
