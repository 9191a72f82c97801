/** What someone else has changed: found by what was told last, and grown together with what nobody has answered yet. Pure. */

import { secretSettings, settingNames } from '../../../contract/my-extension/setting-facts.ts';
import type { SettingName, SettingValue, ReportedSettings } from '../../../contract/my-extension/settings.ts';
import {
  entriesIn,
  everythingIn,
  isApplied,
  newChange,
  withoutSettings,
  type Change,
} from '../journal/change.ts';
import { holdsSecret } from './device.ts';
import type { Facts, FreshlyTold } from './reconcile-reading.ts';
import type { Bottom } from '../journal/layers.ts';
import { contradicts, holds, remembered } from './values.ts';

/** What is told now against what was told last, less what was my own doing. */
export function elsewhere(
  reading: FreshlyTold,
  { told, secretsTold, sentSecrets, nowMs, newId }: Facts,
  mine: readonly Change[],
): { readonly known: Bottom; readonly foreign: Change | null } {
  const fresh = reading.told;
  const isMine = (setting: SettingName): boolean =>
    mine.some((change) => {
      const entry = change.settings[setting];
      return entry !== undefined && holds(fresh[setting], entry.after);
    });
  const differing = settingNames.filter(
    (setting) => contradicts(told[setting] ?? null, fresh[setting]) && !isMine(setting),
  );
  const secrets = secretSettings.filter((setting) => {
    const before = secretsTold[setting];
    const now = reading.secrets[setting];
    if (before === undefined || now === undefined || before === now) return false;
    return !mine.some(({ id }) => {
      const sent = sentSecrets.get(id)?.[setting];
      return sent !== undefined && holdsSecret(setting, sent, reading.secrets) === true;
    });
  });
  const known = Object.fromEntries(
    settingNames.flatMap((setting) => {
      const value = remembered(fresh[setting], told[setting] ?? null);
      return value === null ? [] : [[setting, value]];
    }),
  );
  if (differing.length === 0 && secrets.length === 0) return { known, foreign: null };
  const settings = Object.fromEntries(
    differing.map((setting) => [setting, { before: told[setting] ?? null, after: fresh[setting] }]),
  );
  const foreign = newChange({
    id: newId(),
    at: nowMs,
    why: 'elsewhere',
    state: 'done',
    settings: settings,
    secrets: secrets,
  });
  return { known, foreign };
}

function isMadeByMe(setting: SettingName, value: SettingValue | null, changes: readonly Change[]): boolean {
  return changes.some((change) => {
    const entry = change.settings[setting];
    return (
      entry !== undefined &&
      change.why !== 'elsewhere' &&
      isApplied(change, setting) &&
      holds(value, entry.after)
    );
  });
}

/**
 * An unanswered change grows with the next one about the same setting: there is one question, from what the person saw last. What
 * came back by itself needs no answer.
 */
export function absorb(
  foreign: Change | null,
  changes: readonly Change[],
  fresh: ReportedSettings,
): {
  readonly absorbed: readonly Change[];
  readonly dropped: readonly string[];
  readonly change: Change | null;
} {
  if (foreign === null) return { absorbed: [], dropped: [], change: null };
  let grown = foreign;
  const absorbed: Change[] = [];
  const dropped: string[] = [];
  for (const older of changes) {
    if (older.why !== 'elsewhere') continue;
    const open = withoutSettings(older, [...older.answered, ...older.undone]);
    const shared = everythingIn(open).filter((setting) => everythingIn(foreign).includes(setting));
    if (shared.length === 0) continue;
    for (const [setting, entry] of entriesIn(grown.settings)) {
      const was = open.settings[setting];
      if (was === undefined) continue;
      // A late change of mine had replaced theirs, so their next change starts from my value.
      if (contradicts(was.after, entry.before) && isMadeByMe(setting, entry.before, changes)) continue;
      const { before } = was;
      grown = { ...grown, settings: { ...grown.settings, [setting]: { ...entry, before } } };
    }
    const rest = withoutSettings(older, shared);
    if (everythingIn(rest).length === 0) dropped.push(older.id);
    else absorbed.push(rest);
  }
  const back = entriesIn(grown.settings).filter(
    ([setting, { before }]) => !contradicts(before, fresh[setting]),
  );
  const left = withoutSettings(
    grown,
    back.map(([setting]) => setting),
  );
  return { absorbed, dropped, change: everythingIn(left).length === 0 ? null : left };
}
