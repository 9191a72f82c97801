/** A change against what is there now: what is to be sent, and what someone else has changed meanwhile. */

import {
  isSecret,
  type AnySetting,
  type SecretSetting,
} from '../../../contract/my-extension/setting-facts.ts';
import type { SettingName, SettingValue, ReportedSettings } from '../../../contract/my-extension/settings.ts';
import { entriesIn, everythingIn, isOut, type Change } from '../journal/change.ts';
import { holdsSecret, type Reading, type SecretValues } from './device.ts';
import { completed, contradicts, holds } from './values.ts';

/** A change on its way, with what is not for the disk. */
export interface UnsentChange {
  readonly change: Change;
  /** Values that the person had seen when choosing. If the device now holds a different one, they are asked before it is overwritten. */
  readonly seen: { readonly [S in SettingName]?: readonly (SettingValue | null)[] };
  readonly secrets: SecretValues;
  /** What a secret must still be, to be overwritten. */
  readonly secretsSeen: SecretValues;
}

/** All values that this setting may have by the time of saving without being someone else's edit. */
export function seenValues(
  setting: SettingName,
  told: ReportedSettings,
  changes: readonly Change[],
): readonly (SettingValue | null)[] {
  const coming = changes.flatMap((change) =>
    change.state === 'waiting' || isOut(change) ? (change.settings[setting]?.after ?? []) : [],
  );
  return [told[setting], ...coming];
}

interface Compared {
  readonly change: Change;
  readonly send: readonly SettingName[];
  readonly secrets: readonly SecretSetting[];
  readonly forced: ReadonlySet<SettingName>;
}

/** What is there already is neither sent nor asked about. */
export function compareWithDevice(
  { change, seen, secrets, secretsSeen }: UnsentChange,
  fresh: Reading,
  changes: readonly Change[],
): Compared {
  const send: SettingName[] = [];
  const forced = new Set<SettingName>();
  const conflicts: Record<string, SettingValue | null> = {};
  let { settings } = change;
  for (const [setting, entry] of entriesIn(settings)) {
    const now = fresh.told[setting];
    const onTheWay = changes.flatMap((other) =>
      isOut(other) && other.id !== change.id && other.settings[setting] !== undefined
        ? [other.settings[setting].after]
        : [],
    );
    const known = [...(seen[setting] ?? []), ...onTheWay];
    const isThere = holds(now, entry.after);
    // What was sent before may still come: it must not come last.
    if (onTheWay.length > 0) forced.add(setting);
    if (!isThere && known.every((value) => contradicts(value, now))) conflicts[setting] = now;
    else if (!isThere || onTheWay.length > 0) send.push(setting);
    const before = setting in conflicts ? entry.before : (now ?? entry.before);
    settings = { ...settings, [setting]: { ...entry, before, after: completed(entry.after, now) } };
  }
  const write = change.secrets.filter((secret) => {
    const value = secrets[secret];
    if (value === undefined || holdsSecret(secret, value, fresh.secrets) === true) return false;
    const expected = secretsSeen[secret];
    if (expected === undefined || holdsSecret(secret, expected, fresh.secrets) !== false) return true;
    conflicts[secret] = null;
    return false;
  });
  return { change: { ...change, settings, conflicts }, send, secrets: write, forced };
}

/** Whether the device shows what the change wants; a secret that it doesn't tell counts as there. */
export function isHeld(
  change: Change,
  setting: AnySetting,
  secrets: SecretValues,
  reading: Reading | null,
): boolean {
  if (isSecret(setting)) {
    const value = secrets[setting];
    return value !== undefined && holdsSecret(setting, value, reading?.secrets ?? {}) !== false;
  }
  const entry = change.settings[setting];
  return entry !== undefined && holds(reading?.told[setting] ?? null, entry.after);
}

/** What was sent before and is not known to have come gives way to the newer decision. */
export function replacedBy(
  change: Change,
  sent: readonly SettingName[],
  changes: readonly Change[],
): readonly Change[] {
  return changes
    .filter((other) => isOut(other) && other.id !== change.id)
    .filter((other) => everythingIn(other).every((setting) => sent.some((one) => one === setting)))
    .map((other) => ({ ...other, state: 'replaced' }));
}
