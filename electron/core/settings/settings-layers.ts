/** Puts the administrator's and the person's settings over the defaults, and enforces what is locked. */

import { isDeepStrictEqual } from 'node:util';
import { AppError } from '../app-error.ts';
import { withoutUndefined } from '../lib/without-undefined.ts';
import { isObject } from './settings-migration.ts';
import { defaultApiVersion, defaultSettings, lockableKeys } from './settings-schema.ts';
import type { Settings, SettingsPatch } from './settings-schema.ts';

/** What the administrator has set. */
export interface ManagedLayer {
  /** Values that hold until the person sets others. */
  readonly values: SettingsPatch;
  /** Names out of `lockableKeys`: here the administrator's value, or the default, holds. */
  readonly locked: readonly string[];
}

export const unmanaged: ManagedLayer = { values: {}, locked: [] };

/** Defaults, under the administrator's values, under the person's own, under what is locked. */
export function effectiveSettings(managed: ManagedLayer, personal: SettingsPatch): Settings {
  const open = mergePatch(managed.values, personal);
  const given = lockedKeys(managed).reduce(
    (layer, key) => withValue(layer, key, valueAt(managed.values, key)),
    open,
  );
  const { pbx, poll, notifications, ...others } = given;
  // Keys of a newer version stay in the file but aren't settings here.
  const singles = Object.fromEntries(
    Object.entries(withoutUndefined(others)).filter(([key]) => key in defaultSettings),
  );
  return {
    ...defaultSettings,
    ...singles,
    pbx:
      pbx?.url === undefined
        ? null
        : { version: defaultApiVersion, username: '', ...withoutUndefined(pbx), url: pbx.url },
    poll: { ...defaultSettings.poll, ...withoutUndefined(poll ?? {}) },
    notifications: { ...defaultSettings.notifications, ...withoutUndefined(notifications ?? {}) },
  };
}

/** `pbx`, `poll` and `notifications` are merged field by field, everything else is replaced. */
export function mergePatch(base: SettingsPatch, patch: SettingsPatch): SettingsPatch {
  const merged: SettingsPatch = { ...base, ...withoutUndefined(patch) };
  if (patch.pbx && base.pbx) merged.pbx = { ...base.pbx, ...withoutUndefined(patch.pbx) };
  if (patch.poll && base.poll) merged.poll = { ...base.poll, ...withoutUndefined(patch.poll) };
  if (patch.notifications && base.notifications)
    merged.notifications = { ...base.notifications, ...withoutUndefined(patch.notifications) };
  return merged;
}

/** Throws `settings.locked {key}` where `patch` would change what is locked; a locked value set to what it is passes. */
export function refuseLocked(managed: ManagedLayer, current: Settings, patch: SettingsPatch): void {
  for (const key of lockedKeys(managed)) {
    const wanted = valueAt(patch, key);
    if (wanted !== undefined && !isDeepStrictEqual(wanted, valueAt(current, key)))
      throw new AppError('settings.locked', { key });
  }
}

/** The single settings that are locked: `pbx` stands for `pbx.url`, `pbx.version`, `pbx.username`. */
export function lockedKeys(managed: ManagedLayer): readonly string[] {
  return [...new Set(managed.locked.flatMap((key) => lockableKeys.get(key) ?? []))];
}

/** The value under a dotted name; undefined where nothing is said, null where the section is taken away. */
function valueAt(layer: object, key: string): unknown {
  return key.split('.').reduce<unknown>((value, name) => (isObject(value) ? value[name] : value), layer);
}

/** A copy that says `value` under a dotted name, and nothing there when it is undefined. */
function withValue(layer: SettingsPatch, key: string, value: unknown): SettingsPatch {
  const [section = '', field] = key.split('.');
  if (field === undefined) return { ...layer, [section]: value };
  const before = valueAt(layer, section);
  return { ...layer, [section]: { ...(isObject(before) && before), [field]: value } };
}
