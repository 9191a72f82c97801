/** Whom the person watches, and the wishes about that. */
import type { Payload, Reply, RequestName, Result, WatchSet } from '../../electron/contract/requests.ts';
import type { Snapshot, WatchTarget, WatchView } from '../../electron/contract/snapshot.ts';
import type { Translate } from '../../electron/contract/text/translate.ts';
import type { Wish } from './wish.ts';

export interface WatchingPorts {
  readonly snapshot: () => Snapshot | null;
  readonly t: () => Translate;
  readonly request: <N extends RequestName>(name: N, payload: Payload<N>) => Promise<Reply<Result<N>>>;
  readonly wish: Wish;
  /** The name of whom or what is watched. */
  readonly nameOf: (target: WatchTarget) => string;
  /** Says what the bell shows already: to be heard only. */
  readonly say: (text: string) => void;
  /** Says what nothing else shows. */
  readonly remark: (text: string) => void;
}

export class Watching {
  readonly #ports: WatchingPorts;

  constructor(ports: WatchingPorts) {
    this.#ports = ports;
  }

  get list(): readonly WatchView[] {
    return this.#ports.snapshot()?.watches ?? [];
  }

  of(target: WatchTarget): WatchView | undefined {
    return this.list.find((watch) => sameTarget(watch.target, target));
  }

  nameOf(target: WatchTarget): string {
    return this.#ports.nameOf(target);
  }

  /** Once, until free; or ends whatever watches this person or group. */
  toggle(target: WatchTarget): void {
    const watch = this.of(target);
    if (watch === undefined) void this.set({ target, mode: 'once', states: ['free'], expiresAt: null });
    else void this.end(watch);
  }

  async set(wanted: Payload<'watch.set'>): Promise<Reply<WatchSet>> {
    const { t, request, say, remark } = this.#ports;
    const reply = await request('watch.set', wanted);
    if (!reply.ok) return reply;
    const { already } = reply.value;
    if (already === null) say(t()('watching.isSet', { who: this.nameOf(wanted.target) }));
    else remark(t()(`notification.already.${already.state}`, { name: already.name || already.number }));
    return reply;
  }

  async end({ id, target }: WatchView): Promise<void> {
    const { t, wish, say } = this.#ports;
    const who = this.nameOf(target);
    if (await wish('watch.remove', { id })) say(t()('watching.ended', { who }));
  }
}

export function sameTarget(a: WatchTarget, b: WatchTarget): boolean {
  if (a.kind === 'person') return b.kind === 'person' && a.number === b.number;
  return b.kind === 'group' && a.groupId === b.groupId;
}
