/** The lock-out guard by a steered clock: what it lets through, what it holds back, and what it believes after a restart. */

import { beforeEach, describe, expect, test } from 'vitest';
import { createMemoryFile, type MemoryFile } from '../../../../test/core/fixtures/memory-file.ts';
import { createSteeredClock, type SteeredClock } from '../../../../test/steered-clock.ts';
import { toFailure } from '../../app-error.ts';
import { emptyGuardRecord, guardRecordSchema, migrateGuardRecord, type GuardRecord } from './guard-record.ts';
import { createLoginGuard, minutesToWait, type LoginGuard, type LoginTarget } from './login-guard.ts';
import { createRefusedPasswords, noRefusedPasswords } from './refused-passwords.ts';

const minute = 60_000;
const day = 24 * 60 * minute;
const pbx: LoginTarget = { address: 'pbx.example:8088', sha256: null };
const log = { info: () => undefined, warn: () => undefined, error: () => undefined };

let clock: SteeredClock;
let file: MemoryFile<GuardRecord>;
let guard: LoginGuard;

function start(): LoginGuard {
  const refused = createRefusedPasswords({ file: createMemoryFile(noRefusedPasswords), log });
  return createLoginGuard({ file, refused, clock, log });
}

beforeEach(() => {
  clock = createSteeredClock();
  file = createMemoryFile(emptyGuardRecord);
  guard = start();
});

async function refuse(times: number, target = pbx) {
  let status = await guard.status(target);
  for (let n = 0; n < times; n += 1) status = await (await guard.begin(target)).refused();
  return status;
}

/** Whether one more would be let through; as if it had never been. */
async function held(target = pbx) {
  try {
    await (await guard.begin(target)).notJudged();
    return 'sent';
  } catch (error) {
    return toFailure(error);
  }
}

test('says how many tries are left, and never lets the fifth through', async () => {
  for (const triesLeft of [3, 2, 1, 0]) expect(await refuse(1)).toMatchObject({ triesLeft, waitMs: 0 });
  expect(await held()).toEqual({ code: 'pbx.guarded', detail: { triesLeft: 0 } });
});

test.each([10 * minute, 11 * minute, day, 400 * day])(
  '%i ms later the row is as long as it was',
  async (ms) => {
    await refuse(4);
    await clock.advance(ms);
    expect(await held()).toMatchObject({ code: 'pbx.guarded' });
  },
);

test('an accepted password ends the row', async () => {
  await refuse(3);
  await (await guard.begin(pbx)).accepted();
  expect(await guard.status(pbx)).toEqual({ triesLeft: 4, waitMs: 0, unanswered: null });
});

test('what went without an answer may have been refused', async () => {
  for (let n = 0; n < 4; n += 1) await (await guard.begin(pbx)).unanswered();
  expect(await held()).toMatchObject({ code: 'pbx.guarded' });
});

test('what judged no password does not count', async () => {
  for (let n = 0; n < 10; n += 1) await (await guard.begin(pbx)).notJudged();
  expect(await guard.status(pbx)).toMatchObject({ triesLeft: 4, unanswered: null });
});

test('logins without an answer are spaced: the fourth comes more than a minute after the first', async () => {
  const pauses: number[] = [];
  for (let n = 0; n < 3; n += 1) {
    const status = await (await guard.begin(pbx)).unanswered();
    pauses.push(status.unanswered?.pauseMs ?? 0);
  }
  expect(pauses).toEqual([5_000, 20_000, 40_000]);
  await clock.advance(15_000);
  expect((await guard.status(pbx)).unanswered).toEqual({ pauseMs: 25_000 });
  await (await guard.begin(pbx)).refused();
  expect((await guard.status(pbx)).unanswered).toBeNull();
});

test('one that judged nothing leaves the spacing as it was', async () => {
  for (let n = 0; n < 2; n += 1) await (await guard.begin(pbx)).unanswered();
  await (await guard.begin(pbx)).notJudged();
  expect(await guard.status(pbx)).toEqual({ triesLeft: 2, waitMs: 0, unanswered: { pauseMs: 20_000 } });
});

test.each([
  [1, 1],
  [61_000, 1],
  [61_001, 2],
  [10 * minute + 1_000, 10],
])('a wait of %i ms is shown as %i minutes', (waitMs, minutes) => {
  expect(minutesToWait(waitMs)).toBe(minutes);
});

describe('one more try, allowed by a person', () => {
  test('is one, and the next needs another word', async () => {
    await refuse(4);
    expect(await guard.allowOneMore(pbx)).toMatchObject({ triesLeft: 1 });
    expect(await refuse(1)).toMatchObject({ triesLeft: 0 });
    expect(await held()).toMatchObject({ code: 'pbx.guarded' });
    await guard.allowOneMore(pbx);
    await (await guard.begin(pbx)).accepted();
    expect(await guard.status(pbx)).toMatchObject({ triesLeft: 4 });
  });

  test('adds nothing while tries are left', async () => {
    await refuse(1);
    expect(await guard.allowOneMore(pbx)).toMatchObject({ triesLeft: 3 });
  });

  test('outlives a restart', async () => {
    await refuse(4);
    await guard.allowOneMore(pbx);
    guard = start();
    expect(await guard.status(pbx)).toMatchObject({ triesLeft: 1 });
  });
});

describe('across restarts and programs', () => {
  test('an attempt is on disk before it may be sent, so a crash counts it', async () => {
    for (let n = 0; n < 4; n += 1) {
      await guard.begin(pbx);
      guard = start();
    }
    expect(await held()).toMatchObject({ code: 'pbx.guarded' });
  });

  test('several programs on one record count together', async () => {
    const programs = [start(), start(), start()];
    for (const program of programs) await (await program.begin(pbx)).refused();
    await (await programs[0]?.begin(pbx))?.refused();
    for (const program of programs)
      await expect(program.begin(pbx)).rejects.toMatchObject({ code: 'pbx.guarded' });
  });

  test.each([-day, -11 * minute, 11 * minute, day])(
    'setting the wall clock by %i ms changes nothing',
    async (byMs) => {
      await refuse(4);
      clock.jump(byMs);
      guard = start();
      expect(await held()).toMatchObject({ code: 'pbx.guarded' });
    },
  );

  test('nor does a reboot', async () => {
    await refuse(4);
    clock.reboot(day);
    guard = start();
    expect(await held()).toMatchObject({ code: 'pbx.guarded' });
  });

  test('what an earlier version has counted still counts', async () => {
    const old = { runs: { [pbx.address]: { attempts: 3, uptimeMs: 5, settled: true, lockedOut: false } } };
    file.content = guardRecordSchema.parse(migrateGuardRecord(old));
    expect(await guard.status(pbx)).toMatchObject({ triesLeft: 1 });
  });
});

describe('when the record fails', () => {
  test('an attempt that cannot be recorded is not sent, and does not count', async () => {
    file.full = true;
    expect(await held()).toMatchObject({ code: 'settings.unwritable' });
    file.full = false;
    expect(await guard.status(pbx)).toMatchObject({ triesLeft: 4 });
  });

  test('a success that cannot be recorded counts for this run, and is written with the next attempt', async () => {
    await refuse(2);
    const attempt = await guard.begin(pbx);
    file.full = true;
    await attempt.accepted();
    expect(await guard.status(pbx)).toMatchObject({ triesLeft: 4 });
    file.full = false;
    expect(await start().status(pbx)).toMatchObject({ triesLeft: 1 });
    expect(await refuse(1)).toMatchObject({ triesLeft: 3 });
    expect(await start().status(pbx)).toMatchObject({ triesLeft: 3 });
  });

  test('a broken file means the worst, also for the start after the next', async () => {
    file.problem = {
      kind: 'corrupt',
      file: 'login-guard.json',
      reason: 'syntax',
      keptAs: 'copy.json',
      restored: false,
    };
    expect(await held()).toMatchObject({ code: 'pbx.guarded' });
    guard = start();
    expect(await held()).toMatchObject({ code: 'pbx.guarded' });
    await guard.allowOneMore(pbx);
    await (await guard.begin(pbx)).accepted();
    expect(await guard.status(pbx)).toMatchObject({ triesLeft: 4 });
  });

  test('a file that cannot be read lets nothing through until it can', async () => {
    file.problem = { kind: 'unreadable', file: 'login-guard.json', errno: 'EACCES' };
    guard = start();
    expect(await guard.status(pbx)).toMatchObject({ triesLeft: 0, waitMs: 0 });
    expect(await held()).toMatchObject({ code: 'settings.unwritable', detail: { errno: 'EACCES' } });
    file.problem = undefined;
    expect(await held()).toBe('sent');
  });
});

describe('locked out by the device', () => {
  test('ten minutes, then exactly one try, then a person', async () => {
    await (await guard.begin(pbx)).lockedOut();
    expect(await held()).toMatchObject({ code: 'pbx.locked-out', detail: { minutes: 10 } });
    await clock.advance(10 * minute - 1);
    expect(await held()).toMatchObject({ code: 'pbx.locked-out' });
    await clock.advance((await guard.status(pbx)).waitMs);
    expect(await guard.status(pbx)).toMatchObject({ triesLeft: 1, waitMs: 0 });
    await refuse(1);
    expect(await held()).toMatchObject({ code: 'pbx.guarded' });
  });

  test('the lock outlives a restart and a reboot, after which only the time since then is believed', async () => {
    await (await guard.begin(pbx)).lockedOut();
    guard = start();
    expect(await held()).toMatchObject({ code: 'pbx.locked-out' });
    clock.reboot(30 * minute);
    guard = start();
    expect(await held()).toMatchObject({ code: 'pbx.locked-out' });
    await clock.advance(10 * minute);
    expect(await held()).toBe('sent');
  });

  test.each([
    [30_000, 10 * minute],
    [60_000, 10 * minute],
    [61_000, 10 * minute - 5_000],
  ])('an uptime that is %i ms ahead: %i ms are left', async (aheadMs, leftMs) => {
    const clockAt = { ...clock, uptimeMs: () => 5_000 };
    const row = { ...pbx, maybeRefused: 3, unanswered: 0, lockedOut: true, uptimeMs: 5_000 + aheadMs };
    file.content = { version: 2, rows: [row] };
    const refused = createRefusedPasswords({ file: createMemoryFile(noRefusedPasswords), log });
    guard = createLoginGuard({ file, refused, clock: clockAt, log });
    expect(await guard.status(pbx)).toMatchObject({ waitMs: leftMs + 1_000 });
  });

  test('leaves one try under another name that may be the same device, and all for one that is not', async () => {
    const byName: LoginTarget = { address: 'pbx.example:8088', sha256: 'aa' };
    const byNumber: LoginTarget = { address: '192.0.2.7:8088', sha256: 'aa' };
    const another: LoginTarget = { address: '192.0.2.8:8088', sha256: 'bb' };
    await refuse(1, byNumber);
    await refuse(1, another);
    await (await guard.begin(byName)).lockedOut();
    expect(await guard.status(another)).toMatchObject({ triesLeft: 3, waitMs: 0 });
    await clock.advance(11 * minute);
    expect(await guard.status(byNumber)).toMatchObject({ triesLeft: 1, waitMs: 0 });
  });

  test('holds for another name that may be the same device', async () => {
    await (await guard.begin(pbx)).lockedOut();
    expect(await held({ address: '192.0.2.7:8088', sha256: null })).toMatchObject({ code: 'pbx.locked-out' });
  });
});

describe('several addresses', () => {
  const byName: LoginTarget = { address: 'pbx.example:8088', sha256: 'aa' };
  const byNumber: LoginTarget = { address: '192.0.2.7:8088', sha256: 'aa' };
  const another: LoginTarget = { address: '192.0.2.8:8088', sha256: 'bb' };
  const unpinned: LoginTarget = { address: '192.0.2.9:8088', sha256: null };

  test('with one certificate count together: they are one device', async () => {
    await refuse(2, byName);
    await refuse(2, byNumber);
    for (const target of [byName, byNumber])
      expect(await held(target)).toMatchObject({ code: 'pbx.guarded' });
  });

  test('with two certificates are two devices', async () => {
    await refuse(4, byName);
    expect(await guard.status(another)).toMatchObject({ triesLeft: 4 });
  });

  test('that may be one device count together, in whatever order they are tried', async () => {
    await refuse(1, byName);
    await refuse(1, another);
    await refuse(2, unpinned);
    for (const target of [byName, another])
      expect(await guard.status(target)).toMatchObject({ triesLeft: 1 });
    expect(await guard.status(unpinned)).toMatchObject({ triesLeft: 1 });
  });

  test('a success clears its own only; what went elsewhere before it no longer counts there', async () => {
    await refuse(3, unpinned);
    await (await guard.begin(byName)).accepted();
    expect(await guard.status(byName)).toMatchObject({ triesLeft: 4 });
    expect(await guard.status(unpinned)).toMatchObject({ triesLeft: 0 });
    await refuse(1, byName);
    expect(await guard.status(byName)).toMatchObject({ triesLeft: 3 });
  });

  test('a success clears neither another name of the device nor another certificate at the address', async () => {
    const renewed = { ...byName, sha256: 'cc' };
    await refuse(1, byNumber);
    await refuse(1, renewed);
    await (await guard.begin(byName)).accepted();
    expect(await guard.status(byName)).toMatchObject({ triesLeft: 4 });
    for (const target of [byNumber, renewed])
      expect(await guard.status(target)).toMatchObject({ triesLeft: 2 });
  });

  test('what judged no password counts under none of them', async () => {
    await refuse(1, byNumber);
    await refuse(1, another);
    await (await guard.begin(byName)).notJudged();
    for (const target of [byName, byNumber, another])
      expect(await guard.status(target)).toMatchObject({ triesLeft: 3 });
  });

  test('one more try is allowed at one device, under each of its names', async () => {
    await refuse(1, byNumber);
    await refuse(3, byName);
    await refuse(4, another);
    expect(await guard.allowOneMore(byName)).toMatchObject({ triesLeft: 1 });
    expect(await guard.status(byNumber)).toMatchObject({ triesLeft: 1 });
    expect(await guard.status(another)).toMatchObject({ triesLeft: 0 });
  });

  test('a new certificate at an address does not end its row', async () => {
    await refuse(3, byName);
    expect(await guard.status({ ...byName, sha256: 'cc' })).toMatchObject({ triesLeft: 1 });
  });

  test('attempts at once are counted one after another', async () => {
    const begun = await Promise.allSettled(Array.from({ length: 9 }, () => guard.begin(pbx)));
    expect(begun.filter(({ status }) => status === 'fulfilled')).toHaveLength(4);
  });
});
