/** What callers get now, and the changes that make it another. */

import {
  callerExperience,
  type CallContext,
  type CallSettings,
} from '../../contract/my-extension/caller-experience.ts';
import type { DeadEnd } from '../../contract/my-extension/dead-ends.ts';
import type { Status } from '../../contract/my-extension/my-extension.ts';
import type {
  ForwardRule,
  SettingChange,
  SettingName,
  SettingValue,
  ReportedSettings,
} from '../../contract/my-extension/settings.ts';
import type { Payload } from '../../contract/requests.ts';
import { outcomeOf, settingsIn, type Change } from './journal/change.ts';
import { layersOf, madeBy, timedChanges, type Bottom } from './journal/layers.ts';

/** Those that decide what callers get; everything that may end is among them. */
const callSettings = [
  'forwardAll',
  'doNotDisturb',
  'forwardNoAnswer',
  'forwardBusy',
  'ringTime',
  'voicemail',
  'mobile',
] as const satisfies readonly SettingName[];

export const noForwarding: ForwardRule = { on: false, destination: null };

export interface StatusFacts {
  readonly told: ReportedSettings;
  /** In the journal and on their way, oldest first. */
  readonly changes: readonly Change[];
  readonly bottom: Bottom;
  readonly context: CallContext;
  readonly deadEnds: (settings: CallSettings) => readonly DeadEnd[];
  /** The PBX answers, and what is told is fresh. */
  readonly isFresh: boolean;
}

export function statusOf({ told, changes, bottom, context, deadEnds, isFresh }: StatusFacts): Status {
  const open = changes.filter(
    ({ why, state }) =>
      why !== 'elsewhere' && (state === 'waiting' || state === 'sent' || state === 'unknown'),
  );
  const touches = open.some(({ settings }) => callSettings.some((setting) => setting in settings));
  const settings = withWanted(
    told,
    open.filter((change) => outcomeOf(change) === 'pending'),
  );
  // Forwarding comes before do not disturb.
  const state = settings.doNotDisturb === true ? 'doNotDisturb' : undefined;
  const setting = settings.forwardAll?.on === true ? 'forwardAll' : state;
  const { until, change } = madeWhen(setting, settings, changes, open, bottom);
  return {
    kind: setting === undefined ? 'normal' : setting === 'forwardAll' ? 'forwarding' : 'do-not-disturb',
    experience: callerExperience(settings, context),
    until,
    changeId: change?.id ?? null,
    presetName: change?.presetName ?? null,
    deadEnds: deadEnds(settings),
    confirmed: isFresh && !touches,
  };
}

/** As it is about to be: what is being saved shows at once. */
export function withWanted(told: ReportedSettings, pending: readonly Change[]): ReportedSettings {
  return pending.reduce(
    (all, { settings }) => ({
      ...all,
      ...Object.fromEntries(settingsIn(settings).map((one) => [one, settings[one]?.after ?? null])),
    }),
    told,
  );
}

function madeWhen(
  setting: SettingName | undefined,
  settings: ReportedSettings,
  changes: readonly Change[],
  open: readonly Change[],
  bottom: Bottom,
): { readonly until: number | null; readonly change: Change | undefined } {
  if (setting === undefined) {
    const timed = [...timedChanges(changes, bottom).keys()].sort(
      (one, other) => (one.until ?? 0) - (other.until ?? 0),
    );
    return { until: timed[0]?.until ?? null, change: timed[0] };
  }
  const coming = open.findLast(
    (change) => change.settings[setting] !== undefined && change.why !== 'timed-end',
  );
  const change = coming ?? madeBy(layersOf(setting, changes, bottom), settings[setting])?.change ?? undefined;
  return { until: change?.until ?? null, change };
}

type Wanted = Exclude<Payload<'status.set'>['status'], { readonly kind: 'preset' }>;

/** What a choice in the status menu sets. */
export function changesFor(status: Wanted, now: ReportedSettings): readonly SettingChange[] {
  const off: SettingChange = { setting: 'forwardAll', value: noForwarding };
  const stop = now.forwardAll?.on === false ? [] : [off];
  switch (status.kind) {
    case 'normal':
      return [{ setting: 'doNotDisturb', value: false }, off];
    case 'do-not-disturb':
      // Forwarding comes before it: callers would never notice.
      return [{ setting: 'doNotDisturb', value: true }, ...stop];
    case 'forward':
      return [{ setting: 'forwardAll', value: { on: true, destination: status.destination } }];
  }
}

/** What a state goes back to where nobody knows what was before it. */
export function backFrom(setting: SettingName): SettingValue | undefined {
  if (setting === 'doNotDisturb') return false;
  return setting === 'forwardAll' ? noForwarding : undefined;
}
