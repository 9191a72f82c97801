/** Calling colleagues: whether that is possible, and the requests for it. */
import type { Snapshot } from '../../electron/contract/snapshot.ts';
import type { RequestAndReport } from './request-and-report.ts';

export class Calls {
  readonly #snapshot: () => Snapshot | null;
  readonly #request: RequestAndReport;

  constructor(snapshot: () => Snapshot | null, request: RequestAndReport) {
    this.#snapshot = snapshot;
    this.#request = request;
  }

  readonly #stage = $derived.by(() => this.#snapshot()?.calling ?? null);

  /** I am on an outside call that a colleague can take over: then a press on the handset means that. */
  readonly transferable: boolean = $derived.by(() => (this.#stage?.transferable ?? null) !== null);
  /** False: the administrator or the person has switched calling off, and no button shows it. */
  readonly possible: boolean = $derived.by(
    () => this.transferable || (this.#stage !== null && this.#stage.kind !== 'off'),
  );

  /** Calls that number, or transfers my call there. */
  start(number: string): void {
    if (!this.possible) return;
    void this.#request(this.transferable ? 'call.transfer' : 'call.dial', { number });
  }
}
