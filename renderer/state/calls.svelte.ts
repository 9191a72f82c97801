/** Calling colleagues: whether that is possible, and the requests for it. */
import type { PresenceState } from '../../electron/contract/presence.ts';
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

  /** I am on an outside call that can be transferred: the handset then means that. */
  readonly transferable: boolean = $derived.by(() => (this.#stage?.transferable ?? null) !== null);
  /** False if the administrator or the person has switched calling off; then there is no button for it. */
  readonly possible: boolean = $derived.by(
    () => this.transferable || (this.#stage !== null && this.#stage.kind !== 'off'),
  );

  /** My phone can ring for a new call; a link opens another program, whatever my phone does. */
  readonly #isReady = $derived.by(() => {
    const kind = this.#stage?.kind;
    if (kind === 'link' || this.transferable) return true;
    const mine = this.#snapshot()?.me?.state;
    return kind !== 'asking' && mine !== 'ringing' && mine !== 'on-call' && mine !== 'on-hold';
  });

  /** Whether a row offers the handset: only if it would reach them now. Their page offers it in any state. */
  isOffered(theirs: PresenceState): boolean {
    return this.possible && this.#isReady && (theirs === 'free' || theirs === 'unknown');
  }

  /** Calls that number, or transfers my call there. */
  start(number: string): void {
    if (!this.possible) return;
    void this.#request(this.transferable ? 'call.transfer' : 'call.dial', { number });
  }
}
