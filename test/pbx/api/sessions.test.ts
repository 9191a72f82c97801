import { expect, test } from 'vitest';
import { createSessions, type SessionOptions, type Sessions } from './sessions.ts';

const minutesMs = 60_000;
const here = '127.0.0.1';

function sessionsAt(clock: { nowMs: number }, changes: Partial<SessionOptions> = {}): Sessions {
  return createSessions({
    now: () => clock.nowMs,
    username: 'api',
    passwordMd5: 'right',
    tokenLifetimeMs: 30 * minutesMs,
    lockoutMs: 10 * minutesMs,
    wrongPasswordMemoryMs: 10 * minutesMs,
    singleToken: true,
    onToken: () => undefined,
    ...changes,
  });
}

function tokenOf(sessions: Sessions): string {
  const result = sessions.login(here, 'api', 'right');
  if (!('token' in result)) throw new Error(`Login refused with ${result.errno}.`);
  return result.token;
}

test('a token lives 30 minutes from its last request', () => {
  const clock = { nowMs: 0 };
  const sessions = sessionsAt(clock);
  const token = tokenOf(sessions);
  clock.nowMs += 30 * minutesMs - 1;
  expect(sessions.check(token)).toBeNull();
  clock.nowMs += 30 * minutesMs - 1;
  expect(sessions.check(token)).toBeNull();
  clock.nowMs += 30 * minutesMs;
  expect(sessions.check(token)).toBe(20006);
  expect(sessions.check(token)).toBe(20006);
});

test('a token that is unknown, blank, killed or logged out has its number', () => {
  const sessions = sessionsAt({ nowMs: 0 });
  expect(sessions.check('0123456789abcdef0123456789abcdef')).toBe(20004);
  expect(sessions.check('')).toBe(20005);
  expect(sessions.check(null)).toBe(20005);
  const first = tokenOf(sessions);
  sessions.kill(first);
  expect(sessions.check(first)).toBe(20004);
  const second = tokenOf(sessions);
  sessions.logout(second);
  expect(sessions.check(second)).toBe(20004);
});

test('a new login ends the older token, unless the device allows several', () => {
  const single = sessionsAt({ nowMs: 0 });
  const older = tokenOf(single);
  const newer = tokenOf(single);
  expect(single.check(older)).toBe(20004);
  expect(single.check(newer)).toBeNull();

  const several = sessionsAt({ nowMs: 0 }, { singleToken: false });
  const one = tokenOf(several);
  const other = tokenOf(several);
  expect([several.check(one), several.check(other)]).toEqual([null, null]);
});

test('five wrong passwords in a row lock the address out for ten minutes, the right one too', () => {
  const clock = { nowMs: 0 };
  const sessions = sessionsAt(clock);
  for (let attempt = 1; attempt <= 4; attempt++) {
    expect(sessions.login(here, 'api', 'wrong')).toEqual({ errno: 20003 });
    expect(sessions.wrongPasswords(here)).toBe(attempt);
    expect(sessions.isLockedOut(here)).toBe(false);
  }
  expect(sessions.login(here, 'api', 'wrong')).toEqual({ errno: 20003 });
  expect(sessions.isLockedOut(here)).toBe(true);
  expect(sessions.isLockedOut('127.0.0.2')).toBe(false);
  expect(sessions.lockouts()).toBe(1);

  clock.nowMs += 10 * minutesMs - 1;
  expect(sessions.login(here, 'api', 'right')).toEqual({ errno: 20002 });
  clock.nowMs += 1;
  expect(sessions.login(here, 'api', 'right')).toHaveProperty('token');
  expect(sessions.lockouts()).toBe(1);
});

test('a right password ends the row of wrong ones, and a wrong name counts like a wrong password', () => {
  const sessions = sessionsAt({ nowMs: 0 });
  for (let attempt = 1; attempt <= 4; attempt++) sessions.login(here, 'somebody', 'right');
  expect(sessions.wrongPasswords(here)).toBe(4);
  tokenOf(sessions);
  expect(sessions.wrongPasswords(here)).toBe(0);
});

test('wrong passwords are forgotten after ten minutes, or never', () => {
  const clock = { nowMs: 0 };
  const forgetting = sessionsAt(clock);
  const strict = sessionsAt(clock, { wrongPasswordMemoryMs: Infinity });
  for (let attempt = 1; attempt <= 4; attempt++) {
    forgetting.login(here, 'api', 'wrong');
    strict.login(here, 'api', 'wrong');
  }
  clock.nowMs += 10 * minutesMs;
  forgetting.login(here, 'api', 'wrong');
  strict.login(here, 'api', 'wrong');
  expect([forgetting.isLockedOut(here), strict.isLockedOut(here)]).toEqual([false, true]);
});

test('an unlocked address starts from zero', () => {
  const sessions = sessionsAt({ nowMs: 0 });
  for (let attempt = 1; attempt <= 5; attempt++) sessions.login(here, 'api', 'wrong');
  sessions.unlock();
  expect(sessions.isLockedOut(here)).toBe(false);
  expect(sessions.wrongPasswords(here)).toBe(0);
});
