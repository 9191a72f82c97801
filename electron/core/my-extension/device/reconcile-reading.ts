/** What a reading says: which changes of mine are in force by now, and what someone else has changed. Pure; nothing is kept here. */

import type { AnySetting } from '../../../contract/my-extension/setting-facts.ts';
import type { SettingValue, ReportedSettings } from '../../../contract/my-extension/settings.ts';
import {
  added,
  entriesIn,
  everythingIn,
  isApplied,
  isOut,
  isOver,
  without,
  type Change,
} from '../journal/change.ts';
import { absorb, elsewhere } from './changed-elsewhere.ts';
import type { SecretsTold } from './device.ts';
import { holdsSecret, type SecretValues } from './device.ts';
import type { Bottom } from '../journal/layers.ts';
import { contradicts, holds } from './values.ts';

/** As long as that, a device may still do what it was sent. */
export const stillUnknownMs = 10 * 60_000;
/** A value that appears a little later than that and is exactly what was sent is still mine. */
const lateMs = 15 * 60_000;

export interface FreshlyTold {
  readonly told: ReportedSettings;
  readonly secrets: SecretsTold;
}

export interface Facts {
  readonly changes: readonly Change[];
  /** What was told last of each setting. */
  readonly told: Bottom;
  /** The secrets told last in this run. */
  readonly secretsTold: SecretsTold;
  /** What was sent in this run: the disk has no secrets. */
  readonly sentSecrets: ReadonlyMap<string, SecretValues>;
  readonly nowMs: number;
  readonly newId: () => string;
}

export interface Reconciled {
  /** Changes that are not as they were; a new one is someone else's. */
  readonly changes: readonly Change[];
  readonly dropped: readonly string[];
  readonly told: Bottom;
  /** What someone else has changed, with this reading. */
  readonly foreign: Change | null;
}

export function reconcileReading(reading: FreshlyTold, facts: Facts): Reconciled {
  const settled = new Map(facts.changes.map((change) => [change.id, change]));
  for (const { id } of facts.changes) {
    const change = settled.get(id);
    if (change === undefined) continue;
    const found = lookedUp(change, reading, facts);
    if (found === change) continue;
    const all = [...settled.values()];
    const out = isOut(change) ? [] : pushedOut(found, all, reading.told);
    for (const one of [found, ...consequences(found, all), ...out]) settled.set(one.id, one);
  }
  const before = new Map(facts.changes.map((one) => [one.id, one]));
  // On its way, or found just now: what is told is my own doing.
  const mine = [...settled.values()].filter(
    (change) => change.why !== 'elsewhere' && (isOut(change) || before.get(change.id) !== change),
  );
  const { known, foreign } = elsewhere(reading, facts, mine);
  const { absorbed, dropped, change } = absorb(foreign, [...settled.values()], reading.told);
  for (const one of absorbed) settled.set(one.id, one);
  const news = [...settled.values()].filter((one) => before.get(one.id) !== one && !dropped.includes(one.id));
  return {
    changes: change === null ? news : [...news, change],
    dropped,
    told: known,
    foreign: change,
  };
}

/** What has become of one change of mine. */
function lookedUp(change: Change, reading: FreshlyTold, facts: Facts): Change {
  if (change.sentAt === null) return change;
  const age = facts.nowMs - change.sentAt;
  const entries = entriesIn(change.settings);
  if (isOut(change)) {
    // Stored and not applied yet, it would look the same: only the device can say that it has been applied.
    if (change.needsApply && entries.some(([, { before, after }]) => !contradicts(before, after)))
      return change;
    const missing = stillMissing(change, reading, facts);
    const mayCome = age < stillUnknownMs || change.needsApply;
    if (mayCome && missing.some(({ isAsBefore }) => isAsBefore)) return change;
    const kept = Object.fromEntries(missing.map(({ setting, held }) => [setting, held]));
    return { ...change, state: 'done', needsApply: false, kept };
  }
  if (change.state === 'waiting' || age > lateMs) return change;
  const late = entries.filter(
    ([setting, { after }]) =>
      (change.state === 'replaced' || setting in change.kept) &&
      holds(reading.told[setting], after) &&
      contradicts(facts.told[setting] ?? null, reading.told[setting]),
  );
  if (late.length === 0) return change;
  const kept = without(
    change.kept,
    late.map(([setting]) => setting),
  );
  return { ...change, state: 'done', kept };
}

interface Missing {
  readonly setting: AnySetting;
  /** What the device holds instead; null for a secret. */
  readonly held: SettingValue | null;
  /** False: something else is there, so it won't come any longer. */
  readonly isAsBefore: boolean;
}

/** What was sent and isn't there. What had a conflict wasn't sent. */
function stillMissing(change: Change, { told, secrets }: FreshlyTold, { sentSecrets }: Facts): Missing[] {
  const settings = entriesIn(change.settings)
    .filter(([setting, { after }]) => !holds(told[setting], after))
    .map(([setting, { before }]) => ({
      setting,
      held: told[setting],
      isAsBefore: !contradicts(told[setting], before),
    }));
  const sent = sentSecrets.get(change.id) ?? {};
  const missingSecrets = change.secrets
    .filter((secret) => {
      const value = sent[secret];
      // Another run of the program sent it: nobody can tell.
      return value === undefined || holdsSecret(secret, value, secrets) === false;
    })
    .map((setting) => ({ setting, held: null, isAsBefore: true }));
  return [...settings, ...missingSecrets].filter(({ setting }) => !(setting in change.conflicts));
}

/** An older change that comes late takes the place of newer ones: they are no longer in force, and their rows say so. */
function pushedOut(late: Change, changes: readonly Change[], told: ReportedSettings): readonly Change[] {
  const at = changes.findIndex(({ id }) => id === late.id);
  return changes.slice(at + 1).flatMap((newer): Change[] => {
    if (newer.why === 'elsewhere') return [];
    const lost = entriesIn(newer.settings).filter(
      ([setting, { after }]) =>
        setting in late.settings &&
        isApplied(newer, setting) &&
        !isOver(newer, setting) &&
        contradicts(after, told[setting]),
    );
    if (lost.length === 0) return [];
    const kept = Object.fromEntries(lost.map(([setting]) => [setting, told[setting]]));
    const answered = newer.answered.filter((setting) => !(setting in kept));
    return [{ ...newer, kept: { ...newer.kept, ...kept }, answered }];
  });
}

/**
 * What follows for the others when a change is known to be in force: what it lifts has ended or is undone, and what was on the
 * screen when it was decided is answered. What came to light since then stays a question.
 */
export function consequences(change: Change, changes: readonly Change[]): readonly Change[] {
  const done = everythingIn(change).filter((setting) => isApplied(change, setting));
  return changes.flatMap((other): Change[] => {
    const shared = everythingIn(other).filter((setting) => done.includes(setting));
    if (shared.length === 0) return [];
    if (change.lifts.includes(other.id)) return [withLifted(other, change.why, shared)];
    if (change.answers.includes(other.id))
      return [
        {
          ...other,
          answered: added(other.answered, shared),
          endAsks: without(other.endAsks, shared),
        },
      ];
    return [];
  });
}

function withLifted(change: Change, why: Change['why'], settings: readonly AnySetting[]): Change {
  const endAsks = without(change.endAsks, settings);
  return why === 'undo'
    ? { ...change, endAsks, undone: added(change.undone, settings) }
    : { ...change, endAsks, ended: added(change.ended, settings) };
}

/** Questions and news about these settings that wait for the person: what they decide next answers them. */
export function openAbout(settings: readonly AnySetting[], changes: readonly Change[]): string[] {
  return changes
    .filter((change) => {
      const shared = everythingIn(change).filter((setting) => settings.includes(setting));
      return hasNews(change, shared) || isOpenElsewhere(change, shared);
    })
    .map(({ id }) => id);
}

function hasNews(change: Change, settings: readonly AnySetting[]): boolean {
  return settings.some(
    (setting) =>
      setting in change.endAsks ||
      ((setting in change.kept || setting in change.conflicts) && !change.answered.includes(setting)),
  );
}

/** Someone else's change of one of these settings that nobody has answered. */
export function isOpenElsewhere(change: Change, settings: readonly AnySetting[]): boolean {
  const about = everythingIn(change).filter((setting) => settings.includes(setting));
  return (
    change.why === 'elsewhere' &&
    about.some((setting) => !change.answered.includes(setting) && !change.undone.includes(setting))
  );
}
