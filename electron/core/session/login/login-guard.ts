/**
 * Never sends the login that could lock this computer out. The PBX locks an address out after five wrong passwords in a row,
 * and only a right one is known to end the row (PBX notes, "Session"): so four is the most that leaves, however much time,
 * and however many starts and programs lie between. Attempts are counted on disk before they are sent.
 */

import { AppError, toFailure } from '../../app-error.ts';
import type { SharedJsonFile } from '../../lib/files/json-file.ts';
import type { Clock, Log } from '../../ports.ts';
import type { RefusedPasswords } from './refused-passwords.ts';
import { quietMs, type GuardRecord, type GuardRow } from './guard-record.ts';

export const attemptsAllowed = 4;
const lockOutMs = 10 * 60_000;
/** Clocks and timers differ slightly: after the stated wait, a try is allowed. */
const slackMs = 1_000;
/** After this many logins in a row without an answer, the program itself waits that long before the next. */
const pausesMs = [0, 5_000, 20_000, 40_000];

/** Which device a login goes to. */
export interface LoginTarget {
  /** `host:port` */
  readonly address: string;
  /** The pinned certificate's SHA-256; null where there is none. */
  readonly sha256: string | null;
}

export interface GuardStatus {
  /** Passwords that may still be tried in a row. 0 with no wait: only a person can allow one more. */
  readonly triesLeft: number;
  /** The PBX has locked this computer out: until then. 0 otherwise. */
  readonly waitMs: number;
  /** The latest logins got no answer: the program itself should wait this long, and first ask whether anyone is there. */
  readonly unanswered: { readonly pauseMs: number } | null;
}

/** One attempt that was recorded and may be sent. Report how it ended, once; an attempt without a report counts as unanswered. */
export interface GuardedAttempt {
  /** The PBX took the password: the row has ended. */
  accepted(): Promise<GuardStatus>;
  /** The PBX refused the password (20003). */
  refused(): Promise<GuardStatus>;
  /** Sent, and the answer never came: it may have been refused. */
  unanswered(): Promise<GuardStatus>;
  /** Not sent at all, or answered by something that can't judge a password: doesn't count. */
  notJudged(): Promise<GuardStatus>;
  /** The PBX has locked this computer out (20002). */
  lockedOut(): Promise<GuardStatus>;
}

export interface LoginGuard {
  readonly refused: RefusedPasswords;
  /** How things stand at a device; sends nothing, never rejects. No tries are left while the record cannot be read. */
  status(target: LoginTarget): Promise<GuardStatus>;
  /**
   * Records an attempt, and only then lets it be sent. Rejects with `pbx.guarded {triesLeft}`,
   * `pbx.locked-out {waitMs, untilMs, minutes}` or, when it cannot be recorded, `settings.unwritable`.
   */
  begin(target: LoginTarget): Promise<GuardedAttempt>;
  /**
   * A person has checked the password and wants one more try than is safe. Does nothing while tries are left.
   * Rejects with `settings.unwritable`.
   */
  allowOneMore(target: LoginTarget): Promise<GuardStatus>;
}

export interface LoginGuardPorts {
  /** Shared by every program that counts together; read afresh for each attempt. */
  readonly file: SharedJsonFile<GuardRecord>;
  readonly refused: RefusedPasswords;
  readonly clock: Clock;
  readonly log: Log;
}

export function createLoginGuard({ file, refused, clock, log }: LoginGuardPorts): LoginGuard {
  /** Outcomes that couldn't be written: known here for as long as this program runs. */
  let unwritten: ((record: GuardRecord) => GuardRecord)[] = [];

  /** The record with what this program could not write. A record that was lost means the worst. */
  async function read(): Promise<GuardRecord> {
    const { value, problem } = await file.read();
    if (problem?.kind === 'unreadable')
      throw new AppError('settings.unwritable', { file: problem.file, errno: problem.errno });
    if (problem?.kind === 'corrupt' && !problem.restored) {
      log.warn('guard.record-lost', { reason: problem.kind });
      const worst = allUsed(clock.uptimeMs());
      // The broken file was moved aside: unless this is written, the next reading would take it for a first start.
      await file.write(worst);
      return worst;
    }
    return unwritten.reduce((record, change) => change(record), value);
  }

  async function write(change: (record: GuardRecord) => GuardRecord): Promise<GuardRecord> {
    await read();
    const late = unwritten;
    const written = await file.update((record) => change(late.reduce((so, one) => one(so), record)));
    unwritten = unwritten.filter((one) => !late.includes(one));
    return written;
  }

  async function settle(
    target: LoginTarget,
    change: (record: GuardRecord) => GuardRecord,
  ): Promise<GuardStatus> {
    try {
      return statusOf(await write(change), target, clock.uptimeMs());
    } catch (error) {
      log.warn('guard.not-recorded', { code: toFailure(error).code });
      // On disk it counts as sent and unanswered, which is never better than the truth.
      unwritten.push(change);
      return status(target);
    }
  }

  async function status(target: LoginTarget): Promise<GuardStatus> {
    try {
      return statusOf(await read(), target, clock.uptimeMs());
    } catch {
      return { triesLeft: 0, waitMs: 0, unanswered: null };
    }
  }

  async function begin(target: LoginTarget): Promise<GuardedAttempt> {
    let unanswered = 0;
    await write((record) => {
      const uptimeMs = clock.uptimeMs();
      const now = statusOf(record, target, uptimeMs);
      if (now.waitMs > 0) throw lockedOutFailure(now.waitMs, clock);
      if (now.triesLeft === 0) throw new AppError('pbx.guarded', { triesLeft: 0 });
      ({ unanswered } = rowOf(record, target));
      return withOneMore(record, target, uptimeMs);
    });
    return {
      accepted: () => settle(target, (record) => changeRow(record, target, () => endedRow(target))),
      refused: () =>
        settle(target, (record) => changeRow(record, target, (row) => ({ ...row, unanswered: 0 }))),
      unanswered: () => settle(target, (record) => record),
      notJudged: () => settle(target, (record) => withOneLess(record, target, unanswered)),
      lockedOut: () => settle(target, (record) => withLockOut(record, target, clock.uptimeMs())),
    };
  }

  return {
    refused,
    status,
    begin,
    async allowOneMore(target) {
      const record = await write((current) => {
        if (statusOf(current, target, clock.uptimeMs()).triesLeft > 0) return current;
        return changeCounts(withRow(current, target), target, ({ maybeRefused }) =>
          Math.min(maybeRefused, attemptsAllowed - 1),
        );
      });
      return statusOf(record, target, clock.uptimeMs());
    },
  };
}

/** As shown to a person, from 1 to 10. */
export function minutesToWait(waitMs: number): number {
  return Math.max(1, Math.ceil((waitMs - slackMs) / 60_000));
}

export function isGuarded({ triesLeft, waitMs }: GuardStatus): boolean {
  return triesLeft === 0 && waitMs === 0;
}

function lockedOutFailure(waitMs: number, clock: Clock): AppError {
  return new AppError('pbx.locked-out', {
    waitMs,
    untilMs: clock.now() + waitMs,
    minutes: minutesToWait(waitMs),
  });
}

function statusOf(record: GuardRecord, target: LoginTarget, uptimeMs: number): GuardStatus {
  const row = rowOf(record, target);
  const locked = record.rows.filter((one) => one.lockedOut && mayBeSameDevice(one, target));
  const leftMs = Math.max(0, ...locked.map((one) => lockOutMs - quietMs(one, uptimeMs)));
  const waitMs = leftMs > 0 ? leftMs + slackMs : 0;
  const pauseMs = pausesMs[Math.min(row.unanswered, pausesMs.length - 1)] ?? 0;
  return {
    triesLeft: waitMs > 0 ? 0 : Math.max(0, attemptsAllowed - row.maybeRefused),
    waitMs,
    unanswered: row.unanswered > 0 ? { pauseMs: Math.max(0, pauseMs - quietMs(row, uptimeMs)) } : null,
  };
}

const isSame = (row: GuardRow, { address, sha256 }: LoginTarget): boolean =>
  row.address === address && row.sha256 === sha256;

/** Two names may lead to one device. Only two pinned certificates that differ, at two addresses, are surely two. */
function mayBeSameDevice(row: GuardRow, { address, sha256 }: LoginTarget): boolean {
  return (
    row.address === anywhere ||
    row.address === address ||
    row.sha256 === null ||
    sha256 === null ||
    row.sha256 === sha256
  );
}

/** A device that nothing was sent to under this name may have had everything that went to it under another. */
function rowOf(record: GuardRecord, target: LoginTarget): GuardRow {
  const own = record.rows.find((row) => isSame(row, target));
  if (own !== undefined) return own;
  const others = record.rows.filter((row) => mayBeSameDevice(row, target));
  const maybeRefused = Math.max(0, ...others.map((row) => row.maybeRefused));
  return { ...endedRow(target), maybeRefused };
}

const endedRow = ({ address, sha256 }: LoginTarget): GuardRow => ({
  address,
  sha256,
  maybeRefused: 0,
  unanswered: 0,
  lockedOut: false,
  uptimeMs: 0,
});

function withRow(record: GuardRecord, target: LoginTarget): GuardRecord {
  if (record.rows.some((row) => isSame(row, target))) return record;
  return { ...record, rows: [...record.rows, rowOf(record, target)] };
}

function changeRow(
  record: GuardRecord,
  target: LoginTarget,
  change: (row: GuardRow) => GuardRow,
): GuardRecord {
  const { rows } = withRow(record, target);
  return { ...record, rows: rows.map((row) => (isSame(row, target) ? change(row) : row)) };
}

/** Changes the count of every row that may be the same device, which may be tried under that name next; and more of its own. */
function changeCounts(
  record: GuardRecord,
  target: LoginTarget,
  count: (row: GuardRow) => number,
  ofOwn: (row: GuardRow) => Partial<GuardRow> = () => ({}),
): GuardRecord {
  const rows = record.rows.map((row) => {
    if (!mayBeSameDevice(row, target)) return row;
    const counted = { ...row, maybeRefused: count(row) };
    return isSame(row, target) ? { ...counted, ...ofOwn(row) } : counted;
  });
  return { ...record, rows };
}

function withOneMore(record: GuardRecord, target: LoginTarget, uptimeMs: number): GuardRecord {
  return changeCounts(
    withRow(record, target),
    target,
    ({ maybeRefused }) => maybeRefused + 1,
    // Until its end is known, it is one that went without an answer.
    ({ unanswered }) => ({ unanswered: unanswered + 1, lockedOut: false, uptimeMs }),
  );
}

function withOneLess(record: GuardRecord, target: LoginTarget, unanswered: number): GuardRecord {
  const count = ({ maybeRefused }: GuardRow): number => Math.max(0, maybeRefused - 1);
  return changeCounts(record, target, count, () => ({ unanswered }));
}

/** After a lock-out there is one try. */
function withLockOut(record: GuardRecord, target: LoginTarget, uptimeMs: number): GuardRecord {
  const ofOwn = { unanswered: 0, lockedOut: true, uptimeMs };
  return changeCounts(
    record,
    target,
    () => attemptsAllowed - 1,
    () => ofOwn,
  );
}

/** Stands for every address in a record that was lost. */
const anywhere = '*';

function allUsed(uptimeMs: number): GuardRecord {
  const row = { ...endedRow({ address: anywhere, sha256: null }), maybeRefused: attemptsAllowed, uptimeMs };
  return { version: 2, rows: [row] };
}
