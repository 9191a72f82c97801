/**
 * One simulated working life: the whole core on the demo PBX over real TLS, with a clock that jumps from one timer to the
 * next. People call each other all day; the person sets alerts and timed changes, opens the panel, and goes home.
 */

import { setImmediate } from 'node:timers/promises';
import { me } from '../../core/my-extension/my-extension-world.ts';
import { signInto, startCore, type RunningCore } from '../../core/fixtures/start-core.ts';
import { createTravellingClock, type TravellingClock } from '../../core/fixtures/travelling-clock.ts';
import { filesIn, secretsIn, type Trace } from '../../e2e/evidence.ts';
import { createRandom, type Random } from '../../pbx/office/random.ts';
import { startDemoPbx, type DemoPbx } from '../../pbx/demo-pbx.ts';
import type { DayEvent } from '../../pbx/office/office-day.ts';
import { takeSample, type Sample } from './sample.ts';

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;
const people = 40;
/** A change that ends must have ended this long after its time, phone system permitting. */
const endsWithinMs = 10 * minuteMs;
/** News that my own call or my own do not disturb has held back must have been told this long after. */
const toldWithinMs = 2 * hourMs;

export interface LifeReport {
  /** One for each evening. */
  readonly samples: readonly Sample[];
  readonly polls: number;
  readonly alerts: { readonly set: number; readonly toldOnce: number; readonly wrong: readonly string[] };
  readonly timed: { readonly set: number; readonly ended: number; readonly wrong: readonly string[] };
  readonly outages: number;
  readonly restarts: number;
  /** Where a secret of the phone system was found: in a file, or in what the panel and the desktop are told. */
  readonly secrets: readonly string[];
}

interface PendingAlert {
  readonly number: string;
  readonly name: string;
  readonly id: string;
  /** How often the colleague had been told of before. */
  readonly told: number;
  /** Since when the alert is no longer set, and nothing was told; a call of mine holds news back. */
  readonly untoldSince: number | null;
}

/** Nothing is under way: no connection to the PBX, no file being written. */
const busyKinds = new Set([
  'TCPSocketWrap',
  'TLSWrap',
  'FSReqCallback',
  'FSReqPromise',
  'TCPConnectWrap',
  'FileHandleCloseReq',
]);
async function settle(): Promise<void> {
  for (let calm = 0; calm < 3;) {
    await setImmediate();
    calm = process.getActiveResourcesInfo().some((kind) => busyKinds.has(kind)) ? 0 : calm + 1;
  }
}

export async function liveThrough(days: number, seed: number): Promise<LifeReport> {
  // A Monday, seven in the morning.
  const clock = createTravellingClock(Date.UTC(2026, 10, 23, 7));
  const pbx = await startDemoPbx({ people, seed, quirks: 'none', now: () => clock.now(), logLimit: 200 });
  const life = await createLife(clock, pbx, createRandom(seed + 1));
  try {
    for (let day = 0; day < days; day += 1) await life.workOneDay(day);
    return life.report();
  } finally {
    await life.close();
    await pbx.close();
  }
}

async function createLife(clock: TravellingClock, pbx: DemoPbx, chance: Random) {
  let running: RunningCore = await startCore({ clock, random: () => chance.next() }, false);
  await signInto(running, pbx, me);
  const samples: Sample[] = [];
  const secrets: string[] = [];
  const shown: string[] = [];
  const alerts = { set: 0, toldOnce: 0, wrong: [] as string[] };
  const timed = { set: 0, ended: 0, wrong: [] as string[] };
  /** Notifications by the colleague's number, in this run of the program. */
  const told = new Map<string, number>();
  const counts = { polls: 0, outages: 0, restarts: 0 };
  const dayBeganAt = clock.now() - pbx.day.simulatedMs;
  let pendingAlert: PendingAlert | undefined;
  let pendingEnd:
    | { readonly at: number; readonly field: 'dnd' | 'alwaysforward'; readonly after: string }
    | undefined;
  countNotifications();
  pbx.onRequest(({ path }) => {
    if (path === 'extensionlist/query') counts.polls += 1;
  });

  const held = (field: 'dnd' | 'alwaysforward'): string => String(pbx.extensions.get(me)?.fields[field]);
  const toldOf = (number: string): number => told.get(number) ?? 0;

  function countNotifications(): void {
    told.clear();
    running.core.onEffect((effect) => {
      if (effect.kind !== 'notify') return;
      shown.push(JSON.stringify(effect));
      const { id, title, body } = effect.notification;
      const number = /^person:(.+)$/.exec(id)?.[1];
      if (number !== undefined) told.set(number, toldOf(number) + 1);
      // A digest names people.
      else if (pendingAlert !== undefined && `${title} ${body}`.includes(pendingAlert.name))
        told.set(pendingAlert.number, toldOf(pendingAlert.number) + 1);
    });
  }

  /** Lets time pass timer by timer, with the office going on. */
  async function pass(ms: number): Promise<void> {
    const until = clock.now() + ms;
    while (clock.now() < until) {
      const step = Math.min(clock.untilNextMs() ?? ms, until - clock.now());
      clock.travel(Math.max(1, Math.ceil(step)));
      while (dayBeganAt + pbx.day.simulatedMs < clock.now()) noteMyPhone(pbx.day.step());
      await settle();
    }
  }

  /** What waits for a timer of the core's would wait for ever if time stood still meanwhile. */
  async function whileTimePasses<T>(work: Promise<T>): Promise<T> {
    const state = { isDone: false };
    const done = work.finally(() => {
      state.isDone = true;
    });
    await settle();
    while (!state.isDone) await pass(1_000);
    return done;
  }

  /** Do not disturb dialled on my own phone is a newer decision: the timed change is over then. */
  function noteMyPhone({ kind, extensions }: DayEvent): void {
    if (kind.startsWith('dnd') && extensions.includes(me) && pendingEnd?.field === 'dnd')
      pendingEnd = undefined;
  }

  async function setAlert(): Promise<void> {
    if (pendingAlert !== undefined) return;
    const { roster } = running.snapshot();
    const busy = roster.colleagues.filter(({ state, number }) => state === 'on-call' && number !== me);
    if (busy.length === 0) return;
    const { number, name } = chance.pick(busy as [(typeof busy)[number], ...(typeof busy)[number][]]);
    const reply = await whileTimePasses(
      running.request('alert.set', {
        target: { kind: 'person', number },
        mode: 'once',
        states: ['free'],
        expiresAt: null,
      }),
    );
    if (!reply.ok || !reply.value.kept) return;
    alerts.set += 1;
    pendingAlert = { number, name, id: reply.value.id, told: toldOf(number), untoldSince: null };
  }

  /** An alert that is gone must have been told once; one that stays must not have been told. */
  function checkAlert(): void {
    if (pendingAlert === undefined) return;
    const { number, id, told, untoldSince } = pendingAlert;
    const times = toldOf(number) - told;
    const stands = running.snapshot().alerts.some((alert) => alert.id === id);
    if (stands && times > 0) alerts.wrong.push(`told ${String(times)} times and still set: ${number}`);
    if (stands) return;
    if (times === 0 && clock.now() < (untoldSince ?? clock.now()) + toldWithinMs) {
      pendingAlert = { ...pendingAlert, untoldSince: untoldSince ?? clock.now() };
      return;
    }
    if (times === 1) alerts.toldOnce += 1;
    else alerts.wrong.push(`gone and told ${String(times)} times: ${number}`);
    pendingAlert = undefined;
  }

  async function setTimed(): Promise<void> {
    if (pendingEnd !== undefined || running.snapshot().connection.kind !== 'live') return;
    const isForward = chance.chance(0.4);
    const field = isForward ? 'alwaysforward' : 'dnd';
    // Where do not disturb is on already, "for an hour" ends it in an hour.
    const after = isForward ? held(field) : 'off';
    const until = clock.now() + chance.between(10, 90) * minuteMs;
    const reply = await whileTimePasses(
      running.request('status.set', {
        status: isForward
          ? { kind: 'forward', destination: { kind: 'voicemail' } }
          : { kind: 'do-not-disturb' },
        until,
        anyway: true,
      }),
    );
    if (!reply.ok) return;
    timed.set += 1;
    pendingEnd = { at: until, field, after };
  }

  function checkEnd(): void {
    if (pendingEnd === undefined || clock.now() < pendingEnd.at + endsWithinMs) return;
    if (running.snapshot().connection.kind !== 'live') return;
    const { field, after } = pendingEnd;
    const asks = Object.values(running.snapshot().myExtension?.rows ?? {}).some(
      ({ kind }) => kind === 'end-asks',
    );
    if (held(field) === after || asks) timed.ended += 1;
    else timed.wrong.push(`${field} is ${held(field)}, expected ${after}`);
    pendingEnd = undefined;
  }

  async function mishap(day: number): Promise<void> {
    if (day % 2 === 1) {
      counts.outages += 1;
      pbx.faults.set('refuse');
      await pass(chance.between(2, 15) * minuteMs);
      await pbx.faults.clear();
      await pass(3 * minuteMs);
    }
    if (day % 3 === 2) pbx.killAllTokens();
    if (day % 5 === 4) {
      counts.restarts += 1;
      checkAlert();
      const how = day % 10 === 4 ? 'quit' : 'crash';
      if (how === 'crash') clock.crash();
      running = await whileTimePasses(running.restart(how));
      countNotifications();
      pendingAlert = pendingAlert && { ...pendingAlert, told: 0 };
      await pass(2 * minuteMs);
    }
    if (day % 7 === 6) clock.jump(chance.pick([-hourMs, hourMs, 10 * minuteMs]));
  }

  async function openPanel(): Promise<void> {
    running.core.signal({ kind: 'panel', open: true });
    await pass(chance.between(10, 60) * 1_000);
    running.core.signal({ kind: 'panel', open: false });
  }

  return {
    async workOneDay(day: number): Promise<void> {
      for (let slot = 0; slot < 9 * 4; slot += 1) {
        await setAlert();
        if (slot % 6 === 2) await setTimed();
        if (slot % 5 === 1) await openPanel();
        if (slot === 16) await mishap(day);
        await pass(15 * minuteMs);
        checkAlert();
        checkEnd();
      }
      running.core.signal({ kind: 'suspend' });
      await settle();
      clock.sleep(15 * hourMs - (clock.now() % hourMs));
      running.core.signal({ kind: 'resume' });
      await pass(minuteMs);
      checkAlert();
      const traces: readonly Trace[] = [
        ...(await filesIn(running.dataFolder)),
        { where: 'snapshot', text: JSON.stringify(running.snapshot()) },
        { where: 'notifications', text: shown.splice(0).join('\n') },
      ];
      secrets.push(...secretsIn(traces, pbx.secrets()));
      samples.push(takeSample(running.dataFolder, clock.pendingTimers));
    },
    report: (): LifeReport => ({ samples, alerts, timed, secrets, ...counts }),
    close: () => whileTimePasses(running.close()),
  };
}
