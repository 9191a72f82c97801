/** Builds the panel's state over a bridge: the one place where its parts meet, and the wishes that views may have. */
import { createContext, untrack } from 'svelte';
import type { Bridge } from '../../electron/contract/bridge.ts';
import type { Failure } from '../../electron/contract/failure.ts';
import type { Payload, Reply, RequestName, Result, ShowTarget } from '../../electron/contract/requests.ts';
import { createTranslate, languageFor } from '../../electron/contract/text/translate.ts';
import type { Translate } from '../../electron/contract/text/translate.ts';
import { createTimeWords } from '../words/since.ts';
import type { TimeWords } from '../words/since.ts';
import { Announcer } from './announcer.svelte.ts';
import { Clock, wallTime } from './clock.svelte.ts';
import type { TimeSource } from './clock.svelte.ts';
import { Freshness } from './freshness.svelte.ts';
import { Navigation } from './navigation.svelte.ts';
import { People } from './people.svelte.ts';
import { RosterRows } from './roster.svelte.ts';
import type { StateChange } from './roster.svelte.ts';
import { labelOf } from './row.svelte.ts';
import { SnapshotStore } from './snapshot-store.svelte.ts';

export class Panel {
  readonly #bridge: Bridge;
  readonly #store: SnapshotStore;
  readonly clock: Clock;
  readonly roster = new RosterRows();
  readonly people: People;
  readonly freshness: Freshness;
  readonly navigation = new Navigation();
  readonly announcer: Announcer;
  /** The row that has, or had last, the list's focus. */
  activeNumber: string | null = $state(null);
  /** Why the last small wish (a star, a bell, a setting) failed. */
  problem: Failure | null = $state.raw(null);
  /** Puts the focus into the search field; the field registers it. */
  focusFind: () => void = () => undefined;

  constructor(bridge: Bridge, time: TimeSource = wallTime) {
    this.#bridge = bridge;
    this.clock = new Clock(time);
    this.announcer = new Announcer(time, (sentences) =>
      sentences.length <= 3 ? sentences.join('. ') : this.t('list.manyChanged', { count: sentences.length }),
    );
    this.#store = new SnapshotStore((snapshot) => this.#announce(this.roster.take(snapshot.roster)));
    this.people = new People(this.roster, () => this.#store.current);
    this.freshness = new Freshness(this.roster, this.clock, () => this.#store.current);
  }

  readonly locale: string = $derived.by(() => regionalLocale(this.#store.current?.language));
  readonly t: Translate = $derived(createTranslate(languageFor(this.locale)));
  readonly times: TimeWords = $derived(createTimeWords(this.t, this.locale));

  get snapshot() {
    return this.#store.current;
  }

  get failure() {
    return this.#store.failure;
  }

  /** The returned function ends it. */
  start(): () => void {
    const ends = [
      this.#store.follow(this.#bridge),
      this.#bridge.on('show', (target) => this.show(target)),
      () => this.announcer.stop(),
    ];
    return () => ends.forEach((end) => end());
  }

  /** A request whose failure the caller shows. */
  request<N extends RequestName>(name: N, payload: Payload<N>): Promise<Reply<Result<N>>> {
    return this.#bridge.request(name, payload);
  }

  /** A request whose failure the panel shows; true when it was done. */
  async wish<N extends RequestName>(name: N, payload: Payload<N>): Promise<boolean> {
    const reply = await this.#bridge.request(name, payload);
    this.problem = reply.ok ? null : reply.failure;
    return reply.ok;
  }

  show(target: ShowTarget): void {
    this.navigation.home();
    switch (target.view) {
      case 'colleague':
        this.activeNumber = target.number;
        this.navigation.open({ kind: 'colleague', number: target.number });
        break;
      case 'own-settings':
      case 'settings':
        this.navigation.open({ kind: target.view });
        break;
      case 'list':
      case 'watches':
        this.focusFind();
    }
  }

  /** My extension's settings once they are known; until then Lampfield's own. */
  openSettings(): void {
    this.navigation.open({ kind: (this.#store.current?.own ?? null) === null ? 'settings' : 'own-settings' });
  }

  toggleFavourite(number: string): void {
    void this.wish('favourite.set', { number, on: !this.people.isFavourite(number) });
  }

  watchesOf(number: string) {
    const watches = this.#store.current?.watches ?? [];
    return watches.filter(({ target }) => target.kind === 'person' && target.number === number);
  }

  /** Once, until free; or ends whatever watches this person. */
  toggleWatch(number: string): void {
    const watches = this.watchesOf(number);
    for (const { id } of watches) void this.wish('watch.remove', { id });
    if (watches.length > 0) return;
    const target = { kind: 'person', number } as const;
    void this.wish('watch.set', { target, mode: 'once', states: ['free'], expiresAt: null });
  }

  /** Favourites and watched people only: a whole company's changes are noise. */
  #announce(changes: readonly StateChange[]): void {
    untrack(() => {
      const sentences = changes
        .filter(({ row }) => this.people.isFavourite(row.number) || this.watchesOf(row.number).length > 0)
        .map(({ row, to }) =>
          this.t('list.becameState', { name: labelOf(row.colleague), state: this.t(`presence.${to}`) }),
        );
      this.announcer.say(...sentences);
    });
  }
}

/** The core's language with this computer's region, whose clock and dates people are used to: `en` becomes `en-GB`. */
function regionalLocale(language: string | undefined): string {
  if (language === undefined) return navigator.language;
  const regional = navigator.languages.find((locale) => locale.split('-')[0] === language);
  return regional ?? language;
}

const [panelOfContext, setPanel] = createContext<Panel>();
export { panelOfContext, setPanel };
