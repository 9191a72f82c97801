/** What the lock-out guard remembers between runs, and how that is read after a reboot. */

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
 * The same record on this boot's clock. An uptime above the present one is of an earlier boot: at least all of this boot
 * has passed since then, and nothing more is believed. Everything else may be of this boot, and then it is right; of an
 * earlier one, more time has passed than it says, never less.
 */
export function onThisBoot({ runs }: GuardRecord, uptimeMs: number): GuardRecord {
  const moved = Object.entries(runs).map(([address, run]) => {
    const ofEarlierBoot = run.uptimeMs - uptimeMs > uptimeJitterMs;
    return [address, ofEarlierBoot ? { ...run, uptimeMs: 0 } : run] as const;
  });
  return { runs: Object.fromEntries(moved) };
}
