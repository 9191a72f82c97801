/** For `packets.test.ts`: a demo PBX behind an address of its own network, once that is there. */

import { once } from 'node:events';
import net from 'node:net';
import { createInterface } from 'node:readline';
import { startDemoPbx } from '../../pbx/demo-pbx.ts';

const [address = ''] = process.argv.slice(2);
process.stdout.write('waiting for a network\n');
await once(createInterface(process.stdin), 'line');

const pbx = await startDemoPbx({ people: 100 });
// What comes from outside; a whole answer is handed on as it came
const door = net.createServer((outside) => {
  const inside = net.connect(pbx.port, '127.0.0.1');
  outside.pipe(inside).pipe(outside);
  for (const socket of [outside, inside]) socket.on('error', () => outside.destroy());
});
await new Promise<void>((resolve) => door.listen(8088, address, resolve));
const { fingerprint, username, password } = pbx;
process.stdout.write(
  `${JSON.stringify({ url: `https://${address}:8088`, fingerprint, username, password, extension: '1002' })}\n`,
);
