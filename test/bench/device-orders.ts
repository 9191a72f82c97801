/** The messages between the bench and its device. */

import { z } from 'zod';

export const orderSchema = z.discriminatedUnion('kind', [
  /** From now on this many extensions change with every list answer: on a call, free again, on a call. */
  z.object({ kind: z.literal('toggle'), count: z.number() }),
  z.object({ kind: z.literal('set-status'), number: z.string(), status: z.string() }),
  z.object({ kind: z.literal('count') }),
  z.object({ kind: z.literal('close') }),
]);
export type Order = z.output<typeof orderSchema>;

const readySchema = z.object({
  kind: z.literal('ready'),
  host: z.string(),
  port: z.number(),
  fingerprint: z.string(),
  username: z.string(),
  password: z.string(),
  numbers: z.array(z.string()),
});
const countSchema = z.object({
  kind: z.literal('count'),
  full: z.number(),
  resumed: z.number(),
  connections: z.number(),
});
export const answerSchema = z.discriminatedUnion('kind', [
  readySchema,
  countSchema,
  z.object({ kind: z.literal('done') }),
]);
export type Answer = z.output<typeof answerSchema>;
export type Ready = z.output<typeof readySchema>;
export type HandshakeCount = z.output<typeof countSchema>;
