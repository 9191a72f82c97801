/** The person's alerts, and the requests that change them. */
import type { Bridge } from '../../electron/contract/bridge.ts';
import type { Failure } from '../../electron/contract/failure.ts';
import type { AlertSetResult, Payload, Reply } from '../../electron/contract/requests.ts';
import type { AlertState, AlertTarget, AlertView, Snapshot } from '../../electron/contract/snapshot.ts';
import type { Translate } from '../../electron/contract/text/translate.ts';
import type { RequestAndReport } from './request-and-report.ts';

export interface AlertsPorts {
  readonly snapshot: () => Snapshot | null;
  readonly t: () => Translate;
  readonly request: Bridge['request'];
  readonly requestAndReport: RequestAndReport;
  /** The name of the person or group that an alert is about. */
  readonly nameOf: (target: AlertTarget) => string;
  /** Announces what the bell already shows. */
  readonly say: (text: string) => void;
  /** Whether someone it is about is in one of those states now. */
  readonly isSoNow: (target: AlertTarget, states: readonly AlertState[]) => boolean;
  /** Shows and announces what nothing else shows. */
  readonly remark: (text: string) => void;
  /** Shows why it failed; null: it didn't. */
  readonly report: (failure: Failure | null) => void;
}

export class Alerts {
  readonly #ports: AlertsPorts;

  constructor(ports: AlertsPorts) {
    this.#ports = ports;
  }

  get list(): readonly AlertView[] {
    return this.#ports.snapshot()?.alerts ?? [];
  }

  of(target: AlertTarget): AlertView | undefined {
    return this.list.find((alert) => sameTarget(alert.target, target));
  }

  nameOf(target: AlertTarget): string {
    return this.#ports.nameOf(target);
  }

  /** Someone is free already and in sight, so an alert is for the next time. */
  isFreeNow(target: AlertTarget): boolean {
    return this.#ports.isSoNow(target, ['free']);
  }

  /** Sets an alert for once, when free; or ends the existing one. */
  toggle(target: AlertTarget): void {
    const alert = this.of(target);
    if (alert !== undefined) void this.end(alert);
    else
      void this.set({ target, mode: 'once', states: ['free'], expiresAt: null }).then((reply) =>
        this.#ports.report(reply.ok ? null : reply.failure),
      );
  }

  /** The caller shows why it failed. */
  async set(wanted: Payload<'alert.set'>): Promise<Reply<AlertSetResult>> {
    const { t, request, say, remark, isSoNow } = this.#ports;
    const next = isSoNow(wanted.target, wanted.states);
    const reply = await request('alert.set', next ? { ...wanted, next } : wanted);
    if (!reply.ok) return reply;
    const { already } = reply.value;
    if (already === null) say(t()('alerts.isSet', { who: this.nameOf(wanted.target) }));
    else remark(t()(`notification.already.${already.state}`, { name: already.name || already.number }));
    return reply;
  }

  async end({ id, target }: AlertView): Promise<void> {
    const { t, requestAndReport, say } = this.#ports;
    const who = this.nameOf(target);
    if (await requestAndReport('alert.remove', { id })) say(t()('alerts.ended', { who }));
  }
}

function sameTarget(a: AlertTarget, b: AlertTarget): boolean {
  if (a.kind === 'person') return b.kind === 'person' && a.number === b.number;
  return b.kind === 'group' && a.groupId === b.groupId;
}
