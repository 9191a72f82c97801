/** Holds the newest snapshot: the one it's given or asks for at the start, then newer revisions only. */
import type { Bridge } from '../../electron/contract/bridge.ts';
import type { Failure } from '../../electron/contract/failure.ts';
import type { Snapshot } from '../../electron/contract/snapshot.ts';

export class SnapshotStore {
  #current: Snapshot | null = $state.raw(null);
  #failure: Failure | null = $state.raw(null);
  readonly #accept: (snapshot: Snapshot) => void;

  /** `onTaken` runs before anything on the screen reads the new snapshot. */
  constructor(onTaken: (snapshot: Snapshot) => void) {
    this.#accept = onTaken;
  }

  get current(): Snapshot | null {
    return this.#current;
  }

  /** Why the first snapshot failed. */
  get failure(): Failure | null {
    return this.#failure;
  }

  /** The returned function stops listening. */
  follow(bridge: Bridge): () => void {
    const end = bridge.on('snapshot', (snapshot) => this.take(snapshot));
    void this.#ask(bridge);
    return end;
  }

  async #ask(bridge: Bridge): Promise<void> {
    const reply = await bridge.request('snapshot.get', {});
    if (reply.ok) this.take(reply.value);
    else if (this.#current === null) this.#failure = reply.failure;
  }

  take(snapshot: Snapshot): void {
    if (this.#current !== null && snapshot.revision <= this.#current.revision) return;
    this.#accept(snapshot);
    this.#failure = null;
    this.#current = snapshot;
  }
}
