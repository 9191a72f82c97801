/** A stored password, sent by the program alone: when it is sent again, and when never. */

import { beforeEach, describe, expect, test } from 'vitest';
import { AppError, toFailure } from '../app-error.ts';
import { createMemorySecrets } from '../keychain/memory-secrets.ts';
import {
  ask,
  clock,
  code,
  device,
  guardFile,
  keychain,
  minute,
  refusedFile,
  right,
  secrets,
  session,
  shelf,
  start,
  startSessionWorld,
  wrong,
} from '../../../test/core/fixtures/session-world.ts';

beforeEach(startSessionWorld);

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
      keychain.store = createMemorySecrets();
      start();
      keychain.failure = failure;
      shelf.keepForThisRunOnly();
      await secrets.saveAccount(right);
      expect(await code(session.call(ask))).toBe('pbx.refused-before');
      expect(session.state).toMatchObject({ kind: 'refused', triesLeft: 3 });
      keychain.failure = undefined;
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

test('logins without an answer are counted one by one, and the right password ends the count', async () => {
  await secrets.saveAccount(right);
  const counted = () => guardFile.content.rows.map(({ maybeRefused }) => maybeRefused);
  device.failures = [new AppError('network.timeout', { phase: 'headers' }), new AppError('pbx.malformed')];
  for (let n = 1; n <= 2; n += 1) {
    const asked = code(session.call(ask));
    await clock.advance(minute);
    await asked;
    expect(counted()).toEqual([n]);
  }
  const asked = session.call(ask);
  await clock.advance(minute);
  expect(await asked).toBe('token-3');
  expect(counted()).toEqual([0]);
});
