/** Every part of the core, with what it needs of the others. Parts that are built later are reached through functions. */

import { usualInternationalPrefix, type Dialling } from '../contract/my-extension/dialling.ts';
import type { AlertView } from '../contract/snapshot.ts';
import type { Alert } from './alerts/alerts.ts';
import { buildNotifications } from './notifications/build-notifications.ts';
import { createCalls } from './calls/calls.ts';
import { createCurrentConnection } from './connection/current-connection.ts';
import { createShellFeed } from './desktop/shell-feed.ts';
import { statusOfItem } from './desktop/status-menu.ts';
import { createGroups } from './groups/groups.ts';
import { createMyExtension } from './my-extension/my-extension.ts';
import type { Stores } from './open-stores.ts';
import type { Clock, Random } from './ports.ts';
import { createChangesToday } from './presence/changes-today.ts';
import { signsInAgain } from './settings/apply-managed.ts';
import type { PersonHint } from './setup/likely-extension.ts';
import { createSetup, type SetupPorts } from './setup/setup.ts';
import { composeSnapshot } from './snapshot/compose-snapshot.ts';
import { createNotices } from './snapshot/notices.ts';
import { createSnapshotFeed, type SnapshotFeed } from './snapshot/snapshot-feed.ts';
import { stateNotices } from './snapshot/state-notices.ts';
import { createWording } from './wording.ts';

export interface PartsPorts {
  readonly clock: Clock;
  readonly random: Random;
  /** Absolute path. */
  readonly dataFolder: string;
  /** The system's locale, `de-AT`. */
  readonly locale: string;
  readonly version: string;
  readonly person: PersonHint;
  readonly startDemo?: SetupPorts['startDemo'];
  /** Whether a window can stay on top of others; absent: yes. */
  readonly canStayOnTop?: boolean;
}

export type Parts = ReturnType<typeof buildParts>;

export function buildParts(ports: PartsPorts, stores: Stores) {
  const { clock, random, dataFolder, locale, version, person, startDemo, canStayOnTop = true } = ports;
  const { log, settings, trust, shelf, keychain, guard, packets, unshownNews, managed } = stores;
  const wording = createWording(settings, locale);
  const notices = createNotices();
  const today = createChangesToday(clock);
  const groups = createGroups({ settings, managed: () => managed?.groups ?? [] });
  const dialling = (): Dialling => ({
    internationalPrefix: settings.current.internationalPrefix ?? usualInternationalPrefix(locale),
  });
  const common = { settings, trust, shelf, guard, clock, random, log, packets };

  const current = createCurrentConnection({
    ...common,
    keychain,
    collation: wording.collation,
    audience: () => ({ followsCall: calls.isFollowing(), hasAlerts: alerts.list().length > 0 }),
    forgetSeen() {
      alerts.forgetSeen();
      today.forget();
    },
    onRoster(update) {
      today.addChanges(update.changes);
      alerts.update(update);
      calls.refresh(current.get());
      feed.touch();
    },
    onState() {
      refreshNotices();
      calls.refresh(current.get());
      feed.touch();
    },
    async onReplaced() {
      calls.refresh(current.get());
      await myExtension.follow(current.get());
      feed.touch();
    },
  });

  const setup = createSetup({
    ...common,
    person,
    listed: () => current.get()?.roster.snapshot().colleagues ?? [],
    connect: () => current.replace(),
    openPanel: () => shell.send({ kind: 'open-panel', show: { view: 'list' } }),
    ...(startDemo && { startDemo }),
  });

  const notifications = buildNotifications({
    clock,
    log,
    settings,
    groups,
    file: unshownNews.file,
    unshown: unshownNews.value.hits,
    locale: wording.locale,
    translate: wording.translate,
    find: (number) => current.get()?.roster.find(number),
    snapshot: () => feed.current(),
    send: (effect) => shell.send(effect),
    canCall: () => settings.current.callWith !== 'off',
    call: (number) => calls.callFromNotification(number),
  });
  const { alerts, notifier } = notifications;

  const calls = createCalls({
    clock,
    log,
    settings,
    outsideCalls: () => myExtension.calls(),
    // Its failures are shown where my extension is.
    readCalls: () => void myExtension.read().catch(() => undefined),
    isWatched: () => current.isPanelOpen(),
    isMine: () => myExtension.isMine(),
    isRestricted: () => myExtension.view()?.current.outboundRestricted === true,
    dialling,
    send: (effect) => shell.send(effect),
    changed() {
      current.refreshPace();
      feed.touch();
    },
  });

  const myExtension = createMyExtension({
    clock,
    log,
    dataFolder,
    folder: stores.folder,
    dialling,
    settings,
    notices,
    editable: managed?.editable ?? null,
    news: {
      tell: (news) => notifier.tell(news),
      withdraw: (id) => notifier.withdraw(id),
      translate: wording.translate,
      language: wording.language,
    },
    changed() {
      // It may know of a call that I am on by now.
      calls.refresh(current.get());
      feed.touch();
    },
  });

  const feed: SnapshotFeed = createSnapshotFeed(() => {
    const roster = current.get()?.roster;
    const listed = roster?.snapshot() ?? { confirmedAt: null, staleAfterMs: 0, colleagues: [] };
    return composeSnapshot({
      product: { version, demoAvailable: startDemo !== undefined },
      canStayOnTop,
      language: wording.language(),
      locale: wording.locale(),
      settings: settings.current,
      locked: settings.locked,
      groups: groups.list(),
      connection: current.state(),
      setup: setup.view(),
      roster: listed,
      myRow: roster?.find(settings.current.extension ?? ''),
      calling: calls.view(),
      // A sign-out forgets the list, and the next person at this desk is shown neither.
      myExtension: listed.confirmedAt === null ? null : myExtension.view(),
      alerts: alerts.list().map(alertView),
      snoozedUntil: settings.current.snoozedUntil,
      notices: notices.list(),
    });
  }, log);

  const shell = createShellFeed({
    feed,
    settings,
    translate: wording.translate,
    now: () => clock.now(),
    onMenu(what, which) {
      const wanted = what === 'status' ? statusOfItem(which, feed.current(), clock.now()) : undefined;
      if (wanted !== undefined) myExtension.chooseStatus(wanted);
      notifications.onMenu(what, which);
    },
  });

  /** Lasting facts, shown in the panel for as long as they are true. */
  function refreshNotices(): void {
    const connection = current.get();
    const facts = {
      connection: current.state(),
      session: connection?.session ?? null,
      keychain: shelf.state,
      plainHttp: connection?.plainHttp === true,
      unreadable: connection?.unreadable ?? 0,
      me: feed.current().me,
      signsInAgain: managed !== null && signsInAgain(managed, settings.current.pbx),
    };
    for (const [id, notice] of stateNotices(facts)) notices.set(id, notice);
  }

  return {
    wording,
    notices,
    today,
    groups,
    current,
    setup,
    notifications,
    alerts,
    notifier,
    calls,
    myExtension,
    feed,
    shell,
    refreshNotices,
  };
}

function alertView({ id, target, mode, states, expiresAt }: Alert): AlertView {
  return { id, target, mode, states, expiresAt };
}
