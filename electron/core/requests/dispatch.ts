/** The border with the renderer: name known? payload as agreed? then the handler; every outcome is a reply. */

import { requestPayloads, type Handlers, type Reply, type RequestName } from '../../contract/requests.ts';
import { AppError, toFailure } from '../app-error.ts';
import type { Log } from '../ports.ts';

export type Dispatch = (name: string, payload: unknown) => Promise<Reply<unknown>>;

/** Never rejects. A refused request is logged by name only: its payload may hold a password. */
export function createDispatch(handlers: Handlers, log: Log): Dispatch {
  async function run<N extends RequestName>(name: N, payload: unknown): Promise<unknown> {
    const parsed = requestPayloads[name].safeParse(payload);
    if (!parsed.success) {
      const field = parsed.error.issues[0]?.path.join('.') ?? '';
      throw new AppError('ipc.invalid-payload', { request: name, field });
    }
    // The schema that was just applied is the one that this handler's payload type is made from.
    const handle = handlers[name] as (payload: unknown) => unknown;
    return handle(parsed.data);
  }

  return async (name, payload) => {
    try {
      if (!isRequestName(name)) throw new AppError('ipc.unknown-request', { request: name.slice(0, 60) });
      return { ok: true, value: (await run(name, payload)) ?? null };
    } catch (error) {
      const failure = toFailure(error);
      log.warn('request.failed', { request: name.slice(0, 60), code: failure.code });
      return { ok: false, failure };
    }
  };
}

function isRequestName(name: string): name is RequestName {
  return Object.hasOwn(requestPayloads, name);
}
