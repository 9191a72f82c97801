/** Starts the bench's device, in a process of its own, and steers it. */

import { fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { answerSchema, type Answer, type HandshakeCount, type Order, type Ready } from './device-orders.ts';

export interface BenchDevice extends Omit<Ready, 'kind'> {
  /** From now on this many extensions change with every list answer. */
  toggle(count: number): Promise<void>;
  setStatus(number: string, status: string): Promise<void>;
  /** TLS handshakes since the start, as the device saw them. */
  handshakes(): Promise<HandshakeCount>;
  close(): Promise<void>;
}

/** `people`: 1 to 5,000. It speaks TLS 1.2 and closes every connection, as the device in the field does. */
export async function startDevice(people: number): Promise<BenchDevice> {
  const child = fork(fileURLToPath(new URL('device-child.ts', import.meta.url)), [String(people)], {
    execArgv: ['--disable-warning=ExperimentalWarning'],
  });
  const gone = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  /** One order at a time: the next message is its answer. */
  const next = (): Promise<Answer> =>
    new Promise((resolve, reject) => {
      const onExit = (): void => reject(new Error('the bench’s device has ended'));
      child.once('exit', onExit);
      child.once('message', (message) => {
        child.off('exit', onExit);
        resolve(answerSchema.parse(message));
      });
    });
  const order = (what: Order): Promise<Answer> => {
    const answered = next();
    child.send(what);
    return answered;
  };
  const ready = await next();
  if (ready.kind !== 'ready') throw new Error('the bench’s device did not start');

  return {
    ...ready,
    async toggle(count) {
      await order({ kind: 'toggle', count });
    },
    async setStatus(number, status) {
      await order({ kind: 'set-status', number, status });
    },
    async handshakes() {
      const answer = await order({ kind: 'count' });
      if (answer.kind !== 'count') throw new Error('the bench’s device did not count');
      return answer;
    },
    async close() {
      child.send({ kind: 'close' } satisfies Order);
      await gone;
    },
  };
}
