/**
 * A message of the panel, to the real core behind the real desk: answered, or its tab is closed. No refusal repeats a password,
 * and the desk answers the next one.
 */

import { once } from 'node:events';
import { WebSocket } from 'ws';
import { z } from 'zod';
import { startCore } from '../../../core/fixtures/start-core.ts';
import { openDesk } from '../../../desk/desk-server.ts';
import { CANARY } from '../judge-outcome.ts';

const running = await startCore({}, false);
const desk = await openDesk(running.core);
const { host, pathname, origin } = new URL(desk.url);

/** No input has it for an id. */
const PROBE = -417_093;
const answer = z.object({
  id: z.number(),
  reply: z.union([
    z.object({ ok: z.literal(true) }),
    z.object({ ok: z.literal(false), failure: z.object({ code: z.string(), detail: z.unknown() }) }),
  ]),
});

let tab: WebSocket | undefined;
async function openTab(): Promise<WebSocket> {
  const opened = new WebSocket(`ws://${host}${pathname}socket`, { headers: { origin } });
  await once(opened, 'open');
  return opened;
}

const hasSecret = (told: unknown): boolean => JSON.stringify(told).includes(CANARY);

/** Undefined while there is more to wait for. */
function judge(text: string): string | undefined {
  const parsed = answer.safeParse(JSON.parse(text));
  if (!parsed.success) return undefined;
  const { id, reply } = parsed.data;
  // The name of a request that there isn't is repeated; it's no place for a secret.
  const isSecretTold = !reply.ok && reply.failure.code !== 'ipc.unknown-request' && hasSecret(reply.failure);
  if (isSecretTold) return `a secret in ${text}`;
  return id === PROBE ? 'answered' : undefined;
}

export async function fuzz(data: Buffer): Promise<void> {
  tab ??= await openTab();
  const socket = tab;
  const outcome = await new Promise<string>((resolve, reject) => {
    socket.removeAllListeners();
    socket.on('error', reject);
    socket.on('message', (message: Buffer) => {
      const told = judge(message.toString());
      if (told !== undefined) resolve(told);
    });
    socket.on('close', (code) => resolve(`closed with ${String(code)}`));
    socket.send(data);
    socket.send(JSON.stringify({ id: PROBE, request: 'snapshot.get', payload: {} }));
  });
  if (outcome === 'answered') return;
  tab = undefined;
  if (outcome !== 'closed with 1008') throw new Error(`expected an answer or 1008, got: ${outcome}`);
}

export async function end(): Promise<void> {
  tab?.terminate();
  await desk.close();
  await running.close();
}
