/** The whole core, built in one visible place: what depends on what, and who hears about what. */

import { usualInternationalPrefix } from '../contract/my-extension/dialling.ts';
import type { ShellEffect } from '../contract/desktop-model.ts';
import type { AlertView, Connection } from '../contract/snapshot.ts';
import { createCalls } from './calls/calls.ts';
import { createConnection, type PbxConnection } from './connection/connection.ts';
import type { Core } from './core.ts';
import { createDispatch } from './requests/dispatch.ts';
import { createHandlers } from './requests/handlers.ts';
import { diagnose } from './support/diagnose.ts';
import { createRememberingLog } from './support/remembering-log.ts';
import { createMyExtension } from './my-extension/my-extension.ts';
import { createGroups } from './groups/groups.ts';
import { createNotificationFeed } from './alerts/notification-feed.ts';
import { createPacketBudget } from './pbx/transport/packet-budget.ts';
import { createToday } from './presence/today.ts';
import { openStores } from './open-stores.ts';
import type { Clock, Log, Random, SecretStore } from './ports.ts';
import { signsInAgain } from './settings/apply-managed.ts';
import { createSetup, type SetupPorts } from './setup/setup.ts';
import { createShellFeed } from './desktop/shell-feed.ts';
import { statusOfItem } from './desktop/status-items.ts';
import { createShellSignals } from './desktop/shell-signals.ts';
import { composeSnapshot } from './snapshot/compose-snapshot.ts';
import { createNotices } from './snapshot/notices.ts';
import { createSnapshotFeed, type SnapshotFeed } from './snapshot/snapshot-feed.ts';
import { fileNotices, managedNotice, stateNotices } from './snapshot/state-notices.ts';
import type { Alert } from './alerts/alerts.ts';
import { createWording } from './wording.ts';
import type { PersonHint } from './setup/likely-extension.ts';

export interface CorePorts {
  readonly clock: Clock;
  readonly random: Random;
  readonly secrets: SecretStore;
  readonly log: Log;
  /** Absolute path; made when missing. Holds no secret. */
  readonly dataFolder: string;
  /** The system's locale, `de-AT`. */
  readonly locale: string;
  readonly version: string;
  /** Versions of what the program runs in, by name: Electron, Chromium. For the diagnosis. */
  readonly runtime?: Readonly<Record<string, string>>;
  /** The administrator's file; `required`: someone has named it, so it must be there. Absent: there is none. */
  readonly managedFile?: { readonly file: string; readonly required: boolean };
  readonly person: PersonHint;
  readonly startDemo?: SetupPorts['startDemo'];
}

/** Reads what is on disk and builds everything; nothing is sent before `start`. Rejects only where the data folder cannot be used at all. */
export async function createCore(ports: CorePorts): Promise<Core> {
  const { clock, random, dataFolder, locale, version, person, startDemo, runtime = {} } = ports;
  const log = createRememberingLog(ports.log, clock);
  const stores = await openStores({ ...ports, log });
  const { settings, trust, shelf, keychain, guard, managed } = stores;
  const { language, locale: regionalLocale, collation, translate } = createWording(settings, locale);
  const notices = createNotices();
  const today = createToday(clock);
  const groups = createGroups({ settings, managed: () => managed?.groups ?? [] });
  const emptyRoster = { confirmedAt: null, staleAfterMs: 0, colleagues: [] };
  let connection: PbxConnection | undefined;
  let panelOpen = false;
  let askedWhoIAm = false;
  /** From then on nothing is sent to a PBX, whatever is still under way. */
  let stopped = false;

  const packets = createPacketBudget(clock);

  const setup = createSetup({
    settings,
    trust,
    shelf,
    guard,
    clock,
    random,
    log,
    packets,
    person,
    listed: () => connection?.roster.snapshot().colleagues ?? [],
    connect,
    ...(startDemo && { startDemo }),
  });

  const notificationFeed = await createNotificationFeed({
    clock,
    log,
    settings,
    groups,
    dataFolder,
    locale: regionalLocale,
    translate,
    find: (number) => connection?.roster.find(number),
    snapshot: () => feed.current(),
    send: (effect) => shell.send(effect),
    canCall: () => settings.current.callWith !== 'off',
    call: (number) => calls.callFromNotification(number),
  });
  const { alerts, notifier } = notificationFeed;
  const problems = [...stores.problems, ...notificationFeed.problems];

  const calls = createCalls({
    clock,
    log,
    settings,
    outsideCalls: () => myExtension.calls(),
    // Its failures are shown where my extension is.
    readCalls: () => void myExtension.read().catch(() => undefined),
    isWatched: () => panelOpen,
    isMine: () => myExtension.isMine(),
    isRestricted: () => myExtension.view()?.current.outboundRestricted === true,
    dialling: () => ({
      internationalPrefix: settings.current.internationalPrefix ?? usualInternationalPrefix(locale),
    }),
    send: (effect) => shell.send(effect),
    changed() {
      connection?.poller.setAudience(audience());
      feed.touch();
    },
  });

  const myExtension = createMyExtension({
    clock,
    log,
    dataFolder,
    locale,
    settings,
    notices,
    editable: managed?.editable ?? null,
    news: {
      tell: (news) => notifier.tell(news),
      withdraw: (id) => notifier.withdraw(id),
      translate,
      language,
    },
    changed() {
      // It may know of a call that I am on by now.
      calls.look(connection);
      feed.touch();
    },
  });

  const feed: SnapshotFeed = createSnapshotFeed(
    () =>
      composeSnapshot({
        product: { version, demoAvailable: startDemo !== undefined },
        language: language(),
        locale: regionalLocale(),
        settings: settings.current,
        locked: settings.locked,
        groups: groups.list(),
        connection: connectionView(),
        setup: setup.view(),
        roster: connection?.roster.snapshot() ?? emptyRoster,
        myRow: connection?.roster.find(settings.current.extension ?? ''),
        calling: calls.view(),
        myExtension: myExtension.view(),
        alerts: alerts.list().map(alertView),
        snoozedUntil: settings.current.snoozedUntil,
        notices: notices.list(),
      }),
    log,
  );
  const shell = createShellFeed({
    feed,
    settings,
    translate,
    now: () => clock.now(),
    onMenu(what, which) {
      const wish = what === 'status' ? statusOfItem(which, feed.current(), clock.now()) : undefined;
      if (wish !== undefined) myExtension.chooseStatus(wish);
      notificationFeed.onMenu(what, which);
    },
  });

  /** Ends the present connection and starts one to the PBX that the settings name. */
  async function connect(): Promise<void> {
    await connection?.stop({ keepToken: true });
    connection = undefined;
    if (stopped) return;
    alerts.forgetSeen();
    today.forget();
    const { pbx } = settings.current;
    if (pbx !== null) {
      const fresh = createConnection({
        pbx,
        settings,
        trust,
        shelf,
        guard,
        clock,
        random,
        log,
        packets,
        locale: collation(),
      });
      fresh.subscribe(refreshNotices);
      fresh.roster.subscribe((update) => {
        today.addChanges(update.changes);
        alerts.update(update);
        calls.look(fresh);
        feed.touch();
      });
      fresh.poller.setAudience(audience());
      fresh.start();
      connection = fresh;
    }
    calls.look(connection);
    await myExtension.follow(connection);
    feed.touch();
  }

  function audience(): { panelOpen: boolean; hasAlerts: boolean } {
    // While a call is followed, polls keep the pace of an open panel.
    return { panelOpen: panelOpen || calls.isFollowing(), hasAlerts: alerts.list().length > 0 };
  }

  function connectionView(): Connection {
    const state = connection?.state() ?? { kind: 'not-set-up' };
    return state.kind === 'connecting' && keychain.asking === 'waiting'
      ? { kind: 'waiting-for-keychain' }
      : state;
  }

  /** Lasting facts, shown in the panel for as long as they are true. */
  function refreshStateNotices(): void {
    const { me } = feed.current();
    const state = {
      connection: connectionView(),
      session: connection?.session ?? null,
      keychain: shelf.state,
      plainHttp: connection?.plainHttp === true,
      me,
      signsInAgain: managed !== null && signsInAgain(managed, settings.current.pbx),
    };
    for (const [id, notice] of stateNotices(state)) notices.set(id, notice);
  }

  /** Some lasting facts aren't in the snapshot, so their changes are checked here too. */
  function refreshNotices(): void {
    refreshStateNotices();
    calls.look(connection);
    feed.touch();
  }

  /** A prepared connection whose owner isn't known yet: asks once, as soon as there is a list to choose from. */
  function askWhoIAm(): void {
    if (askedWhoIAm || settings.current.extension !== null || connection?.state().kind !== 'live') return;
    askedWhoIAm = true;
    setup.openForExtension();
  }

  const dispatch = createDispatch(
    createHandlers({
      settings,
      notices,
      setup,
      feed,
      shell,
      groups,
      alerts,
      notifier,
      calls,
      myExtension,
      today,
      connection: () => connection,
      diagnosis: () =>
        diagnose({
          clock,
          settings,
          shelf,
          log,
          connection: () => connection,
          version,
          runtime,
          managed: stores.reading.kind,
        }),
    }),
    log,
  );
  feed.subscribe((snapshot) => {
    notificationFeed.update(snapshot);
    refreshStateNotices();
    askWhoIAm();
  });
  setup.subscribe(feed.touch);
  notices.subscribe(feed.touch);
  settings.subscribe(() => {
    connection?.poller.setAudience(audience());
    connection?.roster.setLocale(collation());
    calls.look(connection);
    void myExtension.follow(connection);
    feed.touch();
  });
  shelf.subscribe(refreshNotices);
  keychain.subscribe(() => {
    shell.send({ kind: 'keychain-asked', asked: keychain.asking !== 'idle' });
    feed.touch();
  });
  for (const [id, notice] of fileNotices(problems)) notices.set(id, notice);
  if (stores.reading.kind === 'broken') notices.set('managed-broken', managedNotice(stores.reading));
  const signal = createShellSignals({
    poller: () => connection?.poller,
    notifier,
    notices,
    setStartAtLogin(on) {
      // Where the administrator has locked it, the setting stays.
      settings.change({ startAtLogin: on }).catch(() => log.warn('settings.not-changed'));
    },
    setPanelOpen(open) {
      panelOpen = open;
      connection?.poller.setAudience(audience());
    },
    openSetUpLine(text) {
      shell.send({ kind: 'open-panel', show: { view: 'list' } });
      // The wizard shows what's wrong with it.
      void dispatch('setup.line', { text });
    },
    chooseMenu: (id) => {
      shell.chooseMenu(id);
    },
    send: (effect) => {
      shell.send(effect);
    },
  });

  return {
    async start() {
      notifier.start();
      await connect();
    },
    async stop() {
      stopped = true;
      await setup.stop();
      calls.stop();
      await notificationFeed.stop();
      await myExtension.stop();
      await connection?.stop({ keepToken: !settings.current.signOutOnQuit });
      connection = undefined;
    },
    request: dispatch,
    onEvent(listener) {
      const stopSnapshots = feed.subscribe((snapshot) => {
        listener({ name: 'snapshot', payload: snapshot });
      });
      const stopShows = shell.subscribe((effect: ShellEffect) => {
        if (effect.kind === 'open-panel') listener({ name: 'show', payload: effect.show });
      });
      return () => {
        stopSnapshots();
        stopShows();
      };
    },
    onEffect: (listener) => shell.subscribe(listener, { replay: true }),
    signal,
  };
}

function alertView({ id, target, mode, states, expiresAt }: Alert): AlertView {
  return { id, target, mode, states, expiresAt };
}
