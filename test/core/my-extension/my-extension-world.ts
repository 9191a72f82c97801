/** For tests: a core that has read its own extension from a demo PBX, and what that PBX was asked. */

import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ChangeView, MyExtension } from '../../../electron/contract/my-extension/my-extension.ts';
import type { SettingChange } from '../../../electron/contract/my-extension/settings.ts';
import type { Payload, Reply } from '../../../electron/contract/requests.ts';
import { systemClock } from '../../../electron/core/lib/system-clock.ts';
import type { Clock } from '../../../electron/core/ports.ts';
import { startDemoPbx, type DemoPbx, type DemoPbxOptions } from '../../pbx/demo-pbx.ts';
import { signInto, startCore, type RunningCore } from '../fixtures/start-core.ts';
import { createTravellingClock, type TravellingClock } from '../fixtures/travelling-clock.ts';

/** Amy, from the document's samples: do not disturb and forwarding are off, the two other rules lead to voicemail. */
export const me = '1002';

export interface World {
  readonly clock: TravellingClock;
  readonly pbx: DemoPbx;
  readonly running: RunningCore;
  readonly mine: () => MyExtension;
  /** Bodies of the updates that the device was sent, oldest first; secrets are marks. */
  readonly updates: () => unknown[];
  /** The API's calls about my extension, in order. */
  readonly calls: () => string[];
  /** The device's own fields of my extension. */
  readonly held: (...fields: string[]) => Record<string, unknown>;
  readonly request: RunningCore['request'];
  /** Sets settings; resolves with the change once its outcome is known. */
  readonly set: (
    changes: readonly SettingChange[],
    more?: Partial<Omit<Payload<'my-extension.set'>, 'changes'>>,
  ) => Promise<ChangeView>;
  readonly status: (
    status: Payload<'status.set'>['status'],
    until?: number | null,
  ) => Promise<ChangeView | undefined>;
  /** Resolves when nothing is being saved any longer. */
  readonly settled: () => Promise<MyExtension>;
  readonly until: (fits: (mine: MyExtension) => boolean) => Promise<MyExtension>;
  /** A new run on the same folder; the old one ends, or stands still for ever (`crash`). */
  readonly restart: (how?: 'quit' | 'crash') => Promise<World>;
  readonly notices: () => readonly string[];
  /** Titles and bodies of the notifications so far. */
  readonly told: () => readonly string[];
  /** Everything that is on disk. */
  readonly disk: () => Promise<string>;
}

/** Cleanups are run by the test file, last one first. */
export type Cleanups = (() => Promise<void>)[];

export interface WorldOptions {
  readonly pbx?: DemoPbxOptions;
  readonly ports?: Parameters<typeof startCore>[0];
  /** The administrator's file. */
  readonly managed?: unknown;
  /** Changes the PBX before anyone signs in. */
  readonly before?: (pbx: DemoPbx) => void;
  /** What the clock says first, ms since the epoch; now by default. */
  readonly startAt?: number;
}

export async function openWorld(
  cleanups: Cleanups,
  { pbx: options = {}, ports = {}, managed, before, startAt }: WorldOptions = {},
): Promise<World> {
  const clock = createTravellingClock(startAt);
  const pbx = await startDemoPbx({ quirks: 'none', now: () => clock.now(), ...options });
  cleanups.push(() => pbx.close());
  before?.(pbx);
  const managedFile = managed === undefined ? undefined : await fileWith(managed, cleanups);
  const running = await startCore({ clock, ...(managedFile && { managedFile }), ...ports });
  cleanups.push(() => running.close());
  await signInto(running, pbx, me);
  await running.until(({ myExtension }) => myExtension !== null && !myExtension.reading);
  return worldOf(clock, pbx, running, cleanups);
}

function worldOf(clock: TravellingClock, pbx: DemoPbx, running: RunningCore, cleanups: Cleanups): World {
  function mine(): MyExtension {
    const { myExtension } = running.snapshot();
    if (myExtension === null) throw new Error('my extension was not read');
    return myExtension;
  }
  const until = async (fits: (view: MyExtension) => boolean): Promise<MyExtension> => {
    await running.until(({ myExtension }) => myExtension !== null && fits(myExtension));
    return mine();
  };
  const settled = () => until(({ rows }) => Object.values(rows).every(({ kind }) => kind !== 'saving'));

  async function outcome(id: string): Promise<ChangeView | undefined> {
    await until(
      ({ recent, rows }) =>
        recent.every((change) => change.id !== id || change.outcome !== 'pending') &&
        Object.values(rows).every((row) => row.kind !== 'saving' || row.changeId !== id),
    );
    return mine().recent.find((change) => change.id === id);
  }

  return {
    clock,
    pbx,
    running,
    mine,
    until,
    settled,
    request: (name, payload) => running.request(name, payload),
    updates: () => pbx.log.filter(({ path }) => path === 'extension/update').map(({ body }) => body),
    calls: () => pbx.log.map(({ path }) => path).filter((path) => /^(extension\/|apply$)/.test(path)),
    held(...fields) {
      const all: Record<string, unknown> = { ...pbx.extensions.get(me)?.fields };
      return Object.fromEntries(fields.map((field) => [field, all[field]]));
    },
    async set(changes, more = {}) {
      const reply = await running.request('my-extension.set', {
        changes: [...changes],
        until: null,
        anyway: false,
        ...more,
      });
      clock.travel(mine().gatherMs);
      const change = await outcome(value(reply).changeId);
      if (change === undefined) throw new Error('nothing came of it');
      return change;
    },
    async status(status, end = null) {
      const reply = await running.request('status.set', { status, until: end, anyway: true });
      clock.travel(mine().gatherMs);
      return outcome(value(reply).changeId);
    },
    async restart(how) {
      const next = await running.restart(how);
      cleanups.push(() => next.core.stop());
      await next.until(({ myExtension }) => myExtension !== null && !myExtension.reading);
      return worldOf(clock, pbx, next, cleanups);
    },
    notices: () => running.snapshot().notices.map(({ code }) => code),
    told: () =>
      running.effects.flatMap((effect) =>
        effect.kind === 'notify' ? [`${effect.notification.title} | ${effect.notification.body}`] : [],
      ),
    disk: () => everythingIn(running.dataFolder),
  };
}

function value<T>(reply: Reply<T>): T {
  if (!reply.ok) throw new Error(`refused: ${reply.failure.code} ${JSON.stringify(reply.failure.detail)}`);
  return reply.value;
}

async function fileWith(content: unknown, cleanups: Cleanups) {
  const folder = await mkdtemp(join(tmpdir(), 'lampfield-managed-'));
  cleanups.push(() => rm(folder, { recursive: true, force: true }));
  const file = join(folder, 'managed.json');
  await writeFile(file, JSON.stringify(content));
  return { file, required: true };
}

async function everythingIn(folder: string): Promise<string> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile());
  const texts = await Promise.all(
    files.map(({ parentPath, name }) => readFile(join(parentPath, name), 'utf8')),
  );
  return texts.join('\n');
}

/** Real time, with every wait a fifth as long. */
export const hastyClock: Clock = {
  ...systemClock,
  after: (delayMs, callback) => systemClock.after(delayMs / 5, callback),
};

/** Acts right before the PBX's next answer on `path` leaves, or its `nth` from now. */
export function atNext(pbx: DemoPbx, path: string, act: () => void, nth = 1): void {
  let left = nth;
  const stop = pbx.onRequest((entry) => {
    if (entry.path !== path) return;
    left -= 1;
    if (left > 0) return;
    stop();
    act();
  });
}

export const done = { ok: true, value: null };
export const refused = (code: string, detail?: object) => ({
  ok: false,
  failure: detail === undefined ? { code } : { code, detail },
});
