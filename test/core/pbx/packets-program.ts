/** For `packets.test.ts`: the whole core with its panel open, and a person who switches do not disturb now and then. */

import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { setTimeout as sleep } from 'node:timers/promises';
import { z } from 'zod';
import { ok, startCore } from '../fixtures/start-core.ts';

const device = z.object({
  url: z.string(),
  fingerprint: z.string(),
  username: z.string(),
  password: z.string(),
  extension: z.string(),
});

process.stdout.write('waiting for a network\n');
const [line] = (await once(createInterface(process.stdin), 'line')) as [string];
const { url, fingerprint, username, password, extension } = device.parse(JSON.parse(line));

const running = await startCore();
running.core.signal({ kind: 'panel', open: true });
await ok(running.request('setup.address', { address: url, plainHttpConfirmed: false }));
await ok(running.request('setup.certificate', { sha256: fingerprint, decision: 'trust' }));
await ok(running.request('setup.account', { username, password }));
await ok(running.request('setup.extension', { number: extension }));
await running.until(({ connection }) => connection.kind === 'live');
for (let on = true; ; on = !on) {
  await sleep(20_000);
  const status = on ? ({ kind: 'do-not-disturb' } as const) : ({ kind: 'normal' } as const);
  await running.request('status.set', { status, until: null, anyway: true });
}
