/** The renderer's API, built over two functions: the same over Electron, over the desk's WebSocket and in tests. */

import type { EventName, Events, Payload, Reply, RequestName, Result } from './requests.ts';

/** What carries requests and events; a preload, a WebSocket or a test gives one. */
export interface BridgeTransport {
  /** Resolves to a `Reply`; a transport that lost its other end resolves to an `ipc.disconnected` failure. */
  invoke(name: string, payload: unknown): Promise<unknown>;
  /** Calls back with each event of that name; the returned function ends it. */
  subscribe(name: string, listener: (payload: unknown) => void): () => void;
}

export interface Bridge {
  request<N extends RequestName>(name: N, payload: Payload<N>): Promise<Reply<Result<N>>>;
  on<N extends EventName>(name: N, listener: (payload: Events[N]) => void): () => void;
}

/**
 * The one place where the transport's `unknown` gets the contract's types back: both ends are built from the same
 * contract, and the core validated what it sends.
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
