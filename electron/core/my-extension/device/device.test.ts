/** My extension at the PBX, without one: what is never asked, what goes out apart, and what an answer means. */

import { describe, expect, test } from 'vitest';
import type { FailureCode } from '../../../contract/failure.ts';
import { AppError } from '../../app-error.ts';
import { passwordMd5 } from '../../pbx/password-md5.ts';
import { appliesRoughly, createDevice, holdsSecret, parted, type DevicePorts } from './device.ts';

test('once the program ends, nothing more is asked or written', async () => {
  const ending = new AbortController();
  let asked = 0;
  const device = createDevice({
    number: '1002',
    call: () => {
      asked += 1;
      return Promise.reject(new AppError('network.timeout'));
    },
    now: () => 0,
    signal: ending.signal,
  });
  await expect(device.read()).rejects.toMatchObject({ code: 'network.timeout' });
  expect(asked).toBe(1);
  ending.abort();
  await expect(device.read()).rejects.toMatchObject({ code: 'network.cancelled' });
  await expect(device.apply()).rejects.toMatchObject({ code: 'network.cancelled' });
  await expect(device.firmware()).rejects.toMatchObject({ code: 'network.cancelled' });
  expect(await device.send({ doNotDisturb: true })).toMatchObject({
    taken: 0,
    stopped: { failure: { code: 'network.cancelled' } },
  });
  expect(asked).toBe(1);
});

/** A client that takes what it is sent, or fails as it is told to, one update after the other. */
function start(...failures: (AppError | undefined)[]) {
  const updates: object[] = [];
  const calls: unknown[] = [];
  const extension = { number: '1002', forward: { always: {}, noAnswer: {}, busy: {} }, calls: [] };
  const found: object[] = [{ ...extension, secrets: { loginPasswordMd5: 'ABCDEF', voicemailPin: '1234' } }];
  const client = {
    async update(_token: string, update: object) {
      updates.push(update);
      const failure = failures.shift();
      if (failure !== undefined) throw failure;
    },
    async extensions(token: string, numbers: readonly string[], options: object) {
      calls.push(['extensions', token, numbers, options]);
      return found;
    },
    async apply(token: string, options: object) {
      calls.push(['apply', token, options]);
    },
    async deviceInfo(token: string, options: object) {
      calls.push(['deviceInfo', token, options]);
      return { firmware: '30.11.0.7' };
    },
  };
  const inner = new AbortController().signal;
  const signals: { inner: AbortSignal | undefined } = { inner };
  const call = ((work: (...args: unknown[]) => unknown) =>
    work(client, 'token', signals.inner)) as unknown as DevicePorts['call'];
  const device = createDevice({ number: '1002', call, now: () => 77, signal: new AbortController().signal });
  return { device, updates, calls, found, inner, signals };
}

const extension = '1002';
const forward = { always: { enabled: false } };
const mixed = { forward, ringTimeoutSeconds: 30, maxDuration: 'unlimited', name: 'Ina' } as const;
const refusedMixed = () => new AppError('pbx.rejected', { errno: '10017' });

describe('reading', () => {
  test('tells the extension’s own entry, with the time, and its web password as lower-case MD5', async () => {
    const { device, calls, inner } = start();
    expect(await device.read()).toMatchObject({
      detail: { number: '1002' },
      told: { name: null },
      secrets: { loginPassword: 'abcdef', voicemailPin: '1234' },
      at: 77,
    });
    expect(calls).toEqual([['extensions', 'token', ['1002'], { signal: inner }]]);
  });

  test('of an extension that the device doesn’t have fails', async () => {
    const { device, found } = start();
    found.length = 0;
    await expect(device.read()).rejects.toMatchObject({
      code: 'extension.unknown',
      detail: { call: 'extension/query' },
    });
  });

  test('of secrets that aren’t told tells none', async () => {
    const { device, found } = start();
    Object.assign(found[0] ?? {}, { secrets: {} });
    expect((await device.read()).secrets).toEqual({});
  });
});

test('it is asked to apply, and for its firmware', async () => {
  const { device, calls, signals } = start();
  signals.inner = undefined;
  await device.apply();
  expect(await device.firmware()).toBe('30.11.0.7');
  expect(calls).toEqual([
    ['apply', 'token', {}],
    ['deviceInfo', 'token', {}],
  ]);
});

describe('sending', () => {
  test('names this extension alone', async () => {
    const { device, updates } = start();
    expect(await device.send(mixed)).toEqual({ taken: 1, needsApply: false, stopped: null });
    expect(updates).toEqual([{ ...mixed, extension }]);
  });

  test('that is stored for later counts as taken', async () => {
    const { device } = start(new AppError('pbx.apply-later'));
    expect(await device.send({ name: 'Ina' })).toEqual({ taken: 1, needsApply: true, stopped: null });
  });

  test.each<[FailureCode, boolean]>([
    ['pbx.rejected', true],
    ['network.refused', true],
    ['network.timeout', false],
    ['network.interrupted', false],
  ])('that fails with %s has certainly done nothing: %s', async (code, certain) => {
    const { device } = start(new AppError(code));
    expect(await device.send({ name: 'Ina' })).toMatchObject({
      taken: 0,
      needsApply: false,
      stopped: { failure: { code }, certain },
    });
  });

  test('goes out apart once a device has refused what was mixed', async () => {
    const { device, updates } = start(refusedMixed());
    expect(await device.send(mixed)).toBe('refused-mixed');
    updates.length = 0;
    expect(await device.send(mixed)).toEqual({ taken: 2, needsApply: false, stopped: null });
    expect(updates).toEqual([
      { forward, name: 'Ina', extension },
      { ringTimeoutSeconds: 30, maxDuration: 'unlimited', extension },
    ]);
  });

  test('goes out mixed again where it was refused apart as well', async () => {
    const { device, updates } = start(refusedMixed(), refusedMixed());
    await device.send(mixed);
    expect(await device.send(mixed)).toMatchObject({ taken: 0, stopped: { certain: true } });
    updates.length = 0;
    await device.send(mixed);
    expect(updates).toHaveLength(1);
  });

  test('that was not mixed is refused for good', async () => {
    const { device } = start(refusedMixed());
    expect(await device.send({ name: 'Ina' })).toMatchObject({
      stopped: { failure: { code: 'pbx.rejected' } },
    });
  });

  test('that is refused for another reason is refused for good', async () => {
    const { device } = start(new AppError('pbx.rejected', { errno: '10001' }));
    expect(await device.send(mixed)).toMatchObject({ taken: 0, stopped: { certain: true } });
  });

  test('apart says what was taken before it stopped', async () => {
    const { device, updates } = start(refusedMixed(), new AppError('pbx.apply-later'), refusedMixed());
    await device.send(mixed);
    expect(await device.send(mixed)).toMatchObject({
      taken: 1,
      needsApply: true,
      stopped: { failure: { code: 'pbx.rejected', detail: { errno: '10017' } } },
    });
    updates.length = 0;
    expect(await device.send(mixed)).toMatchObject({ taken: 2 });
    expect(updates).toHaveLength(2);
  });
});

test('ring time and longest call go apart from forwarding, and from nothing else', () => {
  expect(parted({ forward, ringTimeoutSeconds: 30 })).toEqual([{ forward }, { ringTimeoutSeconds: 30 }]);
  expect(parted({ forward, maxDuration: 'unlimited' })).toEqual([{ forward }, { maxDuration: 'unlimited' }]);
  for (const update of [
    { forward, name: 'Ina' },
    { ringTimeoutSeconds: 30, maxDuration: 'unlimited' },
  ] as const)
    expect(parted(update)).toEqual([update]);
});

test('a secret is held where the device tells it so; the web password by its MD5', () => {
  expect(holdsSecret('voicemailPin', '1234', { voicemailPin: '1234' })).toBe(true);
  expect(holdsSecret('voicemailPin', '1234', { voicemailPin: '0000' })).toBe(false);
  expect(holdsSecret('voicemailPin', '1234', { registerPassword: '1234' })).toBe(undefined);
  expect(holdsSecret('loginPassword', 'secret', { loginPassword: passwordMd5('secret') })).toBe(true);
  expect(holdsSecret('loginPassword', 'secret', { loginPassword: 'secret' })).toBe(false);
});

test.each([
  ['30.11.0.6', true],
  ['30.10.9.9', true],
  ['29.99.99.99', true],
  ['30.11.0.7', false],
  ['30.11.0.10', false],
  ['31.0.0.0', false],
  ['30.11.1.0', false],
  ['30.11.0', false],
  ['30.11.0.6.1', false],
  ['30.11.0.b', false],
  ['', false],
])('applying may disturb calls with firmware %s: %s', (firmware, expected) => {
  expect(appliesRoughly(firmware)).toBe(expected);
});
