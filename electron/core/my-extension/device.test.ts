/** My extension at the PBX, without one: what is never asked. */

import { expect, test } from 'vitest';
import { AppError } from '../app-error.ts';
import { createDevice } from './device.ts';

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
