/** For tests: alerts and notifications over a real roster, with clock, PBX answers, settings and files in the test's hands. */

import type { PresenceState } from '../../electron/contract/presence.ts';
import type { Payload } from '../../electron/contract/requests.ts';
import type { NotificationModel, ShellEffect } from '../../electron/contract/desktop-model.ts';
import { createTranslate } from '../../electron/contract/text/translate.ts';
import { AppError } from '../../electron/core/app-error.ts';
import { createGroups } from '../../electron/core/groups/groups.ts';
import { createNotifier } from '../../electron/core/notifications/notifier.ts';
import type { UnshownNews } from '../../electron/core/notifications/unshown-news.ts';
import { createRoster } from '../../electron/core/presence/roster.ts';
import { effectiveSettings, mergePatch, unmanaged } from '../../electron/core/settings/settings-layers.ts';
import type { SettingsPatch } from '../../electron/core/settings/settings-schema.ts';
import type { SettingsStore } from '../../electron/core/settings/settings-store.ts';
import { createAlerts } from '../../electron/core/alerts/alerts.ts';
import type { AlertNews } from '../../electron/core/alerts/alert-news.ts';
import { createSteeredClock, type SteeredClock } from '../steered-clock.ts';
import { silentLog } from './start-core.ts';

/** The device's words; Idle is free as well. */
export type Word = 'Registered' | 'Idle' | 'Ringing' | 'Busy' | 'Hold' | 'Unavailable';

export interface Shown extends NotificationModel {
  /** On the uptime clock. */
  readonly atMs: number;
}

/** Settings in memory; `disk.fails` refuses the next changes as a full disk does. */
export function createMemorySettings(first: SettingsPatch = {}) {
  let personal = first;
  const listeners = new Set<(settings: SettingsStore['current']) => void>();
  const disk = { fails: false };
  const store: Pick<SettingsStore, 'current' | 'change' | 'subscribe'> = {
    get current() {
      return effectiveSettings(unmanaged, personal);
    },
    async change(patch) {
      const wanted = typeof patch === 'function' ? patch(store.current) : patch;
      if (disk.fails) throw new AppError('settings.unwritable', { file: 'settings.json', errno: 'ENOSPC' });
      personal = mergePatch(personal, wanted);
      for (const listener of [...listeners]) listener(store.current);
      return store.current;
    },
    subscribe(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
  };
  return { store, disk };
}

/** What outlives a run of the program. */
export interface Remains {
  readonly clock: SteeredClock;
  readonly settings: ReturnType<typeof createMemorySettings>;
  unshown: UnshownNews;
}

export function remains(first: SettingsPatch = {}): Remains {
  return { clock: createSteeredClock(), settings: createMemorySettings(first), unshown: { hits: [] } };
}

export function startAlertWorld(kept: Remains = remains()) {
  const { clock, settings } = kept;
  const words = new Map<string, Word>();
  const shown: Shown[] = [];
  const effects: ShellEffect[] = [];
  const told: AlertNews[] = [];
  const my: { state: PresenceState | null; doNotDisturb: boolean } = { state: 'free', doNotDisturb: false };
  const link = { live: true };
  const groups = createGroups({ settings: settings.store, managed: () => [] });
  const roster = createRoster({ clock, locale: 'en', staleAfterMs: () => 3_600_000 });

  const alerts = createAlerts({
    clock,
    log: silentLog,
    settings: settings.store,
    find: (number) => roster.find(number),
    groups: () => groups.list(),
    live: () => link.live,
    tell(news) {
      told.push(news);
      notifier.tell(news);
    },
    onEnded: (id) => notifier.forgetAlert(id),
  });
  const notifier = createNotifier({
    clock,
    log: silentLog,
    settings: settings.store,
    wording: () => ({
      translate: createTranslate('en'),
      locale: 'en-GB',
      groups: groups.list(),
      canCall: false,
    }),
    me: () => my,
    send(effect) {
      effects.push(effect);
      if (effect.kind === 'notify') shown.push({ ...effect.notification, atMs: clock.uptimeMs() });
    },
    onCall: () => undefined,
    onAgain: (alert) => void alerts.again(alert),
    onStop: (id) => void alerts.remove(id),
    file: {
      async write(value) {
        kept.unshown = structuredClone(value);
      },
    },
    unshown: kept.unshown.hits,
  });
  roster.subscribe((update) => {
    alerts.update(update);
  });

  function answer(next: Readonly<Record<string, Word>>, about = { afterPause: false }): void {
    for (const [number, word] of Object.entries(next)) words.set(number, word);
    const extensions = [...words].map(([number, rawStatus]) => ({
      number,
      name: `Person ${number}`,
      rawStatus,
      type: 'SIP',
    }));
    roster.apply({ bytes: new Uint8Array(), extensions, unreadable: [] }, about);
  }

  return {
    clock,
    settings,
    groups,
    alerts,
    notifier,
    shown,
    effects,
    told,
    my,
    link,
    answer,
    titles: () => shown.map(({ title }) => title),
    alert: (request: Partial<Payload<'alert.set'>> & { readonly number?: string }) => {
      const { number = '1', ...rest } = request;
      const usual = {
        target: { kind: 'person', number },
        mode: 'once',
        states: ['free'],
        expiresAt: null,
      } as const;
      return alerts.handlers['alert.set']({ ...usual, states: [...usual.states], ...rest });
    },
    /** Begins as the program does: with everybody's state at first sight. */
    async begin(first: Readonly<Record<string, Word>>) {
      notifier.start();
      answer(first);
      await clock.advance(10_000);
    },
    async stop() {
      alerts.stop();
      await notifier.stop();
    },
  };
}
