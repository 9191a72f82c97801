/** Decides which news becomes a notification, when, and what waits for a digest. */

import type { PresenceState } from '../../contract/presence.ts';
import type { Handlers, ShowTarget } from '../../contract/requests.ts';
import type { ShellEffect } from '../../contract/desktop-model.ts';
import type { JsonFile } from '../lib/files/json-file.ts';
import { createTimer } from '../lib/timer.ts';
import type { Clock, Log } from '../ports.ts';
import type { SettingsStore } from '../settings/settings-store.ts';
import {
  hitsIn,
  latestOfEachPerson,
  newsId,
  withoutAlert,
  type AlertHit,
  type News,
} from '../alerts/news.ts';
import { createShowLimit, minuteMs } from './show-limit.ts';
import { reasonForSilence, type SilenceReason } from './silence.ts';
import { createSnooze } from './snooze.ts';
import { maxUnshown, type UnshownNews } from './unshown-news.ts';
import { wordNews, type Wording } from './word-news.ts';

export interface NotifierPorts {
  readonly clock: Clock;
  readonly log: Log;
  readonly settings: Pick<SettingsStore, 'current' | 'change' | 'subscribe'>;
  readonly wording: () => Omit<Wording, 'nowMs'>;
  /** My own phone. */
  readonly me: () => { readonly state: PresenceState | null; readonly doNotDisturb: boolean };
  readonly send: (effect: ShellEffect) => void;
  readonly onCall: (number: string) => void;
  readonly onAgain: (alert: AlertHit['alert']) => void;
  readonly onStop: (alertId: string) => void;
  readonly file: Pick<JsonFile<UnshownNews>, 'write'>;
  /** What the last run didn't get to show. */
  readonly unshown: readonly AlertHit[];
}

export interface Notifier {
  readonly handlers: Pick<Handlers, 'snooze.set'>;
  /** From now on notifications may be shown; until then they wait. */
  start(): void;
  tell(news: News): void;
  /** The news with that id is over and no longer shown. */
  withdraw(id: string): void;
  /** The same for everything one alert has found that wasn't shown yet. */
  forgetAlert(alertId: string): void;
  /** Something that notifications depend on may have changed. */
  refresh(): void;
  setSystemDoNotDisturb(on: boolean): void;
  handleClick(id: string): void;
  handleAction(id: string, action: string): void;
  /** Ends; what was not shown is kept for the next run. */
  stop(): Promise<void>;
}

/** The actions of this many shown notifications are remembered. */
const rememberedAtMost = 100;

export function createNotifier(ports: NotifierPorts): Notifier {
  const { clock, log, settings, wording, me, send, onCall, onAgain, onStop, file } = ports;
  const limit = createShowLimit();
  /** Waiting for the limits, oldest first. */
  const pending = new Map<string, News>();
  /** Held back while it is silent. */
  const missed = new Map<string, News>();
  const shown = new Map<string, News>();
  let systemDoNotDisturb = false;
  const timer = createTimer(clock);
  let isRunning = false;
  let written = JSON.stringify(ports.unshown);
  let lastWrite: Promise<void> = Promise.resolve();
  const snooze = createSnooze({ clock, settings, log });
  if (ports.unshown.length > 0) addNews(missed, { kind: 'digest', hits: ports.unshown });

  function silenceNow(): SilenceReason | null {
    const { snoozedUntil, notifications } = settings.current;
    const { state, doNotDisturb } = me();
    return reasonForSilence({
      nowMs: clock.now(),
      snoozedUntil,
      settings: notifications,
      myState: state,
      doNotDisturb,
      systemDoNotDisturb,
    });
  }

  function tell(news: News): void {
    const single = asSingle(news);
    // The person is here, waiting for the answer, so it isn't held back; the panel shows it too.
    if (single.kind === 'already' && silenceNow() !== null) {
      if (!systemDoNotDisturb && limit.nextAllowedMs(clock.uptimeMs()) <= clock.uptimeMs()) show(single);
      return;
    }
    addNews(pending, single);
    refresh();
  }

  function refresh(): void {
    if (!isRunning) return;
    timer.cancel();
    const because = silenceNow();
    if (because === null) {
      endSilence();
      showDue();
    } else holdBackPending();
    saveUnshown();
    const waitMs = nextRefreshMs(because);
    if (waitMs !== null) timer.set(waitMs, refresh);
  }

  function holdBackPending(): void {
    for (const news of pending.values()) if (news.kind !== 'already') addNews(missed, news);
    pending.clear();
  }

  function endSilence(): void {
    const hits = latestOfEachPerson([...missed.values()].flatMap(hitsIn));
    for (const news of missed.values()) if (news.kind === 'notice') addNews(pending, news);
    missed.clear();
    if (hits.length > 0) addNews(pending, { kind: 'digest', hits });
  }

  function showDue(): void {
    const now = clock.uptimeMs();
    if (limit.nextAllowedMs(now) > now) return;
    const next = takeNext(limit.leftThisMinute(now));
    if (next !== undefined) show(next);
  }

  /** A notice, else the oldest; but the last one that a minute allows sums up everything that would have to wait. */
  function takeNext(left: number): News | undefined {
    const waiting = [...pending.values()];
    const notice = waiting.find(({ kind }) => kind === 'notice');
    if (notice === undefined && left <= 1 && waiting.length > 1) {
      pending.clear();
      return summarise(waiting);
    }
    const next = notice ?? waiting[0];
    if (next !== undefined) pending.delete(newsId(next));
    return next;
  }

  function show(news: News): void {
    shown.delete(newsId(news));
    shown.set(newsId(news), news);
    for (const id of [...shown.keys()].slice(0, -rememberedAtMost)) shown.delete(id);
    const words = wording();
    const notification = wordNews(news, { ...words, nowMs: clock.now() });
    send({ kind: 'notify', notification, openText: words.translate('notification.open') });
    // Counted once it is out, so that the next one keeps its distance even when a busy machine took long.
    limit.noteShown(clock.uptimeMs());
  }

  function nextRefreshMs(because: SilenceReason | null): number | null {
    if (because === null) {
      const now = clock.uptimeMs();
      return pending.size === 0 ? null : limit.nextAllowedMs(now) - now;
    }
    // Quiet hours end at a minute of the wall clock, which may be set.
    return missed.size === 0 ? null : minuteMs - (clock.now() % minuteMs);
  }

  function saveUnshown(): void {
    const unshown = [...missed.values(), ...pending.values()].filter(({ kind }) => kind !== 'already');
    const hits = latestOfEachPerson(unshown.flatMap(hitsIn)).slice(-maxUnshown);
    const text = JSON.stringify(hits);
    if (text === written) return;
    written = text;
    lastWrite = file.write({ hits: [...hits] }).catch(() => log.warn('notify.not-kept'));
  }

  function forgetAlert(alertId: string): void {
    for (const kept of [pending, missed]) {
      for (const [id, news] of [...kept]) {
        const rest = withoutAlert(news, alertId);
        if (rest === null) kept.delete(id);
        else kept.set(id, rest);
      }
    }
    refresh();
  }

  const stopListening = settings.subscribe(refresh);

  return {
    handlers: { 'snooze.set': ({ until }) => snooze.set(until) },
    start() {
      isRunning = true;
      refresh();
    },
    tell,
    withdraw(id) {
      for (const kept of [pending, missed]) kept.delete(id);
      if (shown.delete(id)) send({ kind: 'dismiss-notification', id });
      refresh();
    },
    forgetAlert,
    refresh,
    setSystemDoNotDisturb(on) {
      systemDoNotDisturb = on;
      refresh();
    },
    handleClick(id) {
      send({ kind: 'open-panel', show: targetOf(id, shown.get(id)) });
    },
    handleAction(id, action) {
      const news = shown.get(id);
      const hit = news !== undefined && 'hit' in news ? news.hit : undefined;
      const number = hit?.number ?? numberOf(id);
      if (number === undefined) return;
      if (action === 'call') onCall(number);
      if (action === 'again') onAgain(hit?.alert ?? usualAlert(number));
      if (action === 'stop') onStop(hit?.alert.id ?? usualAlert(number).id);
    },
    async stop() {
      isRunning = false;
      timer.cancel();
      stopListening();
      snooze.stop();
      await lastWrite;
    },
  };
}

/** The newest news with an id goes last; summaries grow, because everyone in them is still unshown. */
function addNews(into: Map<string, News>, news: News): void {
  const id = newsId(news);
  const before = into.get(id);
  into.delete(id);
  into.set(id, before !== undefined && 'hits' in news ? { ...news, hits: mergeHits(before, news) } : news);
}

function mergeHits(...all: readonly News[]): readonly AlertHit[] {
  return latestOfEachPerson(all.flatMap(hitsIn));
}

/** Older news shows its time, and then everything in the summary does. */
function summarise(all: readonly News[]): News {
  return { kind: all.some(({ kind }) => kind === 'digest') ? 'digest' : 'many', hits: mergeHits(...all) };
}

/** A summary of one thing is that thing. */
function asSingle(news: News): News {
  if (news.kind !== 'after-pause') return news;
  const [hit, ...others] = news.hits;
  return hit !== undefined && others.length === 0 ? { kind: 'hit', hit } : news;
}

/** Who a notification from an earlier run is about. */
function numberOf(id: string): string | undefined {
  return /^person:(.+)/.exec(id)?.[1];
}

/** What most people wait for: for a notification of an earlier run, whose alert is no longer known. */
function usualAlert(number: string): AlertHit['alert'] {
  const target = { kind: 'person', number } as const;
  return { id: `person:${number}`, target, mode: 'once', states: ['free'], expiresAt: null };
}

/** A notification may outlive the run that showed it: its id says who it is about. */
function targetOf(id: string, news: News | undefined): ShowTarget {
  if (news?.kind === 'notice') return news.show;
  const number = numberOf(id);
  return number === undefined ? { view: 'list' } : { view: 'colleague', number };
}
