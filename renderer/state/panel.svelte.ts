/** Builds the panel's state over a bridge, connects its parts, and offers what views need. */
import { createContext, untrack } from 'svelte';
import type { Bridge } from '../../electron/contract/bridge.ts';
import type { Failure } from '../../electron/contract/failure.ts';
import type { Payload, Reply, RequestName, Result, ShowTarget } from '../../electron/contract/requests.ts';
import type { AlertState, AlertTarget, Need, Snapshot } from '../../electron/contract/snapshot.ts';
import { createTranslate, languageFor } from '../../electron/contract/text/translate.ts';
import type { Language, Translate } from '../../electron/contract/text/translate.ts';
import { createTimeWords } from '../../electron/contract/text/time-words.ts';
import type { TimeWords } from '../../electron/contract/text/time-words.ts';
import { editable } from '../editable.ts';
import { Announcer } from './announcer.svelte.ts';
import { Clock } from './clock.svelte.ts';
import type { TimeSource } from './clock.svelte.ts';
import { Favourites } from './favourites.svelte.ts';
import { Freshness } from './freshness.svelte.ts';
import { Groups } from './groups.svelte.ts';
import { MyCalls } from './my-calls.svelte.ts';
import { Navigation } from './navigation.svelte.ts';
import { People } from './people.svelte.ts';
import { RosterRows } from './roster.svelte.ts';
import type { Row } from './row.svelte.ts';
import { SnapshotStore } from './snapshot-store.svelte.ts';
import { Alerts } from './alerts.svelte.ts';
import { Calls } from './calls.svelte.ts';
import { ListPlace } from '../list/list-place.svelte.ts';
import type { RequestAndReport } from './request-and-report.ts';

/** A phone number as people write it: digits with blanks, brackets and signs. */
const NUMBER = /^\+?[\d*#][\d\s()/.*#-]{2,}$/;
/** Long enough to read, short enough not to outlive what it is about. */
const REMARK_MS = 6000;

export class Panel {
  readonly #bridge: Bridge;
  readonly #store: SnapshotStore;
  readonly clock: Clock;
  readonly roster = new RosterRows();
  readonly favourites: Favourites;
  readonly groups: Groups;
  readonly people: People;
  readonly alerts: Alerts;
  readonly myCalls: MyCalls;
  readonly freshness: Freshness;
  readonly place: ListPlace;
  readonly calls: Calls;
  readonly navigation = new Navigation(
    () => this.#clearMessages(),
    () => this.focusFind(),
  );
  readonly announcer: Announcer;
  /** The row that has, or last had, the list's focus. */
  activeNumber: string | null = $state(null);
  /** Why the last small request (a star, an alert, a setting) failed. */
  problem: Failure | null = $state.raw(null);
  /** How the last request went, if nothing else on the screen shows it; gone after a few seconds. */
  #remark: string | null = $state(null);
  #endRemark: () => void = () => undefined;
  /** The search field has the focus: keys act on the first row that is seen. */
  finding = $state(false);
  /** Puts the focus into the search field, or on the small window's heading; what is shown registers it. */
  focusFind: (options?: { readonly keepTyped: boolean }) => void = () => undefined;

  /** `first`: null if it has yet to come. */
  constructor(bridge: Bridge, time: TimeSource, first: Snapshot | null = null) {
    this.#bridge = bridge;
    this.clock = new Clock(time);
    this.announcer = new Announcer(time, (sentences) =>
      sentences.length <= 3 ? sentences.join('. ') : this.t('list.manyChanged', { count: sentences.length }),
    );
    this.#store = new SnapshotStore((snapshot) => this.#announce(this.roster.update(snapshot.roster)));
    const snapshot = () => this.#store.current;
    const request: RequestAndReport = (name, payload) => this.requestAndReport(name, payload);
    this.favourites = new Favourites(snapshot, request);
    this.groups = new Groups(this.roster, snapshot);
    this.people = new People(this.roster, this.favourites, this.groups, snapshot);
    this.place = new ListPlace(this.people);
    this.calls = new Calls(snapshot, request);
    this.freshness = new Freshness(this.roster, this.clock, snapshot);
    this.myCalls = new MyCalls({
      snapshot,
      roster: this.roster,
      t: () => this.t,
      locale: () => this.locale,
      request: (name, payload) => this.request(name, payload),
    });
    this.alerts = new Alerts({
      snapshot,
      requestAndReport: request,
      t: () => this.t,
      request: (name, payload) => this.request(name, payload),
      nameOf: (target) => this.#nameOf(target),
      say: (text) => this.announcer.say(text),
      isSoNow: (target, states) => this.#isSoNow(target, states),
      remark: (text) => this.#showRemark(text),
      report: (failure) => (this.problem = failure),
    });
    if (first !== null) this.#store.take(first);
  }

  /** For times and numbers: the words' language with the system's region. */
  readonly locale: string = $derived.by(() => this.#store.current?.locale ?? navigator.language);
  readonly #language: Language = $derived.by(() =>
    languageFor(this.#store.current?.language ?? navigator.language),
  );
  readonly t: Translate = $derived(createTranslate(this.#language));
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
  async requestAndReport<N extends RequestName>(name: N, payload: Payload<N>): Promise<boolean> {
    const reply = await this.#bridge.request(name, payload);
    this.problem = reply.ok ? null : reply.failure;
    return reply.ok;
  }

  get remark(): string | null {
    return this.#remark;
  }

  /** In the wizard or on the welcome page, which no view covers. */
  get inSetUp(): boolean {
    const { snapshot } = this;
    return snapshot !== null && (snapshot.setup !== null || snapshot.connection.kind === 'not-set-up');
  }

  /** What the connection needs from the person; null: nothing. */
  get need(): Need | null {
    const connection = this.snapshot?.connection;
    return connection?.kind === 'blocked' ? connection.need : null;
  }

  /** Until when notifications are snoozed, ms since the epoch; null: they are not. */
  get snoozedUntil(): number | null {
    const until = this.snapshot?.snoozedUntil ?? null;
    return until !== null && until > this.clock.coarse ? until : null;
  }

  /** Whom Call, Alert and Favourite act on: the colleague whose page is open, the row with the focus, or the first visible row. */
  get subject(): string | null {
    const { view } = this.navigation;
    if (view !== null) return view.kind === 'colleague' ? view.number : null;
    if (this.finding) return this.place.first;
    return this.activeNumber;
  }

  /** A number in the search that is no colleague's but can be called. */
  get typedNumber(): string | null {
    const typed = this.people.query.trim();
    return this.people.rows.length === 0 && NUMBER.test(typed) ? typed : null;
  }

  show(target: ShowTarget): void {
    if (this.inSetUp || (target.view === 'list' && this.#isFillingIn())) return;
    this.navigation.home();
    this.place.toBeginning();
    switch (target.view) {
      case 'colleague':
        this.activeNumber = target.number;
        this.navigation.open({ kind: 'colleague', number: target.number });
        break;
      case 'my-calls':
      case 'settings':
      case 'alerts':
        this.navigation.open({ kind: target.view });
        break;
      case 'list':
        this.focusFind({ keepTyped: true });
    }
  }

  /** Someone who looks something up elsewhere comes back by the tray, and finds what they had begun. */
  #isFillingIn(): boolean {
    const { view } = this.navigation;
    if (view === null) return false;
    const isForm = view.kind === 'group' || view.kind === 'alert';
    return (
      isForm ||
      document.activeElement?.matches(editable) === true ||
      document.querySelector('.dialog') !== null
    );
  }

  /** My extension's settings once they are known; until then Lampfield's own. */
  openSettings(): void {
    this.navigation.open({ kind: this.myCalls.mine === null ? 'settings' : 'my-calls' });
  }

  /** The list, filtered by that group. */
  showGroup(id: string): void {
    this.people.showGroup(id);
    this.navigation.home();
    this.focusFind();
  }

  /** Moves it one place among the favourites in the list, and announces the place. */
  async moveFavourite(number: string, step: -1 | 1): Promise<void> {
    const shown = this.people.rows.slice(0, this.people.favouritesFirst).map((row) => row.number);
    const to = shown.indexOf(number) + step;
    if (!shown.includes(number) || to < 0 || to >= shown.length) return;
    const others = shown.filter((other) => other !== number);
    if (!(await this.favourites.move(number, others[to] ?? null))) return;
    const name = this.#nameOf({ kind: 'person', number });
    this.announcer.say(this.t('list.moved', { name, place: to + 1, count: shown.length }));
  }

  #nameOf(target: AlertTarget): string {
    if (target.kind === 'group') {
      const group = this.groups.find(target.groupId)?.name ?? target.groupId;
      return this.t('alerts.anyone', { group });
    }
    return this.roster.row(target.number)?.label ?? target.number;
  }

  #showRemark(text: string): void {
    this.#clearMessages();
    this.#remark = text;
    this.#endRemark = this.clock.after(REMARK_MS, () => this.#clearMessages());
    this.announcer.say(text);
  }

  #clearMessages(): void {
    this.#endRemark();
    this.#endRemark = () => undefined;
    this.#remark = null;
    this.problem = null;
  }

  /** True if someone the alert covers is already in one of its states, and visible in the list. */
  #isSoNow(target: AlertTarget, states: readonly AlertState[]): boolean {
    const numbers =
      target.kind === 'person' ? [target.number] : (this.groups.find(target.groupId)?.numbers ?? []);
    const me = this.#store.current?.settings.extension;
    return numbers.some((number) => {
      const state = number === me ? undefined : this.roster.row(number)?.colleague.state;
      return state !== undefined && states.some((wanted) => wanted === state);
    });
  }

  /** Only favourites and alerted people: changes of a whole company are noise. */
  #announce(changed: readonly Row[]): void {
    untrack(() => {
      const sentences = changed
        .filter(({ number }) => this.#isFollowed(number))
        .map(({ label, colleague }) =>
          this.t('list.becameState', { name: label, state: this.t(`presence.${colleague.state}`) }),
        );
      this.announcer.say(...sentences);
    });
  }

  #isFollowed(number: string): boolean {
    return this.favourites.has(number) || this.alerts.of({ kind: 'person', number }) !== undefined;
  }
}

const [panelOfContext, setPanel] = createContext<Panel>();
export { panelOfContext, setPanel };
