/** How often a device that closes every connection has to make a full TLS handshake: counted where it costs, at the device. */

import { startDevice } from '../device.ts';
import { createProductPoll } from '../product-poll.ts';
import type { Measured, Row } from '../row.ts';

const polls = 600;

export async function handshakes(sizes: readonly number[], folder: string): Promise<Row[]> {
  const cells: Record<string, Measured> = {};
  for (const people of sizes) {
    const device = await startDevice(people);
    const product = await createProductPoll(device, true, folder);
    for (let poll = 0; poll < polls; poll += 1) await product.poll();
    const { full, connections } = await device.handshakes();
    await product.close();
    await device.close();
    if (connections < polls) throw new Error('the device kept a connection open');
    cells[people] = { value: (100 * full) / polls };
  }
  return [
    {
      what: `full handshakes per 100 polls, of ${polls} polls`,
      limit: { kind: 'at most', value: 2 },
      unit: 'count',
      cells,
    },
  ];
}
