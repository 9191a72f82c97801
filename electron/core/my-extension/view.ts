/** My extension as the panel sees it, worked out from the device's answer and the journal. No secret gets in here. */

import type {
  ChangeView,
  MyCall,
  MyExtension,
  RowState,
  Rows,
  TimedView,
  UndoView,
} from '../../contract/my-extension/my-extension.ts';
import { settingFacts, settingNames, type AnySetting } from '../../contract/my-extension/setting-facts.ts';
import type { SettingName, SettingValue, ReportedSettings } from '../../contract/my-extension/settings.ts';
import type { PresenceState } from '../../contract/presence.ts';
import { otherNumber, phaseOf } from '../calls/outside-calls.ts';
import type { CurrentCall } from '../pbx/extension-detail.ts';
import { entriesIn, everythingIn, isApplied, outcomeOf, settingsIn, type Change } from './journal/change.ts';
import { timedChanges, underneath, type Bottom } from './journal/layers.ts';
import { contradicts } from './device/values.ts';

/** How long a row shows that it was saved, and the foot of the page offers to undo. */
export const freshMs = 10_000;
const recentAtMost = 20;

export interface ViewFacts {
  readonly told: ReportedSettings;
  /** Oldest first. */
  readonly changes: readonly Change[];
  readonly bottom: Bottom;
  /** When a change of this run was known to be in force. */
  readonly doneAt: ReadonlyMap<string, number>;
  readonly nowMs: number;
  readonly canUndo: (change: Change) => boolean;
  readonly isEnding: (changeId: string) => boolean;
}

export function rowsOf(facts: ViewFacts, settings: readonly AnySetting[]): Rows {
  const found = settings.flatMap((setting): [AnySetting, RowState][] => {
    const row = rowOf(setting, facts);
    return row === null ? [] : [[setting, row]];
  });
  return Object.fromEntries(found);
}

/** What a row has to say: what is asked comes before what is told, and the latest before what is older. */
function rowOf(setting: AnySetting, facts: ViewFacts): RowState | null {
  const about = facts.changes.filter(
    (change) => change.state !== 'replaced' && everythingIn(change).includes(setting),
  );
  const name = settingNames.find((one) => one === setting);
  const wanted = ({ settings }: Change): SettingValue | null =>
    (name === undefined ? undefined : settings[name]?.after) ?? null;
  const now = name === undefined ? null : facts.told[name];
  const news = (change: Change): boolean => !change.answered.includes(setting);

  const saving = about.findLast((change) => outcomeOf(change) === 'pending');
  if (saving !== undefined) return { kind: 'saving', wanted: wanted(saving), changeId: saving.id };

  const ends = about.findLast((change) => setting in change.endAsks);
  if (ends !== undefined && name !== undefined) {
    const under = underneath(ends, facts.changes, facts.bottom, facts.nowMs).get(name)?.value ?? null;
    return { kind: 'end-asks', mine: under, theirs: now ?? ends.endAsks[setting] ?? null, changeId: ends.id };
  }

  const conflict = about.findLast((change) => setting in change.conflicts && news(change));
  if (conflict !== undefined)
    return {
      kind: 'conflict',
      mine: wanted(conflict),
      theirs: now ?? conflict.conflicts[setting] ?? null,
      changeId: conflict.id,
    };

  const last = about.findLast((change) => change.why !== 'elsewhere');
  if (last?.state === 'unknown' && news(last))
    return {
      kind: 'unknown',
      wanted: wanted(last),
      since: last.sentAt ?? last.at,
      failure: last.failure,
      changeId: last.id,
    };
  if (last !== undefined && last.why !== 'timed-end' && setting in last.kept && news(last))
    return {
      kind: outcomeOf(last) === 'partly' ? 'partly' : 'refused',
      wanted: wanted(last),
      kept: last.kept[setting] ?? null,
      failure: last.failure,
      changeId: last.id,
    };

  const elsewhere = about.findLast(
    (change) => change.why === 'elsewhere' && news(change) && !change.undone.includes(setting),
  );
  if (elsewhere !== undefined)
    return {
      kind: 'elsewhere',
      before: (name === undefined ? null : elsewhere.settings[name]?.before) ?? null,
      now,
      at: elsewhere.at,
      changeId: elsewhere.id,
    };

  if (last === undefined || last.sentAt === null || !isApplied(last, setting)) return null;
  const at = facts.doneAt.get(last.id) ?? -Infinity;
  return facts.nowMs - at < freshMs ? { kind: 'saved', at, changeId: last.id } : null;
}

/** Nothing that was there already is worth telling. */
function isTold(change: Change): boolean {
  if (change.state === 'replaced') return false;
  return (
    change.secrets.length > 0 ||
    entriesIn(change.settings).some(([, { before, after }]) => before === null || contradicts(before, after))
  );
}

function differences(change: Change): ChangeView['settings'] {
  return everythingIn(change).map((setting) => {
    const name = settingNames.find((one) => one === setting);
    const entry = name && change.settings[name];
    return { setting, before: entry?.before ?? null, after: entry?.after ?? null };
  });
}

export function recentOf(facts: ViewFacts): readonly ChangeView[] {
  return facts.changes
    .filter(isTold)
    .slice(-recentAtMost)
    .reverse()
    .map((change) => ({
      id: change.id,
      at: change.at,
      why: change.why,
      presetName: change.presetName,
      settings: differences(change),
      outcome: outcomeOf(change),
      failure: change.failure,
      until: change.until,
      undoable: facts.canUndo(change),
      mayEnd: mayEnd(change, facts),
    }));
}

function mayEnd(change: Change, { changes, bottom, nowMs }: ViewFacts): boolean {
  if (change.why !== 'me' && change.why !== 'preset') return false;
  if (outcomeOf(change) === 'pending')
    return settingsIn(change.settings).some((one) => settingFacts[one].mayEnd);
  const under = underneath(change, changes, bottom, nowMs);
  return [...under].some(([setting, { value }]) => settingFacts[setting].mayEnd && value !== null);
}

export function timedOf(facts: ViewFacts): readonly TimedView[] {
  const { changes, bottom, nowMs, isEnding } = facts;
  return [...timedChanges(changes, bottom)].flatMap(([change, names]): TimedView[] => {
    const { id, until, endAsks, presetName } = change;
    if (until === null) return [];
    const asks = names.some((setting) => setting in endAsks);
    const late = until <= nowMs ? 'waiting-for-pbx' : 'pending';
    return [
      {
        changeId: id,
        presetName,
        settings: differences(change).filter(({ setting }) => names.some((name) => name === setting)),
        until,
        state: isEnding(id) ? 'ending' : asks ? 'asks' : late,
      },
    ];
  });
}

export function undoOf(facts: ViewFacts): UndoView | null {
  const last = facts.changes.findLast(({ why }) => why === 'me' || why === 'preset');
  if (last === undefined || !isTold(last) || !facts.canUndo(last)) return null;
  const at = facts.doneAt.get(last.id) ?? (outcomeOf(last) === 'pending' ? facts.nowMs : undefined);
  if (at === undefined || facts.nowMs - at >= freshMs) return null;
  const isPending = outcomeOf(last) === 'pending';
  return {
    changeId: last.id,
    at: last.at,
    what: everythingIn(last),
    // While it is being saved, the time of now would make every snapshot another one.
    until: (isPending ? last.at : at) + freshMs,
  };
}

/** @param me my own extension: its number is never the other party's */
export function callViews(
  calls: readonly CurrentCall[],
  me: { readonly number: string; readonly state: PresenceState | null },
  nameOf: (number: string) => string,
): readonly MyCall[] {
  return calls.map((call) => {
    const number = otherNumber(call, me.number);
    return {
      key: call.key,
      direction: call.direction,
      with: { number, name: number === '' ? '' : nameOf(number) },
      trunk: call.trunk ?? '',
      state: phaseOf(call, me.state, calls.length === 1) ?? 'unknown',
    };
  });
}

export const nothingTold: ReportedSettings = Object.fromEntries(
  settingNames.map((name): [SettingName, null] => [name, null]),
) as MyExtension['current'];
