/** The whole core: its stores, its parts, who hears about what, and what it offers. */

import type { ShellEffect } from '../contract/desktop-model.ts';
import { buildParts, type Parts, type PartsPorts } from './build-parts.ts';
import type { Core } from './core.ts';
import { createShellSignals } from './desktop/shell-signals.ts';
import { openStores, type Stores, type StoresPorts } from './open-stores.ts';
import { createDispatch, type Dispatch } from './requests/dispatch.ts';
import { createHandlers } from './requests/handlers.ts';
import { applyManaged } from './settings/apply-managed.ts';
import { fileNotices, managedNotice } from './snapshot/state-notices.ts';
import { diagnose } from './support/diagnosis.ts';

export interface BuildPorts extends PartsPorts {
  /** Versions of what the program runs in, by name: Electron, Chromium. For the diagnosis. */
  readonly runtime?: Readonly<Record<string, string>>;
}

/** `dataFolder` is made when missing, and holds no secret. */
export interface CorePorts extends BuildPorts, StoresPorts {}

/** What is asked of a program that ends: a panel may still be open then. */
const cancelled = { ok: false, failure: { code: 'network.cancelled', detail: {} } } as const;

/** Reads what is on disk and builds everything; nothing is sent before `start`. Rejects with `settings.in-use` while another program has the data folder. */
export async function createCore(ports: CorePorts): Promise<Core> {
  return buildCore(ports, await openStores(ports));
}

/** The second half: everything that needs no more reading. */
export function buildCore(ports: BuildPorts, stores: Stores): Core {
  const parts = buildParts(ports, stores);
  connectParts(parts, stores);
  const dispatch = dispatchTo(parts, stores, ports);
  let ending = false;
  const request: Dispatch = async (name, payload) => (ending ? cancelled : dispatch(name, payload));
  const { log, settings, trust, shelf, managed } = stores;
  const { current, setup, notifications, notifier, calls, myExtension, feed, shell } = parts;

  return {
    async start() {
      notifier.start();
      // The keychain may ask the person first, so the tray is shown by now.
      if (managed !== null) await applyManaged(managed, { settings, trust, shelf, log });
      await current.replace();
    },
    async stop() {
      ending = true;
      current.refuseOthers();
      await setup.stop();
      calls.stop();
      await notifications.stop();
      await myExtension.stop();
      await current.stop({ keepToken: !settings.current.signOutOnQuit });
      await stores.close();
    },
    request,
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
    signal: createShellSignals({ ...parts, settings, request, log }),
    folder: stores.folder,
  };
}

/** Who hears about what. */
function connectParts(parts: Parts, stores: Stores): void {
  const { wording, notices, current, setup, notifications, calls, myExtension, feed, shell } = parts;
  const { settings, shelf, keychain, problems, reading } = stores;
  let askedWhoIAm = false;

  /** A prepared connection whose owner isn't known yet: asks once, as soon as there is a list to choose from. */
  function askWhoIAm(): void {
    const isLive = current.get()?.state().kind === 'live';
    if (askedWhoIAm || settings.current.extension !== null || !isLive) return;
    askedWhoIAm = true;
    setup.openForExtension();
  }

  feed.subscribe((snapshot) => {
    notifications.update(snapshot);
    parts.refreshNotices();
    askWhoIAm();
  });
  setup.subscribe(feed.touch);
  notices.subscribe(feed.touch);
  settings.subscribe(() => {
    current.refreshPace();
    current.get()?.roster.setLocale(wording.collation());
    calls.refresh(current.get());
    void myExtension.follow(current.get());
    feed.touch();
  });
  shelf.subscribe(() => {
    // Not all of what a notice is about is in the snapshot.
    parts.refreshNotices();
    feed.touch();
  });
  keychain.onLateAnswer(() => {
    if (shelf.state.kind !== 'locked') return;
    // What is still closed says so itself.
    void current
      .get()
      ?.retryKeychain()
      .catch(() => undefined);
  });
  keychain.subscribe(() => {
    shell.send({ kind: 'keychain-asked', asked: keychain.activity !== 'idle' });
    feed.touch();
  });
  const broken = fileNotices(problems);
  for (const [id, notice] of broken) notices.set(id, notice);
  if (reading.kind === 'broken') notices.set('managed-broken', managedNotice(reading));
}

/** What the renderer may ask for. */
function dispatchTo(parts: Parts, stores: Stores, { clock, version, runtime = {} }: BuildPorts): Dispatch {
  const { log, settings, shelf } = stores;
  const connection = () => parts.current.get();
  const diagnosis = () =>
    diagnose({ clock, settings, shelf, log, connection, version, runtime, managed: stores.reading.kind });
  return createDispatch(createHandlers({ ...parts, settings, diagnosis }), log);
}
