/** What the lock-out guard keeps on disk: for each address, how many logins in a row the PBX may have refused. */

import { z } from 'zod';

const row = z.strictObject({
  /** `host:port` */
  address: z.string(),
  /** The certificate that the address is pinned to, 64 hex digits: the same device may be known under two names. */
  sha256: z.string().nullable(),
  /** Logins since the last accepted one that the PBX has refused, or whose answer nobody saw. */
  maybeRefused: z.number().int().nonnegative(),
  /** How many of the latest of those went without an answer, one after the other. */
  unanswered: z.number().int().nonnegative(),
  /** The PBX said that it has locked this computer out. */
  lockedOut: z.boolean(),
  /** The machine's uptime at the latest attempt, ms. */
  uptimeMs: z.number().nonnegative(),
});

/** Holds no account name and no password. */
export const guardRecordSchema = z.strictObject({ version: z.literal(2), rows: z.array(row).max(1_000) });

export type GuardRow = z.output<typeof row>;
export type GuardRecord = z.output<typeof guardRecordSchema>;

export const emptyGuardRecord = (): GuardRecord => ({ version: 2, rows: [] });

const firstVersionSchema = z.object({
  runs: z.record(
    z.string(),
    z.object({ attempts: z.number(), uptimeMs: z.number(), lockedOut: z.boolean() }),
  ),
});

/** Version 1 forgot after ten minutes; what it still remembers counts on. */
export function migrateGuardRecord(json: unknown): unknown {
  const old = firstVersionSchema.safeParse(json);
  if (!old.success) return json;
  const rows = Object.entries(old.data.runs).map(([address, { attempts, uptimeMs, lockedOut }]) => ({
    address,
    sha256: null,
    maybeRefused: attempts,
    unanswered: 0,
    lockedOut,
    uptimeMs,
  }));
  return { version: 2, rows };
}

/** A restart of the program reads uptime a little differently: no sign of a reboot. */
const uptimeJitterMs = 60_000;

/**
 * How long ago an attempt was, at least. An uptime above the present one is of an earlier run of the machine: then nothing
 * more is believed than that the present run has passed since.
 */
export function quietMs({ uptimeMs }: GuardRow, nowUptimeMs: number): number {
  const ofEarlierBoot = uptimeMs - nowUptimeMs > uptimeJitterMs;
  return ofEarlierBoot ? nowUptimeMs : Math.max(0, nowUptimeMs - uptimeMs);
}
