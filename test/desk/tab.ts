/** For tests: a tab of the desk without a browser, over the same WebSocket. */

import { WebSocket } from 'ws';
import { z } from 'zod';
import type { Payload, Reply, RequestName, Result } from '../../electron/contract/requests.ts';
import type { Snapshot } from '../../electron/contract/snapshot.ts';

export interface Tab {
  request<N extends RequestName>(name: N, payload: Payload<N>): Promise<Reply<Result<N>>>;
  /** The first snapshot that fits, the present one included; rejects with the last one's connection if none comes. */
  until(fits: (snapshot: Snapshot) => boolean): Promise<Snapshot>;
  /** Every message that came, as it was sent. */
  readonly received: readonly string[];
  close(): void;
}

/** Twice the 30 s that a silent keychain is given. */
const untilMs = 60_000;

const message = z.union([
  z.object({ id: z.number(), reply: z.custom<Reply<unknown>>() }),
  z.object({ event: z.literal('snapshot'), payload: z.custom<Snapshot>() }),
  z.looseObject({}),
]);

export async function openTab(url: string): Promise<Tab> {
  const { host, pathname, origin } = new URL(url);
  const socket = new WebSocket(`ws://${host}${pathname}socket`, { headers: { origin } });
  const received: string[] = [];
  const replies = new Map<number, (reply: Reply<unknown>) => void>();
  const watchers = new Set<(snapshot: Snapshot) => void>();
  let latest: Snapshot | undefined;
  let lastId = 0;

  socket.on('message', (data: Buffer) => {
    const text = data.toString();
    received.push(text);
    const told = message.parse(JSON.parse(text));
    if ('reply' in told && typeof told.id === 'number') {
      replies.get(told.id)?.(told.reply as Reply<unknown>);
      replies.delete(told.id);
    } else if ('event' in told && told.event === 'snapshot') {
      see(told.payload as Snapshot);
    }
  });
  await new Promise((resolve, reject) => {
    socket.once('open', resolve);
    socket.once('error', reject);
  });

  function see(snapshot: Snapshot): void {
    // The first answer may be read together with news that came after it.
    if (latest !== undefined && snapshot.revision < latest.revision) return;
    latest = snapshot;
    for (const look of [...watchers]) look(snapshot);
  }

  const tab: Tab = {
    received,
    request: <N extends RequestName>(name: N, payload: Payload<N>) =>
      new Promise<Reply<Result<N>>>((resolve) => {
        lastId += 1;
        replies.set(lastId, (reply) => {
          resolve(reply as Reply<Result<N>>);
        });
        socket.send(JSON.stringify({ id: lastId, request: name, payload }));
      }),
    until: (fits) =>
      new Promise((resolve, reject) => {
        const limit = setTimeout(() => {
          watchers.delete(look);
          const { connection, notices } = latest ?? {};
          reject(
            new Error(`expected another snapshot, the last says ${JSON.stringify({ connection, notices })}`),
          );
        }, untilMs);
        const look = (snapshot: Snapshot): void => {
          if (!fits(snapshot)) return;
          clearTimeout(limit);
          watchers.delete(look);
          resolve(snapshot);
        };
        watchers.add(look);
        if (latest !== undefined) look(latest);
      }),
    close: () => {
      socket.terminate();
    },
  };
  const first = await tab.request('snapshot.get', {});
  if (first.ok) see(first.value);
  return tab;
}
