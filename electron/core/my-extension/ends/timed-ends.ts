/** Ends timed changes at their hour: through restarts, sleep and a PBX that is away, and never over someone else's change. */

import type { SettingName } from '../../../contract/my-extension/settings.ts';
import { settingNames } from '../../../contract/my-extension/setting-facts.ts';
import type { Failure } from '../../../contract/failure.ts';
import { createTimer } from '../../lib/timer.ts';
import type { Clock } from '../../ports.ts';
import { added, isOut, newChange, settingsIn, without, type Change } from '../journal/change.ts';
import { isOpenElsewhere } from '../device/reconcile-reading.ts';
import type { Journal, JournalState } from '../journal/journal.ts';
import { layersOf, timedChanges, timedLayers, valueAfterEnds } from '../journal/layers.ts';
import type { Saves } from '../saves/saves.ts';
import { asRestored } from '../device/values.ts';

/** The hour is the wall clock's, which may be set, and a timer may sleep with the machine: look again at least that often. */
const longestWaitMs = 60_000;
const firstHoldMs = 15_000;
const longestHoldMs = 5 * 60_000;
/** A device that has refused so often will refuse again: the person is asked. */
const refusalsAtMost = 3;

export interface TimedEndsPorts {
  readonly clock: Clock;
  readonly journal: Journal;
  readonly saves: Pick<Saves, 'save'>;
  readonly newId: () => string;
  /** The PBX answers, and the number is mine. */
  readonly isReady: () => boolean;
  readonly tellAsks: (changeId: string) => void;
  readonly changed: () => void;
}

export interface TimedEnds {
  /** Something may be due: called after each reading, and when an end was set. Holds after a failure stay. */
  endWhatIsDue(): void;
  /** The PBX has come back: what waited for it is tried at once. */
  comeBack(): void;
  isEnding(changeId: string): boolean;
  stop(): void;
}

interface Due {
  /** Over by now, the one on top last. */
  readonly ending: readonly Change[];
  readonly change: Change;
}

export function createTimedEnds(ports: TimedEndsPorts): TimedEnds {
  const { clock, journal, saves, newId, isReady, tellAsks, changed } = ports;
  /** The last try failed: how long to wait, and until when on the uptime clock. */
  let hold: { readonly delayMs: number; readonly untilMs: number; readonly isAway: boolean } | null = null;
  let ending: readonly string[] = [];
  let isRunning = true;
  const timer = createTimer(clock);

  function endWhatIsDue(): void {
    timer.cancel();
    if (!isRunning) return;
    liftHidden(journal, clock.now());
    const holdMs = hold === null ? 0 : hold.untilMs - clock.uptimeMs();
    const due = isReady() && ending.length === 0 && holdMs <= 0 ? dueNow() : null;
    if (due !== null) void end(due);
    const next = nextEnd(journal.state);
    if (next !== null) {
      const leftMs = next - clock.now();
      // What is over and could not be ended now waits for its hold, or for news from the PBX.
      const waitMs = leftMs > 0 ? leftMs : holdMs > 0 ? holdMs : longestWaitMs;
      timer.set(Math.min(waitMs, longestWaitMs), endWhatIsDue);
    }
  }

  function dueNow(): Due | null {
    const { changes, known } = journal.state;
    // Nobody knows yet what came of the last try.
    if (changes.some((change) => change.why === 'timed-end' && isOut(change))) return null;
    return dueAt(changes, known?.bottom ?? {}, clock.now(), newId());
  }

  async function end({ ending: over, change }: Due): Promise<void> {
    ending = over.map(({ id }) => id);
    changed();
    // Where someone else has been at it and nobody has answered, nothing is overwritten, whatever is there.
    const isTheirs = (setting: SettingName): boolean =>
      journal.state.changes.some((one) => isOpenElsewhere(one, [setting]));
    const seen = Object.fromEntries(
      settingsIn(change.settings).map((setting) => [
        setting,
        isTheirs(setting) ? [] : [change.settings[setting]?.before ?? null],
      ]),
    );
    const done = await saves.save({ change, seen, secrets: {}, secretsSeen: {} });
    ending = [];
    settle(over, done);
    endWhatIsDue();
    changed();
  }

  function settle(over: readonly Change[], done: Change): void {
    const conflicts = settingsIn(done.conflicts);
    const kept = settingsIn(done.kept);
    if (conflicts.length > 0) ask(over, conflicts, done.conflicts);
    if (kept.length === 0) {
      hold = null;
      return;
    }
    if (done.failure !== null && mayPass(done.failure)) return wait(true);
    const refusals = 1 + Math.max(...over.map((change) => change.refusals));
    if (refusals < refusalsAtMost) {
      journal.note({ changes: latest(over).map((change) => ({ ...change, refusals })) });
      return wait(false);
    }
    hold = null;
    ask(over, kept, done.kept);
  }

  function wait(isAway: boolean): void {
    const delayMs = Math.min(2 * (hold?.delayMs ?? firstHoldMs / 2), longestHoldMs);
    hold = { delayMs, untilMs: clock.uptimeMs() + delayMs, isAway };
  }

  /** One question for each setting: to the change that is on top there. */
  function ask(over: readonly Change[], settings: readonly SettingName[], theirs: Change['endAsks']): void {
    const { changes, known } = journal.state;
    for (const change of latest(over)) {
      const mine = settings.filter(
        (setting) => layersOf(setting, changes, known?.bottom).at(-1)?.change?.id === change.id,
      );
      if (mine.length === 0) continue;
      const endAsks = Object.fromEntries(mine.map((setting) => [setting, theirs[setting] ?? null]));
      journal.note({ changes: [{ ...change, refusals: 0, endAsks: { ...change.endAsks, ...endAsks } }] });
      tellAsks(change.id);
    }
  }

  function latest(of: readonly Change[]): readonly Change[] {
    const ids = new Set(of.map(({ id }) => id));
    return journal.state.changes.filter(({ id }) => ids.has(id));
  }

  return {
    endWhatIsDue,
    comeBack() {
      if (hold?.isAway === true) hold = null;
      endWhatIsDue();
    },
    isEnding: (changeId) => ending.includes(changeId),
    stop() {
      isRunning = false;
      timer.cancel();
    },
  };
}

/** Everything that is over at that time and on top, as one change that brings back what is under it. */
export function dueAt(
  changes: readonly Change[],
  bottom: Parameters<typeof layersOf>[2],
  nowMs: number,
  id: string,
): Due | null {
  const settings: Record<string, { before: unknown; after: unknown }> = {};
  const ending = new Map<string, Change>();
  for (const setting of settingNames) {
    const layers = layersOf(setting, changes, bottom);
    const top = layers.at(-1);
    if (top?.change == null || setting in top.change.endAsks) continue;
    const back = valueAfterEnds(layers, nowMs);
    if (back?.value == null) continue;
    settings[setting] = { before: top.value, after: asRestored(back.value) };
    for (const { change } of layers.slice(layers.indexOf(back) + 1))
      if (change !== null) ending.set(change.id, change);
  }
  if (ending.size === 0) return null;
  const over = changes.filter(({ id: one }) => ending.has(one));
  const change = newChange({
    id,
    at: nowMs,
    why: 'timed-end',
    settings: settings,
    lifts: [...ending.keys()],
  });
  return { ending: over, change };
}

/** What is over and lies under a layer that is not, or that asks, ends without a word: there is nothing to bring back. */
function liftHidden(journal: Journal, nowMs: number): void {
  const { changes, known } = journal.state;
  const over = new Map<Change, SettingName[]>();
  for (const setting of settingNames) {
    const timed = timedLayers(layersOf(setting, changes, known?.bottom));
    const top = timed.at(-1);
    const asks = top?.change != null && setting in top.change.endAsks;
    if (top === undefined || (!asks && (top.until ?? 0) <= nowMs)) continue;
    for (const layer of timed)
      if (layer.change !== null && layer !== top && (layer.until ?? 0) <= nowMs)
        over.set(layer.change, [...(over.get(layer.change) ?? []), setting]);
  }
  if (over.size === 0) return;
  journal.note({
    changes: [...over].map(([change, settings]) => ({
      ...change,
      ended: added(change.ended, settings),
      endAsks: without(change.endAsks, settings),
    })),
  });
}

/** ms since the epoch */
function nextEnd({ changes, known }: JournalState): number | null {
  const ends = [...timedChanges(changes, known?.bottom ?? {})].flatMap(([change, settings]) =>
    change.until === null || settings.every((setting) => setting in change.endAsks) ? [] : [change.until],
  );
  return ends.length === 0 ? null : Math.min(...ends);
}

/** The way to the PBX may be open again later; a refusal of what was asked stays one. */
function mayPass({ code }: Failure): boolean {
  return code !== 'pbx.rejected' && code !== 'extension.invalid';
}
