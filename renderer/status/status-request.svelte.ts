/** A request of the status menu, kept with its answer so that it can be forced if calls would reach no one. */
import type { Failure } from '../../electron/contract/failure.ts';
import { findDeadEnds } from '../../electron/contract/my-extension/dead-ends.ts';
import type { DeadEnd } from '../../electron/contract/my-extension/dead-ends.ts';
import type { SettingChange } from '../../electron/contract/my-extension/settings.ts';
import type { Payload } from '../../electron/contract/requests.ts';
import type { Panel } from '../state/panel.svelte.ts';
import { untilLeft } from '../state/until-left.svelte.ts';

export type WantedStatus = Payload<'status.set'>['status'];

interface Wanted {
  readonly status: WantedStatus;
  readonly until: number | null;
  /** Set first and without an end, such as the mobile number that it needs. */
  readonly first: readonly SettingChange[];
}

export class StatusRequest {
  readonly #panel: Panel;
  readonly #done: () => void;
  readonly #settle: ReturnType<typeof untilLeft>;
  #wanted: Wanted | null = null;
  #failure: Failure | null = $state.raw(null);
  #deadEnds: readonly DeadEnd[] = $state.raw([]);
  sending = $state(false);

  /** Made with the menu's component. */
  constructor(panel: Panel, done: () => void) {
    this.#panel = panel;
    this.#done = done;
    this.#settle = untilLeft(panel);
  }

  get failure(): Failure | null {
    return this.#failure;
  }

  /** Why callers would reach no one, if that is why it was refused. */
  get deadEnds(): readonly DeadEnd[] {
    return this.#deadEnds;
  }

  get mayForce(): boolean {
    return this.#failure?.code === 'extension.dead-end';
  }

  forgetRefusal(): void {
    this.#failure = null;
    this.#deadEnds = [];
  }

  set(status: WantedStatus, until: number | null, first: readonly SettingChange[] = []): Promise<void> {
    this.#wanted = { status, until, first };
    return this.#send(false);
  }

  /** Sends it again although callers would reach no one. */
  force(): void {
    void this.#send(true);
  }

  async #send(anyway: boolean): Promise<void> {
    if (this.#wanted === null || this.sending) return;
    const { status, until, first } = this.#wanted;
    this.forgetRefusal();
    this.sending = true;
    try {
      const reply =
        first.length === 0
          ? await this.#panel.request('status.set', { status, until, anyway })
          : await this.#afterFirst(first, { status, until, anyway });
      this.#settle(reply, {
        done: this.#done,
        refused: (failure) => this.#refuse(failure, status),
      });
    } finally {
      this.sending = false;
    }
  }

  async #afterFirst(first: readonly SettingChange[], wanted: Payload<'status.set'>) {
    const reply = await this.#panel.request('my-extension.set', {
      changes: [...first],
      until: null,
      anyway: false,
    });
    return reply.ok ? this.#panel.request('status.set', wanted) : reply;
  }

  #refuse(failure: Failure, status: WantedStatus): void {
    this.#failure = failure;
    const { mine, around } = this.#panel.myCalls;
    if (failure.code !== 'extension.dead-end' || mine === null || status.kind !== 'forward') return;
    const forwardAll = { on: true, destination: status.destination };
    this.#deadEnds = findDeadEnds({ ...mine.current, forwardAll }, around).filter(
      ({ setting }) => setting === 'forwardAll',
    );
  }
}
