/** What the lock-out guard remembers between runs, and how much time it may believe has passed since. */

import { z } from 'zod';

/** Failed or unanswered logins in a row at one address. */
const run = z.strictObject({
  /** Logins that the device may have counted as wrong. */
  attempts: z.number().int().nonnegative(),
  /** The machine's uptime at the last of them. */
  uptimeMs: z.number().nonnegative(),
  /** False while the last one is under way, or when its end was never seen. */
  settled: z.boolean(),
  /** The device answered that it has locked this computer out. */
  lockedOut: z.boolean(),
});

/** By address, `host:port`. Holds no account name and no password. */
export const guardRecordSchema = z.strictObject({ runs: z.record(z.string(), run) });

export type GuardRun = z.infer<typeof run>;
export type GuardRecord = z.infer<typeof guardRecordSchema>;

export const emptyGuardRecord = (): GuardRecord => ({ runs: {} });

/** A restart of the program reads uptime a little differently: no sign of a reboot. */
const uptimeJitterMs = 60_000;

/**
 * At least this much time has passed since `thenMs`, both by the machine's uptime; never more than really has.
 * An uptime below the stored one means that the machine was restarted since: then it has been up for all of it.
 */
export function elapsedAtLeastMs(nowMs: number, thenMs: number): number {
  if (nowMs >= thenMs) return nowMs - thenMs;
  if (thenMs - nowMs <= uptimeJitterMs) return 0;
  return nowMs;
}
