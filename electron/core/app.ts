/** The whole core, built in one visible place: what depends on what, and who is told of what. */

import { join } from 'node:path';
import type { ShellEffect, ShellSignal } from '../contract/shell-model.ts';
import type { WatchView } from '../contract/snapshot.ts';
import { createTranslate, languageFor, type Language, type Translate } from '../contract/text/translate.ts';
import { createConnection, type PbxConnection } from './connection/connection.ts';
import type { Core } from './core.ts';
import { createDispatch } from './border/dispatch.ts';
import { createHandlers } from './border/handlers.ts';
import { createJsonFile } from './files/json-file.ts';
import { createGroups } from './groups/groups.ts';
import { createTelling } from './notify/telling.ts';
import type { Clock, Log, Random, SecretStore } from './ports.ts';
import { createSecretShelf } from './secrets/secret-shelf.ts';
import { emptyGuardRecord, guardRecordSchema } from './session/guard-record.ts';
import { createLoginGuard } from './session/login-guard.ts';
import { createSettingsStore } from './settings/settings-store.ts';
import { createSetup, type SetupPorts } from './setup/setup.ts';
import { createShellFeed } from './shell-model/shell-feed.ts';
import { composeSnapshot } from './snapshot/compose-snapshot.ts';
import { createNotices } from './snapshot/notices.ts';
import { createSnapshotFeed, type SnapshotFeed } from './snapshot/snapshot-feed.ts';
import { createTrustStore } from './trust/trust-store.ts';
import type { Watch } from './watch/watches.ts';
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
  readonly person: PersonHint;
  readonly startDemo?: SetupPorts['startDemo'];
}

/** Reads what is on disk and builds everything; nothing is sent before `start`. Rejects only where the data folder cannot be used at all. */
export async function createCore(ports: CorePorts): Promise<Core> {
  const { clock, random, log, dataFolder, locale, version, person, startDemo } = ports;
  const settings = await createSettingsStore({ file: join(dataFolder, 'settings.json'), clock, log });
  const trust = createTrustStore({ file: join(dataFolder, 'trust.json'), clock, log });
  const trustProblem = await trust.load();
  const shelf = createSecretShelf({ store: ports.secrets, log });
  const guardFile = createJsonFile({
    file: join(dataFolder, 'login-guard.json'),
    schema: guardRecordSchema,
    fallback: emptyGuardRecord,
    clock,
    log,
  });
  const guard = createLoginGuard({ file: guardFile, clock, log });
  const notices = createNotices();
  const groups = createGroups({ settings, managed: () => [] });
  const emptyRoster = { confirmedAt: null, staleAfterMs: 0, colleagues: [] };
  let connection: PbxConnection | undefined;
  let panelOpen = false;

  const language = (): Language => {
    const chosen = settings.current.language;
    return chosen === 'system' ? languageFor(locale) : chosen;
  };

  /** Building one costs more than asking it, and every snapshot asks. */
  const translators = new Map<Language, Translate>();
  const translate = (): Translate => {
    const made = translators.get(language()) ?? createTranslate(language());
    translators.set(language(), made);
    return made;
  };

  const setup = createSetup({
    settings,
    trust,
    shelf,
    guard,
    clock,
    random,
    log,
    person,
    listed: () => connection?.roster.snapshot().colleagues ?? [],
    connect,
    ...(startDemo && { startDemo }),
  });

  const telling = await createTelling({
    clock,
    log,
    settings,
    groups,
    dataFolder,
    language,
    translate,
    find: (number) => connection?.roster.find(number),
    snapshot: () => feed.current(),
    send: (effect) => shell.send(effect),
  });
  const { watches, notifier } = telling;

  const feed: SnapshotFeed = createSnapshotFeed(() =>
    composeSnapshot({
      product: { version, demoAvailable: startDemo !== undefined },
      language: language(),
      settings: settings.current,
      locked: settings.locked,
      groups: groups.list(),
      connection: connection?.state() ?? { kind: 'not-set-up' },
      setup: setup.view(),
      roster: connection?.roster.snapshot() ?? emptyRoster,
      myRow: connection?.roster.find(settings.current.extension ?? ''),
      own: null,
      watches: watches.list().map(watchView),
      snoozedUntil: settings.current.snoozedUntil,
      notices: notices.list(),
    }),
  );
  const shell = createShellFeed({
    feed,
    settings,
    translate,
    onMenu: (what, which) => telling.onMenu(what, which),
  });

  /** Ends the connection to the PBX that was, and begins one to the PBX that the settings name. */
  async function connect(): Promise<void> {
    await connection?.stop({ keepToken: true });
    connection = undefined;
    watches.forgetSeen();
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
        locale: language(),
      });
      fresh.subscribe(feed.touch);
      fresh.roster.subscribe((update) => {
        watches.take(update);
        feed.touch();
      });
      fresh.poller.setAudience(audience());
      fresh.start();
      connection = fresh;
    }
    feed.touch();
  }

  function audience(): { panelOpen: boolean; watching: boolean } {
    return { panelOpen, watching: watches.list().length > 0 };
  }

  function signal(signal: ShellSignal): void {
    const poller = connection?.poller;
    switch (signal.kind) {
      case 'panel':
        panelOpen = signal.open;
        return poller?.setAudience(audience());
      case 'suspend':
        return poller?.setPaused('sleep', true);
      case 'resume':
        return poller?.setPaused('sleep', false);
      case 'lock':
        return poller?.setPaused('lock', true);
      case 'unlock':
        return poller?.setPaused('lock', false);
      case 'network':
        poller?.setPaused('no-network', !signal.online);
        return poller?.pollNow('network');
      case 'tray-clicked':
        return shell.send({ kind: 'open-panel', show: { view: 'list' } });
      case 'menu':
        return shell.chooseMenu(signal.id);
      case 'no-tray':
        return notices.set('no-tray', { code: 'no-tray', detail: {}, dismissible: true });
      case 'update':
        return notices.set('update', {
          code: 'update-available',
          detail: { version: signal.version },
          dismissible: true,
        });
      case 'notification-clicked':
        return notifier.clicked(signal.id);
      case 'notification-action':
        return notifier.acted(signal.id, signal.action);
      case 'do-not-disturb':
        return notifier.setSystemDoNotDisturb(signal.on);
    }
  }

  function reportProblems(): void {
    const [problem] = [...settings.problems, ...(trustProblem ? [trustProblem] : [])];
    if (problem === undefined) return;
    const { file } = problem;
    const keptAs = problem.kind === 'corrupt' ? (problem.keptAs ?? '') : '';
    notices.set('settings-corrupt', {
      code: 'settings-corrupt',
      detail: { file, keptAs },
      dismissible: true,
    });
  }

  const dispatch = createDispatch(
    createHandlers({
      settings,
      notices,
      setup,
      feed,
      shell,
      groups,
      watches,
      notifier,
      connection: () => connection,
    }),
    log,
  );
  feed.subscribe((snapshot) => {
    telling.look(snapshot);
  });
  setup.subscribe(feed.touch);
  notices.subscribe(feed.touch);
  settings.subscribe(() => {
    connection?.poller.setAudience(audience());
    connection?.roster.setLocale(language());
    feed.touch();
  });
  shelf.subscribe(feed.touch);
  reportProblems();

  return {
    async start() {
      notifier.start();
      if (settings.current.pbx === null) setup.openForFirstRun();
      await connect();
    },
    async stop() {
      await setup.stop();
      await telling.stop();
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

function watchView({ id, target, mode, states, expiresAt }: Watch): WatchView {
  return { id, target, mode, states, expiresAt };
}
