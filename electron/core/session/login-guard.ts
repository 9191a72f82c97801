/** Never sends the login that could lock this computer out: counts attempts durably, before they are sent. */

import { isDeepStrictEqual } from 'node:util';
import { AppError, toFailure } from '../app-error.ts';
import type { JsonFile } from '../lib/json-file.ts';
import type { Clock, Log } from '../ports.ts';
import { createRefusedPasswords, type RefusedPasswords } from './refused-passwords.ts';
import { onThisBoot, type GuardRecord, type GuardRun } from './guard-record.ts';

/** Five wrong passwords in a row lock the address out for ten minutes (PBX notes, "Session"): four may be sent. */
export const attemptsAllowed = 4;
export const lockOutMs = 10 * 60_000;
/** Clocks and timers differ by a little: who waits as long as told finds the way free. */
const slackMs = 1_000;
/** The device may count an attempt this long after it was sent: all of the transport's time limits, and a slow box. */
const unseenEndMs = 60_000;

export interface GuardStanding {
  /** Attempts that may still be sent now. */
  readonly triesLeft: number;
  /** Until the next attempt may be sent; 0 when it may be now. */
  readonly waitMs: number;
  /** The device said so itself; otherwise it is we who hold back. */
  readonly lockedOut: boolean;
}

/** One attempt that was recorded and may be sent. It must be told how it ended, once. */
export interface GuardedAttempt {
  /** The device took the password: its count starts anew. */
  accepted(): Promise<GuardStanding>;
  /** The device refused the password (20003), or nobody knows (timeout, reset): that counts the same. */
  refused(): Promise<GuardStanding>;
  unknown(): Promise<GuardStanding>;
  /** The device has locked this computer out (20002). */
  lockedOut(): Promise<GuardStanding>;
  /** Certainly not one byte of it was sent: as if it had never been begun. */
  notSent(): Promise<GuardStanding>;
}

export interface LoginGuard {
  readonly refused: RefusedPasswords;
  /** How things stand at an address; sends nothing, never rejects. No tries are left while the record cannot be read. */
  standing(address: string): Promise<GuardStanding>;
  /**
   * Records an attempt, and only then lets it be sent. Rejects with `pbx.guarded {triesLeft, waitMs, untilMs}`,
   * `pbx.locked-out {waitMs, untilMs, minutes}` or, when it cannot be recorded, `settings.unwritable`.
   */
  begin(address: string): Promise<GuardedAttempt>;
}

export interface LoginGuardPorts {
  readonly file: JsonFile<GuardRecord>;
  readonly clock: Clock;
  readonly log: Log;
}

export function createLoginGuard({ file, clock, log }: LoginGuardPorts): LoginGuard {
  let record: GuardRecord | undefined;
  let lastTurn: Promise<unknown> = Promise.resolve();

  /** One at a time: two attempts that both read "one left" would be one too many. */
  function inTurn<T>(work: () => Promise<T>): Promise<T> {
    const turn = lastTurn.then(work);
    lastTurn = turn.catch(() => undefined);
    return turn;
  }

  async function load(): Promise<GuardRecord> {
    if (record) return record;
    const { value, problem } = await file.read();
    if (!problem) {
      record = onThisBoot(value, clock.uptimeMs());
      // Written down at once: later in this boot an old uptime would look like one of today.
      if (!isDeepStrictEqual(record, value)) await write(record);
      return record;
    }
    log.warn('guard.record-lost', { reason: problem.kind });
    if (problem.kind === 'unreadable')
      throw new AppError('settings.unwritable', { file: problem.file, errno: problem.errno });
    // What was sent lately is not known any more, so take the worst: everything that may be.
    record = { runs: { [anywhere]: { ...ended(attemptsAllowed), lockedOut: false } } };
    // The broken file was moved aside: unless the worst is written, the next run would take it for a first start.
    await write(record);
    return record;
  }

  const ended = (attempts: number) => ({ attempts, uptimeMs: clock.uptimeMs(), settled: true });

  async function write(next: GuardRecord): Promise<void> {
    await file.write(next).catch((error: unknown) => {
      log.warn('guard.not-recorded', { code: toFailure(error).code });
    });
  }

  function quietMs(run: GuardRun): number {
    return Math.max(0, clock.uptimeMs() - run.uptimeMs) - (run.settled ? 0 : unseenEndMs);
  }

  /** What of a run still counts. After a lock-out there is one try, for as long again. */
  function counted(run: GuardRun): number {
    const quiet = quietMs(run);
    if (run.lockedOut && quiet >= lockOutMs) return quiet < 2 * lockOutMs ? attemptsAllowed - 1 : 0;
    return quiet < lockOutMs ? run.attempts : 0;
  }

  /**
   * All addresses count together: the same device may be known under two names, and one of them must not help
   * around the limit of the other.
   */
  function judge(runs: GuardRecord['runs'], address: string): GuardStanding {
    const mine = runs[address];
    if (mine?.lockedOut && quietMs(mine) < lockOutMs)
      return { triesLeft: 0, waitMs: lockOutMs - quietMs(mine) + slackMs, lockedOut: true };
    const counting = Object.values(runs).filter((run) => counted(run) > 0);
    const used = counting.reduce((sum, run) => sum + counted(run), 0);
    if (used < attemptsAllowed) return { triesLeft: attemptsAllowed - used, waitMs: 0, lockedOut: false };
    return { triesLeft: 0, waitMs: waitUntilOneIsFree(counting, used), lockedOut: false };
  }

  function waitUntilOneIsFree(counting: readonly GuardRun[], used: number): number {
    const byEnd = counting
      .map((run) => ({ freed: counted(run), inMs: lockOutMs * (run.lockedOut ? 2 : 1) - quietMs(run) }))
      .sort((one, other) => one.inMs - other.inMs);
    let left = used;
    for (const { freed, inMs } of byEnd) {
      left -= freed;
      if (left < attemptsAllowed) return inMs + slackMs;
    }
    return lockOutMs;
  }

  function refusal({ triesLeft, waitMs, lockedOut }: GuardStanding): AppError {
    const untilMs = clock.now() + waitMs;
    const code = lockedOut ? 'pbx.locked-out' : 'pbx.guarded';
    return new AppError(code, { triesLeft, waitMs, untilMs, minutes: minutesToWait(waitMs) });
  }

  async function replaceRun(address: string, run: GuardRun | undefined): Promise<GuardStanding> {
    const { runs } = await load();
    const kept = Object.entries(runs).filter(([key, other]) => key !== address && counted(other) > 0);
    const next: GuardRecord = { runs: Object.fromEntries(run ? [...kept, [address, run]] : kept) };
    // In memory it holds at once. A file left behind says the same or worse, never better.
    record = next;
    await write(next);
    return judge(next.runs, address);
  }

  async function begin(address: string): Promise<GuardedAttempt> {
    const { runs } = await load();
    const standing = judge(runs, address);
    if (standing.waitMs > 0) throw refusal(standing);

    const before = runs[address];
    const attempts = (before ? counted(before) : 0) + 1;
    const next: GuardRecord = {
      runs: { ...runs, [address]: { ...ended(attempts), settled: false, lockedOut: false } },
    };
    // Rejects with settings.unwritable: what cannot be recorded is not sent.
    await file.write(next);
    record = next;

    const settle = (run: GuardRun | undefined) => inTurn(() => replaceRun(address, run));
    return {
      accepted: () => settle(undefined),
      refused: () => settle({ ...ended(attempts), lockedOut: false }),
      unknown: () => settle({ ...ended(attempts), settled: false, lockedOut: false }),
      lockedOut: () => settle({ ...ended(attempts), lockedOut: true }),
      notSent: () => settle(before),
    };
  }

  return {
    refused: createRefusedPasswords(),
    standing: (address) => inTurn(() => load().then(({ runs }) => judge(runs, address), unreadable)),
    begin: (address) => inTurn(() => begin(address)),
  };
}

/** As told to a person, from 1 to 10. */
export function minutesToWait(waitMs: number): number {
  return Math.max(1, Math.ceil((waitMs - slackMs) / 60_000));
}

const unreadable = (): GuardStanding => ({ triesLeft: 0, waitMs: 0, lockedOut: false });

/** Stands for every address in a record that was lost. */
const anywhere = '*';
