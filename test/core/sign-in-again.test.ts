/** Signing in once there has been a list: what is shown until the PBX has answered, and who may see the list. */

import { afterEach, beforeEach, expect, it } from 'vitest';
import type { Snapshot } from '../../electron/contract/snapshot.ts';
import { startDemoPbx, type DemoPbx } from '../pbx/demo-pbx.ts';
import { ok, signInto, silentLog, startCore, type RunningCore } from './fixtures/start-core.ts';

let pbx: DemoPbx;
let running: RunningCore;
let failedPolls: number;

beforeEach(async () => {
  pbx = await startDemoPbx({ quirks: 'none' });
  failedPolls = 0;
  const warn = (event: string): void => void (event === 'poller.failed' && (failedPolls += 1));
  running = await startCore({ log: { ...silentLog, warn } });
  await signInto(running, pbx, '1002');
  running.core.signal({ kind: 'panel', open: true });
});
afterEach(async () => {
  await running.close();
  await pbx.close();
});

const signIn = (password: string, username = pbx.username) =>
  running.request('account.sign-in', { username, password });

async function signOut(): Promise<void> {
  await ok(running.request('account.sign-out', {}));
  await running.until(({ connection }) => connection.kind === 'signed-out');
  await pollFails();
}

/** From then on only a person can go on. */
const pollFails = () => expect.poll(() => failedPolls, { timeout: 15_000 }).toBe(1);

/** The stored password is refused from now on. */
async function changePassword(): Promise<void> {
  pbx.changePassword('another-password-1');
  pbx.killAllTokens();
  await ok(running.request('connection.retry', {}));
  await running.until(({ connection }) => connection.kind === 'blocked');
  await pollFails();
}

/** What each snapshot after this call says of the connection, without repetitions. */
function followConnection(): { readonly seen: string[]; readonly snapshots: Snapshot[] } {
  const seen: string[] = [];
  const snapshots: Snapshot[] = [];
  running.core.onEvent((event) => {
    if (event.name !== 'snapshot') return;
    snapshots.push(event.payload);
    const { connection } = event.payload;
    const kind = connection.kind === 'blocked' ? connection.need.kind : connection.kind;
    if (seen.at(-1) !== kind) seen.push(kind);
  });
  return { seen, snapshots };
}

it('lists nobody between signing out and the first answer after signing in; what I chose stays', async () => {
  await ok(running.request('favourite.set', { number: '1003', on: true }));
  await ok(running.request('group.set', { name: 'Support', numbers: ['1003', '1004'] }));
  const before = await running.until(
    ({ groups, myExtension }) => groups.length === 1 && myExtension !== null,
  );
  await signOut();
  expect(running.snapshot().myExtension).toBeNull();
  const { seen, snapshots } = followConnection();
  const signedInAt = Date.now();
  await ok(signIn(pbx.password));
  const live = await running.until(({ connection }) => connection.kind === 'live');

  expect(seen.filter((kind) => kind !== 'signed-out')).toEqual(['connecting', 'live']);
  for (const { roster, myExtension } of snapshots) {
    if ((roster.confirmedAt ?? 0) >= signedInAt) continue;
    expect(roster).toMatchObject({ confirmedAt: null, colleagues: [] });
    expect(myExtension).toBeNull();
  }
  expect(live.roster.colleagues).toHaveLength(before.roster.colleagues.length);
  const chosen = ({ favourites, groups, settings }: Snapshot) => ({ favourites, groups, settings });
  expect(chosen(live)).toEqual(chosen(before));
});

it('stays signed out while the PBX gives no answer, and says why', async () => {
  await signOut();
  const { seen } = followConnection();
  pbx.faults.set('answer-lost', { path: 'login', times: 1 });
  expect(await signIn(pbx.password, 'other')).toMatchObject({
    failure: { code: 'network.interrupted' },
  });
  expect(running.snapshot().connection).toEqual({ kind: 'signed-out' });
  expect(seen.filter((kind) => kind !== 'signed-out')).toEqual([]);
});

it('lists nobody for a wrong password after signing out', async () => {
  await signOut();
  const { seen } = followConnection();
  expect(await signIn('wrong-password-1', 'other')).toMatchObject({
    failure: { code: 'pbx.bad-credentials' },
  });
  const { connection, roster } = await running.until((snapshot) => snapshot.connection.kind === 'blocked');
  expect(connection).toEqual({
    kind: 'blocked',
    confirmedAt: null,
    need: { kind: 'password', username: 'other', triesLeft: 3 },
  });
  expect(roster.colleagues).toEqual([]);
  expect(seen.filter((kind) => kind !== 'signed-out')).toEqual(['password']);
});

it('goes from a refused password to the list without any other need', async () => {
  await changePassword();
  const { seen } = followConnection();
  pbx.faults.set('answer-lost', { path: 'login', times: 1 });
  await signIn('another-password-1');
  await signIn('wrong-password-1');
  expect(running.snapshot().connection).toMatchObject({ need: { kind: 'password' } });
  await ok(signIn('another-password-1'));
  await running.until(({ connection }) => connection.kind === 'live');
  expect(seen).toEqual(['password', 'connecting', 'live']);
});

it('takes in no list that was asked for before signing out', async () => {
  const polls = (): number => pbx.log.filter(({ path }) => path === 'extensionlist/query').length;
  const before = polls();
  pbx.faults.set({ kind: 'delay', delayMs: 500 }, { path: 'extensionlist/query', times: 1 });
  await expect.poll(polls, { timeout: 15_000 }).toBeGreaterThan(before);
  await signOut();
  const { seen } = followConnection();
  await signIn('wrong-password-1');
  expect(running.snapshot().roster.colleagues).toEqual([]);
  expect(seen.filter((kind) => kind !== 'signed-out')).toEqual(['password']);
});
