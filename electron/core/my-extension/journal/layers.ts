/**
 * What lies under what: for each setting the decisions that still count, the oldest at the bottom. A change with an end is a layer
 * that is taken away when it ends, so what comes back is the value under it, in whatever order the ends come. A newer decision
 * for good hides the layers below it, and their ends with them, until it is undone.
 */

import type { SettingName, SettingValue } from '../../../contract/my-extension/settings.ts';
import { settingFacts, settingNames } from '../../../contract/my-extension/setting-facts.ts';
import { isApplied, settingsIn, type Change } from './change.ts';
import { contradicts } from '../device/values.ts';

export interface Layer {
  /** Null at the bottom: as it was before the first change that is remembered. */
  readonly change: Change | null;
  /** Null: not told. */
  readonly value: SettingValue | null;
  readonly until: number | null;
}

/** What was at the bottom of changes that are no longer remembered. */
export type Bottom = { readonly [S in SettingName]?: SettingValue | null };

/** A person's decision about the setting: their own change, or someone else's that they have accepted. */
function isDecision(change: Change, setting: SettingName): boolean {
  if (!isApplied(change, setting) || change.undone.includes(setting)) return false;
  if (change.why === 'elsewhere') return change.answered.includes(setting);
  return change.why === 'me' || change.why === 'preset';
}

/** Bottom to top. The last is what should be in force. */
export function layersOf(
  setting: SettingName,
  changes: readonly Change[],
  bottom: Bottom = {},
): readonly Layer[] {
  const about = changes.flatMap((change) => {
    const entry = change.settings[setting];
    return entry === undefined ? [] : [{ change, entry }];
  });
  const first = about.find(({ change }) => isApplied(change, setting));
  const before = setting in bottom ? (bottom[setting] ?? null) : (first?.entry.before ?? null);
  const lowest: Placed = { change: null, value: before, until: null, endsWith: null };
  let stack: Placed[] = [lowest];
  for (const { change, entry } of about) {
    if (change.why === 'timed-end' && isApplied(change, setting))
      stack = stack.filter(({ endsWith }) => endsWith === null || !change.lifts.includes(endsWith.id));
    if (!isDecision(change, setting)) continue;
    // It was made over what was there then, whatever has ended since.
    stack = stack.filter(
      ({ endsWith }) => !hasEnded(endsWith, setting) || (endsWith?.until ?? 0) > change.at,
    );
    // The same again: a new end for it, or none any longer.
    const top = stack.at(-1) ?? lowest;
    if (top.change !== null && !contradicts(top.value, entry.after)) stack.pop();
    const until = settingFacts[setting].mayEnd ? change.until : null;
    const under = stack.at(-1) ?? lowest;
    if (until !== null && entry.back !== undefined && !contradicts(under.value, entry.after))
      stack.push({ change: null, value: entry.back, until: null, endsWith: change });
    stack.push({ change, value: entry.after, until, endsWith: change });
  }
  return stack.filter(({ endsWith }) => !hasEnded(endsWith, setting));
}

/** The end of a change takes its layer away, and the one that was put under it. */
interface Placed extends Layer {
  readonly endsWith: Change | null;
}

function hasEnded(change: Change | null, setting: SettingName): boolean {
  return change?.ended.includes(setting) === true;
}

/** Those on top whose ends still count. */
export function timedLayers(layers: readonly Layer[]): readonly Layer[] {
  const lastForGood = layers.findLastIndex(({ until }) => until === null);
  return layers.slice(lastForGood + 1);
}

/** What would be in force without the layers that are over by then; undefined where the top one is not. */
export function valueAfterEnds(layers: readonly Layer[], nowMs: number): Layer | undefined {
  const isOver = ({ until }: Layer): boolean => until !== null && until <= nowMs;
  const top = layers.at(-1);
  return top === undefined || !isOver(top) ? undefined : layers.findLast((layer) => !isOver(layer));
}

/** The change that made the setting what it is, where it is known and still so. */
export function madeBy(layers: readonly Layer[], now: SettingValue | null): Layer | undefined {
  const top = layers.at(-1);
  return top?.change == null || contradicts(top.value, now) ? undefined : top;
}

/** What undoing a change would bring back, by setting; only where it is still the last word. */
export function underneath(
  change: Change,
  changes: readonly Change[],
  bottom: Bottom,
  nowMs: number,
): ReadonlyMap<SettingName, Layer> {
  const gone = changes.filter(({ id }) => id !== change.id);
  const found = new Map<SettingName, Layer>();
  for (const setting of settingsIn(change.settings)) {
    const layers = layersOf(setting, changes, bottom);
    if (change.why === 'elsewhere') {
      const before = change.settings[setting]?.before ?? null;
      found.set(setting, { change: null, value: before, until: null });
      continue;
    }
    if (layers.at(-1)?.change?.id !== change.id) continue;
    // The bottom is the value before the first change, which may be this very one.
    const rest = layersOf(setting, gone, { ...bottom, [setting]: layers[0]?.value ?? null });
    const under = valueAfterEnds(rest, nowMs) ?? rest.at(-1);
    if (under !== undefined) found.set(setting, under);
  }
  return found;
}

/** Changes that have an end before them, each with the settings for which it counts. */
export function timedChanges(
  changes: readonly Change[],
  bottom: Bottom,
): ReadonlyMap<Change, readonly SettingName[]> {
  const timed = new Map<Change, SettingName[]>();
  for (const setting of settingNames)
    for (const { change } of timedLayers(layersOf(setting, changes, bottom)))
      if (change !== null) timed.set(change, [...(timed.get(change) ?? []), setting]);
  return timed;
}
