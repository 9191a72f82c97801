/** What one run leaves to the next, on a real disk. */

import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { silentLog } from '../../test/core/fixtures/start-core.ts';
import { createSteeredClock } from '../../test/steered-clock.ts';
import { createMemorySecrets } from './keychain/memory-secrets.ts';
import { openStores } from './open-stores.ts';

test('a start within a minute of the last run counts the packets of both', async () => {
  const dataFolder = await mkdtemp(join(tmpdir(), 'lampfield-stores-'));
  const clock = createSteeredClock();
  const open = () => openStores({ clock, log: silentLog, secrets: createMemorySecrets(), dataFolder });
  try {
    const first = await open();
    for (let request = 0; request < 5; request += 1) first.packets.spend(14);
    await first.close();
    await clock.advance(10_000);
    const second = await open();
    expect(second.packets.waitMs('request')).toBe(50_000);
    await clock.advance(50_000);
    expect(second.packets.waitMs('request')).toBe(0);
    await second.close();
  } finally {
    await rm(dataFolder, { recursive: true, force: true });
  }
});
