/** The lock-out guard by a steered clock: what it lets through, what it holds back, and what it believes after a restart. */

import { beforeEach, describe, expect, test } from 'vitest';
import { createSteeredClock, type SteeredClock } from '../../../test/steered-clock.ts';
import { AppError, toFailure } from '../app-error.ts';
import type { JsonFile, JsonFileProblem } from '../lib/json-file.ts';
import { emptyGuardRecord, type GuardRecord } from './guard-record.ts';
import { createLoginGuard, type LoginGuard } from './login-guard.ts';

const minute = 60_000;
const pbx = 'pbx.example:8088';
const log = { info: () => undefined, warn: () => undefined, error: () => undefined };

/** The file's content outlives the guards of one test. */
interface Disk {
  content: GuardRecord;
  broken: boolean;
  problem: JsonFileProblem | undefined;
}

let clock: SteeredClock;
let disk: Disk;
let guard: LoginGuard;

function start(): LoginGuard {
  const file: JsonFile<GuardRecord> = {
    read: () => {
      const { problem } = disk;
      // As the real file does: a broken one is moved aside, and is missing from then on.
      if (problem?.kind === 'corrupt') disk.problem = undefined;
      return Promise.resolve(problem ? { value: emptyGuardRecord(), problem } : { value: disk.content });
    },
    write: (value) => {
      if (disk.broken) return Promise.reject(new AppError('settings.unwritable', { errno: 'ENOSPC' }));
      disk.content = structuredClone(value);
      return Promise.resolve();
    },
  };
  return createLoginGuard({ file, clock, log });
}

beforeEach(() => {
  clock = createSteeredClock();
  disk = { content: emptyGuardRecord(), broken: false, problem: undefined };
  guard = start();
});

async function refuse(times: number, address = pbx) {
  let standing = await guard.standing(address);
  for (let n = 0; n < times; n += 1) standing = await (await guard.begin(address)).refused();
  return standing;
}

const held = (address = pbx) => guard.begin(address).then(() => 'sent', toFailure);

test('says how many tries are left, and never lets the fifth through', async () => {
  for (const triesLeft of [3, 2, 1]) expect(await refuse(1)).toMatchObject({ triesLeft, waitMs: 0 });
  const last = await refuse(1);
  expect(last).toMatchObject({ triesLeft: 0, lockedOut: false });
  expect(last.waitMs).toBeGreaterThanOrEqual(10 * minute);
  expect(await held()).toMatchObject({ code: 'pbx.guarded', detail: { triesLeft: 0, waitMs: last.waitMs } });
});

test('lets go on after ten quiet minutes, not a moment sooner, and whoever waits as told is let through', async () => {
  await refuse(4);
  await clock.advance(10 * minute - 1);
  expect(await held()).toMatchObject({ code: 'pbx.guarded' });
  const { waitMs } = await guard.standing(pbx);
  await clock.advance(waitMs);
  expect(await guard.standing(pbx)).toMatchObject({ triesLeft: 4, waitMs: 0 });
});

test('the count goes on while wrong passwords follow each other within ten minutes', async () => {
  for (let n = 0; n < 4; n += 1) {
    await refuse(1);
    await clock.advance(9 * minute);
  }
  expect(await held()).toMatchObject({ code: 'pbx.guarded' });
});

test('a success starts anew', async () => {
  await refuse(3);
  await (await guard.begin(pbx)).accepted();
  expect(await guard.standing(pbx)).toMatchObject({ triesLeft: 4 });
});

test('an unknown end counts as wrong, and for a minute longer: the device may count it late', async () => {
  await refuse(3);
  await (await guard.begin(pbx)).unknown();
  await clock.advance(10 * minute);
  expect(await held()).toMatchObject({ code: 'pbx.guarded' });
  await clock.advance(minute);
  expect(await held()).toBe('sent');
});

test('what was never sent does not count', async () => {
  for (let n = 0; n < 10; n += 1) await (await guard.begin(pbx)).notSent();
  expect(await guard.standing(pbx)).toMatchObject({ triesLeft: 4 });
});

describe('across restarts', () => {
  test('an attempt is on disk before it may be sent, so a crash counts it', async () => {
    for (let n = 0; n < 4; n += 1) {
      await guard.begin(pbx);
      guard = start();
    }
    expect(await held()).toMatchObject({ code: 'pbx.guarded' });
  });

  test.each([-24 * 60 * minute, -11 * minute, 11 * minute, 24 * 60 * minute])(
    'setting the wall clock by %i ms changes nothing',
    async (byMs) => {
      await refuse(4);
      clock.jump(byMs);
      guard = start();
      expect(await held()).toMatchObject({ code: 'pbx.guarded' });
      await clock.advance(10 * minute);
      expect(await held()).toBe('sent');
    },
  );

  test('an uptime that reads a little lower after a restart is no reboot', async () => {
    await refuse(4);
    for (const run of Object.values(disk.content.runs)) run.uptimeMs += 1_000;
    guard = start();
    expect(await held()).toMatchObject({ code: 'pbx.guarded' });
  });

  test('after a reboot only the time since then is believed', async () => {
    await refuse(4);
    clock.reboot(24 * 60 * minute);
    guard = start();
    expect(await held()).toMatchObject({ code: 'pbx.guarded' });
    await clock.advance(10 * minute);
    expect(await held()).toBe('sent');
  });

  test('a second start in the same boot does not take the old uptime for one of today', async () => {
    await refuse(4);
    clock.reboot();
    guard = start();
    await guard.standing(pbx);
    await clock.advance(65 * minute);
    guard = start();
    expect(await guard.standing(pbx)).toMatchObject({ triesLeft: 4 });
  });
});

describe('when the record fails', () => {
  test('an attempt that cannot be recorded is not sent, and does not count', async () => {
    disk.broken = true;
    expect(await held()).toMatchObject({ code: 'settings.unwritable' });
    disk.broken = false;
    expect(await guard.standing(pbx)).toMatchObject({ triesLeft: 4 });
  });

  test('a success that cannot be recorded counts for this run alone', async () => {
    await refuse(2);
    const attempt = await guard.begin(pbx);
    disk.broken = true;
    await attempt.accepted();
    expect(await guard.standing(pbx)).toMatchObject({ triesLeft: 4 });
    disk.broken = false;
    guard = start();
    expect(await guard.standing(pbx)).toMatchObject({ triesLeft: 1 });
  });

  test('a broken file means the worst, also for the start after the next', async () => {
    disk.problem = { kind: 'corrupt', file: 'login-guard.json', reason: 'syntax', keptAs: 'copy.json' };
    guard = start();
    expect(await held()).toMatchObject({ code: 'pbx.guarded' });
    guard = start();
    expect(await held()).toMatchObject({ code: 'pbx.guarded' });
    await clock.advance(10 * minute);
    expect(await held()).toBe('sent');
  });

  test('a file that cannot be read lets nothing through until it can', async () => {
    disk.problem = { kind: 'unreadable', file: 'login-guard.json', errno: 'EACCES' };
    guard = start();
    expect(await guard.standing(pbx)).toEqual({ triesLeft: 0, waitMs: 0, lockedOut: false });
    expect(await held()).toMatchObject({ code: 'settings.unwritable', detail: { errno: 'EACCES' } });
    disk.problem = undefined;
    expect(await held()).toBe('sent');
  });
});

describe('locked out by the device', () => {
  test('ten minutes, then exactly one try, and the next ten minutes', async () => {
    await (await guard.begin(pbx)).lockedOut();
    expect(await held()).toMatchObject({ code: 'pbx.locked-out', detail: { triesLeft: 0, minutes: 10 } });
    await clock.advance(10 * minute - 1);
    expect(await held()).toMatchObject({ code: 'pbx.locked-out' });
    await clock.advance(1);
    expect(await guard.standing(pbx)).toMatchObject({ triesLeft: 1, waitMs: 0 });
    await refuse(1);
    expect(await held()).toMatchObject({ code: 'pbx.guarded' });
    await clock.advance(10 * minute);
    expect(await guard.standing(pbx)).toMatchObject({ triesLeft: 4 });
  });

  test('the lock outlives a restart and a reboot', async () => {
    await (await guard.begin(pbx)).lockedOut();
    guard = start();
    expect(await held()).toMatchObject({ code: 'pbx.locked-out' });
    clock.reboot(30 * minute);
    guard = start();
    expect(await held()).toMatchObject({ code: 'pbx.locked-out' });
  });
});

describe('several addresses', () => {
  test('count together, since one device may have two names; a success clears its own only', async () => {
    await refuse(2, 'pbx.example:8088');
    await refuse(2, '192.0.2.7:8088');
    expect(await held('192.0.2.8:8088')).toMatchObject({ code: 'pbx.guarded' });
    await clock.advance(10 * minute);
    await refuse(2, 'pbx.example:8088');
    await (await guard.begin('192.0.2.7:8088')).accepted();
    expect(await guard.standing('192.0.2.7:8088')).toMatchObject({ triesLeft: 2 });
  });

  test('attempts at once are counted one after another', async () => {
    const begun = await Promise.allSettled(Array.from({ length: 9 }, () => guard.begin(pbx)));
    expect(begun.filter(({ status }) => status === 'fulfilled')).toHaveLength(4);
  });
});
