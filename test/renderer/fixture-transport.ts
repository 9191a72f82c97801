/** A bridge transport in memory: answers requests from a script, records them, and sends what a test says. */
import { createBridge } from '../../electron/contract/bridge.ts';
import type { Bridge } from '../../electron/contract/bridge.ts';
import type { Failure } from '../../electron/contract/failure.ts';
import type { EventName, Events, RequestName } from '../../electron/contract/requests.ts';
import type { Snapshot } from '../../electron/contract/snapshot.ts';

export interface Recorded {
  readonly name: RequestName;
  readonly payload: unknown;
}

export interface Fixture {
  readonly bridge: Bridge;
  /** All requests but `snapshot.get`, oldest first. */
  readonly requests: readonly Recorded[];
  send<N extends EventName>(name: N, payload: Events[N]): void;
  /** Sends changes to the current snapshot under the next revision. */
  change(changes: Partial<Snapshot>): void;
  /** The next request of that name fails so. */
  failNext(name: RequestName, failure: Failure): void;
  /** The next request of that name is answered with this value. */
  answerNext(name: RequestName, value: unknown): void;
}

/** What a request that returns something is answered with when the test did not say. */
const usual = new Map<string, unknown>([
  ['alert.set', { id: 'w2', kept: true, already: null }],
  ['group.set', { id: 'group-1' }],
  ['colleague.today', { changes: [] }],
]);

export function createFixture(first: Snapshot): Fixture {
  let current = first;
  const requests: Recorded[] = [];
  const answers = new Map<string, unknown>();
  const listeners = new Map<string, Set<(payload: unknown) => void>>();

  const bridge = createBridge({
    async invoke(name, payload) {
      if (name === 'snapshot.get') return { ok: true, value: current };
      requests.push({ name: name as RequestName, payload: structuredClone(payload) });
      const answer = answers.get(name);
      answers.delete(name);
      return answer ?? { ok: true, value: usual.get(name) ?? null };
    },
    subscribe(name, listener) {
      const these = listeners.get(name) ?? new Set();
      listeners.set(name, these.add(listener));
      return () => these.delete(listener);
    },
  });

  function send(name: string, payload: unknown): void {
    listeners.get(name)?.forEach((listener) => listener(payload));
  }

  return {
    bridge,
    requests,
    send,
    change(changes) {
      // As over a real border: no object of the last snapshot is the same object in the next.
      current = structuredClone({ ...current, ...changes, revision: current.revision + 1 });
      send('snapshot', current);
    },
    failNext: (name, failure) => answers.set(name, { ok: false, failure }),
    answerNext: (name, value) => answers.set(name, { ok: true, value }),
  };
}
