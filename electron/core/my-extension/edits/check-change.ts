/** Whether a change may be made at all: by this person, with these values, with that end, without losing calls. */

import { longestDurationMs } from '../../../contract/durations.ts';
import { dialledNumber, type Dialling } from '../../../contract/my-extension/dialling.ts';
import type { DeadEnd } from '../../../contract/my-extension/dead-ends.ts';
import { checkChange, checkLimit } from '../../../contract/my-extension/limits.ts';
import {
  forwardSettings,
  secretSettings,
  settingFacts,
  settingNames,
  type AnySetting,
  type SecretSetting,
} from '../../../contract/my-extension/setting-facts.ts';
import type {
  SettingChange,
  SettingName,
  ReportedSettings,
} from '../../../contract/my-extension/settings.ts';
import { AppError } from '../../app-error.ts';
import type { Layer } from '../journal/layers.ts';
import { backFrom } from '../status.ts';
import { holds } from '../device/values.ts';

/** @param managed the administrator's list; null where there is none */
export function editableSettings(managed: readonly AnySetting[] | null): readonly AnySetting[] {
  const all: readonly AnySetting[] = [...settingNames, ...secretSettings];
  return all.filter((setting) =>
    managed === null ? settingFacts[setting].forEveryone : managed.includes(setting),
  );
}

/** @throws AppError `extension.not-allowed {field}` for the first that is not */
export function refuseUneditable(editable: readonly AnySetting[], settings: readonly AnySetting[]): void {
  const refused = settings.find((setting) => !editable.includes(setting));
  if (refused !== undefined) throw new AppError('extension.not-allowed', { field: refused });
}

/**
 * What a person typed, with numbers as they will be dialled; what the device told itself stays as it is.
 * @throws AppError `extension.invalid {field, part?, rule, limit?}`
 */
export function checkedChanges(
  changes: readonly SettingChange[],
  current: ReportedSettings,
  dialling: Dialling,
): readonly SettingChange[] {
  const mobile = changes.find((change) => change.setting === 'mobile');
  const mobileNumber = mobile?.value.number ?? current.mobile?.number ?? null;
  for (const change of changes) {
    const violation = checkChange(change, { dialling, current, mobileNumber });
    if (violation === undefined) continue;
    const { setting, part, rule, limit } = violation;
    throw new AppError('extension.invalid', {
      field: setting,
      rule,
      ...(part !== null && { part }),
      ...(limit !== undefined && { limit }),
    });
  }
  return changes.map((change) => asDialled(change, current, dialling));
}

function asDialled(change: SettingChange, current: ReportedSettings, dialling: Dialling): SettingChange {
  if (change.setting === 'mobile') {
    const { number } = change.value;
    if (number === null || number === current.mobile?.number) return change;
    return { ...change, value: { ...change.value, number: dialledNumber(number, dialling).dialled } };
  }
  if (
    change.setting === 'forwardAll' ||
    change.setting === 'forwardNoAnswer' ||
    change.setting === 'forwardBusy'
  ) {
    const { destination } = change.value;
    if (destination?.kind !== 'number') return change;
    const told = forwardSettings.some((setting) => {
      const known = current[setting]?.destination;
      return known?.kind === 'number' && known.number === destination.number;
    });
    if (told) return change;
    const number = dialledNumber(destination.number, dialling).dialled;
    return { ...change, value: { ...change.value, destination: { ...destination, number } } };
  }
  return change;
}

/** @throws AppError `extension.invalid {field, rule, limit?}`; the value is not in it */
export function checkSecret(setting: SecretSetting, value: string): void {
  const broken = checkLimit(setting, value);
  if (broken === undefined) return;
  const { rule, limit } = broken;
  throw new AppError('extension.invalid', { field: setting, rule, ...(limit !== undefined && { limit }) });
}

/** @throws AppError `extension.invalid {field: until, rule: range}` for a time that has passed or is far away */
export function checkUntil(until: number | null, nowMs: number): void {
  if (until !== null && (until <= nowMs || until - nowMs > longestDurationMs))
    throw new AppError('extension.invalid', { field: 'until', rule: 'range' });
}

/**
 * When a timed change ends, today's value comes back: it must be known, and differ from the new one.
 * @param topOf the decision that is in force
 * @throws AppError `extension.invalid {field, rule}`
 */
export function checkEnds(
  changes: readonly SettingChange[],
  told: ReportedSettings,
  topOf: (setting: SettingName) => Layer | undefined,
): void {
  const ending = changes.filter(({ setting }) => settingFacts[setting].mayEnd);
  const [first] = changes;
  if (ending.length === 0)
    throw new AppError('extension.invalid', { field: first?.setting ?? '', rule: 'no-end' });
  for (const { setting, value } of ending) {
    if (told[setting] === null) throw new AppError('extension.invalid', { field: setting, rule: 'untold' });
    const hasUnder =
      backFrom(setting) !== undefined || !holds(told[setting], value) || topOf(setting)?.change != null;
    if (!hasUnder && ending.length === 1)
      throw new AppError('extension.invalid', { field: setting, rule: 'nothing-to-change' });
  }
}

/**
 * What was a dead end before bars nobody from changing something else.
 * @throws AppError `extension.dead-end {count}`
 */
export function refuseNewDeadEnds(before: readonly DeadEnd[], after: readonly DeadEnd[]): void {
  const known = new Set(before.map((one) => JSON.stringify(one)));
  const count = after.filter((one) => !known.has(JSON.stringify(one))).length;
  if (count > 0) throw new AppError('extension.dead-end', { count });
}
