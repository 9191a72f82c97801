/** For tests: a core with its panel open on a demo PBX, calls made from it, and what the PBX was asked about them. */

import type { Calling } from '../../../electron/contract/calls.ts';
import { hastyClock, openWorld, type Cleanups, type World } from '../my-extension/my-extension-world.ts';

/** A colleague on the demo PBX. */
export const them = '1003';
/** Someone outside. */
export const customer = '0301234567';

export interface CallWorld extends World {
  readonly dial: (number: string) => Promise<unknown>;
  readonly transfer: (number: string) => Promise<unknown>;
  readonly hangUp: () => Promise<unknown>;
  /** Resolves with the first stage of that kind. */
  readonly stage: (kind: Calling['kind']) => Promise<Calling>;
  /** Paths and bodies of the requests about calls. */
  readonly asked: () => readonly (readonly [string, unknown])[];
}

/** The cleanups are run by the test file, last one first. */
export async function openCallWorld(
  cleanups: Cleanups,
  options: Parameters<typeof openWorld>[1] = {},
): Promise<CallWorld> {
  const world = await openWorld(cleanups, { ports: { clock: hastyClock }, ...options });
  const { pbx, running } = world;
  // An open panel polls the list most often.
  running.core.signal({ kind: 'panel', open: true });
  await running.request('settings.change', {});
  return {
    ...world,
    dial: (number) => running.request('call.dial', { number }),
    transfer: (number) => running.request('call.transfer', { number }),
    hangUp: () => running.request('call.hang-up', {}),
    stage: async (kind) => (await running.until(({ calling }) => calling.kind === kind)).calling,
    asked: () =>
      pbx.log
        .filter(({ path }) => /dial|transfer|hangup/.test(path))
        .map(({ path, body }) => [path, body] as const),
  };
}
