/** A whole core, signed in at the bench's device, its panel open, that polls when it is told to. */

import type { Payload, RequestName } from '../../electron/contract/requests.ts';
import { createCore } from '../../electron/core/create-core.ts';
import type { Core } from '../../electron/core/core.ts';
import { createMemorySecrets } from '../../electron/core/keychain/memory-secrets.ts';
import { silentLog } from '../core/fixtures/start-core.ts';
import type { BenchDevice } from './device.ts';
import { createPacedClock } from './paced-clock.ts';

export interface PacedCore {
  readonly core: Core;
  readonly nextPoll: () => Promise<void>;
}

/** @param dataFolder of its own; made when missing */
export async function startPacedCore(device: BenchDevice, dataFolder: string): Promise<PacedCore> {
  const { host, port, fingerprint, username, password, numbers } = device;
  const clock = createPacedClock();
  const core = await createCore({
    clock,
    random: () => 0.5,
    secrets: createMemorySecrets(),
    log: silentLog,
    dataFolder,
    locale: 'en-GB',
    version: '0.0.0',
    person: { login: '', fullName: '' },
  });
  await core.start();
  const ask = async <N extends RequestName>(name: N, payload: Payload<N>): Promise<void> => {
    const reply = await core.request(name, payload);
    if (!reply.ok) throw new Error(`${name}: ${reply.failure.code}`);
  };
  await ask('setup.open', { at: 'address' });
  await ask('setup.address', { address: `https://${host}:${port}`, plainHttpConfirmed: false });
  await ask('setup.certificate', { sha256: fingerprint, decision: 'trust' });
  await ask('setup.account', { username, password });
  await ask('setup.extension', { number: numbers[0] ?? '' });
  core.signal({ kind: 'panel', open: true });
  await clock.nextPoll();
  return { core, nextPoll: () => clock.nextPoll() };
}
