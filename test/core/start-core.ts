/** A whole core for tests: real files in a folder of its own, the demo PBX over real TLS, secrets in memory. */

import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Failure } from '../../electron/contract/failure.ts';
import type { Payload, Reply, RequestName, Result } from '../../electron/contract/requests.ts';
import type { Snapshot } from '../../electron/contract/snapshot.ts';
import type { ShellEffect } from '../../electron/contract/desktop-model.ts';
import { createCore, type CorePorts } from '../../electron/core/create-core.ts';
import type { Core, CoreEvent } from '../../electron/core/core.ts';
import { createMemorySecrets } from '../../electron/core/keychain/memory-secrets.ts';
import { systemClock } from '../../electron/core/lib/system-clock.ts';
import type { DemoPbx } from '../pbx/demo-pbx.ts';
import { unfilledSentences, worded } from './worded-failure.ts';

export interface RunningCore {
  readonly core: Core;
  readonly dataFolder: string;
  readonly events: readonly CoreEvent[];
  readonly effects: readonly ShellEffect[];
  snapshot(): Snapshot;
  request<N extends RequestName>(name: N, payload: Payload<N>): Promise<Reply<Result<N>>>;
  /** Resolves with the first snapshot, the present one included, that fits. */
  until(fits: (snapshot: Snapshot) => boolean): Promise<Snapshot>;
  /** Ends the program and begins a new one on the same folder and keychain. `crash`: nothing is told to end. */
  restart(how?: 'quit' | 'crash'): Promise<RunningCore>;
  close(): Promise<void>;
}

export const silentLog = { info: () => undefined, warn: () => undefined, error: () => undefined };

/** @param remembers false: events and effects are not kept, for runs of many days */
export async function startCore(ports: Partial<CorePorts> = {}, remembers = true): Promise<RunningCore> {
  const dataFolder = ports.dataFolder ?? (await mkdtemp(join(tmpdir(), 'lampfield-test-')));
  const all: CorePorts = {
    clock: systemClock,
    random: Math.random,
    secrets: createMemorySecrets(),
    log: silentLog,
    locale: 'en-GB',
    version: '0.0.0-test',
    person: { login: '', fullName: '' },
    ...ports,
    dataFolder,
  };
  const core = await createCore(all);
  const events: CoreEvent[] = [];
  const effects: ShellEffect[] = [];
  const unfilled: string[] = [];
  let latest: Snapshot | undefined;
  const waiting = new Set<() => void>();

  core.onEvent((event) => {
    if (remembers) events.push(event);
    if (event.name !== 'snapshot') return;
    latest = event.payload;
    for (const failure of failuresIn(latest)) unfilled.push(...unfilledSentences(failure));
    for (const look of [...waiting]) look();
  });
  core.onEffect((effect) => {
    if (remembers) effects.push(effect);
  });
  const first = await core.request('snapshot.get', {});
  if (!first.ok) throw new Error(first.failure.code);
  latest ??= first.value as Snapshot;
  await core.start();
  // As a person does who presses "Set up".
  if (latest.connection.kind === 'not-set-up') await core.request('setup.open', { at: 'address' });

  const snapshot = (): Snapshot => {
    if (latest === undefined) throw new Error('no snapshot yet');
    return latest;
  };

  return {
    core,
    dataFolder,
    events,
    effects,
    snapshot,
    async request<N extends RequestName>(name: N, payload: Payload<N>) {
      const reply = (await core.request(name, payload)) as Reply<Result<N>>;
      if (!reply.ok) worded(reply.failure);
      return reply;
    },
    until: (fits) =>
      new Promise((resolve) => {
        const look = (): void => {
          if (!fits(snapshot())) return;
          waiting.delete(look);
          resolve(snapshot());
        };
        waiting.add(look);
        look();
      }),
    async restart(how = 'quit') {
      if (how === 'quit') await core.stop();
      // Here the process that has crashed still lives, and would be taken for the holder.
      else await rm(join(dataFolder, 'running.lock'), { force: true });
      return startCore(all, remembers);
    },
    async close() {
      await core.stop();
      await rm(dataFolder, { recursive: true, force: true });
      if (unfilled.length > 0) throw new Error(`expected whole sentences, got ${unfilled.join(' ')}`);
    },
  };
}

/** What the panel would put in words. */
function failuresIn({ connection, setup, myExtension }: Snapshot): readonly Failure[] {
  const failures = [
    'failure' in connection ? connection.failure : null,
    setup?.failure ?? null,
    myExtension?.readFailure ?? null,
  ];
  return failures.filter((failure) => failure !== null);
}

/** Walks through the wizard as a person would; resolves when the list is live. */
export async function signInto(running: RunningCore, pbx: DemoPbx, extension?: string): Promise<Snapshot> {
  await ok(running.request('setup.address', { address: pbx.url, plainHttpConfirmed: false }));
  await ok(running.request('setup.certificate', { sha256: pbx.fingerprint, decision: 'trust' }));
  await ok(running.request('setup.account', { username: pbx.username, password: pbx.password }));
  const number = extension ?? running.snapshot().setup?.extensions[0]?.number ?? '';
  await ok(running.request('setup.extension', { number }));
  return running.until(({ connection }) => connection.kind === 'live');
}

/** The value of a reply that must be good. */
export async function ok<T>(reply: Promise<Reply<T>>): Promise<T> {
  const settled = await reply;
  if (!settled.ok)
    throw new Error(`refused: ${settled.failure.code} ${JSON.stringify(settled.failure.detail)}`);
  return settled.value;
}
