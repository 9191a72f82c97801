/** The real keychain in a process whose environment a test chooses; answers the calls of `keychain-process.ts`. */

import { z } from 'zod';
import { toFailure } from '../../electron/core/app-error.ts';
import { createKeychain } from '../../electron/core/keychain/keychain.ts';
import { createSystemClock } from '../../electron/core/lib/system-clock.ts';

const call = z.discriminatedUnion('method', [
  z.object({ id: z.number(), method: z.literal('read'), name: z.string() }),
  z.object({ id: z.number(), method: z.literal('write'), name: z.string(), value: z.string() }),
  z.object({ id: z.number(), method: z.literal('remove'), name: z.string() }),
]);

const keychain = createKeychain({
  service: 'Lampfield test',
  clock: createSystemClock(),
  timeLimitMs: Number(process.env['TIME_LIMIT_MS']),
});

async function answer(message: unknown): Promise<void> {
  const asked = call.parse(message);
  try {
    const value = await perform(asked);
    process.send?.({ id: asked.id, ok: true, value });
  } catch (error) {
    process.send?.({ id: asked.id, ok: false, failure: toFailure(error) });
  }
}

async function perform(asked: z.output<typeof call>): Promise<string | undefined> {
  switch (asked.method) {
    case 'read':
      return keychain.read(asked.name);
    case 'write':
      await keychain.write(asked.name, asked.value);
      return undefined;
    case 'remove':
      await keychain.remove(asked.name);
      return undefined;
  }
}

keychain.onLateAnswer(() => process.send?.('late answer'));
process.on('message', (message) => void answer(message));
