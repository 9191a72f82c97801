/** Whether a person may be looking at a dialog of the keychain. */

import { expect, test } from 'vitest';
import { createSteeredClock } from '../../../test/steered-clock.ts';
import { createWatchedStore, type StoreActivity } from './watched-store.ts';
import { createMemorySecrets } from './memory-secrets.ts';

test('a slow answer counts as a question to the person; several calls are one question', async () => {
  const clock = createSteeredClock();
  const answer = Promise.withResolvers<string | undefined>();
  const asked = createWatchedStore({ ...createMemorySecrets(), read: () => answer.promise }, clock);
  const told: StoreActivity[] = [];
  asked.subscribe(() => told.push(asked.activity));
  const reading = asked.store.read('account');
  await asked.store.write('token', 'x');
  expect(told).toEqual(['asked']);
  await clock.advance(700);
  expect(asked.activity).toBe('waiting');
  answer.resolve('value');
  expect(await reading).toBe('value');
  expect(told).toEqual(['asked', 'waiting', 'idle']);
  expect(clock.pendingTimers).toBe(0);
});

test('a refusal ends the question too', async () => {
  const clock = createSteeredClock();
  const refuse = () => Promise.reject(new Error('no'));
  const asked = createWatchedStore({ ...createMemorySecrets(), remove: refuse }, clock);
  await expect(asked.store.remove('account')).rejects.toThrow('no');
  expect(asked.activity).toBe('idle');
});
