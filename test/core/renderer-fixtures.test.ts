/**
 * The renderer's tests and pictures are based on snapshots like the real core's: driven into each situation against the demo PBX, it
 * shows the same fields, of the same kinds, with people in the same order.
 */

import { afterEach, expect, it } from 'vitest';
import type { Snapshot } from '../../electron/contract/snapshot.ts';
import { startDemoPbx, type DemoPbx } from '../pbx/demo-pbx.ts';
import { peopleStates } from '../renderer/fixtures/people-snapshots.ts';
import { office, states, type StateName } from '../renderer/fixtures/snapshots.ts';
import { ok, signInto, startCore, type RunningCore } from './fixtures/start-core.ts';
import { createTravellingClock, type TravellingClock } from './fixtures/travelling-clock.ts';

const me = '1002';
/** Longer than from one poll to the next while the panel is closed. */
const POLL_MS = 20_000;
const cleanups: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const cleanup of cleanups.splice(0).reverse()) await cleanup();
});

interface World {
  readonly pbx: DemoPbx;
  readonly running: RunningCore;
  readonly clock: TravellingClock;
}

async function world(): Promise<World> {
  const clock = createTravellingClock();
  const pbx = await startDemoPbx({ people: 12, quirks: 'none', now: () => clock.now() });
  moveIn(pbx);
  cleanups.push(() => pbx.close());
  const person = { login: 'itang', fullName: 'Ina Tang' };
  const running = await startCore({
    clock,
    person,
    startDemo: () => Promise.reject(new Error('no demo here')),
  });
  cleanups.push(() => running.close());
  return { pbx, running, clock };
}

/** Exactly the people of the fixtures, each with the device's word for their state. */
function moveIn(pbx: DemoPbx): void {
  for (const number of pbx.extensions.numbers()) if (number !== me) pbx.extensions.remove(number);
  for (const { number, name, rawStatus, type, port = '' } of office) {
    const fields = { username: name, status: rawStatus, type, port };
    if (number === me) pbx.extensions.set(number, fields);
    else pbx.extensions.add({ extnumber: number, ...fields });
  }
}

/** Words that decide what is shown are compared as they are; all else by its kind. */
const TELLING = new Set(['kind', 'code', 'step', 'because', 'mode', 'likely', 'sortBy', 'callWith']);

/** A value's fields and their kinds. Lists are as the kinds of their members, each once. */
function shapeOf(value: unknown, key = ''): unknown {
  if (value === null) return 'null';
  if (Array.isArray(value)) {
    const members = value.map((one) => JSON.stringify(shapeOf(one)));
    return [...new Set(members)].toSorted();
  }
  if (typeof value !== 'object') return TELLING.has(key) ? value : typeof value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([, one]) => one !== undefined)
      .map(([name, one]) => [name, shapeOf(one, name)] as const)
      .toSorted(([one], [other]) => (one < other ? -1 : 1)),
  );
}

/** Whole but for what tests of their own hold: my extension's settings and calls. */
function wholeOf(snapshot: Snapshot): unknown {
  const { myExtension: _mine, calling: _call, ...rest } = snapshot;
  return shapeOf({ ...rest, roster: { ...rest.roster, colleagues: [] }, notices: [] });
}

const setUp = async ({ pbx, running }: World, to: 'certificate' | 'account' | 'extension') => {
  await ok(running.request('setup.address', { address: pbx.url, plainHttpConfirmed: false }));
  if (to === 'certificate') return;
  await ok(running.request('setup.certificate', { sha256: pbx.fingerprint, decision: 'trust' }));
  if (to === 'account') return;
  await ok(running.request('setup.account', { username: pbx.username, password: pbx.password }));
};

/** How each step of the wizard comes about. */
const steps: readonly (readonly [StateName, (all: World) => Promise<unknown>])[] = [
  ['welcome', ({ running }) => running.request('setup.cancel', {})],
  ['setup-address', () => Promise.resolve()],
  [
    'setup-address-failed',
    ({ running }) =>
      running.request('setup.address', { address: 'no-such-pbx.invalid', plainHttpConfirmed: false }),
  ],
  ['setup-certificate', (all) => setUp(all, 'certificate')],
  ['setup-account', (all) => setUp(all, 'account')],
  [
    'setup-account-refused',
    async (all) => {
      await setUp(all, 'account');
      await all.running.request('setup.account', { username: 'api', password: 'wrong-password' });
    },
  ],
  ['setup-extension', (all) => setUp(all, 'extension')],
];

it.each(steps)('the wizard: %s', async (name, go) => {
  const all = await world();
  await go(all);
  expect(shapeOf(all.running.snapshot().setup)).toEqual(shapeOf(states[name].setup));
  expect(shapeOf(all.running.snapshot().connection)).toEqual(shapeOf(states[name].connection));
});

async function live(): Promise<World> {
  const all = await world();
  await signInto(all.running, all.pbx, me);
  return all;
}

it('the live list, with people in the core’s order', async () => {
  const { running } = await live();
  for (const number of states.live.favourites)
    await ok(running.request('favourite.set', { number, on: true }));
  const [alert] = states.live.alerts;
  if (alert === undefined) throw new Error('no alert in the fixture');
  const { target, mode, expiresAt } = alert;
  await ok(running.request('alert.set', { target, mode, states: [...alert.states], expiresAt }));
  const told = await running.until(({ alerts, me: mine }) => alerts.length === 1 && mine !== null);
  const people = (snapshot: Snapshot): unknown =>
    snapshot.roster.colleagues.map(({ number, name, state, rawStatus, type, port }) => ({
      number,
      name,
      state,
      rawStatus,
      type,
      ...(port !== undefined && { port }),
    }));
  expect(people(told)).toEqual(people(states.live));
  expect(wholeOf(told)).toEqual(wholeOf(states.live));
});

it('groups, alerts of groups, a snooze and quiet hours', async () => {
  const { running } = await live();
  const own = peopleStates['with-groups'].groups.filter(({ managed }) => !managed);
  for (const { name, numbers } of own)
    await ok(running.request('group.set', { name, numbers: [...numbers] }));
  await ok(running.request('snooze.set', { until: running.snapshot().revision + Date.now() + 60_000 }));
  const { quietHours } = peopleStates.quiet.settings.notifications;
  await ok(
    running.request('settings.change', {
      notifications: { quietHours: quietHours.map((hours) => ({ ...hours, days: [...hours.days] })) },
    }),
  );
  const told = running.snapshot();
  expect(told.groups).toEqual(own);
  expect(typeof told.snoozedUntil).toBe(typeof peopleStates.snoozed.snoozedUntil);
  expect(shapeOf(told.settings.notifications)).toEqual(shapeOf(peopleStates.quiet.settings.notifications));
});

/** How each trouble comes about while the list is live. */
const troubles: readonly (readonly [StateName, (all: World) => unknown])[] = [
  ['paused', ({ running }) => running.core.signal({ kind: 'network', online: false })],
  [
    'password-refused',
    ({ pbx }) => {
      pbx.changePassword('another-password-1');
      pbx.killAllTokens();
    },
  ],
  ['certificate-changed', ({ pbx }) => pbx.changeCertificate({ laterDates: true })],
  ['signed-out', ({ running }) => ok(running.request('account.sign-out', {}))],
];

it.each(troubles)('trouble while live: %s', async (name, go) => {
  const all = await live();
  await go(all);
  all.clock.travel(POLL_MS);
  const { kind } = states[name].connection;
  const told = await all.running.until(({ connection }) => connection.kind === kind);
  expect(shapeOf(told.connection)).toEqual(shapeOf(states[name].connection));
});

it('a certificate that was refused', async () => {
  const all = await live();
  await all.pbx.changeCertificate({ laterDates: true });
  all.clock.travel(POLL_MS);
  const asked = await all.running.until(({ connection }) => connection.kind === 'blocked');
  if (asked.connection.kind !== 'blocked' || !('offered' in asked.connection.need))
    throw new Error('no question');
  const { sha256 } = asked.connection.need.offered;
  await all.running.request('certificate.decide', { sha256, decision: 'refuse' });
  const told = await all.running.until(
    ({ connection }) => connection.kind === 'blocked' && connection.need.kind === 'certificate-refused',
  );
  expect(shapeOf(told.connection)).toEqual(shapeOf(states['certificate-refused'].connection));
});

it('an extension that is gone', async () => {
  const all = await live();
  all.pbx.extensions.remove(me);
  all.clock.travel(POLL_MS);
  const told = await all.running.until(({ me: mine }) => mine?.exists === false);
  expect(shapeOf(told.me)).toEqual(shapeOf(states['extension-gone'].me));
  const notice = await all.running.until(({ notices }) =>
    notices.some(({ code }) => code === 'extension-gone'),
  );
  const find = ({ notices }: Snapshot): unknown =>
    shapeOf(notices.find(({ code }) => code === 'extension-gone'));
  expect(find(notice)).toEqual(find(states['extension-gone']));
});

it('a PBX that is not there', async () => {
  const all = await live();
  await all.pbx.close();
  all.clock.travel(POLL_MS);
  const told = await all.running.until(
    ({ connection }) => connection.kind === 'retrying' && connection.retryAt !== null,
  );
  const { connection } = states['never-reached'];
  expect(shapeOf({ ...told.connection, confirmedAt: 0 })).toEqual(shapeOf({ ...connection, confirmedAt: 0 }));
});
