/** The renderer's API, built over two functions: the same over Electron, over the desk's WebSocket and in tests. */

import type { EventName, Events, Payload, Reply, RequestName, Result } from './requests.ts';

/** What carries requests and events; a preload, a WebSocket or a test gives one. */
export interface BridgeTransport {
  /** Resolves to a `Reply`; a transport that has lost the other side resolves to an `ipc.disconnected` failure. */
  invoke(name: string, payload: unknown): Promise<unknown>;
  /** Calls `listener` for each event of that name; returns the unsubscribe function. */
  subscribe(name: string, listener: (payload: unknown) => void): () => void;
}

export interface Bridge {
  request<N extends RequestName>(name: N, payload: Payload<N>): Promise<Reply<Result<N>>>;
  on<N extends EventName>(name: N, listener: (payload: Events[N]) => void): () => void;
}

/**
 * The only place that casts the transport's `unknown` back to the contract's types: both sides are built from the same
 * contract, and the core has validated what it sends.
 */
export function createBridge(transport: BridgeTransport): Bridge {
  return {
    request: async <N extends RequestName>(name: N, payload: Payload<N>) =>
      (await transport.invoke(name, payload)) as Reply<Result<N>>,
    on: <N extends EventName>(name: N, listener: (payload: Events[N]) => void) =>
      transport.subscribe(name, (payload) => {
        listener(payload as Events[N]);
      }),
  };
}
