/** The demo PBX in a process of its own, so that its work is not counted as the product's: orders come over the process's channel. */

import { startDemoPbx } from '../pbx/demo-pbx.ts';
import { orderSchema, type Answer } from './device-orders.ts';

const answer = (message: Answer): void => void process.send?.(message);

const people = Number(process.argv[2]);
// Several sessions are measured side by side: a new login must not end the others
const pbx = await startDemoPbx({ people, logLimit: 10, quirks: 'none', singleToken: false });
const numbers = pbx.extensions.numbers();
const free = new Map(pbx.extensions.list().map(({ fields }) => [fields.extnumber, fields.status]));
let toggled: readonly string[] = [];
let busy = false;

pbx.onRequest(({ path }) => {
  if (path !== 'extensionlist/query') return;
  busy = !busy;
  for (const number of toggled)
    pbx.extensions.setStatus(number, busy ? 'Busy' : (free.get(number) ?? 'Registered'));
});

process.on('message', (message) => {
  const order = orderSchema.parse(message);
  switch (order.kind) {
    case 'toggle':
      busy = false;
      // Spread over the list, as calls are
      toggled = Array.from(
        { length: order.count },
        (_, at) => numbers[Math.floor((at * people) / order.count)] ?? '',
      );
      return answer({ kind: 'done' });
    case 'set-status':
      pbx.extensions.setStatus(order.number, order.status);
      return answer({ kind: 'done' });
    case 'count': {
      const { full, resumed } = pbx.bytes.tlsHandshakes;
      const { connections } = pbx.bytes;
      return answer({ kind: 'count', full, resumed, connections });
    }
    case 'close':
      void pbx.close().then(() => process.disconnect());
  }
});
process.once('disconnect', () => process.exit());

const { host, port, fingerprint, username, password } = pbx;
answer({ kind: 'ready', host, port, fingerprint, username, password, numbers });
