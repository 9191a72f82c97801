/**
 * How many IP packets may go to the PBX: its "IP auto defense" blocks an address that sends too many (its manual's example
 * is 90 in 60 seconds), and everything times out from then on. A poll has its own connection and costs eight and more.
 */

import { isIPv4 } from 'node:net';
import { z } from 'zod';
import type { Clock } from '../../ports.ts';

const windowMs = 60_000;
/** Never more in any 60 seconds, polls and clicks together. */
export const maxPackets = 80;
/** What polls may use in the long run; the rest is for what a person does meanwhile. */
const pollPacketsPerMs = 44 / windowMs;
/** Polls may be this much ahead of it: two in quick succession when the panel opens. */
const aheadMs = 12_000;
/** Until the first answer shows how long the list is. */
const assumedPackets = 14;

/** What was spent lately: a program that is started again goes on counting. */
export const spentSchema = z.array(
  z.object({
    /** The machine's uptime. */
    atMs: z.number().nonnegative(),
    packets: z.number().int().nonnegative(),
  }),
);
type Spent = z.output<typeof spentSchema>;

export interface PacketBudget {
  /** How long until a poll, or anything else, may begin; 0: now. */
  waitMs(purpose: 'poll' | 'request'): number;
  /** The shortest interval that polls can keep up indefinitely, given what the latest one cost. */
  sustainedIntervalMs(): number;
  spend(packets: number): void;
  /** Within the last 60 seconds. */
  spentLately(): Spent;
}

/** @param earlier what the run before this one has spent; nothing of it counts after a restart of the machine */
export function createPacketBudget(clock: Pick<Clock, 'uptimeMs'>, earlier: Spent = []): PacketBudget {
  let spent: Spent = earlier.filter(({ atMs }) => atMs <= clock.uptimeMs());
  /** What the latest request cost. */
  let latest = assumedPackets;
  let dearest = assumedPackets;
  /** When everything spent so far would be due at the pace of polls. */
  let paidUntilMs = -Infinity;

  function spentLately(): Spent {
    const nowMs = clock.uptimeMs();
    return spent.filter(({ atMs }) => atMs > nowMs - windowMs);
  }

  function untilItFitsMs(nowMs: number): number {
    // The next one may cost as much as the dearest so far
    let left = maxPackets - dearest;
    for (const { atMs, packets } of spent.toReversed()) {
      left -= packets;
      if (left < 0) return Math.max(0, atMs + windowMs - nowMs);
    }
    return 0;
  }

  return {
    waitMs(purpose) {
      const nowMs = clock.uptimeMs();
      const fitsInMs = untilItFitsMs(nowMs);
      return purpose === 'request' ? fitsInMs : Math.max(fitsInMs, paidUntilMs - aheadMs - nowMs, 0);
    },
    sustainedIntervalMs: () => latest / pollPacketsPerMs,
    spend(packets) {
      const nowMs = clock.uptimeMs();
      latest = packets;
      dearest = Math.min(maxPackets, Math.max(dearest, packets));
      spent = [...spentLately(), { atMs: nowMs, packets }];
      const dueMs = Math.max(paidUntilMs, nowMs) + packets / pollPacketsPerMs;
      paidUntilMs = Math.min(dueMs, nowMs + windowMs);
    },
    spentLately,
  };
}

/** A device on this computer (the demo) needs no budget. */
export function isLoopback(host: string): boolean {
  return host === '::1' || host === 'localhost' || (isIPv4(host) && host.startsWith('127.'));
}

/** How far a request came, for what it costs. */
export interface RequestCost {
  /** Null where no connection was made. */
  readonly handshake: 'full' | 'resumed' | null;
  /** Of the body that was sent. */
  readonly sentBytes: number;
  /** Of the answer. */
  readonly receivedBytes: number;
  /** It ended by a deadline: the system has retransmitted its packets. */
  readonly timedOut: boolean;
}

/** The receiver confirms at least every second segment. */
const bytesPerConfirmation = 2 * 1_400;

/**
 * An upper bound, counted on the wire (`test/core/pbx/packets.test.ts`). TCP opens with two packets and closes with up to three;
 * the handshake takes two more and its confirmations; then come the request and the confirmations of the answer.
 */
export function packetsFor({ handshake, sentBytes, receivedBytes, timedOut }: RequestCost): number {
  const repeats = timedOut ? 5 : 0;
  if (handshake === null) return 1 + repeats;
  const opening = handshake === 'full' ? 6 : 4;
  const request = sentBytes > 0 ? 2 : 1;
  return opening + request + Math.ceil(receivedBytes / bytesPerConfirmation) + 3 + repeats;
}
